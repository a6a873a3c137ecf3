"""Traps 3, 4 and 21 of platform.md: searches and lists that hostile input would bring down."""

import ast
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model

from tests.make.people import make_staff

HUGE = str(10**20)
QUERIES = {
    "quote": '"',
    "phrase": '"Haus',
    "nul": "Haus\x00",
    "words": "wort " * 3000,
    "megabyte": "ü" * 1_000_000,
    "operators": "AND OR NOT NEAR( * ^ : { } -",
    "backslash": "\\ ' % %s _",
    "directions": "\u202e\u200f\u2066",
    "emoji": "👩‍👩‍👧",
    "one sign": "*",
}
SEARCHES = [
    "wagtailadmin_pages:search",
    "wagtailadmin_explore_root",
    "wagtailimages:index",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtaildocs:index",
    "wagtaildocs_chooser:choose",
    "wagtailadmin_choose_page_search",
    "wagtailusers_users:index",
    "wagtailusers_groups:index",
    "wagtailredirects:index",
    "wagtailsites:index",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_tag_autocomplete",
]


@pytest.fixture
def manager(client: Client, db: None, settings: object) -> Client:
    """Somebody who may do everything in the admin."""
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    person = make_staff()
    person.is_superuser = True
    person.save()
    client.force_login(person)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("name", SEARCHES)
def test_no_search_of_the_admin_is_brought_down(manager: Client, name: str) -> None:
    """Trap 3: a quote is a 500 on SQLite, NUL on both databases, 3,000 words a RecursionError."""
    answers = {kind: manager.get(reverse(name), {"q": query, "term": query}) for kind, query in QUERIES.items()}

    assert {kind: answer.status_code for kind, answer in answers.items()} == dict.fromkeys(QUERIES, 200)


def test_cleaned_search_of_the_admin_still_finds(manager: Client) -> None:
    get_document_model().objects.create(title="Erzählcafé im Garten", file=ContentFile(b"%PDF-", name="cafe.pdf"))

    found = manager.get(reverse("wagtaildocs:index"), {"q": '"Garten'})

    assert "Erzählcafé im Garten" in found.content.decode()


@pytest.mark.parametrize("value", [HUGE, f"-{HUGE}", "0", "-1", "1e9", "x", "\x00", "²", "9" * 5000])
def test_no_list_of_the_admin_is_brought_down(manager: Client, value: str) -> None:
    parameters = dict.fromkeys(["p", "page", "offset", "limit", "collection_id", "id", "child_of"], value)

    for name in (
        "wagtailadmin_explore_root",
        "wagtailimages:index",
        "wagtailimages_chooser:choose",
        "wagtailusers_users:index",
    ):
        assert manager.get(reverse(name), parameters).status_code < 500, name


def test_no_interface_of_wagtail_is_exposed_to_strangers(client: Client, db: None) -> None:
    """Trap 4: `offset=10**20` is a 500 in API v3. It is not mounted; the admin's own asks for staff."""
    for path in ("/api/", "/api/v2/pages/", "/api/v3/pages/", "/de/api/v3/pages/", "/admin/api/main/pages/"):
        response = client.get(path, {"offset": HUGE})
        assert response.status_code in {302, 401, 403, 404}, path
        assert b'"items"' not in response.content


def test_public_search_never_ranks_with_wagtail(project_root: Path) -> None:
    """Trap 21: ranking on SQLite is quadratic in the number of hits."""
    calls = [
        f"{path.relative_to(project_root)}:{node.lineno}"
        for app in ("home", "volunteering", "opening", "cms")
        for path in sorted((project_root / app).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"search", "autocomplete"}
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id in {"re", "pattern"})
        and not _is_pattern(node.func.value)
    ]

    assert calls == []


def _is_pattern(value: ast.expr) -> bool:
    """A compiled regular expression is written in capitals."""
    name = value.id if isinstance(value, ast.Name) else value.attr if isinstance(value, ast.Attribute) else ""
    return name.isupper()
