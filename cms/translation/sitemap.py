"""The sitemap: an index, and for each public language every live address once with its alternates."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from cms.translation import alternates
from cms.translation.languages import SOURCE
from cms.translation.roots import Home, homes_of, roots
from cms.ui.links import absolute

type Address = tuple[Mapping[str, str], datetime | None]
type AddressSource = Callable[[str], Iterable[Address]]

MOST_ADDRESSES = 5_000
"""Addresses of one file; the protocol allows 50,000, but a file should stay small."""

_sources: list[AddressSource] = []


def register(source: AddressSource) -> None:
    """Add public addresses beyond pages, in AppConfig.ready().

    `source(language)` yields (path by language, last change) for each address with a path in that language. Paths in
    languages that are not public are left out here.
    """
    if source not in _sources:
        _sources.append(source)


@dataclass(frozen=True)
class Entry:
    """One address in the file of a language."""

    path: str
    paths: dict[str, str]
    changed: datetime | None


def entries(request: HttpRequest, code: str, part: int = 1) -> list[Entry]:
    """The public addresses of one file: pages in tree order, and what was registered in the first file.

    Two queries and those of the sources.
    """
    return [*_pages(request, code, part), *(_registered(code) if part == 1 else [])]


def index(request: HttpRequest) -> str:
    """The sitemap index: one file for each public language, more where a language has many pages. One query."""
    homes = [home for code, home in homes_of(request).items() if roots().is_public(code)]
    counted = _live_rows(homes).order_by().values("locale_id").annotate(pages=Count("pk"))
    pages = {roots().code_of(row["locale_id"]): row["pages"] for row in counted}
    names = [name for language in roots().public for name in _names(language.code, pages.get(language.code, 0))]
    lines = "".join(f"<sitemap><loc>{escape(absolute(name))}</loc></sitemap>" for name in names)
    return _document(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{lines}</sitemapindex>')


def file(request: HttpRequest, code: str, part: int = 1) -> str | None:
    """One file of a language; None for a part that does not exist."""
    found = entries(request, code, part)
    if not found and part > 1:
        return None
    urls = "".join(_url(entry, code) for entry in found)
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return _document(f"<urlset {spaces}>{urls}</urlset>")


def hreflang_links(paths: Mapping[str, str]) -> list[tuple[str, str]]:
    """(code for search engines, absolute address) of every language that has a code, and `x-default` for German."""
    languages = roots().languages
    links = [
        (language.hreflang, absolute(paths[language.code]))
        for language in languages.values()
        if language.code in paths and language.hreflang
    ]
    return [*links, ("x-default", absolute(paths[SOURCE]))] if SOURCE in paths else links


def _document(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _names(code: str, pages: int) -> list[str]:
    more = range(2, (pages - 1) // MOST_ADDRESSES + 2)
    return [f"/sitemap-{code}.xml", *(f"/sitemap-{code}-{part}.xml" for part in more)]


def _url(entry: Entry, code: str) -> str:
    changed = f"<lastmod>{entry.changed.isoformat(timespec='seconds')}</lastmod>" if entry.changed else ""
    links = ""
    if roots().languages[code].hreflang:  # a language without a code cannot name itself, so it names nobody
        links = "".join(
            f"<xhtml:link rel={quoteattr('alternate')} hreflang={quoteattr(hreflang)} href={quoteattr(address)}/>"
            for hreflang, address in hreflang_links(entry.paths)
        )
    return f"<url><loc>{escape(absolute(entry.path))}</loc>{changed}{links}</url>"


def _live_rows(homes: Iterable[Home]) -> QuerySet[Page]:
    below, private = Q(pk=None), Q(pk=None)
    for home in homes:
        below |= Q(path__startswith=home.path)
    for path in roots().restricted_paths:
        private |= Q(path__startswith=path)
    rows: QuerySet[Page] = Page.objects.filter(below, live=True, expired=False, alias_of=None)
    return rows.exclude(private)


def _pages(request: HttpRequest, code: str, part: int) -> list[Entry]:
    homes = homes_of(request)
    if code not in homes:
        return []
    fields = ("translation_key", "url_path", "last_published_at")
    rows = _live_rows([homes[code]]).order_by("path").values(*fields)
    shown = list(rows[(part - 1) * MOST_ADDRESSES : part * MOST_ADDRESSES])
    paths = _paths(request, {row["translation_key"] for row in shown})
    return [
        Entry(path, paths.get(row["translation_key"], {}), row["last_published_at"])
        for row in shown
        if (path := alternates.path_of(request, code, row["url_path"]))
    ]


def _paths(request: HttpRequest, keys: set[UUID]) -> dict[UUID, dict[str, str]]:
    """The live paths of these texts in every public language."""
    homes = [home for code, home in homes_of(request).items() if roots().is_public(code)]
    paths: dict[UUID, dict[str, str]] = {}
    for key, locale, url_path in _live_rows(homes).values_list("translation_key", "locale_id", "url_path"):
        code = roots().code_of(locale)
        if key in keys and (path := alternates.path_of(request, code, url_path)):
            paths.setdefault(key, {})[code] = path
    return paths


def _registered(code: str) -> list[Entry]:
    found = []
    for source in _sources:
        for paths, changed in source(code):
            public = {language: path for language, path in paths.items() if roots().is_public(language)}
            if code in public:
                found.append(Entry(public[code], public, changed))
    return found
