"""The form of a locale in the admin: with our profile, without wagtail-localize's synchronisation of whole trees."""

from wagtail_localize.locales.components import LOCALE_COMPONENTS
from wagtail_localize.models import LocaleSynchronization


def without_synchronisation() -> None:
    """Synchronising a locale would fill it with alias pages: German words under another prefix."""
    LOCALE_COMPONENTS[:] = [entry for entry in LOCALE_COMPONENTS if entry["model"] is not LocaleSynchronization]
