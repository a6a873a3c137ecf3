"""What there is to translate, and in which order."""

from datetime import date, timedelta
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail_localize.models import StringTranslation

from cms.translation.composing import ensure_row
from cms.translation.desk.listing import ToDo, by_urgency, is_open, minutes_for, pieces_of
from cms.translation.enums import TranslationState
from cms.translation.models import Assignment, Demand
from cms.translation.roots import roots
from tests.make.pages import make_profile
from tests.make.people import make_user
from tests.make.translation import locale, make_front_page, make_organisation_text, make_page, publish, translated
from tests.make.volunteering import make_need, make_shift

TODAY = date(2026, 11, 24)


def piece(name: str, **facts: Any) -> ToDo:
    facts.setdefault("sentences", 3)
    facts.setdefault("state", TranslationState.STALE)
    return ToDo(source=SimpleNamespace(name=name), title=name, code="ar", **facts)


def test_order_is_urgent_due_seen_wanted_short_and_last_what_others_have() -> None:
    ordered = [
        piece("urgent", urgent=True, words=900),
        piece("due", due_on=TODAY + timedelta(days=1), words=800),
        piece("due later", due_on=TODAY + timedelta(days=9), words=700),
        piece("front page", prominence=3.0, words=600),
        piece("in the menu", prominence=2.0, words=500),
        piece("wanted", demand=7, words=400),
        piece("short", words=12),
        piece("long", words=120),
        piece("somebody else's", urgent=True, assignee=7, words=1),
    ]

    shuffled = [by_urgency(some) for some in permutations(ordered, len(ordered)) if some[0].words in {1, 900}][:200]

    assert {tuple(one.source.name for one in some) for some in shuffled} == {tuple(one.source.name for one in ordered)}


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (12, 1), (25, 2), (120, 10)])
def test_minutes_are_a_twelfth_of_the_words_and_at_least_one(words: int, minutes: int) -> None:
    assert minutes_for(words) == minutes


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"state": TranslationState.DRAFT}, True),
        ({"state": TranslationState.DRAFT, "sentences": 0}, True),
        ({"state": TranslationState.STALE, "sentences": 0}, True),
        ({"state": TranslationState.CHECKED, "sentences": 0}, False),
        ({"state": TranslationState.TRANSLATED, "sentences": 0}, False),
        ({"state": TranslationState.STALE, "in_review": True}, False),
        ({"state": TranslationState.HIDDEN}, False),
        ({"state": TranslationState.ORPHAN}, False),
        ({"state": TranslationState.OWN}, False),
    ],
)
def test_open_is_what_somebody_can_go_on_with(facts: dict[str, Any], found: bool) -> None:
    assert is_open(piece("x", **facts)) is found


@pytest.mark.django_db
def test_pieces_are_texts_that_were_begun_with_what_is_known_about_them() -> None:
    home, text = make_front_page(), make_organisation_text("Wir beraten Familien.")
    page = make_page(title="Kita", lead="Was die Kita ist.", show_in_menus=True)
    translated(page, "ar")
    page.lead = "Was die Kita im Jahr kostet."
    publish(page)
    ensure_row(text, locale("ar"))
    make_page(title="Nur auf Deutsch")
    user = make_user()
    facts = {"translation_key": page.translation_key, "model": "home.textpage", "locale": locale("ar")}
    Assignment.objects.create(**facts, assignee=user, urgent=True, due_on=TODAY, at=timezone.now())
    for day, count in ((TODAY, 4), (TODAY - timedelta(days=91), 100)):
        Demand.objects.create(day=day, translation_key=page.translation_key, locale=locale("ar"), count=count)

    found = {piece.source.translation_key: piece for piece in pieces_of(["ar", "uk"], user_id=user.pk, on=TODAY)}

    assert set(found) == {home.translation_key, page.translation_key, text.translation_key}
    kita = found[page.translation_key]
    assert (kita.state, kita.sentences, kita.words, kita.minutes) == (TranslationState.STALE, 1, 6, 1)
    assert (kita.urgent, kita.due_on, kita.mine, kita.demand, kita.prominence) == (True, TODAY, True, 4, 2.0)
    assert found[home.translation_key].prominence == 3.0
    assert (found[text.translation_key].state, found[text.translation_key].sentences) == (TranslationState.DRAFT, 2)


@pytest.mark.django_db
def test_machine_sentences_are_open_until_somebody_confirms_them() -> None:
    page = make_page(title="Kita", lead="Was die Kita ist.")
    translated(page, "ar")
    StringTranslation.objects.filter(data="ar: Kita").update(translation_type="machine")

    found = [
        one for one in pieces_of(["ar"], user_id=None, on=TODAY) if one.source.translation_key == page.translation_key
    ]

    assert [(one.sentences, one.words) for one in found] == [(1, 1)]


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_texts_of_any_kind() -> None:
    begin_one_of_each_kind()
    few = queries_of_the_list()
    for _more in range(3):
        begin_one_of_each_kind()

    many = queries_of_the_list()

    assert (few == many, many <= 20) == (True, True)


def begin_one_of_each_kind() -> None:
    """Titles of partners and profiles, and the urgency of needs, stand in other tables."""
    need = make_need(at=timezone.now())
    make_shift(need, at=timezone.now())
    texts = [make_page(), make_organisation_text(), make_profile(), need.texts.get(locale=locale("de"))]
    for text in texts:
        ensure_row(text, locale("ar"))


@pytest.mark.django_db
def test_need_with_more_free_places_comes_first() -> None:
    now = timezone.now()
    few, many = make_need("Wenig Plätze", at=now), make_need("Viele Plätze", at=now)
    make_shift(few, places=1, at=now)
    make_shift(many, places=9, at=now)
    for need in (few, many):
        ensure_row(need.texts.get(locale=locale("de")), locale("ar"))

    found = [one.title for one in by_urgency(pieces_of(["ar"], user_id=None, on=TODAY)) if "Plätze" in one.title]

    assert found == ["Viele Plätze", "Wenig Plätze"]


def queries_of_the_list() -> int:
    """When the languages and sites are known, as they are in a process that has answered before."""
    roots()
    with CaptureQueriesContext(connection) as captured:
        pieces_of(["ar"], user_id=None, on=TODAY)
    return len(captured)
