from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The shared ground: base templates, static files and commands of the whole house."""

    name = "cms"
    verbose_name = "Offenes Haus"

    def ready(self) -> None:
        """Say what the code relies on before it goes wrong."""
        from cms import checks

        checks.register_all()
