"""Needs in the registries of translation: their address, their urgency, and the sitemap."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.translation import translatable
from cms.translation.translating import publish_translation
from tests.make.translation import make_public
from tests.make.volunteering import make_need, make_shift
from tests.volunteering.test_facade import ARABIC
from volunteering import translations
from volunteering.domain import needs
from volunteering.models import NeedText

pytestmark = pytest.mark.django_db


def test_words_of_needs_are_for_translators() -> None:
    found = next(snippet for snippet in translatable.snippets() if snippet.model is NeedText)
    public, hidden = needs.german_text(make_need()), needs.german_text(make_need(published=False))

    assert found.url(public, "ar") == f"/ar/mitmachen/{public.need.code}/"
    assert found.url(hidden, "ar") is None


def test_what_is_near_and_empty_is_most_urgent() -> None:
    now = timezone.now()
    near, far, none = make_need(at=now), make_need(at=now), make_need(at=now)
    make_shift(near, at=now, days=3, places=5)
    make_shift(far, at=now, days=30, places=5)

    weights = [translations.weight(needs.german_text(need)) for need in (near, far, none)]

    assert weights == [2.0, 1.5, 1.0]


def test_sitemap_names_each_language_with_live_words() -> None:
    make_public("ar")
    need = make_need()
    make_shift(need, at=timezone.now())
    make_need(published=False)
    publish_translation(needs.german_text(need), "ar", ARABIC)
    paths = {"de": f"/de/mitmachen/{need.code}/", "ar": f"/ar/mitmachen/{need.code}/"}

    for language in ("de", "ar"):
        ((found, changed),) = translations.entries(language)
        assert (found, changed - need.changed_at) == (paths, timedelta())
    assert list(translations.entries("tr")) == []


def test_translated_words_are_hidden_with_their_need() -> None:
    make_public("ar")
    need = make_need()
    publish_translation(needs.german_text(need), "ar", ARABIC)

    needs.pause(need, at=timezone.now(), by=None)

    assert list(NeedText.objects.values_list("live", flat=True)) == [False, False]
