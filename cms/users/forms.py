"""Forms of the account: allauth's, friendlier to phones and to keyboards of other scripts, and the own profile."""

import unicodedata
from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cms.ui.forms import HouseModelForm
from cms.users.models import User


def ascii_digits(text: str) -> str:
    """Digits of every script as 0 to 9; keyboards for Arabic and Farsi write others."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


class CodeField(forms.CharField):
    """A code of digits that was mailed or shown by an app."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Code"))
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr", "spellcheck": "false"}
            ),
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """The code in ASCII."""
        return ascii_digits(str(super().to_python(value)))


class LoginForm(account_forms.LoginForm):
    """E-mail address, and a password if there is one: without it a code is mailed."""

    def _setup_password_field(self) -> None:
        password = self.fields["password"]
        password.required = False
        password.widget.attrs.pop("placeholder", None)
        password.help_text = format_html(
            '{} <a href="{}">{}</a>',
            _("You have none? Leave this empty, we send you a code by e-mail."),
            reverse("account_reset_password"),
            _("Forgotten your password?"),
        )


class ConfirmLoginCodeForm(account_forms.ConfirmLoginCodeForm):
    """The code to sign in with."""

    code = CodeField()


class ConfirmEmailVerificationCodeForm(account_forms.ConfirmEmailVerificationCodeForm):
    """The code that proves an address."""

    code = CodeField()


class ConfirmPasswordResetCodeForm(account_forms.ConfirmPasswordResetCodeForm):
    """The code to choose a new password with."""

    code = CodeField()


class AuthenticateForm(mfa_forms.AuthenticateForm):
    """The code of the authenticator app, or a recovery code, while signing in."""

    code = CodeField()


class ReauthenticateForm(mfa_forms.ReauthenticateForm):
    """The same in a session that is already open."""

    code = CodeField()


class ActivateTOTPForm(AllauthActivateTOTPForm):
    """The first code of the app proves that it was set up."""

    code = CodeField(label=_("Code of the app"))


class ProfileForm(HouseModelForm):
    """What a person may change themselves on the account page."""

    class Meta:
        model = User
        fields = ("name", "language")
        labels = {"name": _("Your name"), "language": _("Language of this site and of our mails to you")}
