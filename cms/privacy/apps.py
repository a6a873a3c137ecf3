from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """What is held on a person, why and how long."""

    name = "cms.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declares for the apps below, which do not know the register."""
        from cms.privacy.register import not_personal

        not_personal("jobs.Heartbeat.name")
