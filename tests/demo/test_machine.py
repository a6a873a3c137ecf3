"""In the demo one can see what a machine run is."""

from django.utils import timezone

from cms.demo import machine
from cms.demo.story import Story
from cms.translation.models import LocaleProfile


def test_every_language_but_leichte_sprache_may_ask_a_machine(db: None) -> None:
    machine.tell(Story(), timezone.now())

    chosen = dict(LocaleProfile.objects.values_list("locale__language_code", "provider"))
    assert chosen == dict.fromkeys(("en", "tr", "ar", "uk", "ru", "fa", "fr"), "route") | {
        "de": "off",
        "de-simple": "off",
    }
