from django.apps import AppConfig


class TranslationConfig(AppConfig):
    """Languages, states and safe publication of translations."""

    name = "cms.translation"
    label = "translation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow the sources, and take away what wagtail-localize offers and the house forbids."""
        from django.utils.translation import pgettext_lazy

        from cms.translation import (
            admin_form,
            checks,
            demand,
            digest,
            glossary,
            language_checks,
            nightly,
            notifications,
            portal,
            privacy,
            source_events,
            starting,
            translatable,
        )
        from cms.translation.exchange import jobs as exchange_jobs
        from cms.translation.glossary_admin import applying as glossary_table
        from cms.translation.machine import outside as machine_outside
        from cms.translation.machine import running as machine_runs
        from cms.translation.matrix import doing as many_at_once
        from cms.translation.models import EasyCheck, Protected, Term, TermAlias
        from cms.ui import page_cache

        source_events.follow()
        demand.register()
        starting.register()
        many_at_once.register()
        admin_form.without_synchronisation()
        translatable.register(
            Term,
            area=pgettext_lazy("staff", "Glossary"),
            url=lambda row, code: glossary.address_of(row.translation_key, code),
            weight=lambda _row: 0.5,
        )
        page_cache.follows(Term, TermAlias, Protected, EasyCheck)
        exchange_jobs.register_all()
        glossary_table.register_kind()
        machine_outside.register_all()
        machine_runs.register_all()
        notifications.register()
        digest.register()
        portal.register()
        privacy.register()
        checks.register_all()
        language_checks.register_all()
        nightly.register()
