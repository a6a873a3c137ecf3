"""What the matrix shows: a row for each German text, a cell for each language, and one button with the next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import pgettext
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from cms.translation.enums import TranslationState as State
from cms.translation.languages import direction, endonym
from cms.translation.matrix.filters import Filter
from cms.translation.matrix.table import Entry, Total
from cms.translation.next_steps import NextStep, may_take
from cms.translation.state_table import Piece

if TYPE_CHECKING:
    from cms.translation.rights import Somebody


@dataclass(frozen=True)
class Button:
    """Where a step is taken; without an address somebody else takes it, and the label only says what is waited for."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Cell:
    """One piece on the screen; `quiet` when it is not what the filter asks for."""

    code: str
    endonym: str
    dir: str
    piece: Piece
    button: Button | None
    quiet: bool = False
    late: bool = False

    @property
    def state(self) -> State:
        """The state, with its words."""
        return self.piece.state

    @property
    def has_open_words(self) -> bool:
        """Whether the number of open words says anything: not for texts that nobody has begun or that are not ours."""
        return self.piece.open_words > 0 and self.state not in {State.OWN, State.HIDDEN, State.ORPHAN}


@dataclass(frozen=True)
class Row:
    """One German text on the screen."""

    entry: Entry
    edit_url: str
    button: Button | None
    cells: list[Cell]
    demand: int


@dataclass(frozen=True)
class Column:
    """One language with what there is to do in it."""

    code: str
    endonym: str
    dir: str
    total: Total


def columns(codes: Sequence[str], totals: dict[str, Total]) -> list[Column]:
    """The languages as headings."""
    return [Column(code, endonym(code), direction(code), totals[code]) for code in codes]


def row_of(entry: Entry, codes: Sequence[str], wanted: Filter, user: "Somebody", *, on: date) -> Row:
    """A text with its cells; its own button is the most pressing step of all its pieces that this person may take."""
    return Row(
        entry=entry,
        edit_url=edit_url(entry.model, entry.row_id),
        button=_row_button(entry, codes, user),
        cells=[cell_of(entry, code, wanted, user, on) for code in codes],
        demand=sum(entry.pieces[code].demand for code in codes),
    )


def step_url(entry: Entry, code: str, step: NextStep) -> str:
    """The door of a step; empty where the admin has none for this kind of text."""
    if step is NextStep.START:
        return start_url(entry.key, [code])
    if step in {NextStep.WRITE, NextStep.DECIDE}:
        address = edit_url(entry.model, entry.pieces[code].row_id)
        return f"{address}?classic=1" if address else ""
    return reverse("translation:review" if step is NextStep.REVIEW else "translation:piece", args=[code, entry.key])


def start_url(key: UUID, codes: Sequence[str]) -> str:
    """The form that starts translations, with these languages ticked."""
    return f"{reverse('translation_start', args=[key])}?{urlencode([('language', code) for code in codes])}"


def edit_url(model: str, pk: int | None) -> str:
    """The editor of a row by the label of its model; empty where there is no row or no editor."""
    kind = apps.get_model(model)
    if pk is None:
        return ""
    if issubclass(kind, Page):
        return reverse("wagtailadmin_pages:edit", args=[pk])
    if kind in get_snippet_models():
        return reverse(kind.snippet_viewset.get_url_name("edit"), args=[quote(pk)])
    return ""


def cell_of(entry: Entry, code: str, wanted: Filter, user: "Somebody", on: date) -> Cell:
    """One piece with its next step; without an address where this person may not take it."""
    piece = entry.pieces[code]
    step = piece.next_step
    button = None
    if step is not None:
        url = step_url(entry, code, step) if may_take(step, user) else ""
        button = Button(str(step.label), url)
    return Cell(
        code=code,
        endonym=endonym(code),
        dir=direction(code),
        piece=piece,
        button=button,
        quiet=wanted.asks_for_pieces and not wanted.fits_piece(piece),
        late=piece.due_on is not None and piece.due_on < on,
    )


def _row_button(entry: Entry, codes: Sequence[str], user: "Somebody") -> Button | None:
    if entry.row_id is not None and not entry.live:
        url = edit_url(entry.model, entry.row_id)
        return Button(pgettext("staff", "Publish the German text"), url) if url else None
    steps = {code: step for code in codes if (step := entry.pieces[code].next_step) and may_take(step, user)}
    for step in NextStep:  # the most pressing first
        waiting = [code for code, needed in steps.items() if needed is step]
        if not waiting:
            continue
        url = start_url(entry.key, waiting) if step is NextStep.START else step_url(entry, waiting[0], step)
        return Button(_counted(step.label, len(waiting)), url) if url else None
    return None


def _counted(label: str | Promise, count: int) -> str:
    if count == 1:
        return str(label)
    return pgettext("staff", "%(step)s (%(count)d)") % {"step": label, "count": count}
