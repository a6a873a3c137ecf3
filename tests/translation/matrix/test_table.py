"""What stands in the matrix, in which order, and what the sums say."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from cms.translation.enums import TranslationState as State
from cms.translation.matrix.table import PAGES, Total, read, target_codes, totals
from cms.translation.models import Demand
from cms.translation.roots import roots
from cms.translation.state_table import Piece
from tests.make.glossary import make_term
from tests.make.pages import make_notice, make_profile
from tests.make.pieces import make_entry, make_piece
from tests.make.translation import locale, make_front_page, make_organisation_text, make_page
from tests.make.volunteering import make_need

TODAY = date(2026, 11, 24)


def test_pages_stand_in_the_order_of_the_tree_then_snippets_by_area(db: None) -> None:
    front = make_front_page()
    first, second = make_page(front, title="Z zuerst", show_in_menus=True), make_page(front, title="A danach")
    below = make_page(first, title="Darunter")
    term, other = make_term("Werkstatt"), make_term("Anmeldung")
    make_page(front, title="Nie öffentlich", live=False)

    found = read(on=TODAY)

    assert [(entry.title, entry.area, entry.depth, entry.in_menu, entry.live) for entry in found] == [
        ("Offenes Haus", PAGES, 0, False, True),
        ("Z zuerst", PAGES, 1, True, True),
        ("Darunter", PAGES, 2, False, True),
        ("A danach", PAGES, 1, False, True),
        ("Anmeldung", "translation.term", 0, False, True),
        ("Werkstatt", "translation.term", 0, False, True),
    ]
    assert [entry.key for entry in found] == [row.translation_key for row in (front, first, below, second, other, term)]


# The gate lets no machine sentence go live, and German is no column: test_states.py derives these two.
SEEN = [state for state in State if state not in {State.SOURCE, State.MACHINE}]


@pytest.mark.parametrize("state", SEEN, ids=lambda state: state.value)
def test_every_state_is_seen(db: None, state: State) -> None:
    page = make_piece(state)

    entry = next(entry for entry in read(on=TODAY) if entry.key == page.translation_key)

    assert entry.pieces["ar"].state is state
    assert (entry.row_id, entry.live) == ((None, False) if state is State.ORPHAN else (page.pk, page.live))


def test_demand_counts_for_ninety_days(db: None) -> None:
    page = make_page()
    for days in (89, 91):
        day = TODAY - timedelta(days)
        Demand.objects.create(day=day, translation_key=page.translation_key, locale=locale("ar"), count=days)

    entry = next(entry for entry in read(on=TODAY) if entry.key == page.translation_key)

    assert {code: piece.demand for code, piece in entry.pieces.items() if piece.demand} == {"ar": 89}


def test_sums_leave_out_what_nobody_can_translate() -> None:
    states = {
        State.CHECKED: Piece(State.CHECKED, words=10),
        State.STALE: Piece(State.STALE, words=10, open_words=4),
        State.MISSING: Piece(State.MISSING, words=20, open_words=20),
        State.OWN: Piece(State.OWN, words=10, open_words=10),
        State.HIDDEN: Piece(State.HIDDEN, words=30, open_words=30),
        State.ORPHAN: Piece(State.ORPHAN, words=40, open_words=40),
    }
    entries = [make_entry(pieces={"ar": piece}) for piece in states.values()]

    found = totals(entries, ["ar"])

    assert found == {"ar": Total(pieces=4, up_to_date=2, words=24)}
    assert (found["ar"].minutes, Total().minutes) == (2, 0)


@pytest.mark.acceptance("T20")
@pytest.mark.parametrize("texts", [1, 5])
def test_matrix_of_all_kinds_of_texts_costs_ten_queries(
    db: None, texts: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_front_page()
    makers: list[Any] = [
        make_page,
        make_organisation_text,
        make_profile,
        lambda: make_notice(at=timezone.now()),
        lambda: make_need().texts.get(locale=locale("de")),
    ]
    for number in range(texts):
        make_term(f"Wort {number}")
        for make in makers:
            make()
    roots()

    with django_assert_num_queries(10):
        found = read(on=TODAY)

    assert len(found) >= 6 * texts
    assert {tuple(entry.pieces) for entry in found} == {tuple(target_codes())}
