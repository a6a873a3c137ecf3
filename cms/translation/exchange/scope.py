"""Which texts go out: all of an area, or those with something to do, in some languages."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import pgettext
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.translation import translatable
from cms.translation.enums import TranslationState
from cms.translation.roots import roots
from cms.translation.sources import source_of
from cms.translation.state_table import Piece, state_table

PAGES = "pages"
MENU = "menu"
CLOSED = {TranslationState.SOURCE, TranslationState.OWN, TranslationState.ORPHAN, TranslationState.HIDDEN}
"""Where sentences of a file would have no place."""


def areas() -> list[tuple[str, str]]:
    """The areas to choose from: pages, pages of the menu, and each kind of registered snippet."""
    snippets = [(kind.model._meta.label_lower, str(kind.area)) for kind in translatable.snippets()]
    return [(PAGES, pgettext("staff", "All pages")), (MENU, pgettext("staff", "Pages of the menu")), *snippets]


def pieces(codes: Sequence[str], *, area: str = "", only_open: bool = True) -> list[tuple[Any, str]]:
    """Live German rows with languages, in reading order; with `only_open` those that lack something."""
    rows = _sources(area)
    table = state_table(rows, list(codes))
    return [
        (row, code) for row in rows for code in codes if _fits(table[row.translation_key, code], only_open=only_open)
    ]


def piece(text: str) -> tuple[Any, str] | None:
    """One piece from `<key>:<language>`, as links to the export name it."""
    key, _colon, code = text.partition(":")
    try:
        source = source_of(UUID(key))
    except ValueError:
        return None
    known = source is not None and code in roots().languages and code != roots().source.code
    return (source, code) if known else None


def _fits(found: Piece, *, only_open: bool) -> bool:
    if found.state in CLOSED or not found.total:
        return False
    return not only_open or found.done - found.machine_open < found.total


def _sources(area: str) -> list[Any]:
    keys = TranslationSource.objects.filter(locale_id=roots().source.locale_id).values("object_id")
    rows: list[Any] = []
    if area in {"", PAGES, MENU}:
        pages = Page.objects.live().filter(locale_id=roots().source.locale_id, translation_key__in=keys)
        pages = pages.filter(show_in_menus=True) if area == MENU else pages
        rows += pages.order_by("path").specific()
    for kind in translatable.snippets():
        if area in {"", kind.model._meta.label_lower}:
            found: Any = kind.model._default_manager.filter(
                locale_id=roots().source.locale_id, live=True, translation_key__in=keys
            )
            rows += found.order_by("pk")
    return rows
