"""Every address answers in the best language there is, and says which one that is."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext, override
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction

from cms.translation.alternates import language_entries, other_languages
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


def facts_of(answer: Any) -> dict[str, Any]:
    """Status, language of frame and words, banner, and what search engines are told."""
    html = answer.content.decode()
    frame = re.search(r'<html[^>]* lang="([^"]*)" dir="([^"]*)"', html)
    heading = re.search(r'lang="([^"]*)" dir="([^"]*)"[^>]*>\s*<h1|<h1[^>]* lang="([^"]*)" dir="([^"]*)"', html)
    words = tuple(part for part in heading.groups() if part) if heading else frame and frame.groups()
    with override(answer.wsgi_request.LANGUAGE_CODE):
        sentence = gettext("This page is not in your language yet. Below is the German text.")
    return {
        "status": answer.status_code,
        "frame": frame.groups() if frame else None,
        "words": words,
        "banner": sentence in html,
        **head(answer),
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


CASES = ["missing", "draft", "no front page", "below a draft", "front page is a draft", "moved", "renamed", "expired"]


@pytest.mark.acceptance("T7")
@pytest.mark.parametrize("case", CASES)
def test_fallback_matrix(db: None, client: Client, case: str) -> None:
    make_public("ar", "tr")
    front = make_front_page()
    area = make_page(front, slug="bereich")
    page = make_page(area, slug="kurs", title="Sprachkurs")
    translated(page, "tr")
    path = "/bereich/kurs/"
    if case == "draft":
        translated(front, "ar")
        ensure_row(page, locale("ar"))
    elif case == "below a draft":
        translated(front, "ar")
        translated(page, "ar")
    elif case == "front page is a draft":
        ensure_row(front, locale("ar"))
    elif case == "moved":
        page.move(front, pos="last-child")
        path = "/kurs/"
    elif case == "renamed":
        page.slug, path = "neu", "/bereich/neu/"
        publish(page)
    elif case == "expired":
        translated(page, "ar")
        page.unpublish(set_expired=True)

    answer = client.get(f"/ar{path}")

    if case == "expired":
        assert answer.status_code == client.get(f"/de{path}").status_code == 404
    elif case == "below a draft":
        named = {code: f"/{code}{path}" for code in ("de", "tr", "ar")} | {"x-default": f"/de{path}"}
        own = {
            "words": ("ar", "rtl"),
            "banner": False,
            "canonical": [f"/ar{path}"],
            "noindex": False,
            "alternates": named,
        }
        assert facts_of(answer) == {"status": 200, "frame": ("ar", "rtl"), **own}
    else:
        german = {
            "words": ("de", "ltr"),
            "banner": True,
            "canonical": [f"/de{path}"],
            "noindex": True,
            "alternates": {},
        }
        assert facts_of(answer) == {"status": 200, "frame": ("ar", "rtl"), **german}
    assert not Page.objects.exclude(alias_of=None).exists()


@pytest.mark.acceptance("T7")
def test_banner_leads_to_the_languages_that_are_there(db: None, client: Client) -> None:
    make_public("ar", "tr", "de-simple", "fr")
    page = make_page(slug="kurs")
    for code in ("tr", "de-simple"):
        translated(page, code)

    request = client.get("/ar/kurs/").wsgi_request

    assert [(other["code"], other["url"]) for other in other_languages(request)] == [
        ("de-simple", "/de-simple/kurs/"),
        ("tr", "/tr/kurs/"),
    ]


def test_translation_of_a_source_withdrawn_behind_our_back_is_not_shown(db: None, client: Client) -> None:
    make_public("ar")
    page = make_page(slug="kurs")
    translated(page, "ar")

    Page.objects.filter(pk=page.pk).update(live=False)

    assert client.get("/ar/kurs/").status_code == 404


@pytest.mark.acceptance("T7")
def test_front_page_that_is_a_draft_shows_the_german_one(db: None, client: Client) -> None:
    make_public("ar")
    ensure_row(make_front_page(), locale("ar"))

    answer = client.get("/ar/")

    assert (answer.status_code, answer.wsgi_request.shown_language) == (200, "de")
    assert head(answer)["canonical"] == ["/de/"]


@pytest.mark.acceptance("T7")
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


@pytest.mark.acceptance("T7")
def test_moved_german_page_is_found_in_every_language(db: None, client: Client) -> None:
    make_public("ar")
    area = make_page(slug="bereich")
    page = make_page(slug="kurs")
    translated(page, "ar")

    page.move(area, pos="last-child")

    assert client.get("/ar/bereich/kurs/").wsgi_request.shown_language == "ar"


@pytest.mark.acceptance("T7")
def test_nothing_is_404_and_never_a_loop(db: None, client: Client) -> None:
    make_public("ar")
    page = make_page(slug="kurs")
    translated(page, "ar")
    page.unpublish()

    answers = [client.get(path).status_code for path in ("/ar/kurs/", "/de/kurs/", "/ar/nichts/", "/ar/kurs/nichts/")]

    assert answers == [404, 404, 404, 404]


@pytest.mark.acceptance("T7")
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
