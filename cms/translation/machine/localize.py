"""What wagtail-localize is told of our machines: that they are there. It never translates by itself."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue

from cms.translation.languages import SOURCE
from cms.translation.machine import router


class RouterTranslator(BaseMachineTranslator):
    """Set as WAGTAILLOCALIZE_MACHINE_TRANSLATOR; shows wagtail-localize's button where the router has a provider."""

    display_name: str | Promise = pgettext_lazy("staff", "machine")

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        """The router knows; the stock classes compare the code before the hyphen and refuse Leichte Sprache."""
        return source_locale.language_code == SOURCE and router.can_translate(target_locale.language_code)

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, Any]:
        """Nothing: wagtail-localize leaves every sentence open then.

        It hands over bare sentences, of which nobody can say whose they are, masks nothing and counts nothing. Its
        button leads to `running.run_machine` instead (see `admin_views.machine_translate`).
        """
        return {}
