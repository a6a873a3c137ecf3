"""Every address answers in the best language there is, and says which one that is."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction

from cms.translation.alternates import language_entries
from cms.translation.composing import ensure_row
from cms.ui import page_cache
from cms.users.roles import EDITOR
from tests.make.network import make_organisation
from tests.make.people import make_staff
from tests.make.translation import (
    in_words_of,
    locale,
    make_directory,
    make_front_page,
    make_page,
    make_public,
    publish,
    translated,
)


def head(answer: Any) -> dict[str, Any]:
    """What search engines are told."""
    html = answer.content.decode()
    return {
        "canonical": re.findall(r'<link rel="canonical" href="http://127.0.0.1:8000([^"]*)">', html),
        "noindex": '<meta name="robots" content="noindex">' in html,
        "alternates": dict(
            re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="http://127.0.0.1:8000([^"]*)">', html)
        ),
    }


def test_page_in_the_readers_language(db: None, client: Client) -> None:
    make_public("ar", "tr")
    page = make_page(slug="kurs", title="Sprachkurs")
    translated(page, "ar")

    answer = client.get("/ar/kurs/")

    assert answer.status_code == 200
    assert "ar: Sprachkurs" in answer.content.decode()
    assert head(answer) == {
        "canonical": ["/ar/kurs/"],
        "noindex": False,
        "alternates": {"de": "/de/kurs/", "ar": "/ar/kurs/", "x-default": "/de/kurs/"},
    }


def test_missing_page_is_german_under_the_readers_frame(db: None, client: Client) -> None:
    make_public("ar", "tr")
    page = make_page(slug="kurs", title="Sprachkurs")
    translated(page, "tr")

    answer = client.get("/ar/kurs/")
    html = answer.content.decode()

    assert answer.status_code == 200
    assert re.search(r'<html[^>]* lang="ar" dir="rtl"', html)
    assert re.search(r'lang="de" dir="ltr"[^>]*>\s*Sprachkurs', html) or re.search(r'lang="de" dir="ltr"', html)
    assert head(answer) == {
        "canonical": ["/de/kurs/"],
        "noindex": True,
        "alternates": {},
    }
    assert answer.context["request"].shown_language == "de"


@pytest.mark.parametrize("case", ["missing", "draft", "no front page", "below a draft", "front page is a draft"])
def test_fallback_matrix(db: None, client: Client, case: str) -> None:
    make_public("ar")
    front = make_front_page()
    area = make_page(front, slug="bereich")
    page = make_page(area, slug="kurs")
    if case == "draft":
        ensure_row(page, locale("ar"))
    elif case == "below a draft":
        translated(front, "ar")
        translated(page, "ar")
    elif case == "front page is a draft":
        ensure_row(front, locale("ar"))
    live_here = case == "below a draft"

    answer = client.get("/ar/bereich/kurs/")

    assert answer.status_code == 200
    assert answer.wsgi_request.shown_language == ("ar" if live_here else "de")
    assert head(answer)["noindex"] is not live_here
    assert head(answer)["canonical"] == ["/ar/bereich/kurs/" if live_here else "/de/bereich/kurs/"]
    assert not Page.objects.exclude(alias_of=None).exists()


def test_front_page_that_is_a_draft_shows_the_german_one(db: None, client: Client) -> None:
    make_public("ar")
    ensure_row(make_front_page(), locale("ar"))

    answer = client.get("/ar/")

    assert (answer.status_code, answer.wsgi_request.shown_language) == (200, "de")
    assert head(answer)["canonical"] == ["/de/"]


def test_renamed_german_page_leads_to_the_old_address_of_its_translation(db: None, client: Client) -> None:
    make_public("ar")
    page = make_page(slug="alt")
    translated(page, "ar")
    page.slug = "neu"
    publish(page)

    there = client.get("/ar/neu/?seite=2")

    assert (there.status_code, there.headers["Location"]) == (302, "/ar/alt/?seite=2")
    assert client.get("/ar/alt/").wsgi_request.shown_language == "ar"
    assert client.get("/de/alt/").status_code in {301, 404}


def test_moved_german_page_is_found_in_every_language(db: None, client: Client) -> None:
    make_public("ar")
    area = make_page(slug="bereich")
    page = make_page(slug="kurs")
    translated(page, "ar")

    page.move(area, pos="last-child")

    assert client.get("/ar/bereich/kurs/").wsgi_request.shown_language == "ar"


def test_nothing_is_404_and_never_a_loop(db: None, client: Client) -> None:
    make_public("ar")
    page = make_page(slug="kurs")
    translated(page, "ar")
    page.unpublish()

    answers = [client.get(path).status_code for path in ("/ar/kurs/", "/de/kurs/", "/ar/nichts/", "/ar/kurs/nichts/")]

    assert answers == [404, 404, 404, 404]


def test_private_source_is_private_in_the_fallback(db: None, client: Client) -> None:
    make_public("ar")
    page = make_page(slug="kurs", title="Internes")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    answer = client.get("/ar/kurs/")

    assert answer.status_code == 302
    assert "Internes" not in answer.content.decode()


def test_language_that_is_not_public_leads_guests_to_german(db: None, client: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    page = make_page(slug="kurs")
    translated(page, "ar")

    guest = client.get("/ar/kurs/")
    client.force_login(make_staff(EDITOR))
    staff = client.get("/ar/kurs/")

    assert (guest.status_code, guest.headers["Location"]) == (302, "/de/kurs/")
    assert (staff.status_code, staff.wsgi_request.shown_language) == (200, "ar")
    assert "ist noch nicht" in staff.content.decode() or "is not public yet" in staff.content.decode()
    assert head(staff)["noindex"] is True


def test_addresses_below_a_page_are_found_in_the_fallback(db: None, client: Client) -> None:
    make_public("ar")
    make_directory()
    organisation = make_organisation("Kita Regenbogen")

    answer = client.get(f"/ar/netzwerk/{organisation.slug}/")

    assert (answer.status_code, answer.wsgi_request.shown_language) == (200, "de")
    assert "Kita Regenbogen" in answer.content.decode()
    assert head(answer)["canonical"] == [f"/de/netzwerk/{organisation.slug}/"]
    assert client.get("/ar/netzwerk/gibt-es-nicht/").status_code == 404


def test_leichte_sprache_has_no_code_for_search_engines(db: None, client: Client) -> None:
    make_public("de-simple", "en")
    page = make_page(slug="kurs")
    translated(page, "de-simple")
    translated(page, "en")

    german, easy = client.get("/de/kurs/"), client.get("/de-simple/kurs/")

    assert head(german)["alternates"] == {"de": "/de/kurs/", "en": "/en/kurs/", "x-default": "/de/kurs/"}
    assert 'title="Leichte Sprache" lang="de" href="http://127.0.0.1:8000/de-simple/kurs/"' in german.content.decode()
    assert head(easy) == {"canonical": ["/de-simple/kurs/"], "noindex": False, "alternates": {}}


def test_hreflang_is_symmetrical(db: None, client: Client) -> None:
    make_public()
    pages = [make_page(slug=f"seite-{number}") for number in range(3)]
    for page, codes in zip(pages, [("ar", "fr"), ("uk",), ()], strict=True):
        for code in codes:
            translated(page, code)

    found = {}
    for page in pages:
        for code in ("de", "ar", "uk", "fr"):
            answer = client.get(f"/{code}/{page.slug}/")
            found[f"/{code}/{page.slug}/"] = head(answer)["alternates"]

    named = {address for alternates in found.values() for address in alternates.values()}
    assert named == {"/de/seite-0/", "/ar/seite-0/", "/fr/seite-0/", "/de/seite-1/", "/uk/seite-1/", "/de/seite-2/"}
    for path, alternates in found.items():
        assert all(found[address] == alternates for address in alternates.values()), path


def test_switch_names_every_public_language_and_what_is_there(db: None, client: Client) -> None:
    make_public("ar", "tr", "de-simple")
    page = make_page(slug="kurs")
    translated(page, "ar")

    request = client.get("/ar/kurs/").wsgi_request
    entries = language_entries(request)

    assert [(entry["code"], entry["available"], entry["current"]) for entry in entries] == [
        ("de", True, False),
        ("de-simple", False, False),
        ("tr", False, False),
        ("ar", True, True),
    ]
    assert entries[0]["url"] == "/sprache/de/?weiter=%2Fde%2Fkurs%2F"
    assert [client.get(entry["url"], follow=True).status_code for entry in entries] == [200] * 4


@pytest.mark.parametrize("path", ["/de/", "/ar/", "/de/bereich/kurs/", "/ar/bereich/kurs/", "/tr/bereich/kurs/"])
def test_page_costs_at_most_eight_queries(
    transactional_db: None,
    client: Client,
    path: str,
    settings: Any,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    make_public("ar", "tr")
    front = make_front_page()
    page = make_page(make_page(front, slug="bereich"), slug="kurs")
    for source in (front, page):
        translated(source, "ar")
    client.get(path)  # menus and roots are remembered from here on
    page_cache.STORE.clear()

    with django_assert_max_num_queries(8):
        answer = client.get(path)

    assert answer.status_code == 200


def test_words_of_a_translation_come_whole_or_not_at_all(db: None, client: Client) -> None:
    make_public("ar")
    page = make_page(slug="kurs", lead="Lernen Sie Deutsch.")
    translated(page, "ar")
    page.lead = "Lernen Sie schnell Deutsch."
    publish(page)

    html = client.get("/ar/kurs/").content.decode()

    assert "ar: Lernen Sie Deutsch." in html
    assert "Lernen Sie schnell Deutsch." not in html
    assert len(in_words_of(page, "ar")) == 2
