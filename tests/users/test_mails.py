"""Every mail that allauth may send has our words."""

from pathlib import Path

import allauth
import pytest
from allauth.core import context
from django.utils import translation

from cms.mail import kinds
from cms.mail.models import OutboxMessage
from cms.users.adapter import SAME_MAIL, AccountAdapter, browser_name

TEMPLATES = Path(allauth.__file__).parent / "templates"
#: Mails of features that are off: links instead of codes.
OFF = {"password_reset_key"}


def test_allauth_sends_nothing_that_has_no_words_of_ours():
    theirs = {
        path.name.removesuffix("_subject.txt")
        for app in ("account", "mfa")
        for path in (TEMPLATES / app / "email").glob("*_subject.txt")
    }
    ours = {kind.key.removeprefix("users.") for kind in kinds.registered() if kind.key.startswith("users.")}

    assert {SAME_MAIL.get(name, name) for name in theirs} - OFF == ours - {"account_made"}


@pytest.mark.django_db
def test_a_mail_speaks_the_language_of_the_page_on_which_it_was_asked_for(rf):
    with translation.override("tr"), context.request_context(rf.get("/")):
        AccountAdapter().send_mail("account/email/login_code", "a@post.example", {"code": "1234-5678"})

    assert OutboxMessage.objects.values_list("language", "confidential", "kind").get() == (
        "tr",
        True,
        "users.login_code",
    )


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36", "Chrome"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Edge"),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 SamsungBrowser/28.0 Chrome/130.0 Safari",
            "Samsung Internet",
        ),
        ("Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1", "Safari"),
        ("Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/144.0", "Firefox"),
        ("<script>alert(1)</script>", "–"),
        ("", "–"),
    ],
)
def test_a_notice_names_the_browser_and_nothing_else(agent, name):
    assert browser_name(agent) == name
