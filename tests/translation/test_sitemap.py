"""The sitemap names every live address of the public languages once, with its alternates."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction

from cms.translation import sitemap
from cms.translation.composing import ensure_row
from cms.translation.languages import LANGUAGES
from cms.translation.models import LocaleProfile
from cms.ui import page_cache
from tests.make.translation import locale, make_front_page, make_page, make_public, translated
from volunteering.models import NeedText

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
HOST = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def _nothing_registered(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made pages stand alone; the demo has what the modules add."""
    if "demo" in request.fixturenames:
        return
    monkeypatch.setattr(sitemap, "_sources", [])


def read(client: Client, path: str) -> ElementTree.Element:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml")
    return ElementTree.fromstring(answer.content)


def addresses(client: Client, code: str) -> dict[str, dict[str, str]]:
    """Path and alternates of every entry of a language."""
    found: dict[str, dict[str, str]] = {}
    for url in read(client, f"/sitemap-{code}.xml").findall("s:url", NS):
        path = (url.findtext("s:loc", "", NS)).removeprefix(HOST)
        assert path not in found
        found[path] = {
            link.attrib["hreflang"]: link.attrib["href"].removeprefix(HOST) for link in url.findall("x:link", NS)
        }
    return found


def test_index_names_the_files_of_public_languages(db: None, client: Client) -> None:
    make_public("ar", "de-simple")
    make_front_page()

    index = read(client, "/sitemap.xml")

    assert [entry.text for entry in index.findall("s:sitemap/s:loc", NS)] == [
        f"{HOST}/sitemap-de.xml",
        f"{HOST}/sitemap-de-simple.xml",
        f"{HOST}/sitemap-ar.xml",
    ]


def test_file_names_live_rows_once_with_symmetrical_alternates(db: None, client: Client) -> None:
    make_public("ar", "fr", "de-simple")
    front = make_front_page()
    both, german = make_page(front, slug="beide"), make_page(front, slug="deutsch")
    hidden = make_page(front, slug="privat")
    translated(front, "ar")
    for code in ("ar", "de-simple", "tr"):
        translated(both, code)
    ensure_row(german, locale("ar"))
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    found = {code: addresses(client, code) for code in ("de", "ar", "fr", "de-simple")}

    home = {"de": "/de/", "ar": "/ar/", "x-default": "/de/"}
    texts = {"de": "/de/beide/", "ar": "/ar/beide/", "x-default": "/de/beide/"}
    assert found == {
        "de": {"/de/": home, "/de/beide/": texts, "/de/deutsch/": {"de": "/de/deutsch/", "x-default": "/de/deutsch/"}},
        "ar": {"/ar/": home, "/ar/beide/": texts},
        "fr": {},
        "de-simple": {"/de-simple/beide/": {}},
    }


def test_registered_addresses_are_in_the_files_of_their_languages(db: None, client: Client) -> None:
    make_public("ar")
    make_front_page()
    changed = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)

    def needs(language: str) -> Iterable[Any]:
        yield {"de": "/de/mitmachen/a/", "ar": "/ar/mitmachen/a/", "tr": "/tr/mitmachen/a/"}, changed
        yield {"de": "/de/mitmachen/b/"}, None

    sitemap.register(needs)
    sitemap.register(needs)

    alternates = {"de": "/de/mitmachen/a/", "ar": "/ar/mitmachen/a/", "x-default": "/de/mitmachen/a/"}
    assert addresses(client, "ar") == {"/ar/mitmachen/a/": alternates}
    assert addresses(client, "de")["/de/mitmachen/a/"] == alternates
    assert b"<lastmod>2026-11-03T09:30:00+00:00</lastmod>" in client.get("/sitemap-ar.xml").content
    assert client.get("/sitemap-tr.xml").status_code == 404


