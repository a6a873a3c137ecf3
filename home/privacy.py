"""What enquiries and public profiles hold on people."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from cms.privacy.register import LegalBasis, not_personal, personal
from home.models.base import OwnedContent

ENQUIRY_KEPT = _("Six months after your enquiry is closed; two days if you do not confirm your address.")


def register() -> None:
    """Declares the personal fields of the pages."""
    for field in ("name", "email", "phone", "language", "interpreter_wanted", "wishes", "message"):
        personal(
            f"home.Enquiry.{field}",
            purpose=_("Answering what you ask us, in your language."),
            legal_basis=LegalBasis.CONTRACT,
            keep=ENQUIRY_KEPT,
        )
    for field in ("function", "about", "photo"):
        personal(
            f"home.PersonProfile.{field}",
            purpose=_("Showing visitors whom they can turn to."),
            legal_basis=LegalBasis.CONSENT,
            keep=_("Until the person withdraws the consent or leaves the house."),
            public=True,
        )
    personal(
        "home.Enquiry.assigned_to",
        purpose=_("Knowing who of the team is responsible."),
        legal_basis=LegalBasis.INTEREST,
        keep=ENQUIRY_KEPT,
    )
    for model in apps.get_models():
        if issubclass(model, OwnedContent):
            for field in ("responsible", "confirmed_by"):
                personal(
                    f"{model._meta.label}.{field}",
                    purpose=_("Knowing who of the team is responsible."),
                    legal_basis=LegalBasis.INTEREST,
                    keep=_("As long as the person is responsible."),
                )
    for field in ("heading", "summary", "title_words", "words"):
        personal(
            f"home.SearchEntry.{field}",
            purpose=_("Letting visitors find the people of the house."),
            legal_basis=LegalBasis.CONSENT,
            keep=_("Until the person withdraws the consent or leaves the house."),
            public=True,
        )
    not_personal("home.SearchMiss.query", "home.SearchMiss.sentences")
    not_personal("home.Enquiry.code_digest", "home.Enquiry.page_key")
