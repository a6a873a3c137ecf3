"""What the translations hold on people: who wrote and who checked them."""

from django.utils.translation import gettext_lazy as _

from cms.privacy.register import LegalBasis, not_personal, personal


def register() -> None:
    """Declares the people behind versions and translations."""
    for field in ("SourceVersion.by", "Release.composed_by", "Release.reviewer", "Release.terms_confirmed_by"):
        personal(
            f"translation.{field}",
            purpose=_("Knowing who wrote, translated and checked a public text."),
            legal_basis=LegalBasis.INTEREST,
            keep=_("As long as the text; without your name once your account is deleted."),
        )
    for field in ("Question.asked_by", "Question.answered_by", "Question.answer"):
        personal(
            f"translation.{field}",
            purpose=_("Clearing up what a sentence means."),
            legal_basis=LegalBasis.INTEREST,
            keep=_("As long as the text; without your name once your account is deleted."),
        )
    for field in ("TranslatorRole.user", "Assignment.assignee", "Assignment.by", "Assignment.note"):
        personal(
            f"translation.{field}",
            purpose=_("Knowing who translates and checks which language, and by when."),
            legal_basis=LegalBasis.CONTRACT,
            keep=_("As long as you translate for us."),
        )
    personal(
        "translation.WorkEntry.user",
        purpose=_("Counting the time that you give."),
        legal_basis=LegalBasis.CONTRACT,
        keep=_("As long as you have an account."),
    )
    for field in ("MachineRun.by", "Exchange.by", "EasyCheck.by"):
        personal(
            f"translation.{field}",
            purpose=_("Knowing who asked for a machine run, a file or a test."),
            legal_basis=LegalBasis.INTEREST,
            keep=_("As long as the record; without your name once your account is deleted."),
        )
    not_personal("translation.Exchange.name", "translation.MachineRun.reason", "translation.Protected.note")
