from django.apps import AppConfig


class MailConfig(AppConfig):
    """Outbox: every message is a row before it is sent."""

    name = "cms.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fills the registers."""
        from cms.mail import jobs, notifications, privacy

        jobs.register()
        notifications.register()
        privacy.register()
