"""What accounts hold on people."""

from django.utils.translation import gettext_lazy as _

from cms.privacy.register import LegalBasis, not_personal, personal


def register() -> None:
    """Declares the personal fields of accounts, ours and those of the libraries that carry them."""
    account = _("As long as you have an account.")
    for path, purpose in (
        ("users.User.email", _("Signing you in and reaching you.")),
        ("users.User.name", _("Addressing you by name.")),
        ("users.User.language", _("Writing to you in your language.")),
        ("users.User.password", _("Signing you in; only a value that cannot be turned back is stored.")),
        ("users.User.last_login", _("Recognising accounts that nobody uses any more.")),
        ("users.User.date_joined", _("Recognising accounts that nobody uses any more.")),
        ("account.EmailAddress.email", _("Knowing that the address is yours.")),
        ("mfa.Authenticator.data", _("Protecting your account with a second factor.")),
    ):
        personal(path, purpose=purpose, legal_basis=LegalBasis.CONTRACT, keep=account)
    for path in ("usersessions.UserSession.ip", "usersessions.UserSession.user_agent"):
        personal(
            path,
            purpose=_("Showing you where you are signed in, so that you notice strangers."),
            legal_basis=LegalBasis.INTEREST,
            keep=_("Until the session ends, at the latest after 14 days without a visit."),
        )
    not_personal("users.User.groups", "users.User.user_permissions")
