from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """What is held on a person, why and how long."""

    name = "cms.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declares for the apps below, which do not know the register."""
        from django.utils.translation import gettext_lazy as _

        from cms.privacy.register import LegalBasis, not_personal, personal

        not_personal("jobs.Heartbeat.name", "jobs.BackgroundRun.notes")
        personal(
            "jobs.BackgroundRun.by",
            purpose=_("Telling you how long work that you started goes on."),
            legal_basis=LegalBasis.INTEREST,
            keep=_("30 days after its end."),
        )
