from django.apps import AppConfig


class VolunteeringConfig(AppConfig):
    """Needs, shifts, people and matching."""

    name = "volunteering"
    label = "volunteering"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the registries of the kernel."""
        from volunteering import jobs, notifications, portal, privacy, translations

        notifications.register()
        jobs.register()
        privacy.register()
        portal.register()
        translations.register()
