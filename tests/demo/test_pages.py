"""The demo's pages: complete in nine languages, and no link leads nowhere."""

from urllib.parse import urlsplit

import polib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from cms.demo.texts import TEMPLATE, catalogue, sentences, translations
from home.models import ServicePage

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


def test_no_page_of_the_demo_fails_and_no_link_leads_nowhere(demo: None, client: Client) -> None:
    todo = [f"/{code}/" for code, _name in settings.LANGUAGES]
    seen: dict[str, int] = {}

    while todo:
        path = todo.pop()
        response = client.get(path)
        seen[path] = response.status_code
        if response.headers.get("Content-Type", "").startswith("text/html"):
            todo += [link for link in _links(response.content) if link not in seen and link not in todo]

    broken = {path: status for path, status in seen.items() if status not in {200, 302}}
    assert broken == {}
    assert len(seen) > 200


def _links(content: bytes) -> set[str]:
    """Addresses of public pages that this page leads to, without query and fragment."""
    found = set()
    for tag in BeautifulSoup(content, "html.parser").find_all("a", href=True):
        parts = urlsplit(str(tag["href"]))
        path = parts.path
        if (
            parts.scheme
            or parts.netloc
            or not path.startswith("/")
            or path.startswith(("/sprache/", "/demo/", "/admin/"))
        ):
            continue
        found.add(path)
    return found
