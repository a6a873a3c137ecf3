"""The demo's mailbox shows what the house sent, and nothing in it can do harm."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.urls import reverse
from django.utils import timezone

from cms.demo import mailbox
from cms.mail import folder
from cms.mail.sending import drain
from tests.make.mail import make_code_message
from tests.make.people import make_user
from tests.make.sessions import address_of, is_signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mails(settings, tmp_path) -> Path:
    """The outgoing mailer of the demo, in a folder of this test."""
    settings.DATA_DIR = tmp_path
    settings.MAILERS = {
        **settings.MAILERS,
        "outgoing": {"BACKEND": "cms.mail.folder.FolderBackend", "OPTIONS": {"folder": tmp_path / "mails"}},
    }
    return tmp_path / "mails"


def put(
    subject: str, html: str = "<p>Bis Dienstag.</p>", *, to: str = "amina@post.example", language="de", files=()
) -> None:
    """A mail as the worker sends it."""
    mail = EmailMultiAlternatives(subject, "Bis Dienstag.", to=[to], headers={"Content-Language": language})
    mail.attach_alternative(html, "text/html")
    for file in files:
        mail.attach(*file)
    mailers["outgoing"].send_messages([mail])


def test_an_empty_mailbox_says_what_to_do(client):
    page = client.get(reverse("demo_mail_list")).content.decode()

    assert 'class="empty"' in page
    assert 'class="row"' not in page


def test_the_newest_mail_comes_first_and_can_be_found_by_address(client):
    put("First", to="amina@post.example")
    put("Second", to="paul@post.example")

    assert [mail.subject for mail in mailbox.mails()] == ["Second", "First"]
    assert [mail.subject for mail in mailbox.mails("AMINA")] == ["First"]
    found = client.get(reverse("demo_mail_list"), {"to": "paul"}).content.decode()
    assert ("Second" in found, "First" in found) == (True, False)


def test_a_mail_is_shown_in_its_own_language_and_direction(client):
    put("مناوبتك", "<html><body><div><p>إلى اللقاء</p></div></body></html>", language="ar")

    page = client.get(reverse("demo_mail", args=[mailbox.mails()[0].key])).content.decode()

    assert '<h1 lang="ar" dir="rtl">مناوبتك</h1>' in page
    assert "<p>إلى اللقاء</p>" in page
    assert page.count("<h1") == 1


def test_nothing_in_a_mail_can_do_harm(client):
    evil = (
        "<h1>x</h1><script>alert(2)</script><style>*{color:red}</style>"
        '<img src=x onerror="alert(3)"><iframe src="//evil.example"></iframe>'
        '<a href="javascript:alert(4)" onclick="alert(5)">a</a><a class="button" href="https://haus.example/">b</a>'
    )
    put("<script>alert(1)</script>", evil)

    mail = mailbox.mails()[0]
    page = client.get(reverse("demo_mail", args=[mail.key])).content.decode()

    assert mail.html.strip() == '<a>a</a><a class="button" href="https://haus.example/">b</a>'
    assert "<script>alert" not in page


def test_attachments_are_downloaded(client):
    put(
        "Ihre Schicht",
        files=[("schicht.ics", b"BEGIN:VCALENDAR", "text/calendar"), ("liste.pdf", b"%PDF", "application/pdf")],
    )
    key = mailbox.mails()[0].key

    page = client.get(reverse("demo_mail", args=[key])).content.decode()
    file = client.get(reverse("demo_mail_file", args=[key, 1]))

    assert "schicht.ics" in page
    assert (b"".join(file.streaming_content), file.headers["Content-Disposition"]) == (
        b"%PDF",
        'attachment; filename="liste.pdf"',
    )
    assert client.get(reverse("demo_mail_file", args=[key, 2])).status_code == 404


@pytest.mark.parametrize("key", ["none", "..%2f..%2fsettings", "20261124T090000000000-abcdef01"])
def test_there_is_nothing_else_in_the_mailbox(client, key):
    assert client.get(f"/demo/mail/{key}/").status_code == 404


def test_codes_are_shown_though_the_outbox_erased_them(client):
    message = make_code_message("4711-0815", at=timezone.now())
    drain(timezone.now())

    message.refresh_from_db()
    assert message.text == ""
    assert mailbox.mails()[0].code == "4711-0815"
    assert "4711-0815" in client.get(reverse("demo_mail_list")).content.decode()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_visitor_of_the_demo_signs_in_with_the_code_from_the_mailbox(client, language):
    make_user("amina@post.example")
    client.post(address_of("account_request_login_code", language), {"email": "amina@post.example"})
    drain(timezone.now())
    code = mailbox.mails("amina@post.example")[0].code

    client.post(address_of("account_confirm_login_code", language), {"code": code})

    assert is_signed_in(client)


def test_the_folder_keeps_the_newest_mails(monkeypatch, mails):
    monkeypatch.setattr(folder, "KEEP", 2)
    for number in range(4):
        put(f"Mail {number}")

    assert [mail.subject for mail in mailbox.mails()] == ["Mail 3", "Mail 2"]
    assert len(list(mails.iterdir())) == 2


def test_the_mailbox_exists_in_the_demo_only():
    assert django_settings.DEMO is True
    from cms.settings import base

    assert base.DEMO is False
