"""What there is to translate, and in which order: urgent, due, seen by many, wanted by readers, short."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
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
    title: str
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
        piece.title,
        piece.code,
    )


def pieces_of(codes: Sequence[str], *, user_id: int | None, on: date) -> list[ToDo]:
    """Every text that is being translated into these languages, in no order; a constant number of queries."""
    managed = _managed(codes)
    sources = _sources(managed)
    table = state_table(sources, codes, since=on - DEMAND_COUNTS)
    weights = _prominence(sources)
    return [
        _as_to_do(source, code, begun.title, table[source.translation_key, code], weights, user_id)
        for source in sources
        for code in codes
        if (begun := managed.get((source.translation_key, code)))
    ]


def is_open(piece: ToDo) -> bool:
    """Whether somebody can go on with it: sentences are open, or all are done and it has not been sent."""
    if piece.in_review or piece.state in {TranslationState.HIDDEN, TranslationState.ORPHAN, TranslationState.OWN}:
        return False
    return piece.sentences > 0 or piece.state in {TranslationState.DRAFT, TranslationState.STALE}


class _Begun(NamedTuple):
    """The content type of a text, and what it was called when it was last read: asking each row would cost a query."""

    kind: int
    title: str


def _managed(codes: Sequence[str]) -> dict[tuple[UUID, str], _Begun]:
    """The pieces that were begun."""
    locales = [roots().languages[code].locale_id for code in codes if code in roots().languages]
    rows = Translation.objects.filter(enabled=True, target_locale_id__in=locales)
    found = rows.values_list(
        "source__object_id", "target_locale_id", "source__specific_content_type_id", "source__object_repr"
    )
    return {(key, roots().code_of(locale)): _Begun(kind, title) for key, locale, kind, title in found}


def _sources(managed: Mapping[tuple[UUID, str], _Begun]) -> list[Any]:
    """The German rows that are public, pages as plain pages; one query for each kind of text there is."""
    keys: dict[Any, set[UUID]] = {}
    for (key, _code), begun in managed.items():
        model: Any = ContentType.objects.get_for_id(begun.kind).model_class()
        keys.setdefault(Page if issubclass(model, Page) else model, set()).add(key)
    wanted = {"locale_id": roots().source.locale_id, "live": True}
    return [
        row for model, some in keys.items() for row in model._default_manager.filter(translation_key__in=some, **wanted)
    ]


def _prominence(sources: Sequence[Any]) -> dict[UUID, float]:
    """How many people see a text: front page, menu, or what its owner registered; one query for each kind at most."""
    found: dict[UUID, float] = {}
    kinds: dict[type, list[Any]] = {}
    for source in sources:
        kinds.setdefault(type(source), []).append(source)
    for rows in kinds.values():
        kind = translatable.of(rows[0])
        found |= kind.weights_of(rows) if kind else {row.translation_key: _of_page(row) for row in rows}
    return found


def _of_page(page: Page) -> float:
    if page.depth == 2:
        return FRONT_PAGE
    return IN_THE_MENU if page.show_in_menus else 1.0


def _as_to_do(
    source: Any, code: str, title: str, piece: Piece, weights: Mapping[UUID, float], user_id: int | None
) -> ToDo:
    assigned = piece.assignee
    return ToDo(
        source=source,
        title=title,
        code=code,
        state=piece.state,
        sentences=piece.total - piece.done + piece.machine_open,
        words=piece.open_words,
        urgent=piece.urgent,
        due_on=piece.due_on,
        assignee=assigned,
        mine=assigned is not None and assigned == user_id,
        in_review=piece.in_review,
        prominence=weights[source.translation_key],
        demand=piece.demand,
    )
