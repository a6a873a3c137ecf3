from django.apps import AppConfig


class OpeningConfig(AppConfig):
    """Accompanied processes with partner institutions."""

    name = "opening"
    label = "opening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fills the registries of the kernel."""
        from opening import checks, jobs, notifications, portal, privacy

        checks.register()
        jobs.register()
        notifications.register()
        portal.register()
        privacy.register()
