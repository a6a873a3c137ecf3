from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo story, told in code."""

    name = "cms.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
