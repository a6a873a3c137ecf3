"""What there is to translate, and in which order: urgent, due, seen by many, wanted by readers, short."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translation import translatable
from cms.translation.enums import TranslationState
from cms.translation.roots import roots
from cms.translation.state_table import Piece, state_table

WORDS_A_MINUTE = 12
FRONT_PAGE, IN_THE_MENU = 3.0, 2.0
DEMAND_COUNTS = timedelta(days=90)
NEVER = date.max


@dataclass(frozen=True)
class ToDo:
    """One German text in one language with what is known about it; `mine` when it was given to this person.

    `sentences` are open ones: without a translation, with an error, or by a machine that nobody confirmed.
    """

    source: Any
    code: str
    state: TranslationState
    sentences: int
    words: int = 0
    urgent: bool = False
    due_on: date | None = None
    assignee: int | None = None
    mine: bool = False
    in_review: bool = False
    prominence: float = 1.0
    demand: int = 0

    @property
    def minutes(self) -> int:
        """About how long the open words take."""
        return minutes_for(self.words) if self.sentences else 0

    @property
    def for_somebody_else(self) -> bool:
        """Given to another person, who has probably begun."""
        return self.assignee is not None and not self.mine


def minutes_for(words: int) -> int:
    """Minutes that a volunteer needs for so many words, at least one (translation.md 4.9)."""
    return max(1, round(words / WORDS_A_MINUTE))


def by_urgency(pieces: Iterable[ToDo]) -> list[ToDo]:
    """The order of the list (translation.md 4.9); what somebody else was given comes last."""
    return sorted(pieces, key=_rank)


def _rank(piece: ToDo) -> tuple[Any, ...]:
    return (
        piece.for_somebody_else,
        not piece.urgent,
        piece.due_on or NEVER,
        -piece.prominence,
        -piece.demand,
        piece.words,
        str(piece.source),
        piece.code,
    )


def pieces_of(codes: Sequence[str], *, user_id: int | None, on: date) -> list[ToDo]:
    """Every text that is being translated into these languages, in no order; a constant number of queries."""
    managed = _managed(codes)
    sources = _sources(managed)
    table = state_table(sources, codes, since=on - DEMAND_COUNTS)
    weights = _prominence(sources)
    return [
        _as_to_do(source, code, table[source.translation_key, code], weights[source.translation_key], user_id)
        for source in sources
        for code in codes
        if (source.translation_key, code) in managed
    ]


def is_open(piece: ToDo) -> bool:
    """Whether somebody can go on with it: sentences are open, or all are done and it has not been sent."""
    if piece.in_review or piece.state in {TranslationState.HIDDEN, TranslationState.ORPHAN, TranslationState.OWN}:
        return False
    return piece.sentences > 0 or piece.state in {TranslationState.DRAFT, TranslationState.STALE}


def _managed(codes: Sequence[str]) -> dict[tuple[UUID, str], int]:
    """The pieces that were begun, with the content type of their text."""
    locales = [roots().languages[code].locale_id for code in codes if code in roots().languages]
    rows = Translation.objects.filter(enabled=True, target_locale_id__in=locales)
    found = rows.values_list("source__object_id", "target_locale_id", "source__specific_content_type_id")
    return {(key, roots().code_of(locale)): kind for key, locale, kind in found}


def _sources(managed: Mapping[tuple[UUID, str], int]) -> list[Any]:
    """The German rows that are public, pages as plain pages; one query for each kind of text there is."""
    keys: dict[Any, set[UUID]] = {}
    for (key, _code), kind in managed.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        keys.setdefault(Page if issubclass(model, Page) else model, set()).add(key)
    wanted = {"locale_id": roots().source.locale_id, "live": True}
    return [
        row for model, some in keys.items() for row in model._default_manager.filter(translation_key__in=some, **wanted)
    ]


def _prominence(sources: Sequence[Any]) -> dict[UUID, float]:
    """How many people see a text: front page, menu, or what its owner registered."""
    found: dict[UUID, float] = {}
    for source in sources:
        kind = translatable.of(source)
        if kind is not None:
            found[source.translation_key] = kind.weight(source)
        elif source.depth == 2:
            found[source.translation_key] = FRONT_PAGE
        else:
            found[source.translation_key] = IN_THE_MENU if source.show_in_menus else 1.0
    return found


def _as_to_do(source: Any, code: str, piece: Piece, prominence: float, user_id: int | None) -> ToDo:
    assigned = piece.assignee
    return ToDo(
        source=source,
        code=code,
        state=piece.state,
        sentences=piece.total - piece.done + piece.machine_open,
        words=piece.open_words,
        urgent=piece.urgent,
        due_on=piece.due_on,
        assignee=assigned,
        mine=assigned is not None and assigned == user_id,
        in_review=piece.in_review,
        prominence=prominence,
        demand=piece.demand,
    )
