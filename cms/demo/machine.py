"""Machines in the demo: every language but Leichte Sprache may ask them; locally that is the pseudo-translation."""

from datetime import datetime

from cms.demo.story import Story
from cms.translation.languages import EASY, SOURCE
from cms.translation.machine import router
from cms.translation.models import LocaleProfile


def tell(_story: Story, _at: datetime) -> None:
    """Switch machines on; what they may do still depends on the settings, where nothing is configured by default."""
    for profile in LocaleProfile.objects.exclude(locale__language_code__in=(SOURCE, EASY)):
        profile.provider = router.ROUTE
        profile.save(update_fields=["provider"])
