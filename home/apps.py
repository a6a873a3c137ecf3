from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Every Wagtail page, the enquiries, and how the network is shown."""

    name = "home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fills the registers and tells the page cache which rows are public facts."""
        from cms.network.models import (
            Contact,
            District,
            HoursException,
            HoursSlot,
            Organisation,
            Place,
            Topic,
        )
        from cms.translation import glossary, readability, sentence_checks, translatable
        from cms.ui import page_cache
        from home import jobs, notifications, privacy
        from home.context import people_address, word_address
        from home.forms.filters import PARAMETERS
        from home.models import Notice, Occurrence, PersonProfile
        from home.plain_language.pages import check_sentence, hint_on
        from home.search import following, weekly

        sentence_checks.register(check_sentence)
        readability.register(hint_on)
        notifications.register()
        privacy.register()
        jobs.register()
        page_cache.parameters(*PARAMETERS)
        page_cache.follows(
            Contact, District, HoursException, HoursSlot, Organisation, Place, Topic, Occurrence, Notice, PersonProfile
        )
        glossary.shown_at(word_address)
        following.follow()
        weekly.register()
        translatable.register(PersonProfile, area=_("People"), url=people_address, machine=False)
        translatable.register(
            Notice, area=_("Notices"), url=lambda _row, language: f"/{language}/", weight=lambda _row: 3.0
        )
