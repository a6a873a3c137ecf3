"""Filters find exactly what a person reading the whole list would find, and never break."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cms.translation.enums import TranslationState as State
from cms.translation.matrix.filters import NOBODY, WORK, Filter, choose, parse, people_of, states
from cms.translation.matrix.table import Entry
from cms.translation.state_table import Piece
from tests.make.pieces import make_entry

CODES = ["tr", "ar", "fr"]
AREAS = {"pages": "Pages", "home.notice": "Notices"}
PEOPLE = {"1": "Amina", "2": "Mehmet"}

pieces = st.builds(
    Piece,
    state=st.sampled_from([state for state in State if state is not State.SOURCE]),
    row_id=st.sampled_from([None, 7]),
    managed=st.booleans(),
    total=st.just(3),
    done=st.integers(0, 3),
    machine_open=st.integers(0, 1),
    in_review=st.booleans(),
    questions=st.integers(0, 1),
    demand=st.integers(0, 2),
    assignee=st.sampled_from([None, 1, 2]),
    urgent=st.booleans(),
    due_on=st.sampled_from([None, date(2026, 11, 24)]),
)
entries = st.lists(
    st.builds(
        make_entry,
        title=st.sampled_from(["Sprachkurs", "Übersetzer gesucht", "Straße", "sprache"]),
        area=st.sampled_from(list(AREAS)),
        in_menu=st.booleans(),
        pieces=st.fixed_dictionaries(dict.fromkeys(CODES, pieces)),
    ),
    max_size=12,
)
wanted = st.builds(
    Filter,
    area=st.sampled_from(["", *AREAS]),
    state=st.sampled_from(["", *states()]),
    languages=st.sampled_from([(), ("ar",), ("tr", "fr")]),
    menu=st.booleans(),
    urgent=st.booleans(),
    demand=st.booleans(),
    assignee=st.sampled_from(["", NOBODY, "1", "2"]),
    words=st.sampled_from(["", "sprach", "STRASSE", "xyz"]),
)


def oracle(rows: Sequence[Entry], asked: Filter) -> list[Entry]:
    """Every row read one by one, as a person would."""
    found = []
    for row in rows:
        if asked.area and row.area != asked.area:
            continue
        if asked.menu and not row.in_menu:
            continue
        if asked.words and asked.words.casefold() not in row.title.casefold():
            continue
        columns = asked.languages or CODES
        if any(_is_meant(row.pieces[code], asked) for code in columns):
            found.append(row)
    return found


def _is_meant(piece: Piece, asked: Filter) -> bool:
    if asked.urgent and not piece.urgent:
        return False
    if asked.demand and piece.demand == 0:
        return False
    if asked.assignee == NOBODY and piece.assignee is not None:
        return False
    if asked.assignee in {"1", "2"} and piece.assignee != int(asked.assignee):
        return False
    special = {"todo": piece.next_step is not None, "review": piece.in_review, "questions": piece.questions > 0}
    return asked.state == "" or special.get(asked.state, piece.state == asked.state)


@pytest.mark.acceptance("T20", "T31")
@given(rows=entries, asked=wanted)
def test_filter_finds_what_reading_the_whole_list_finds(rows: list[Entry], asked: Filter) -> None:
    found = choose(rows, asked, asked.codes(CODES))

    assert found == oracle(rows, asked)


@given(asked=wanted)
def test_address_of_a_filter_means_the_same_filter(asked: Filter) -> None:
    again = parse(QueryDict(asked.query()), areas=AREAS, codes=CODES, people=PEOPLE)

    assert (again, again.dropped) == (asked, ())


@pytest.mark.acceptance("T31")
@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from(["area", "state", "language", "menu", "urgent", "demand", "assignee", "q", "p", "x"]),
            st.text(max_size=300) | st.sampled_from(["ar", "1", "todo", "pages", "\x00", "9" * 99, "-1"]),
        ),
        max_size=8,
    )
)
def test_anything_in_an_address_is_understood_or_dropped(pairs: list[tuple[str, str]]) -> None:
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)

    found = parse(data, areas=AREAS, codes=CODES, people=PEOPLE)

    assert found.area in {"", *AREAS}
    assert found.state in {"", *states()}
    assert set(found.languages) <= set(CODES)
    assert found.assignee in {"", NOBODY, *PEOPLE}
    assert "\x00" not in found.words


def test_values_nobody_knows_are_named() -> None:
    data = QueryDict("area=cellar&state=ripe&language=ar&language=xx&assignee=99&urgent=yes&q=Kurs")

    found = parse(data, areas=AREAS, codes=CODES, people=PEOPLE)

    assert found == Filter(languages=("ar",), words="Kurs")
    assert found.dropped == ("xx", "cellar", "ripe", "yes", "99")


def test_every_state_and_every_kind_of_work_can_be_asked_for() -> None:
    assert list(states()) == [*WORK, *(state.value for state in State if state is not State.SOURCE)]


def test_people_are_those_who_were_given_something() -> None:
    given: dict[str, Any] = {
        "ar": Piece(State.DRAFT, assignee=2, assignee_name="mehmet"),
        "tr": Piece(State.DRAFT, assignee=1, assignee_name="Amina"),
        "fr": Piece(State.DRAFT),
    }

    found = people_of([make_entry(pieces=given), make_entry(pieces=given)])

    assert list(found.items()) == [("1", "Amina"), ("2", "mehmet")]
