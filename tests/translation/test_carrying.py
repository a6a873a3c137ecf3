"""Spelling only: a corrected German sentence keeps its translations, a changed one never does."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.rich_text import RichText
from wagtail_localize.models import StringTranslation

from cms.translation.carrying import (
    TOOL,
    CarryObstacle,
    CarryRefused,
    carry_over,
    effect_of,
    obstacle_to_carry_over,
    obstacle_to_undo,
    withdraw_carry_over,
)
from cms.translation.changes import Place, compare
from cms.translation.enums import TranslationState as State
from cms.translation.languages import LANGUAGES, SOURCE
from cms.translation.models import Carried, SourceVersion
from cms.translation.state_table import state_table
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.people import make_staff, make_user
from tests.make.translation import make_organisation_text, make_page, publish, translated

CODES = [code for code in LANGUAGES if code != SOURCE]
NOW = timezone.now()


def states(source: Any, *codes: str) -> list[State]:
    table = state_table([source], codes or CODES)
    return [table[source.translation_key, code].state for code in codes or CODES]


def misspelt_page(*codes: str) -> Any:
    """A page in some languages whose German lead had a typing error that is corrected now."""
    page = make_page(title="Elternberatung", lead="Wir beratten Eltern in vielen Sprachen.")
    translator, reviewer = make_user(), make_user()
    for code in codes or CODES:
        translated(page, code, by=translator, checked_by=reviewer)
    page.lead = "Wir beraten Eltern in vielen Sprachen."
    return publish(page)


@pytest.mark.acceptance("T6")
def test_corrected_spelling_keeps_eight_languages_valid(db: None) -> None:
    page, lead = misspelt_page(), make_staff(PUBLISHER)
    before = states(page)

    kept = carry_over(page, by=lead, at=NOW)

    assert before == [State.STALE] * 8
    assert kept == sorted(CODES)
    assert states(page) == [State.CHECKED] * 8
    carried = StringTranslation.objects.filter(tool_name=TOOL)
    assert {row.data for row in carried} == {f"{code}: Wir beratten Eltern in vielen Sprachen." for code in CODES}
    assert SourceVersion.objects.filter(translation_key=page.translation_key).last().carried == Carried.SPELLING
    assert PageLogEntry.objects.filter(action="translation.carry_over", user=lead).count() == 1


def test_the_lead_sees_what_a_version_did(db: None) -> None:
    page = misspelt_page("ar", "tr")

    effect = effect_of(page)

    assert effect.changed == 1
    assert effect.sentences == [("Wir beratten Eltern in vielen Sprachen.", "Wir beraten Eltern in vielen Sprachen.")]
    assert effect.outdated == ["ar", "tr"]


@pytest.mark.acceptance("T6")
@pytest.mark.parametrize(
    ("lead", "obstacle"),
    [
        ("Wir beraten Sie gern. Auch am Abend.", CarryObstacle.TOO_DIFFERENT),
        ("Wir beraten Eltern in vielen Sprachen!", None),
    ],
    ids=["other words", "other punctuation"],
)
def test_what_changes_the_meaning_is_refused(db: None, lead: str, obstacle: CarryObstacle | None) -> None:
    page = make_page(lead="Wir beraten Eltern in vielen Sprachen.")
    page.lead = lead
    page = publish(page)

    assert obstacle_to_carry_over(page, make_staff(PUBLISHER)) == obstacle


@pytest.mark.acceptance("T6")
def test_another_number_of_sentences_is_more_than_spelling(db: None) -> None:
    page = make_page(body=[("paragraph", RichText("<p>Montag.</p>"))])
    translated(page, "ar")
    page.body[0] = ("paragraph", RichText("<p>Montag.</p><p>Dienstag.</p>"))
    page = publish(page)

    with pytest.raises(CarryRefused) as refusal:
        carry_over(page, by=make_staff(PUBLISHER), at=NOW)

    assert refusal.value.obstacle == CarryObstacle.COUNT_DIFFERS
    assert states(page, "ar") == [State.STALE]


def test_nothing_is_carried_without_a_change_twice_or_without_the_right(db: None) -> None:
    unchanged, page, lead = make_page(), misspelt_page("ar"), make_staff(PUBLISHER)

    without_right = obstacle_to_carry_over(page, make_staff(EDITOR))
    carry_over(page, by=lead, at=NOW)

    assert without_right == CarryObstacle.NO_RIGHT
    assert obstacle_to_carry_over(unchanged, lead) == CarryObstacle.NOTHING_CHANGED
    assert obstacle_to_undo(unchanged, lead) == CarryObstacle.NOT_CARRIED
    with pytest.raises(CarryRefused) as refusal:
        carry_over(page, by=lead, at=NOW)
    assert refusal.value.obstacle == CarryObstacle.ALREADY


@pytest.mark.acceptance("T6")
def test_carrying_over_is_undone_until_the_next_version(db: None) -> None:
    page, lead = misspelt_page(), make_staff(PUBLISHER)
    changed_at = SourceVersion.objects.filter(translation_key=page.translation_key).last().at
    carry_over(page, by=lead, at=NOW)

    withdraw_carry_over(page, by=lead, at=NOW + timedelta(minutes=1))

    assert states(page) == [State.STALE] * 8
    assert not StringTranslation.objects.filter(tool_name=TOOL).exists()
    assert SourceVersion.objects.filter(translation_key=page.translation_key).last().at == changed_at
    assert obstacle_to_carry_over(page, lead) is None


def test_next_version_ends_the_way_back(db: None) -> None:
    page, lead = misspelt_page("ar"), make_staff(PUBLISHER)
    carry_over(page, by=lead, at=NOW)
    page.lead = "Wir beraten Eltern und Kinder in vielen Sprachen."
    page = publish(page)

    assert obstacle_to_undo(page, lead) == CarryObstacle.NOT_CARRIED


def test_own_words_of_a_person_survive_the_way_back(db: None) -> None:
    page, lead = misspelt_page("ar"), make_staff(PUBLISHER)
    carry_over(page, by=lead, at=NOW)
    row = StringTranslation.objects.get(tool_name=TOOL)
    row.data, row.tool_name = "eigene Worte", ""
    row.save()

    withdraw_carry_over(page, by=lead, at=NOW)

    row.refresh_from_db()
    assert row.data == "eigene Worte"


def test_language_with_an_open_sentence_stays_outdated(db: None) -> None:
    page = misspelt_page("ar", "tr")
    StringTranslation.objects.filter(locale__language_code="tr", data__contains="beratten").delete()

    kept = carry_over(page, by=make_staff(PUBLISHER), at=NOW)

    assert kept == ["ar"]
    assert states(page, "ar", "tr") == [State.CHECKED, State.STALE]


def test_snippet_goes_the_same_way(db: None) -> None:
    text = make_organisation_text("Wir beratten Familien.")
    translated(text, "ar")
    text.what_we_do = "Wir beraten Familien."
    text = publish(text)

    kept = carry_over(text, by=make_staff(PUBLISHER), at=NOW)

    assert (kept, states(text, "ar")) == (["ar"], [State.TRANSLATED])
    assert ModelLogEntry.objects.filter(action="translation.carry_over").count() == 1


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 6)), max_size=12))
def test_version_compared_with_itself_changed_nothing(rows: list[tuple[int, int]]) -> None:
    places = [Place(context, string, f"Satz {string}") for context, string in rows]

    assert (compare(places, places).changed, compare(places, places).pairs) == (0, ())


def test_moments_are_arguments(db: None) -> None:
    page = misspelt_page("ar")
    at = datetime(2026, 11, 3, 9, 0, tzinfo=NOW.tzinfo)

    carry_over(page, by=make_staff(PUBLISHER), at=at)

    assert SourceVersion.objects.filter(translation_key=page.translation_key).last().at == at
