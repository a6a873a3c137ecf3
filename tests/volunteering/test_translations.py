"""Needs in the registries of translation: their address, their urgency, and the sitemap."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localtime

from cms.translation import translatable
from cms.translation.composing import ensure_row
from cms.translation.languages import LANGUAGES
from cms.translation.sources import sentences
from cms.translation.translating import publish_translation
from tests.make.translation import locale, make_page, make_public, publish, translated
from tests.make.volunteering import fill, make_need, make_shift
from tests.volunteering.test_facade import ARABIC
from volunteering import facade, translations
from volunteering.domain import needs, shifts
from volunteering.models import Need, NeedText, Shift

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


def seen(client: Client, need: Need, code: str) -> tuple[int, list[str], str]:
    """What a guest gets in a language: status, days of the shifts, and the words of the title."""
    answer = client.get(f"/{code}/mitmachen/{need.code}/")
    page = BeautifulSoup(answer.content, "html.parser")
    rows = page.select(".row__when time")
    title = page.select_one("h1")
    return answer.status_code, [str(row["datetime"])[:10] for row in rows], title.get_text(strip=True) if title else ""


@pytest.mark.acceptance("T26")
def test_facts_of_a_need_are_right_in_nine_languages_with_the_next_request(client: Client) -> None:
    codes = list(LANGUAGES)
    make_public(*codes)
    now = timezone.now()
    need = make_need(at=now)
    shift = make_shift(need, at=now, days=3, places=1)
    german = needs.german_text(need)
    for code in codes[1:]:
        publish_translation(german, code, {words: f"{code} {words}" for words in sentences(german)})
    first, moved = shift.starts_at, shift.starts_at + timedelta(days=2)

    before = {code: seen(client, need, code) for code in codes}
    shifts.reschedule(shift.pk, starts_at=moved, ends_at=moved + timedelta(hours=2))
    after = {code: seen(client, need, code) for code in codes}
    free = {code: facade.upcoming_needs(language=code, at=now)[0].places_left for code in codes}
    fill(shift, at=now)
    full = {code: facade.upcoming_needs(language=code, at=now) for code in codes}
    needs.close(need, at=now, by=None)
    closed = {code: seen(client, need, code)[0] for code in codes}

    titles = {code: "Hausaufgabenhilfe" if code == "de" else f"{code} Hausaufgabenhilfe" for code in codes}
    assert before == {code: (200, [f"{localtime(first):%Y-%m-%d}"], titles[code]) for code in codes}
    assert after == {code: (200, [f"{localtime(moved):%Y-%m-%d}"], titles[code]) for code in codes}
    assert set(free.values()) == {1}
    assert [teaser.places_left for teasers in full.values() for teaser in teasers if teaser.places_left] == []
    assert set(closed.values()) == {404}
    assert (Need.objects.count(), NeedText.objects.count(), Shift.objects.count()) == (1, 9, 1)


@pytest.mark.acceptance("T26")
def test_text_that_a_page_refers_to_stays_live_when_the_page_is_started() -> None:
    target, page = make_page(slug="ziel"), make_page(slug="quelle")
    arabic = translated(target, "ar")
    page.body = [("links", {"title": "Weiter", "links": [{"label": "Ziel", "page": target, "url": ""}]})]
    page = publish(page)
    before = type(arabic).objects.filter(pk=arabic.pk).values().get()

    row = ensure_row(page, locale("ar"))

    assert row.live is False
    assert type(arabic).objects.filter(pk=arabic.pk).values().get() == before
    assert before["live"] is True
