"""One action on many pieces: what it would do, how much that is, and what is left out and why. Nothing is done here."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.models import Page

from cms.translation import rights, starting
from cms.translation.assigning import obstacle_to_assign
from cms.translation.enums import TranslationState as State
from cms.translation.exchange.export import obstacle_to_export
from cms.translation.machine import budget, router
from cms.translation.machine.obstacles import MachineObstacle, MachineReason, obstacle_to_run
from cms.translation.matrix.filters import Filter
from cms.translation.matrix.table import Entry
from cms.translation.readability import ReadingHint
from cms.translation.state_table import Piece
from cms.translation.withdrawing import obstacle_to_withdraw

if TYPE_CHECKING:
    from cms.users.models import User

type Chosen = tuple[Any, str]
"""A German row and a language."""

STARTED = frozenset({State.DRAFT, State.STALE, State.MACHINE, State.TRANSLATED, State.CHECKED})


class Action(models.TextChoices):
    """What can be done with many pieces at once."""

    START = "start", pgettext_lazy("staff", "Start translation")
    PREFILL = "prefill", pgettext_lazy("staff", "Fill from memory")
    MACHINE = "machine", pgettext_lazy("staff", "Draft by machine")
    ASSIGN = "assign", pgettext_lazy("staff", "Assign")
    EXPORT = "export", pgettext_lazy("staff", "Export for translators")
    WITHDRAW = "withdraw", pgettext_lazy("staff", "Withdraw from readers")
    PRINT = "print", pgettext_lazy("staff", "Print as meeting sheet")


@dataclass(frozen=True)
class Options:
    """What somebody adds to an action: to whom and until when, which format, and that a hard text is no obstacle."""

    to: "User | None" = None
    due_on: date | None = None
    urgent: bool = False
    note: str = ""
    format: str = "po"
    although_hard: bool = False


@dataclass(frozen=True)
class Prepared:
    """The preview: pieces and their words, what is left out by reason, and why nothing at all can be done."""

    action: Action
    pieces: list[Chosen] = field(default_factory=list)
    words: int = 0
    left_out: list[tuple[str, int]] = field(default_factory=list)
    refused: str = ""
    hints: dict[UUID, ReadingHint] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether the button is there."""
        return bool(self.pieces) and not self.refused

    @property
    def skipped(self) -> int:
        """Pieces of the choice that are left out."""
        return sum(count for _reason, count in self.left_out)


def actions_for(user: "User") -> list[Action]:
    """What this person may do with many pieces."""
    closed = set() if rights.may_lead(user) else {Action.WITHDRAW}
    if not router.is_on():
        closed.add(Action.MACHINE)
    return [action for action in Action if action not in closed]


def prepare(
    action: Action,
    entries: Sequence[Entry],
    codes: Sequence[str],
    wanted: Filter,
    *,
    by: "User",
    at: datetime,
    options: Options | None = None,
) -> Prepared:
    """What an action would do with the pieces of these entries that fit the filter. Changes nothing.

    Some queries for each piece: every door is asked for its own obstacle.
    """
    rows = rows_of(entries)
    pieces = {
        (entry.key, code): entry.pieces[code]
        for entry in entries
        for code in codes
        if entry.key in rows and wanted.fits_piece(entry.pieces[code])
    }
    choice: list[Chosen] = [(rows[key], code) for key, code in pieces]
    said = options or Options()
    if action is Action.START:
        return _starts(choice, pieces, by, said)
    reasons = {
        (source.translation_key, code): _reason(
            action, source, code, pieces[source.translation_key, code], by, at, said
        )
        for source, code in choice
    }
    done = [(source, code) for source, code in choice if not reasons[source.translation_key, code]]
    words = _words(action, [(code, pieces[source.translation_key, code]) for source, code in done])
    return Prepared(
        action=action,
        pieces=done,
        words=sum(words.values()),
        left_out=_counted(reason for reason in reasons.values() if reason),
        refused=_refused(action, done, words, by, at),
    )


