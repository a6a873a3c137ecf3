"""Pieces in every state, and entries of the matrix that exist in a test alone."""

from typing import Any
from uuid import uuid4

from django.utils import timezone
from wagtail.models import Workflow
from wagtail_localize.models import Translation

from cms.translation.composing import ensure_row
from cms.translation.enums import TranslationState as State
from cms.translation.matrix.table import PAGES, Entry
from cms.translation.models import Question
from cms.translation.state_table import Piece
from tests.make.people import make_user
from tests.make.translation import locale, make_page, make_sentence, publish, translated


def make_entry(title: str = "Sprachkurs", pieces: dict[str, Piece] | None = None, **facts: Any) -> Entry:
    """A German text as the matrix knows it, without any row."""
    return Entry(
        key=uuid4(), model="home.textpage", title=title, area=facts.pop("area", PAGES), pieces=pieces or {}, **facts
    )


def make_piece(state: State, code: str = "ar", *, front: Any = None) -> Any:
    """A German page whose translation is in this state."""
    page = make_page(front, title=f"Angebot {state.value}", lead="Alt.")
    if state is State.MISSING:
        return page
    if state is State.DRAFT:
        ensure_row(page, locale(code))
        return page
    if state is State.CHECKED:
        translated(page, code, by=make_user(), checked_by=make_user())
        return page
    translated(page, code)
    return _changed(page, code, state)


def _changed(page: Any, code: str, state: State) -> Any:
    if state is State.STALE:
        page.lead = "Neu."
        return publish(page)
    if state is State.OWN:
        Translation.objects.filter(source__object_id=page.translation_key).update(enabled=False)
    if state is State.HIDDEN:
        page.unpublish()
    if state is State.ORPHAN:
        key = page.translation_key
        page.delete()
        page.translation_key = key
    return page


def ask_about(page: Any, code: str = "ar") -> Question:
    return Question.objects.create(
        translation_key=page.translation_key,
        model="home.textpage",
        locale=locale(code),
        path="lead",
        german="Alt.",
        text="Was ist gemeint?",
        asked_by=make_user(),
        asked_at=timezone.now(),
    )


def put_into_review(page: Any, code: str = "ar") -> None:
    row = ensure_row(page, locale(code))
    Workflow.objects.get(name="Übersetzung prüfen").start(row, make_user())


def fill_by_machine(page: Any, code: str = "ar") -> None:
    ensure_row(page, locale(code))
    for german in (page.title, page.lead):
        make_sentence(page, code, german, machine=True)
