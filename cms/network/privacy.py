"""What the network of partners holds on people."""

from django.utils.translation import gettext_lazy as _

from cms.privacy.register import LegalBasis, not_personal, personal


def register() -> None:
    """Declares the personal fields of the network."""
    contact = _("As long as you are our contact; you can object at any time.")
    for field, purpose in (
        ("name", _("Knowing whom to speak to at a partner.")),
        ("function", _("Knowing whom to speak to at a partner.")),
        ("email", _("Reaching you as a contact.")),
        ("phone", _("Reaching you as a contact.")),
        ("uses_whatsapp", _("Reaching you as a contact.")),
        ("languages", _("Finding somebody who speaks a language.")),
        ("language", _("Writing to you in your language.")),
        ("channel", _("Reaching you as a contact.")),
        ("user", _("Linking you as a contact with your account.")),
    ):
        personal(f"network.Contact.{field}", purpose=purpose, legal_basis=LegalBasis.INTEREST, keep=contact)
    for field in ("user", "contact"):
        personal(
            f"network.Membership.{field}",
            purpose=_("Knowing for which partner you act."),
            legal_basis=LegalBasis.INTEREST,
            keep=_("As long as you act for the partner."),
        )
    for field in ("coordinator", "deputy"):
        personal(
            f"network.District.{field}",
            purpose=_("Knowing who of our team looks after a district."),
            legal_basis=LegalBasis.CONTRACT,
            keep=_("As long as the person looks after it."),
        )
    not_personal(
        "network.District.name",
        "network.Organisation.name",
        "network.Organisation.street",
        "network.Organisation.postcode",
        "network.Place.name",
        "network.Place.street",
        "network.Place.postcode",
        "network.Place.phone",
        "network.HoursException.reason",
    )
