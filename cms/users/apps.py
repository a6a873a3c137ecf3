from django.apps import AppConfig


class UsersConfig(AppConfig):
    """People with an account, their portals and links."""

    name = "cms.users"
    label = "users"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fills the registers."""
        from cms.users import jobs, notifications, privacy

        jobs.register()
        notifications.register()
        privacy.register()
