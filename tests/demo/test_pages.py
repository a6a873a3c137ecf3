"""The demo's pages: complete in nine languages, and no link leads nowhere."""

from typing import Any
from urllib.parse import urlsplit

import polib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from cms.demo.texts import TEMPLATE, catalogue, sentences, translations
from home.models import ServicePage
from home.pdf.codes import key_of

OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_of_the_demo_has_its_translation(code: str) -> None:
    assert [sentence for sentence in sentences() if not translations(code).get(sentence)] == []


def test_the_list_for_translators_is_current() -> None:
    assert [entry.msgid for entry in polib.pofile(str(TEMPLATE))] == [entry.msgid for entry in catalogue()]


def test_every_page_is_live_in_every_language_and_has_an_owner(demo: None) -> None:
    pages = list(Page.objects.filter(locale__language_code="de", depth__gt=1).specific())

    missing = [
        (page.slug, code)
        for page in pages
        for code in OTHERS
        if not Page.objects.filter(translation_key=page.translation_key, locale__language_code=code, live=True).exists()
    ]

    assert missing == []
    assert [page.slug for page in pages if not (page.live and page.responsible and page.review_by)] == []


def test_the_five_services_have_people_places_steps_and_questions(demo: None) -> None:
    services = list(ServicePage.objects.filter(locale__language_code="de"))

    assert len(services) == 5
    for page in services:
        assert [bool(part) for part in (page.contacts.all(), page.places.all(), page.steps, page.faq)] == [True] * 4


@pytest.mark.parametrize("code", ["de", "ar"])
def test_no_page_of_the_demo_fails_and_no_link_leads_nowhere(
    demo: None, client: Client, settings: Any, code: str
) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    todo = [f"/{code}/"]
    seen: dict[str, int] = {}

    while todo:
        path = todo.pop()
        if "/pdf/" in path:  # so many files in a moment are too many for one reader; tests/home/test_pdf.py writes some
            page = Page.objects.filter(
                translation_key=key_of(path.split("/")[3]), locale__language_code=code, live=True
            )
            seen[path] = 200 if page.exists() else 404
            continue
        response = client.get(path)
        response.close()  # a file is open until somebody closes it
        seen[path] = response.status_code
        if response.headers.get("Content-Type", "").startswith("text/html"):
            todo += [link for link in _links(response.content, code) if link not in seen and link not in todo]

    broken = {path: status for path, status in seen.items() if status not in {200, 302}}
    assert broken == {}
    assert len(seen) > 40


def _links(content: bytes, code: str) -> set[str]:
    """Addresses in this language to which a page leads, without query and fragment."""
    found = {urlsplit(str(tag["href"])) for tag in BeautifulSoup(content, "html.parser").find_all("a", href=True)}
    return {parts.path for parts in found if not parts.netloc and parts.path.startswith(f"/{code}/")}
