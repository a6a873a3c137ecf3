"""Every kind of mail the house knows, in every language."""

from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.core import mail
from django.utils import translation
from wagtail.admin.mail import send_mail

from cms.mail import Letter, kinds
from cms.mail.backend import OutboxBackend
from cms.mail.letters import render
from cms.mail.models import OutboxMessage


class Page(HTMLParser):
    """What a mail's HTML holds: its words, its links, its tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"} and value]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("kind", kinds.registered(), ids=lambda kind: kind.key)
def test_every_mail_composes_in_every_language(kind):
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            letter = kind.compose(kind.sample())
        rendered = render(letter, language=language, name="Amina")

        page = Page(rendered.html)
        assert rendered.subject, language
        assert "\n" not in rendered.subject, language
        assert "%(" not in rendered.text + rendered.html, language
        for paragraph in letter.paragraphs:
            assert paragraph in rendered.text, language
        if letter.button:
            assert letter.button[1] in page.links, language
            assert letter.button[1] in rendered.text, language
        assert all(link.startswith(settings.BASE_URL) for link in page.links), language
        assert not page.tags & {"script", "img", "link", "iframe", "form"}, language


def test_confidential_kinds_keep_the_secret_out_of_the_subject():
    for kind in kinds.registered():
        if kind.confidential:
            subject = kind.compose(kind.sample()).subject
            assert not any(character.isdigit() for character in subject), kind.key


def test_a_key_names_app_and_kind():
    with pytest.raises(ValueError, match=r"must be named <app>\.<kind>"):
        kinds.register(kinds.MailKind("shift", lambda _values: Letter("", []), dict))


def test_a_key_is_taken_once():
    with pytest.raises(ValueError, match=r"Two mail kinds are called 'users\.login_code'"):
        kinds.register(kinds.MailKind("users.login_code", lambda _values: Letter("", []), dict))


@pytest.mark.django_db
def test_what_a_library_sends_goes_into_the_outbox(mailoutbox):
    letter = mail.EmailMessage("Page submitted", "Hello Jonas,\n\na page waits.", to=["redaktion@offenes-haus.example"])

    OutboxBackend(alias="default").send_messages([letter])

    message = OutboxMessage.objects.get()
    assert (message.kind, message.to, message.subject) == (
        "mail.notice",
        "redaktion@offenes-haus.example",
        "Page submitted",
    )
    assert message.text.startswith("Hello Jonas,\n\na page waits.\n")
    assert mailoutbox == []


@pytest.mark.django_db
def test_what_wagtail_sends_goes_into_the_outbox(settings, mailoutbox):
    settings.MAILERS = {**settings.MAILERS, "default": {"BACKEND": "cms.mail.backend.OutboxBackend"}}

    send_mail("Page submitted", "Hello Jonas,\n\na page waits.", ["redaktion@offenes-haus.example"])

    assert OutboxMessage.objects.values_list("to", "subject").get() == (
        "redaktion@offenes-haus.example",
        "Page submitted",
    )
    assert mailoutbox == []


def test_outside_the_suite_django_s_default_mailer_is_the_outbox():
    from cms.settings.base import mailers

    for address in ("", "smtp://user:secret@mail.example:587", "smtps://mail.example"):
        assert mailers(address)["default"] == {"BACKEND": "cms.mail.backend.OutboxBackend"}
    assert mailers("smtps://user:pass%20word@mail.example")["outgoing"]["OPTIONS"] == {
        "host": "mail.example",
        "port": 465,
        "username": "user",
        "password": "pass word",
        "use_ssl": True,
        "use_tls": False,
        "timeout": 20,
    }
