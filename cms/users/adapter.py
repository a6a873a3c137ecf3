"""How allauth behaves in this house: mails through the outbox, names from the settings instead of the Host header."""

from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import qrcode
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from qrcode.image.svg import SvgPathFillImage

from cms.mail import outbox
from cms.ui.client import client_address
from cms.users.models import User
from cms.users.roles import works_in_the_admin

#: allauth has two names for the mail with the code that proves an address.
SAME_MAIL = {"email_confirmation_signup": "email_confirmation"}
#: What a mail may take over from allauth's context; the rest are requests, users and addresses of the Host header.
WORDS = ("code", "from_email", "to_email", "deleted_email")
MINUTES = {
    "login_code": lambda: app_settings.LOGIN_BY_CODE_TIMEOUT // 60,
    "password_reset_code": lambda: app_settings.PASSWORD_RESET_BY_CODE_TIMEOUT // 60,
    "email_confirmation": lambda: app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT // 60,
}


class AccountAdapter(DefaultAccountAdapter):
    """Every mail is a row of the outbox, in the language of the page on which it was asked for."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Called by allauth with names such as `account/email/login_code`."""
        name = template_prefix.rpartition("/")[2]
        name = SAME_MAIL.get(name, name)
        values = {word: str(context[word]) for word in WORDS if word in context} | {"email": email}
        if name in MINUTES:
            values["minutes"] = MINUTES[name]()
        if isinstance(context.get("timestamp"), datetime):
            values["when"] = date_format(timezone.localtime(context["timestamp"]), "SHORT_DATETIME_FORMAT")
            values["device"] = browser_name(str(context.get("user_agent", "")))
        kind = f"users.{name}"
        outbox.enqueue(
            kind,
            to=email,
            language=translation.get_language() or settings.LANGUAGE_CODE,
            key=f"{kind}:{uuid4().hex}:1",
            values=values,
        )

    def is_safe_url(self, url: str) -> bool:
        """Whether somebody may be sent on to `url` after signing in.

        The admin is no way on for whoever may not enter it: it would send them back to the login, and that to the
        admin, for ever. They land where they belong instead.
        """
        if not super().is_safe_url(url):
            return False
        user = getattr(self.request, "user", None)
        if not isinstance(user, User) or works_in_the_admin(user):
            return True
        return not urlsplit(url).path.startswith(reverse("wagtailadmin_home"))

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A new account speaks the language of the page on which it was set up."""
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address as everywhere else in the house; limits count by it."""
        return client_address(request) or "0.0.0.0"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account page."""
        return reverse("users:account")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Attempts are counted by account alone: allauth would count anew for each Host header."""
        return str(credentials.get("email") or "").strip().lower()


class MFAAdapter(DefaultMFAAdapter):
    """Authenticator apps and passkeys carry the name of the house."""

    def build_totp_svg(self, url: str) -> str:
        """A QR code on white, which cameras read in the dark scheme, too."""
        picture = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(picture)
        return picture.getvalue().decode()

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)


def browser_name(user_agent: str) -> str:
    """The browser in one word, as far as it says; enough to recognise oneself, nothing to recognise others by."""
    for sign, name in (
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ):
        if sign in user_agent:
            return name
    return "–"
