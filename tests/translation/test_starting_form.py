"""The form that starts translations of one text: it shows how hard the text is, and only queues."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.jobs.models import BackgroundRun, RunState
from cms.translation import readability
from cms.translation.composing import ensure_row
from cms.users.roles import EDITOR
from tests.make.pages import make_profile
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_page
from tests.translation.test_starting import CODES, HARD, make_long_page, rows_of


@pytest.fixture
def editor(db: None, client: Client, settings: Any) -> Any:
    settings.STAFF_SECOND_FACTOR = False
    person = make_staff(EDITOR)
    UserProfile.objects.create(user=person, preferred_language="en")
    client.force_login(person)
    return person


@pytest.fixture
def easy_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """No measure of readability."""
    monkeypatch.setattr(readability, "_measures", [])


def address(source: Any, *codes: str) -> str:
    query = "&".join(f"language={code}" for code in codes)
    return f"{reverse('translation_start', args=[source.translation_key])}?{query}"


@pytest.mark.acceptance("T30")
def test_starting_sixty_sentences_in_eight_languages_only_queues(
    easy_to_read: None, editor: Any, client: Client
) -> None:
    page = make_long_page()
    client.get("/admin/")
    url = address(page)

    with CaptureQueriesContext(connection) as queries:
        answer = client.post(url, {"language": CODES})

    run = BackgroundRun.objects.get()
    assert len(queries) <= 30
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("background_run", args=[run.pk]))
    assert (run.state, run.total, rows_of(page)) == (RunState.QUEUED, 8, {})


def test_form_shows_what_to_simplify_and_asks_for_a_tick(editor: Any, client: Client) -> None:
    page = make_page(title="Verzeichnis", lead=HARD)
    url = address(page)

    shown = client.get(url).content.decode()
    refused = client.post(url, {"language": ["ar"]})
    client.post(url, {"language": ["ar"], "although_hard": "1"})

    assert "That saves work in 8 languages." in shown
    assert 'name="although_hard"' in shown
    assert refused.status_code == 200
    assert "Say that you start all the same." in refused.content.decode()
    assert BackgroundRun.objects.get().total == 1


def test_form_ticks_what_is_asked_for_and_closes_what_is_there(easy_to_read: None, editor: Any, client: Client) -> None:
    page = make_page()
    ensure_row(page, locale("tr"))

    html = client.get(address(page, "ar", "tr")).content.decode()

    boxes = dict(re.findall(r'name="language" value="([^"]+)"([^>]*)>', html))
    assert {code: rest.split() for code, rest in boxes.items()} == {
        code: {"ar": ["checked"], "tr": ["disabled"]}.get(code, []) for code in CODES
    }


def test_form_without_a_language_says_so(easy_to_read: None, editor: Any, client: Client) -> None:
    page = make_page()

    answer = client.post(address(page), {})

    assert "Choose at least one language." in answer.content.decode()
    assert not BackgroundRun.objects.exists()


@pytest.mark.parametrize("person", ["reader", "coordinator"])
def test_form_is_closed_to_others(db: None, client: Client, settings: Any, person: str) -> None:
    settings.STAFF_SECOND_FACTOR = False
    page = make_page()
    client.force_login(make_user() if person == "reader" else make_staff("volunteer coordinator"))

    answer = client.post(address(page), {"language": ["ar"]})

    assert answer.status_code in {302, 403}
    assert not BackgroundRun.objects.exists()


@pytest.mark.parametrize("kind", ["page", "snippet"])
def test_button_of_wagtail_localize_leads_to_the_form(editor: Any, client: Client, kind: str) -> None:
    if kind == "page":
        source: Any = make_page()
        url = reverse("wagtail_localize:submit_page_translation", args=[source.pk])
    else:
        source = make_profile()
        url = reverse("wagtail_localize:submit_snippet_translation", args=["home", "personprofile", source.pk])

    answer = client.get(url)

    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        reverse("translation_start", args=[source.translation_key]),
    )


def test_text_that_was_never_public_is_not_started(editor: Any, client: Client) -> None:
    page = make_page(live=False)

    answer = client.get(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), follow=True)

    assert "Publish the German text first" in answer.content.decode()
    assert rows_of(page) == {}