def test_many_pages_are_split(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 2)
    for number in range(4):
        make_page(slug=f"seite-{number}")

    index = read(client, "/sitemap.xml").findall("s:sitemap/s:loc", NS)
    parts = [read(client, f"/sitemap-de{part}.xml").findall("s:url", NS) for part in ("", "-2", "-3")]

    assert [entry.text for entry in index] == [f"{HOST}/sitemap-de{part}.xml" for part in ("", "-2", "-3")]
    assert [len(part) for part in parts] == [2, 2, 1]
    assert client.get("/sitemap-de-4.xml").status_code == 404


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-de.xml", "/sitemap-ar.xml"])
@pytest.mark.parametrize("pages", [1, 8])
def test_files_cost_at_most_ten_queries(
    db: None, client: Client, path: str, pages: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_public()
    for _ in range(pages):
        translated(make_page(), "ar")

    with django_assert_max_num_queries(10):
        assert client.get(path).status_code == 200


LASTMOD = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?")
"""W3C date and time, as the schema of sitemaps.org wants it."""


def faults(url: ElementTree.Element) -> list[str]:
    """What the schema of sitemaps.org and the rules for alternates would say about an entry."""
    tags = [child.tag.split("}")[1] for child in url]
    place, changed = url.findtext("s:loc", "", NS), url.findtext("s:lastmod", "", NS)
    links = [(link.attrib.get("rel"), link.attrib.get("hreflang")) for link in url.findall("x:link", NS)]
    found = {
        "tags": tags.count("loc") == 1 and tags.count("lastmod") <= 1 and set(tags) <= {"loc", "lastmod", "link"},
        "loc": place.startswith("http") and 12 <= len(place) <= 2048,
        "lastmod": not changed or LASTMOD.fullmatch(changed) is not None,
        "links": all(rel == "alternate" and code for rel, code in links) and len(links) == len(set(links)),
    }
    return [name for name, fine in found.items() if not fine]


@pytest.mark.acceptance("T21")
def test_every_live_address_of_the_demo_is_named_once_and_symmetrically(demo: None, client: Client) -> None:
    files = {code: read(client, f"/sitemap-{code}.xml").findall("s:url", NS) for code in LANGUAGES}
    alternates = {path: found for code in LANGUAGES for path, found in addresses(client, code).items()}
    rows = Page.objects.live().filter(depth__gt=1, alias_of=None).public().select_related("locale")
    pages = {row.get_url(): row.locale.language_code for row in rows}
    texts = NeedText.objects.filter(live=True).select_related("locale", "need")
    listed = {f"/{text.locale.language_code}/mitmachen/{text.need.code}/" for text in texts}

    assert [fault for urls in files.values() for url in urls for fault in faults(url)] == []
    assert set(pages) <= set(alternates)
    assert listed <= set(alternates)
    assert listed
    for path, others in alternates.items():
        assert all(alternates[other] == others for other in others.values()), path
        assert "x-default" in others or not others


@pytest.mark.acceptance("T21")
def test_only_public_languages_are_named(demo: None, client: Client) -> None:
    LocaleProfile.objects.filter(locale__language_code="tr").update(public=False)
    page_cache.forget()

    everything = {path: found for code in LANGUAGES if code != "tr" for path, found in addresses(client, code).items()}

    assert client.get("/sitemap-tr.xml").status_code == 404
    assert [path for path, found in everything.items() if "tr" in found or path.startswith("/tr/")] == []


@pytest.mark.acceptance("T21")
def test_switch_between_german_and_arabic_keeps_the_page(demo: None, client: Client) -> None:
    ways = {}
    for page in Page.objects.live().filter(locale__language_code="de", depth__gt=1):
        arabic = client.get("/sprache/ar/", {"weiter": page.get_url()})["Location"]
        ways[page.get_url()] = (arabic, client.get("/sprache/de/", {"weiter": arabic})["Location"])

    assert len(ways) > 10
    assert {path: way for path, way in ways.items() if way != (path.replace("/de/", "/ar/", 1), path)} == {}
