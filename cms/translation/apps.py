from django.apps import AppConfig


class TranslationConfig(AppConfig):
    """Languages, states and safe publication of translations."""

    name = "cms.translation"
    label = "translation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow the sources, and take away what wagtail-localize offers and the house forbids."""
        from cms.translation import admin_form, checks, privacy, source_events

        source_events.follow()
        admin_form.without_synchronisation()
        privacy.register()
        checks.register_all()