def rows_of(entries: Iterable[Entry]) -> dict[UUID, Any]:
    """The German rows of entries that have one, by key; one query for each kind of text."""
    numbers: dict[Any, list[int]] = {}
    for entry in entries:
        if entry.row_id is not None:
            numbers.setdefault(Page if entry.is_page else apps.get_model(entry.model), []).append(entry.row_id)
    found: dict[UUID, Any] = {}
    for model, pks in numbers.items():
        rows = model._default_manager.filter(pk__in=pks)
        found |= {row.translation_key: row for row in (rows.specific() if model is Page else rows)}
    return found


def _starts(choice: list[Chosen], pieces: Mapping[tuple[UUID, str], Piece], by: "User", options: Options) -> Prepared:
    found = starting.plan(choice, pieces, by, although_hard=options.although_hard)
    return Prepared(
        action=Action.START,
        pieces=found.pieces,
        words=sum(pieces[source.translation_key, code].open_words for source, code in found.pieces),
        left_out=_counted(obstacle.sentence for _source, _code, obstacle in found.left_out),
        hints=found.hints,
    )


def _reason(action: Action, source: Any, code: str, piece: Piece, by: "User", at: datetime, options: Options) -> str:
    """Why this piece is left out; empty when it is not."""
    doors: dict[Action, Callable[[], Any]] = {
        Action.PREFILL: lambda: reason_not_to_prefill(piece),
        Action.MACHINE: lambda: _machine_obstacle(source, code, piece, by, at),
        Action.ASSIGN: lambda: obstacle_to_assign(
            source, code, to=options.to, due_on=options.due_on, by=by, on=localdate(at)
        ),
        Action.EXPORT: lambda: _reason_not_to_export(piece),
        Action.WITHDRAW: lambda: obstacle_to_withdraw(source, code, by),
        Action.PRINT: lambda: None,
    }
    obstacle = doors[action]()
    return str(getattr(obstacle, "sentence", obstacle)) if obstacle else ""


def reason_not_to_prefill(piece: Piece) -> str:
    """Why the memory has nothing to do with this piece; empty when it has."""
    if piece.state not in STARTED or not piece.managed:
        return pgettext("staff", "This translation has not been started.")
    if piece.in_review:
        return pgettext("staff", "This translation is being reviewed.")
    return "" if piece.missing_words else pgettext("staff", "Every sentence has a translation.")


def _reason_not_to_export(piece: Piece) -> str:
    if piece.state in {State.OWN, State.ORPHAN, State.HIDDEN} or not piece.total:
        return pgettext("staff", "Sentences of a file would have no place here.")
    return "" if piece.open_words else pgettext("staff", "Nothing is left to translate.")


def _machine_obstacle(source: Any, code: str, piece: Piece, by: "User", at: datetime) -> MachineObstacle | None:
    if obstacle := obstacle_to_run(source, code, by, at=at):
        return obstacle
    return None if piece.missing_words else MachineObstacle(MachineReason.NOTHING_OPEN, code)


def _words(action: Action, pieces: Iterable[tuple[str, Piece]]) -> dict[str, int]:
    """How many words the action is about, by language: for a machine those that have no translation at all."""
    words: Counter[str] = Counter()
    for code, piece in pieces:
        if action in {Action.MACHINE, Action.PREFILL}:
            words[code] += piece.missing_words
        else:
            words[code] += piece.words if action is Action.WITHDRAW else piece.open_words
    return dict(words)


def _refused(action: Action, pieces: Sequence[Chosen], words: Mapping[str, int], by: "User", at: datetime) -> str:
    """Why the whole choice is refused, before anything is done."""
    if not pieces:
        return ""
    if action is Action.MACHINE and (code := budget.too_much(words, at=at)):
        return str(MachineObstacle(MachineReason.OVER_BUDGET, code, budget.left(code, at=at).words))
    if action is Action.EXPORT and (obstacle := obstacle_to_export(pieces, by)):
        return obstacle.sentence
    return ""


def _counted(reasons: Iterable[str]) -> list[tuple[str, int]]:
    """Each reason once, the most frequent first."""
    return Counter(reasons).most_common()
