from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Districts, organisations, contacts and places."""

    name = "cms.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"
