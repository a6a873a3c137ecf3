from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The shared ground: base templates, static files and commands of the whole house."""

    name = "cms"
    verbose_name = "Offenes Haus"
