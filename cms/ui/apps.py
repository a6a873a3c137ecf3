from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, forms, page cache: how everything looks and answers."""

    name = "cms.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whatever is published in Wagtail makes the kept pages out of date; no cell of its exports is a formula."""
        from cms.ui.exports import protect_wagtail_exports
        from cms.ui.public_facts import follow_wagtail

        follow_wagtail()
        protect_wagtail_exports()
