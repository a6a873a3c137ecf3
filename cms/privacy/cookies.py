"""Every cookie the house sets, for the privacy page; a test visits the pages and compares."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Cookie:
    """A cookie: its name, what it is for, how long it stays. None follows anybody, none comes from others."""

    name: str
    purpose: str | Promise
    keep: str | Promise


def cookies() -> list[Cookie]:
    """All of them; who only reads gets none."""
    return [
        Cookie(
            settings.SESSION_COOKIE_NAME,
            _("Keeps you signed in. It is set when you sign in, or while you enter a code."),
            _("14 days after your last visit, or until you sign out"),
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("Makes sure that a form was sent by you. It is set when you open a page with a form."),
            _("one year"),
        ),
        Cookie(
            settings.LANGUAGE_COOKIE_NAME,
            _("Remembers your language. It is set when you choose one."),
            _("one year"),
        ),
    ]
