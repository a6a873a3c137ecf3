"""The outbox in the Wagtail admin."""

import pytest
from django.urls import reverse

from cms.mail.enums import Status
from cms.mail.models import OutboxMessage
from cms.mail.sending import drain
from cms.users import roles
from tests.make.mail import AT, make_code_message, make_message
from tests.make.people import make_staff, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def manager(client):
    client.force_login(make_staff(roles.MANAGER))
    return client


def test_staff_see_what_was_sent_to_whom(manager):
    message = make_message("Hallo,\n\nbis Dienstag um vier.")

    listed = manager.get(reverse("outbox")).content.decode()
    page = manager.get(reverse("outbox_message", args=[message.pk])).content.decode()

    assert "Ihre Schicht" in listed
    assert "amina@post.example" in listed
    assert "bis Dienstag um vier." in page


@pytest.mark.parametrize("query", ["?status=waiting", "?q=amina", "?kind=mail.notice", "?ordering=-created_at"])
def test_the_list_can_be_searched_and_filtered(manager, query):
    make_message()

    assert "Ihre Schicht" in manager.get(reverse("outbox") + query).content.decode()


def test_staff_see_subject_and_state_alone_of_a_confidential_message(manager):
    message = make_code_message("4711-0815")
    assert "4711-0815" in message.text

    page = manager.get(reverse("outbox_message", args=[message.pk])).content.decode()
    html = manager.get(reverse("outbox_message_html", args=[message.pk]))

    assert message.subject in page
    assert "4711-0815" not in page + manager.get(reverse("outbox")).content.decode()
    assert html.status_code == 404


def test_a_mail_s_html_may_do_nothing(manager):
    message = make_message()

    answer = manager.get(reverse("outbox_message_html", args=[message.pk]))

    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups"
    )


def test_staff_send_a_message_again(manager, mailoutbox):
    message = make_message()
    drain(AT)

    manager.post(reverse("outbox_resend", args=[message.pk]))

    message.refresh_from_db()
    assert message.status == Status.WAITING


def test_looking_changes_nothing(manager):
    message = make_message()
    drain(AT)
    before = OutboxMessage.objects.values().get()

    for name in ("outbox_message", "outbox_message_html"):
        manager.get(reverse(name, args=[message.pk]))
    refused = manager.get(reverse("outbox_resend", args=[message.pk]))

    assert refused.status_code == 405
    assert OutboxMessage.objects.values().get() == before


def test_every_mail_can_be_looked_at_in_every_language(manager):
    overview = manager.get(reverse("mail_previews")).content.decode()
    arabic = manager.get(reverse("mail_preview_html", args=["users.login_code", "ar"])).content.decode()

    assert reverse("mail_preview", args=["users.login_code", "ar"]) in overview
    assert '<html lang="ar" dir="rtl">' in arabic
    assert manager.get(reverse("mail_preview", args=["users.login_code", "xx"])).status_code == 404
    assert manager.get(reverse("mail_preview", args=["users.none", "de"])).status_code == 404


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (roles.MANAGER, True),
        (roles.COORDINATOR, True),
        (roles.ADVISOR, True),
        (roles.COURSE_OFFICE, True),
        (roles.PUBLISHER, True),
        (roles.EDITOR, False),
        (roles.CLEARANCE_OFFICER, False),
        (None, False),
    ],
)
def test_who_sees_the_outbox(client, role, sees):
    message = make_message()
    client.force_login(make_staff(role) if role else make_user())
    urls = [
        reverse("outbox"),
        reverse("outbox_message", args=[message.pk]),
        reverse("mail_previews"),
        reverse("mail_preview", args=["users.login_code", "de"]),
    ]

    assert {client.get(url).status_code == 200 for url in urls} == {sees}
    client.post(reverse("outbox_resend", args=[message.pk]))


def test_the_dashboard_says_that_messages_were_given_up(manager):
    make_message()
    OutboxMessage.objects.update(status=Status.FAILED)

    assert f"{reverse('outbox')}?status=failed" in manager.get(reverse("wagtailadmin_home")).content.decode()
