from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """What is held on a person, why and how long."""

    name = "cms.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"
