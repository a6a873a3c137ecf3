"""Addresses and labels of pages: menu, footer, breadcrumbs and any link, each in the best language there is."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from wagtail.models import Page

from cms.translation.languages import SOURCE
from cms.translation.roots import Home, roots
from cms.ui import page_cache

MOST_ENTRIES = 7


class Link(NamedTuple):
    """A page to go to; `lang` is the language of the label where it is not the reader's."""

    label: str
    url: str
    lang: str = ""
    key: UUID | None = None
    outside: bool = False


def homes() -> dict[str, Home]:
    """The front pages of the default site by language; empty before the site is set up."""
    known = roots()
    site = next((site for site in known.sites if site.is_default_site), None)
    return known.homes.get(site.pk, {}) if site else {}


def address(url_path: str, row_language: str, reader: str) -> str:
    """Where a reader finds a row: below the front page of the row's language, prefixed by the reader's."""
    home = homes().get(row_language)
    below = url_path.removeprefix(home.url_path) if home else ""
    return f"/{reader}/{below}"


def links_to(pages: Iterable[Page], reader: str, texts: Mapping[UUID, Page] | None = None) -> dict[UUID, Link]:
    """Source pages that are live, as links in the reader's language, by translation key.

    `texts` are their live text rows in that language; without them one query asks.
    """
    sources = [page for page in pages if page.live]
    words = texts_of([page.translation_key for page in sources], reader) if texts is None else texts
    return {page.translation_key: _link(page, words.get(page.translation_key), reader) for page in sources}


def texts_of(keys: Iterable[UUID], reader: str) -> dict[UUID, Page]:
    """The live text rows of these keys in a language, by key; no query for German."""
    wanted = list(keys)
    language = roots().languages.get(reader)
    if reader == SOURCE or language is None or not wanted:
        return {}
    rows = Page.objects.filter(translation_key__in=wanted, locale_id=language.locale_id, live=True)
    return {row.translation_key: row for row in rows}


def _link(source: Page, text: Page | None, reader: str) -> Link:
    if text is not None:
        return Link(text.title, address(text.url_path, reader, reader), key=source.translation_key)
    lang = "" if reader == SOURCE else SOURCE
    return Link(source.title, address(source.url_path, SOURCE, reader), lang=lang, key=source.translation_key)


def menu(reader: str) -> list[Link]:
    """The first level: at most seven live pages, then pages written first in this language."""
    return page_cache.remembered(("home.menu", reader), lambda: _menu(reader))


def _menu(reader: str) -> list[Link]:
    home = homes().get(SOURCE)
    if home is None:
        return []
    sources = list(_children(home).in_menu()[:MOST_ENTRIES])
    found = links_to(sources, reader)
    entries = [found[page.translation_key] for page in sources]
    own_home = homes().get(reader)
    if reader == SOURCE or own_home is None:
        return entries
    known = [page.translation_key for page in sources]
    own = (
        _children(own_home)
        .in_menu()
        .exclude(translation_key__in=known)
        .exclude(translation_key__in=Page.objects.filter(locale_id=roots().source.locale_id).values("translation_key"))
    )
    return [*entries, *(_link(page, page, reader) for page in own)][:MOST_ENTRIES]


def _children(home: Home) -> Any:
    return Page.objects.child_of(Page(path=home.path, depth=2)).live().order_by("path")


def crumbs(page: Page, reader: str) -> list[Link]:
    """The way from the front page to a page; empty up to the second level, where the menu says enough."""
    if page.depth < 4:
        return []
    parent_path = page.path[: -Page.steplen]
    return page_cache.remembered(("home.crumbs", parent_path, reader), lambda: _crumbs(parent_path, reader))


def _crumbs(parent_path: str, reader: str) -> list[Link]:
    paths = [parent_path[:end] for end in range(Page.steplen * 2, len(parent_path) + 1, Page.steplen)]
    rows = list(Page.objects.filter(path__in=paths).order_by("path"))
    sources = _sources_of(rows)
    found = links_to(sources, reader)
    return [found[row.translation_key] for row in rows if row.translation_key in found]


def _sources_of(rows: list[Page]) -> list[Page]:
    """The source rows of these rows; a row without one stands for itself."""
    source_locale = roots().source.locale_id
    keys = [row.translation_key for row in rows if row.locale_id != source_locale]
    if not keys:
        return rows
    sources = {
        row.translation_key: row for row in Page.objects.filter(translation_key__in=keys, locale_id=source_locale)
    }
    return [sources.get(row.translation_key, row) for row in rows]
