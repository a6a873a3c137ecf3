"""Every German text that was public once, with its pieces in all languages; ten queries, however many there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils.translation import pgettext
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.translation import translatable
from cms.translation.demand import WINDOW
from cms.translation.desk.listing import minutes_for
from cms.translation.enums import TranslationState as State
from cms.translation.gathering import gather
from cms.translation.languages import SOURCE
from cms.translation.roots import roots
from cms.translation.state_table import Piece, table_of

PAGES = "pages"
"""The area of all pages; every kind of snippet has an area of its own, named by its model."""
UP_TO_DATE = frozenset({State.TRANSLATED, State.CHECKED, State.OWN})
"""States in which readers have good words of their language."""


@dataclass(frozen=True)
class Entry:
    """One German text with its pieces by language code. `row_id` is None once it was deleted.

    `place` orders the texts of an area: the path in the tree of pages, or the title.
    """

    key: UUID
    model: str
    title: str
    area: str
    row_id: int | None = None
    live: bool = False
    depth: int = 0
    in_menu: bool = False
    place: str = field(default="", compare=False)
    pieces: Mapping[str, Piece] = field(default_factory=dict)

    @property
    def words(self) -> int:
        """Words of the German text."""
        return max((piece.words for piece in self.pieces.values()), default=0)

    @property
    def is_page(self) -> bool:
        """A page of the tree, no snippet."""
        return self.area == PAGES


@dataclass(frozen=True)
class Total:
    """What there is to do in one language, over some pieces."""

    pieces: int = 0
    up_to_date: int = 0
    words: int = 0

    @property
    def minutes(self) -> int:
        """About how long the open words take one person."""
        return minutes_for(self.words) if self.words else 0


def target_codes() -> list[str]:
    """The languages one translates into, in the order of the switch."""
    return [code for code in roots().languages if code != SOURCE]


def areas() -> dict[str, str]:
    """Key and name of every area, pages first."""
    snippets = {kind.model._meta.label_lower: str(kind.area) for kind in translatable.snippets()}
    return {PAGES: pgettext("staff", "Pages"), **snippets}


def read(*, on: date) -> list[Entry]:
    """Pages in the order of the tree, then snippets by area; demand of the 90 days before `on`."""
    known = _known()
    keys: dict[Any, set[UUID]] = {}
    for key, (model, _name) in known.items():
        keys.setdefault(Page if issubclass(model, Page) else model, set()).add(key)
    codes = target_codes()
    gathered = gather(keys, since=on - WINDOW)
    table = table_of(gathered, known, codes)
    pages = _pages(keys.get(Page, set()))
    entries = [
        _entry(
            key,
            model,
            name,
            gathered.rows.get((key, SOURCE)),
            pages.get(key),
            {code: table[key, code] for code in codes},
        )
        for key, (model, name) in known.items()
    ]
    order = list(areas())
    return sorted(entries, key=lambda entry: (order.index(entry.area), entry.place))


def entry_of(row: Any, pieces: Mapping[str, Piece]) -> Entry:
    """One German row as an entry, for screens that show a single text."""
    is_page = isinstance(row, Page)
    label = row._meta.label_lower
    return Entry(
        row.translation_key, label, str(row), PAGES if is_page else label, row_id=row.pk, live=row.live, pieces=pieces
    )


def totals(entries: Iterable[Entry], codes: Sequence[str]) -> dict[str, Total]:
    """The sums by language; texts whose original is not public or gone do not count."""
    rows = list(entries)
    return {code: _total([entry.pieces[code] for entry in rows]) for code in codes}


def _total(pieces: Sequence[Piece]) -> Total:
    counted = [piece for piece in pieces if piece.state not in {State.HIDDEN, State.ORPHAN}]
    return Total(
        pieces=len(counted),
        up_to_date=sum(piece.state in UP_TO_DATE for piece in counted),
        words=sum(piece.open_words for piece in counted if piece.state is not State.OWN),
    )


def _known() -> dict[UUID, tuple[Any, str]]:
    """Model and name of every text that was read once and is registered still."""
    rows = TranslationSource.objects.filter(locale_id=roots().source.locale_id).values_list(
        "object_id", "specific_content_type__app_label", "specific_content_type__model", "object_repr"
    )
    registered = {kind.model for kind in translatable.snippets()} | set(translatable.page_models())
    found = {key: (_model(app, name), label) for key, app, name, label in rows}
    return {key: (model, label) for key, (model, label) in found.items() if model in registered}


def _model(app: str, name: str) -> Any:
    try:
        return apps.get_model(app, name)
    except LookupError:
        return None


def _pages(keys: set[UUID]) -> dict[UUID, dict[str, Any]]:
    fields = ("translation_key", "path", "depth", "title", "show_in_menus")
    rows = Page.objects.filter(translation_key__in=keys, locale_id=roots().source.locale_id).values(*fields)
    return {row["translation_key"]: row for row in rows}


def _entry(
    key: UUID,
    model: Any,
    name: str,
    row: Mapping[str, Any] | None,
    page: Mapping[str, Any] | None,
    pieces: Mapping[str, Piece],
) -> Entry:
    label = model._meta.label_lower
    german = {"row_id": row["pk"], "live": row["live"]} if row else {}
    if not issubclass(model, Page):
        return Entry(key, label, name, area=label, place=name.casefold(), pieces=pieces, **german)
    if page is None:
        return Entry(key, label, name, area=PAGES, place="~", pieces=pieces, **german)
    return Entry(
        key,
        label,
        page["title"],
        area=PAGES,
        depth=page["depth"] - 2,
        in_menu=page["show_in_menus"],
        place=page["path"],
        pieces=pieces,
        **german,
    )
