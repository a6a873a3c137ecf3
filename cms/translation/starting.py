"""Starting translations: the request only queues; drafts are made piece by piece, and no live row is touched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import npgettext, pgettext, pgettext_lazy
from wagtail.log_actions import log
from wagtail.models import Locale

from cms.jobs import runs
from cms.jobs.models import BackgroundRun
from cms.jobs.runs import Outcome, Result
from cms.translation import memory, rights
from cms.translation.composing import OwnText, ensure_row
from cms.translation.enums import TranslationState as State
from cms.translation.languages import SOURCE, endonym
from cms.translation.readability import ReadingHint, hint_before_start, pass_over
from cms.translation.sources import is_public, source_of
from cms.translation.state_table import Piece, state_table

if TYPE_CHECKING:
    from cms.translation.rights import Somebody
    from cms.users.models import User

KIND = "translation.start"

type Chosen = tuple[Any, str]
"""A German row and a language."""


class StartObstacle(StrEnum):
    """Why a translation cannot be started."""

    NO_RIGHT = "no_right"
    IS_SOURCE = "is_source"
    SOURCE_HIDDEN = "source_hidden"
    SOURCE_GONE = "source_gone"
    OWN_TEXT = "own_text"
    STARTED = "started"
    TOO_HARD = "too_hard"

    @property
    def sentence(self) -> str:
        """What the editor reads."""
        return str(_SENTENCES[self])


_SENTENCES = {
    StartObstacle.NO_RIGHT: pgettext_lazy("staff", "You may not start translations. Ask somebody from communications."),
    StartObstacle.IS_SOURCE: pgettext_lazy("staff", "German is the language in which everything is written first."),
    StartObstacle.SOURCE_HIDDEN: pgettext_lazy("staff", "Publish the German text first; what is live gets translated."),
    StartObstacle.SOURCE_GONE: pgettext_lazy("staff", "The German text was deleted."),
    StartObstacle.OWN_TEXT: pgettext_lazy("staff", "In this language there is a text of its own."),
    StartObstacle.STARTED: pgettext_lazy("staff", "This translation has been started already."),
    StartObstacle.TOO_HARD: pgettext_lazy("staff", "The German text is hard to read. Say that you start all the same."),
}

_BY_STATE = {
    State.SOURCE: StartObstacle.IS_SOURCE,
    State.HIDDEN: StartObstacle.SOURCE_HIDDEN,
    State.ORPHAN: StartObstacle.SOURCE_GONE,
    State.OWN: StartObstacle.OWN_TEXT,
    State.MISSING: None,
}


class StartRefused(ValueError):
    """Nothing was started; `obstacle` says why, `hint` what to simplify first."""

    def __init__(self, obstacle: StartObstacle, hint: ReadingHint | None = None) -> None:
        super().__init__(obstacle.sentence)
        self.obstacle, self.hint = obstacle, hint


@dataclass(frozen=True)
class Plan:
    """What of a choice can be started, and why the rest cannot."""

    pieces: list[Chosen]
    left_out: list[tuple[Any, str, StartObstacle]]
    hints: dict[UUID, ReadingHint]


def obstacle_to_start(piece: Piece, by: "Somebody") -> StartObstacle | None:
    """The first reason why this piece cannot be started, or None when it can; how it reads is asked separately."""
    if not (rights.may_manage(by) or rights.may_lead(by)):
        return StartObstacle.NO_RIGHT
    return _BY_STATE.get(piece.state, StartObstacle.STARTED)


def plan(
    chosen: Iterable[Chosen], table: Mapping[tuple[UUID, str], Piece], by: "Somebody", *, although_hard: bool = False
) -> Plan:
    """Sort a choice into what can be started and what cannot; `table` knows the state of every piece of it."""
    pieces: list[Chosen] = []
    left_out: list[tuple[Any, str, StartObstacle]] = []
    hints: dict[UUID, ReadingHint | None] = {}
    for source, code in chosen:
        key = source.translation_key
        obstacle = obstacle_to_start(table[key, code], by)
        if obstacle is None and key not in hints:
            hints[key] = hint_before_start(source)
        if obstacle is None and hints[key] and not although_hard:
            obstacle = StartObstacle.TOO_HARD
        if obstacle is None:
            pieces.append((source, code))
        else:
            left_out.append((source, code, obstacle))
    return Plan(pieces, left_out, {key: hint for key, hint in hints.items() if hint})


def start(source: Any, codes: Sequence[str], *, by: "User", at: datetime, although_hard: bool = False) -> BackgroundRun:
    """Queue the translation of a German row into these languages; returns the run with its progress.

    Raises StartRefused when none of them can be started, or when the text is hard to read and nobody said
    `although_hard`, which is written down.
    """
    return start_many([(source, code) for code in codes], by=by, at=at, although_hard=although_hard)


def start_many(chosen: Iterable[Chosen], *, by: "User", at: datetime, although_hard: bool = False) -> BackgroundRun:
    """The same for a choice of pieces; those with an obstacle are left out. Raises StartRefused when all have one."""
    wanted = list(chosen)
    sources = {source.translation_key: source for source, _code in wanted}
    codes = tuple(dict.fromkeys(code for _source, code in wanted))
    found = plan(wanted, state_table(sources.values(), codes), by, although_hard=although_hard)
    if not found.pieces:
        source, _code, obstacle = found.left_out[0]
        raise StartRefused(obstacle, found.hints.get(source.translation_key))
    for key, hint in found.hints.items():
        if any(source.translation_key == key for source, _code in found.pieces):
            pass_over(sources[key], hint, by=by)
    items = [[str(source.translation_key), code] for source, code in found.pieces]
    return runs.start(KIND, title=_title(found.pieces), items=items, by=by, at=at)


def register() -> None:
    """The kind of background run."""
    runs.register_kind(KIND, _step, label=pgettext_lazy("staff", "Start translations"), permission=rights.MANAGE)


def _step(run: BackgroundRun, item: Sequence[str]) -> Outcome:
    """One piece: its draft with its ancestors, and what the memory knows."""
    key, code = item
    with translation.override(run.by.language if run.by else SOURCE):
        source = source_of(UUID(key))
        if source is None:
            return Outcome(Result.SKIPPED, StartObstacle.SOURCE_GONE.sentence)
        if not is_public(source):
            return Outcome(Result.SKIPPED, f"{source}: {StartObstacle.SOURCE_HIDDEN.sentence}")
        try:
            row = ensure_row(source, Locale.objects.get(language_code=code), by=run.by)
        except OwnText:
            return Outcome(Result.SKIPPED, f"{source} ({endonym(code)}): {StartObstacle.OWN_TEXT.sentence}")
        filled = memory.prefill(source, code, by=run.by, at=timezone.now())
        log(instance=row, action="translation.start", user=run.by, data={"from_memory": filled})
        return Outcome(note=_note(source, code, filled))


def _title(pieces: Sequence[Chosen]) -> str:
    sources = {source.translation_key for source, _code in pieces}
    if len(sources) > 1:
        texts = npgettext("staff", "Start %(count)d translation", "Start %(count)d translations", len(pieces))
        return texts % {"count": len(pieces)}
    codes = ", ".join(endonym(code) for _source, code in pieces)
    return pgettext("staff", "Start the translation of “%(title)s”: %(languages)s") % {
        "title": pieces[0][0],
        "languages": codes,
    }


def _note(source: Any, code: str, filled: int) -> str:
    """What the memory did; nothing to say where it knew no sentence."""
    if not filled:
        return ""
    sentence = npgettext(
        "staff",
        "“%(title)s” (%(language)s): the memory filled %(count)d sentence.",
        "“%(title)s” (%(language)s): the memory filled %(count)d sentences.",
        filled,
    )
    return sentence % {"title": source, "language": endonym(code), "count": filled}
