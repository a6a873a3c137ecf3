from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class NetworkConfig(AppConfig):
    """Districts, organisations, contacts and places."""

    name = "cms.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the words of organisations to translators, and say what is held on people."""
        from cms.network import privacy
        from cms.network.models import OrganisationText
        from cms.translation import translatable

        translatable.register(
            OrganisationText,
            area=pgettext_lazy("staff", "Network"),
            url=lambda row, language: f"/{language}/netzwerk/{row.organisation.slug}/",
        )
        privacy.register()
