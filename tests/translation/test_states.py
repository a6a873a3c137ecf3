"""What a text in a language is: the whole product of facts, and many texts in few queries."""

from itertools import product

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from cms.management.commands.write_reference import FOLDER, pages
from cms.translation.enums import TranslationState as State
from cms.translation.state_table import state_table
from cms.translation.states import Facts, Managed, Row, Source, derive
from tests.make.people import make_user
from tests.make.translation import (
    make_front_page,
    make_organisation_text,
    make_page,
    publish,
    translated,
)

BOTH = (False, True)
PRODUCT = [Facts(*values) for values in product(BOTH, Source, Row, Managed, BOTH, BOTH, BOTH)]


def oracle(facts: Facts) -> State:
    """The table of translation.md 3.2, read row by row."""
    live = facts.row is Row.LIVE
    rows = [
        (State.SOURCE, facts.is_source),
        (State.ORPHAN, facts.managed is not Managed.NEVER and facts.source is Source.GONE),
        (State.OWN, live and (facts.managed is not Managed.NOW or facts.source is Source.NEVER)),
        (State.HIDDEN, facts.source is not Source.LIVE),
        (State.MISSING, facts.row is Row.NONE),
        (State.DRAFT, facts.row is Row.DRAFT),
        (State.STALE, live and not facts.current),
        (State.MACHINE, live and facts.current and facts.machine),
        (State.CHECKED, live and facts.current and facts.checked),
        (State.TRANSLATED, live and facts.current),
    ]
    return next(state for state, holds in rows if holds)


@pytest.mark.acceptance("T4")
def test_state_follows_the_table_over_the_full_product_of_facts() -> None:
    derived = {facts: derive(facts) for facts in PRODUCT}

    assert derived == {facts: oracle(facts) for facts in PRODUCT}


@pytest.mark.acceptance("T4")
def test_picture_of_the_states_is_drawn_from_the_code() -> None:
    page = pages()["translation-states.md"]

    assert (FOLDER / "translation-states.md").read_text() == page, "Renew with: python manage.py write_reference"
    assert all(state.value in page for state in State)


def test_every_state_is_reached() -> None:
    assert {derive(facts) for facts in PRODUCT} == set(State)


def test_table_shows_the_life_of_a_translation(db: None) -> None:
    front, page, hidden = make_front_page(), make_page(), make_page(live=False)
    checked = make_page(front)
    translator, reviewer = make_user(), make_user()
    translated(page, "ar")
    translated(checked, "ar", by=translator, checked_by=reviewer)

    before = state_table([page, checked, hidden], ("de", "ar", "tr"))
    page.lead = "Ein neuer Satz."
    publish(page)
    after = state_table([page], ("ar",))

    assert {key: piece.state for key, piece in before.items()} == {
        (page.translation_key, "de"): State.SOURCE,
        (page.translation_key, "ar"): State.TRANSLATED,
        (page.translation_key, "tr"): State.MISSING,
        (checked.translation_key, "de"): State.SOURCE,
        (checked.translation_key, "ar"): State.CHECKED,
        (checked.translation_key, "tr"): State.MISSING,
        (hidden.translation_key, "de"): State.SOURCE,
        (hidden.translation_key, "ar"): State.HIDDEN,
        (hidden.translation_key, "tr"): State.HIDDEN,
    }
    piece = after[page.translation_key, "ar"]
    assert (piece.state, piece.done, piece.total) == (State.STALE, 1, 2)


@pytest.mark.parametrize("texts", [1, 6])
def test_table_costs_the_same_queries_for_few_and_many_texts(
    db: None, texts: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pages = [make_page() for _ in range(texts)]
    snippets = [make_organisation_text() for _ in range(texts)]
    for source in pages + snippets:
        translated(source, "ar")

    with django_assert_num_queries(8):
        table = state_table([*pages, *snippets])

    assert len(table) == 2 * texts * 9
