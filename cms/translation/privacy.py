"""What the translations hold on people: who wrote and who checked them."""

from django.utils.translation import gettext_lazy as _

from cms.privacy.register import LegalBasis, personal


def register() -> None:
    """Declares the people behind versions and translations."""
    for field in ("SourceVersion.by", "Release.composed_by", "Release.reviewer"):
        personal(
            f"translation.{field}",
            purpose=_("Knowing who wrote, translated and checked a public text."),
            legal_basis=LegalBasis.INTEREST,
            keep=_("As long as the text; without your name once your account is deleted."),
        )
