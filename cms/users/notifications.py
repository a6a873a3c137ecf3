"""The mails of accounts: codes, and notices about changes of an account. allauth decides when, these are the words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.mail import Letter, kinds
from cms.ui.links import absolute

type Values = Mapping[str, Any]


def _code_letter(subject: str, sentence: str, values: Values) -> Letter:
    minutes = int(values["minutes"])
    return Letter(
        subject=subject,
        paragraphs=[sentence],
        facts=[(_("Code"), str(values["code"]))],
        after=[
            ngettext("The code is valid for %(minutes)s minute.", "The code is valid for %(minutes)s minutes.", minutes)
            % {"minutes": minutes},
            _("If you did not ask for it, you can ignore this message. Give the code to nobody; we never ask for it."),
        ],
    )


def login_code(values: Values) -> Letter:
    """The code to sign in with."""
    return _code_letter(
        _("Your sign-in code"),
        _("You want to sign in. Enter this code in the window in which you asked for it:"),
        values,
    )


def password_reset_code(values: Values) -> Letter:
    """The code to choose a new password with."""
    return _code_letter(
        _("Your code for a new password"),
        _("You want to choose a new password. Enter this code in the window in which you asked for it:"),
        values,
    )


def email_confirmation(values: Values) -> Letter:
    """The code that proves an address."""
    return _code_letter(
        _("Please confirm your e-mail address"),
        _("This address was given for an account with us. Enter this code in the window in which you gave it:"),
        values,
    )


def unknown_account(values: Values) -> Letter:
    """Somebody asked for a code or a new password for an address without an account."""
    return Letter(
        subject=_("No account with this address"),
        paragraphs=[
            _("Somebody tried to sign in here with the address %(email)s. There is no account with it.")
            % {"email": values["email"]},
            _("If it was you, perhaps you use another address with us, or you can set up an account:"),
        ],
        button=(_("Set up an account"), absolute(reverse("account_signup"))),
        after=[_("If it was not you, you can ignore this message.")],
    )


def account_already_exists(values: Values) -> Letter:
    """Somebody wanted to set up an account for an address that has one."""
    return Letter(
        subject=_("You already have an account"),
        paragraphs=[
            _("Somebody tried to set up an account with the address %(email)s. It already has one.")
            % {"email": values["email"]},
            _("If it was you, you can simply sign in. We send you a code, you need no password:"),
        ],
        button=(_("Sign in with a code"), absolute(reverse("account_request_login_code"))),
        after=[_("If it was not you, you can ignore this message.")],
    )


def account_made(values: Values) -> Letter:
    """Staff made an account for somebody."""
    return Letter(
        subject=_("Your account is ready"),
        paragraphs=[
            _("%(name)s made an account for you.") % {"name": values["by"]},
            _("You sign in with this e-mail address. We send you a code, you need no password:"),
        ],
        button=(_("Sign in with a code"), absolute(reverse("account_request_login_code"))),
    )


def _notice(subject: str, sentence: str, values: Values) -> Letter:
    return Letter(
        subject=subject,
        paragraphs=[sentence % values],
        facts=[(_("When"), str(values["when"])), (_("Device"), str(values["device"]))],
        button=(_("Look at my account"), absolute(reverse("users:account"))),
        after=[_("If it was not you, please tell us at once and change your password.")],
    )


#: Changes of an account that its owner is told of: allauth's name, subject, sentence.
NOTICES: dict[str, tuple[Any, Any]] = {
    "email_changed": (
        gettext_lazy("Your e-mail address was changed"),
        gettext_lazy("The e-mail address of your account was changed from %(from_email)s to %(to_email)s."),
    ),
    "email_confirm": (
        gettext_lazy("Your e-mail address is confirmed"),
        gettext_lazy("The e-mail address of your account was confirmed."),
    ),
    "email_deleted": (
        gettext_lazy("An e-mail address was removed"),
        gettext_lazy("The e-mail address %(deleted_email)s was removed from your account."),
    ),
    "password_changed": (
        gettext_lazy("Your password was changed"),
        gettext_lazy("The password of your account was changed."),
    ),
    "password_reset": (
        gettext_lazy("Your password was set anew"),
        gettext_lazy("The password of your account was set anew with a code."),
    ),
    "password_set": (
        gettext_lazy("Your account has a password"),
        gettext_lazy("A password was set for your account."),
    ),
    "recovery_codes_generated": (
        gettext_lazy("New recovery codes"),
        gettext_lazy("New recovery codes were made for your account. The old ones no longer work."),
    ),
    "totp_activated": (
        gettext_lazy("Authenticator app switched on"),
        gettext_lazy("An authenticator app now protects your account."),
    ),
    "totp_deactivated": (
        gettext_lazy("Authenticator app switched off"),
        gettext_lazy("The authenticator app no longer protects your account."),
    ),
    "webauthn_added": (
        gettext_lazy("Passkey added"),
        gettext_lazy("A passkey or security key was added to your account."),
    ),
    "webauthn_removed": (
        gettext_lazy("Passkey removed"),
        gettext_lazy("A passkey or security key was removed from your account."),
    ),
}

#: Mails with a code, which nobody but the person may read.
CODES: dict[str, Callable[[Values], Letter]] = {
    "login_code": login_code,
    "password_reset_code": password_reset_code,
    "email_confirmation": email_confirmation,
}

ANSWERS: dict[str, Callable[[Values], Letter]] = {
    "unknown_account": unknown_account,
    "account_already_exists": account_already_exists,
    "account_made": account_made,
}


def _compose_notice(name: str) -> Callable[[Values], Letter]:
    subject, sentence = NOTICES[name]
    return lambda values: _notice(str(subject), str(sentence), values)


def _sample_code() -> dict[str, Any]:
    return {"code": "1234-5678", "minutes": 15}


def _sample_answer() -> dict[str, Any]:
    return {"email": "amina.osman@post.example", "by": "Thomas Wieczorek"}


def _sample_notice() -> dict[str, Any]:
    return {
        "when": "24.11.2026, 10:15",
        "device": "Firefox",
        "from_email": "alt@post.example",
        "to_email": "neu@post.example",
        "deleted_email": "alt@post.example",
    }


def register() -> None:
    """Tells the register of mail kinds."""
    for name, compose in CODES.items():
        kinds.register(kinds.MailKind(f"users.{name}", compose, _sample_code, confidential=True))
    for name, compose in ANSWERS.items():
        kinds.register(kinds.MailKind(f"users.{name}", compose, _sample_answer))
    for name in NOTICES:
        kinds.register(kinds.MailKind(f"users.{name}", _compose_notice(name), _sample_notice))
