"""Signing in through the pages, as a person does."""

import re

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cms.mail.sending import drain
from cms.users.models import User

PASSWORD = "correct horse battery staple"


def address_of(name: str, language: str = "de") -> str:
    """The address of a page in a language."""
    with translation.override(language):
        return reverse(name)


def code_in(text: str) -> str:
    """The code in the words of a mail."""
    found = re.search(r"\d{4}-\d{4}", text)
    assert found, text
    return found[0]


def mailed_code(mailoutbox: list) -> str:
    """The code of the newest mail, after the outbox was drained."""
    drain(timezone.now())
    return code_in(mailoutbox[-1].body)


def sign_in_by_code(client: Client, email: str, mailoutbox: list, *, language: str = "de"):
    """Asks for a code, reads the mail, enters the code; the answer to the last step."""
    client.post(address_of("account_request_login_code", language), {"email": email})
    code = mailed_code(mailoutbox)
    return client.post(address_of("account_confirm_login_code", language), {"code": code})


def make_totp(user: User) -> str:
    """Gives this person an authenticator app and returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def totp_code(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def is_signed_in(client: Client) -> bool:
    """Whether this browser has a session with a person."""
    return "_auth_user_id" in client.session
