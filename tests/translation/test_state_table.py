"""What is known about many pieces beside their state: open words, people, questions, demand, and the next step."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.models import Workflow
from wagtail_localize.models import String, StringTranslation

from cms.translation.composing import ensure_row
from cms.translation.enums import TranslationState as State
from cms.translation.gathering import words_of
from cms.translation.models import Assignment, Demand, Question, QuestionState
from cms.translation.next_steps import NextStep, may_take, next_step
from cms.translation.roots import roots
from cms.translation.sources import count_words
from cms.translation.state_table import Piece, state_table
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.glossary import make_term
from tests.make.pages import make_notice, make_profile
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_organisation_text, make_page, make_sentence, publish, translated
from tests.make.volunteering import make_need

TODAY = date(2026, 11, 24)


def piece_of(source: Any, code: str, **options: Any) -> Piece:
    return state_table([source], (code,), **options)[source.translation_key, code]


def test_missing_piece_has_all_its_words_open(db: None) -> None:
    page = make_page(title="Frauen lernen Rad fahren", lead="Jeden Montag im Hof.")

    piece = piece_of(page, "ar")

    assert piece == Piece(state=State.MISSING, total=2, words=8, open_words=8, missing_words=8)
    assert piece.next_step is NextStep.START


def test_changed_sentence_is_all_that_is_open(db: None) -> None:
    page = make_page(title="Frauen lernen Rad fahren", lead="Jeden Montag im Hof.")
    row = translated(page, "ar")
    page.lead = "Jeden Dienstag."
    publish(page)

    piece = piece_of(page, "ar")

    assert piece == Piece(
        state=State.STALE, row_id=row.pk, managed=True, done=1, total=2, words=6, open_words=2, missing_words=2
    )
    assert piece.next_step is NextStep.UPDATE


def test_words_of_a_machine_are_open_but_not_missing(db: None) -> None:
    page = make_page(title="Frauen lernen Rad fahren", lead="Jeden Montag im Hof.")
    row = ensure_row(page, locale("ar"))
    make_sentence(page, "ar", "Frauen lernen Rad fahren")
    make_sentence(page, "ar", "Jeden Montag im Hof.", machine=True)

    piece = piece_of(page, "ar")

    assert piece == Piece(
        state=State.DRAFT, row_id=row.pk, managed=True, done=2, total=2, machine_open=1, words=8, open_words=4
    )
    assert piece.next_step is NextStep.CONFIRM


def test_sentence_with_an_error_is_open(db: None) -> None:
    page = make_page(title="Frauen lernen Rad fahren", lead="Jeden Montag im Hof.")
    row = translated(page, "ar")
    StringTranslation.objects.filter(translation_of__data__startswith="Jeden").update(has_error=True)

    piece = piece_of(page, "ar")

    assert piece == Piece(
        state=State.TRANSLATED,
        row_id=row.pk,
        managed=True,
        done=1,
        total=2,
        errors=1,
        words=8,
        open_words=4,
        missing_words=4,
    )


def test_table_knows_who_works_on_a_piece_what_is_asked_and_who_waits(db: None) -> None:
    page = make_page()
    row, amina = ensure_row(page, locale("ar")), make_user(name="Amina Osman")
    about: dict[str, Any] = {"translation_key": page.translation_key, "model": "home.textpage", "locale": locale("ar")}
    Assignment.objects.create(**about, at=timezone.now(), assignee=make_user(), ended_at=timezone.now())
    Assignment.objects.create(**about, at=timezone.now(), assignee=amina, due_on=TODAY, urgent=True)
    for state in QuestionState:
        Question.objects.create(**about, path="lead", german="…", text="?", asked_at=timezone.now(), state=state)
    for days, count in ((0, 2), (89, 3), (91, 50)):
        Demand.objects.create(
            translation_key=page.translation_key, locale=locale("ar"), day=TODAY - timedelta(days), count=count
        )
    Workflow.objects.get(name="Übersetzung prüfen").start(row, amina)

    piece = piece_of(page, "ar", since=TODAY - timedelta(days=90))
    other = piece_of(page, "tr")

    assert (piece.assignee, piece.assignee_name, piece.due_on, piece.urgent) == (amina.pk, "Amina Osman", TODAY, True)
    assert (piece.questions, piece.demand, piece.in_review) == (1, 5, True)
    assert piece_of(page, "ar").demand == 55
    assert (other.assignee, other.questions, other.demand, other.in_review) == (None, 0, 0, False)


def test_snippet_in_review_is_told_from_a_page_with_the_same_number(db: None) -> None:
    page, text = make_page(), make_organisation_text()
    snippet_row, page_row = ensure_row(text, locale("ar")), ensure_row(page, locale("ar"))
    Workflow.objects.get(name="Übersetzung prüfen").start(snippet_row, make_user())

    table = state_table([page, text], ("ar",))

    assert {at: piece.in_review for at, piece in table.items()} == {
        (page.translation_key, "ar"): False,
        (text.translation_key, "ar"): True,
    }
    assert page_row.pk


@pytest.mark.parametrize(
    "sentence",
    [
        "Anrufen",
        "Jeden Montag im Hof.",
        'Lesen Sie <a id="a1">unser Blatt</a> vorher.',
        "Erste Zeile<br/>zweite Zeile",
        "Bitte <b>pünktlich</b> kommen.",
    ],
)
def test_database_counts_words_as_the_version_of_the_source_does(db: None, sentence: str) -> None:
    string = String.objects.create(locale=locale("de"), data=sentence)

    counted = String.objects.annotate(words=words_of("data")).get(pk=string.pk).words

    assert counted == count_words(sentence)


@pytest.mark.acceptance("T20")
@pytest.mark.parametrize("texts", [1, 4])
def test_all_kinds_of_texts_cost_eight_queries(
    db: None, texts: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sources: list[Any] = []
    for number in range(texts):
        sources += [
            make_page(),
            make_organisation_text(),
            make_profile(),
            make_notice(at=timezone.now()),
            make_term(f"Begriff {number}"),
            make_need().texts.get(locale=locale("de")),
        ]
    for source in sources:
        ensure_row(source, locale("ar"))
    roots()

    with django_assert_num_queries(8):
        table = state_table(sources, ("ar", "tr"))

    assert sorted(piece.state.value for piece in table.values()) == ["draft"] * 6 * texts + ["missing"] * 6 * texts


@pytest.mark.parametrize("first", ["page", "term", "notice"])
def test_kinds_of_texts_may_come_in_any_order(db: None, first: str) -> None:
    texts: dict[str, Any] = {
        "page": make_page(),
        "term": make_term("Werkstatt"),
        "notice": make_notice(at=timezone.now()),
    }
    sources = [texts.pop(first), *texts.values()]

    table = state_table(sources, ("ar",))

    assert {key for key, _code in table} == {source.translation_key for source in sources}
    assert {piece.state for piece in table.values()} == {State.MISSING}


def oracle(state: State, managed: bool, has_row: bool, review: bool, asked: int, gaps: int, machine: int) -> Any:
    """What the lead would say, read row by row."""
    begun = state in {State.DRAFT, State.STALE, State.MACHINE, State.TRANSLATED, State.CHECKED}
    rows = [
        (NextStep.DECIDE, state is State.ORPHAN and has_row),
        (NextStep.START, state is State.MISSING),
        (NextStep.WRITE, begun and not managed),
        (NextStep.ANSWER, begun and asked > 0),
        (NextStep.REVIEW, begun and review),
        (NextStep.UPDATE, state is State.STALE and gaps > 0),
        (NextStep.TRANSLATE, begun and gaps > 0),
        (NextStep.CONFIRM, begun and machine > 0),
        (NextStep.SEND, state in {State.DRAFT, State.STALE, State.MACHINE}),
    ]
    return next((step for step, holds in rows if holds), None)


@pytest.mark.acceptance("T20")
def test_next_step_follows_the_table_over_the_full_product_of_facts() -> None:
    facts = list(product(State, (False, True), (False, True), (False, True), (0, 2), (0, 3), (0, 1)))

    found = {
        fact: next_step(
            fact[0],
            managed=fact[1],
            has_row=fact[2],
            in_review=fact[3],
            questions=fact[4],
            open_sentences=fact[5],
            machine_open=fact[6],
        )
        for fact in facts
    }

    assert found == {fact: oracle(*fact) for fact in facts}
    assert set(found.values()) == {None, *NextStep}


def test_editor_may_take_every_step_but_checking_and_deciding(db: None) -> None:
    people = {"editor": make_staff(EDITOR), "lead": make_staff(PUBLISHER), "reader": make_user()}

    allowed = {name: [step for step in NextStep if may_take(step, person)] for name, person in people.items()}

    assert allowed == {
        "editor": [step for step in NextStep if step not in {NextStep.REVIEW, NextStep.DECIDE}],
        "lead": list(NextStep),
        "reader": [],
    }
