from django.apps import AppConfig


class TranslationConfig(AppConfig):
    """Languages, states and safe publication of translations."""

    name = "cms.translation"
    label = "translation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow the sources, and take away what wagtail-localize offers and the house forbids."""
        from django.utils.translation import pgettext_lazy

        from cms.translation import admin_form, checks, privacy, source_events, translatable
        from cms.translation.models import Term

        source_events.follow()
        admin_form.without_synchronisation()
        translatable.register(
            Term, area=pgettext_lazy("staff", "Glossary"), url=lambda _row, _code: None, weight=lambda _row: 0.5
        )
        privacy.register()
        checks.register_all()
