"""Where staff work, they see how the translations stand: in the explorer, beside the form, on the dashboard."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.translation.composing import ensure_row
from cms.translation.enums import TranslationState as State
from cms.translation.matrix.screen import start_url
from cms.users.models import User
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.pages import make_notice, make_profile
from tests.make.people import make_staff
from tests.make.pieces import ask_about, make_piece, put_into_review
from tests.make.translation import locale, make_front_page, make_organisation_text, make_page, publish, translated

CODES = ["de-simple", "en", "tr", "ar", "uk", "ru", "fa", "fr"]


@pytest.fixture
def editor(db: None, client: Client, settings: Any) -> User:
    return signed_in(client, settings, EDITOR)


@pytest.fixture
def lead(db: None, client: Client, settings: Any) -> User:
    return signed_in(client, settings, PUBLISHER)


def signed_in(client: Client, settings: Any, role: str) -> User:
    settings.STAFF_SECOND_FACTOR = False
    person = make_staff(role)
    UserProfile.objects.create(user=person, preferred_language="en")
    client.force_login(person)
    return person


def in_words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


def badges_of(html: str) -> list[list[str]]:
    """The words of the badges, row by row."""
    cells = re.findall(r'<td class="t-badges">(.*?)</td>', html, re.DOTALL)
    return [re.findall(r'title="([^"]*)"', cell) for cell in cells]


def panel_of(answer: Any) -> str:
    return in_words(answer.content.decode().split('class="t-panel"', 1)[1].split('data-side-panel="', 1)[0])


# ---------------------------------------------------------------- explorer


def test_explorer_has_a_badge_for_each_language_in_words(editor: User, client: Client) -> None:
    front = make_front_page()
    page = make_page(front, lead="Alt.")
    translated(page, "ar")
    ensure_row(page, locale("tr"))
    page.lead = "Neu."
    publish(page)

    html = client.get(reverse("wagtailadmin_explore", args=[front.pk])).content.decode()

    assert badges_of(html) == [
        [
            "Leichte Sprache: missing",
            "English: missing",
            "Türkçe: draft",
            "العربية: outdated",
            "Українська: missing",
            "Русский: missing",
            "فارسی: missing",
            "Français: missing",
        ]
    ]
    assert '<span class="w-sr-only">العربية: outdated. </span>' in html


def test_explorer_asks_no_more_queries_for_badges_of_many_pages(editor: User, client: Client) -> None:
    from cms.translation.staff_badges import add_badges

    front = make_front_page()
    pages = [make_page(front) for _ in range(5)]
    add_badges(pages)
    counts = []

    for rows in (pages[:1], pages):
        with CaptureQueriesContext(connection) as queries:
            add_badges(rows)
        counts.append(len(queries))

    assert counts == [8, 8]


def test_explorer_of_a_translated_tree_shows_no_badges(editor: User, client: Client) -> None:
    page = make_page()
    row = translated(page, "ar")

    html = client.get(reverse("wagtailadmin_explore", args=[row.get_parent().pk])).content.decode()

    assert badges_of(html) == [[]]
    assert row.title in html


@pytest.mark.parametrize("kind", ["profile", "notice", "organisation"])
def test_lists_of_snippets_have_badges(editor: User, client: Client, settings: Any, kind: str) -> None:
    from django.utils import timezone

    makers: dict[str, Any] = {
        "profile": make_profile,
        "notice": lambda: make_notice(at=timezone.now()),
        "organisation": make_organisation_text,
    }
    row = makers[kind]()

    html = client.get(reverse(row.snippet_viewset.get_url_name("list"))).content.decode()

    assert [len(badges) for badges in badges_of(html)] == [8]


# ---------------------------------------------------------------- editor


def test_panel_shows_nine_states_words_changed_since_and_the_way_on(editor: User, client: Client) -> None:
    page = make_piece(State.STALE)
    ensure_row(page, locale("tr"))

    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    words = panel_of(answer)
    assert "German version 2, published" in words
    assert "1 sentence changed with it" in words
    assert "Deutsch original" in words
    assert "العربية outdated 1 word changed since Update" in words
    assert "Türkçe draft 3 words Translate" in words
    assert words.count("missing") == 6
    url = start_url(page.translation_key, [code for code in CODES if code not in {"ar", "tr"}])
    assert f'<a class="button" href="{url.replace("&", "&amp;")}">Start translation</a>' in answer.content.decode()


def test_panel_of_a_snippet_is_the_same(editor: User, client: Client) -> None:
    profile = make_profile()
    translated(profile, "ar")

    answer = client.get(reverse(profile.snippet_viewset.get_url_name("edit"), args=[profile.pk]))

    words = panel_of(answer)
    assert "العربية translated" in words
    assert words.count("missing") == 7


def test_text_that_was_never_public_says_what_comes_first(editor: User, client: Client) -> None:
    page = make_page(live=False)

    words = panel_of(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))

    assert "Publish the German text first; what is live gets translated." in words
    assert "Start translation" not in words


def test_panel_is_for_those_who_work_with_translations(db: None, client: Client, settings: Any) -> None:
    page = make_page()
    signed_in(client, settings, "opening advisor")

    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]), follow=True)

    assert "t-panel" not in answer.content.decode()


# ---------------------------------------------------------------- dashboard


def todos_of(client: Client) -> dict[str, str]:
    """Sentence with its number, and where it leads, on the dashboard."""
    html = client.get("/admin/").content.decode()
    links = re.findall(r'<a href="(/admin/uebersetzung/\?[^"]*)">(.*?)</a>', html, re.DOTALL)
    return {in_words(words): url for url, words in links}


@pytest.mark.parametrize("who", ["editor", "lead"])
def test_dashboard_counts_what_is_to_do_and_leads_to_exactly_that(
    request: pytest.FixtureRequest, client: Client, who: str
) -> None:
    request.getfixturevalue(who)
    make_front_page()
    make_piece(State.STALE)
    asked, reviewed = make_piece(State.DRAFT), make_page(title="Zur Prüfung")
    ask_about(asked)
    put_into_review(reviewed)

    found = todos_of(client)

    expected = {
        "1 outdated translation": "/admin/uebersetzung/?state=stale",
        "1 translation with an open question": "/admin/uebersetzung/?state=questions",
    }
    if who == "lead":
        expected["1 translation waits for review"] = "/admin/uebersetzung/?state=review"
    assert found == expected
    for url in found.values():
        rows = re.findall(r'<td role="cell" class="t-cell">', client.get(url).content.decode())
        assert len(rows) == 1


def test_dashboard_is_quiet_when_nothing_is_to_do(editor: User, client: Client) -> None:
    make_page()

    assert todos_of(client) == {}
