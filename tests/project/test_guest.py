"""A guest who reads gets no cookie, causes no request to a foreign host, and meets no server error."""

import os
from collections import Counter

import pytest
from django.conf import settings as django_settings
from django.test import Client

from tests.project.crawl import Visit, crawl

LANGUAGES = [code for code, _name in django_settings.LANGUAGES] if os.environ.get("PROOF") else ["de", "ar"]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
HUGE = "9" * 5_000
HOSTILE = {
    "nul": "%00",
    "surrogate": "%ED%A0%80",
    "direction": "%E2%80%AE",
    "huge": HUGE,
    "negative": f"-{HUGE}",
    "power": "1e999",
    "nan": "nan",
    "quote": "%22%27%5C%25s",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "year 1": "0001-01-01",
    "year 9999": "9999-12-31",
    "impossible": "2027-02-31",
    "formula": "=1%2B1",
    "empty": "",
}


_visits: list[Visit] = []


@pytest.fixture
def visits(demo: None, settings: object) -> list[Visit]:
    """Everything a guest reaches in the demo from the front pages, robots and sitemaps; walked once."""
    settings.PAGE_CACHE_SECONDS = 300  # type: ignore[attr-defined]
    if not _visits:
        _visits.extend(crawl(["/", *(f"/{code}/" for code in LANGUAGES), "/robots.txt", "/sitemap.xml"]))
    return _visits


@pytest.mark.django_db(transaction=True)
def test_reading_costs_no_cookie_and_calls_nobody_else(visits: list[Visit]) -> None:
    """Invariant 16 of content.md, platform.md 3."""
    problems: list[str] = []
    for visit in visits:
        path, response, page = visit.path, visit.response, visit.page
        if response.status_code >= 400:
            problems.append(f"{path}: {response.status_code}")
        cookies = set(response.cookies)
        allowed = {"csrftoken"} if page.forms_that_write else {"language"} if path.startswith("/sprache/") else set()
        if cookies - allowed:
            problems.append(f"{path}: cookies {sorted(cookies)}")
        problems += [f"{path}: loads {address}" for address in sorted(page.foreign)]
        problems += [f"{path}: inline {found}" for found in page.inline]
        problems += [
            f"{path}: {name} is {response.get(name)}" for name, value in HEADERS.items() if response.get(name) != value
        ]
        if (
            "'unsafe" in response.headers["Content-Security-Policy"]
            or "nonce" in response.headers["Content-Security-Policy"]
        ):
            problems.append(f"{path}: policy {response['Content-Security-Policy']}")

    assert problems == []
    assert len([visit for visit in visits if visit.is_page]) > 30


@pytest.mark.django_db(transaction=True)
def test_kept_pages_hold_no_form_that_writes(visits: list[Visit]) -> None:
    """platform.md 3: buttons lead to a form page, which is not kept."""
    kept = [visit for visit in visits if "stored" in visit.response.get("Cache-Status", "")]
    pages = [visit for visit in visits if visit.is_page]

    assert [visit.path for visit in kept if visit.page.forms_that_write] == []
    assert len(kept) > len(pages) / 2, Counter(visit.path for visit in pages if visit not in kept)


@pytest.mark.django_db(transaction=True)
def test_no_public_page_is_brought_down_by_its_address(visits: list[Visit]) -> None:
    """Every parameter that a link or a form of the page carries, and some that every page might read."""
    guest = Client(raise_request_exception=False)
    names = [
        "q",
        "p",
        "seite",
        "page",
        "monat",
        "tag",
        "topic",
        "language",
        "level",
        "next",
        "weiter",
        "district",
        "id",
    ]
    shapes = {visit.path.partition("?")[0] for visit in visits if visit.is_page and visit.path.startswith("/de/")}
    problems = [
        f"{path}?{kind}: {response.status_code}"
        for path in sorted(shapes)
        for kind, value in HOSTILE.items()
        if (response := guest.get(path, QUERY_STRING="&".join(f"{name}={value}" for name in names))).status_code >= 500
    ]

    assert problems == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "piece", ["%00", "%ED%A0%80", "%E2%80%AE", HUGE, "a" * 20_000, "..%2f..%2f", "%2e%2e", "'\"%25s"]
)
def test_no_path_is_a_server_error(demo: None, piece: str) -> None:
    guest = Client(raise_request_exception=False)
    places = [
        "/",
        "/de/",
        "/de/mitmachen/",
        "/de/netzwerk/",
        "/de/termine/",
        "/sprache/",
        "/s/",
        "/media/",
        "/documents/",
        "/sitemap-",
    ]

    answers = {place: guest.get(f"{place}{piece}/").status_code for place in places}

    assert [place for place, status in answers.items() if status >= 500] == []


@pytest.mark.django_db(transaction=True)
def test_a_megabyte_in_the_address_is_no_server_error(demo: None) -> None:
    guest = Client(raise_request_exception=False)

    for path in ("/", "/de/", "/de/suche/", "/de/mitmachen/", "/de/termine/"):
        response = guest.get(path, QUERY_STRING="q=" + "%C3%BC" * 170_000)
        assert response.status_code < 500, path
        assert guest.get(path, headers={"Cookie": 'sessionid="aaaaaaaa\\000"; language="\\000"'}).status_code < 500, (
            path
        )
