"""The search as readers meet it: no error for anything typed, languages marked, a way on when nothing is found."""

from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.utils import timezone

from home.models import GlossaryPage, PeoplePage, SearchEntry, SearchMiss
from home.search import engines
from home.search.index import refresh_all
from tests.make.glossary import make_term, translate_term
from tests.make.pages import make_legal
from tests.make.translation import make_front_page, make_page, make_public, publish, translated

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate

ODD = {
    "nothing": "",
    "spaces": " \t\n ",
    "quote": '"',
    "phrase": '"Haus',
    "nul": "Haus\x00",
    "words": "wort " * 3000,
    "letters": "ü" * 10_000,
    "operators": "AND OR NOT NEAR( * ^ : { } - | & ! ( ) <->",
    "backslash": "\\ ' % %s _ {0} {{ x }}",
    "directions": "\u202eHaus\u200f\u2066",
    "half of a letter": "Haus\ud83d",
    "emoji": "👩‍👩‍👧 🎉",
    "one sign": "*",
    "joiners": "-‌-·­-",
    "marks": "ً ُ ِ ـ",
    "script": "<script>alert(1)</script>",
    "number": "9" * 200,
}


def get(client: Client, path: str, **data: str) -> BeautifulSoup:
    response = client.get(path, data)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def misses() -> list[tuple[str, str, int, int]]:
    return list(SearchMiss.objects.order_by("pk").values_list("language", "query", "count", "wanted"))


@pytest.mark.acceptance("C16")
@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("code", ["de", "ar"])
def test_anything_that_is_typed_gets_an_answer(client: Client, kind: str, code: str) -> None:
    make_page(title="Haus")
    refresh_all()

    for page in ("", f"&seite={'9' * 30}"):
        response = client.get(f"/{code}/suche/?q={quote(ODD[kind], errors='surrogatepass')}{page}")
        assert (response.status_code, response["Cache-Control"], dict(response.cookies)) == (
            200,
            "private, no-store",
            {},
        )
        assert b"<script>alert" not in response.content


def test_empty_search_is_the_form_and_no_miss(client: Client) -> None:
    make_front_page()

    soup = get(client, "/de/suche/")

    assert soup.select_one('main form[role="search"]')["action"] == "/de/suche/"
    assert soup.select("main .row, main .empty") == []
    assert misses() == []


def test_every_page_leads_to_the_search(client: Client) -> None:
    make_front_page()

    soup = get(client, "/de/")

    assert soup.select_one('.masthead form[role="search"]')["action"] == "/de/suche/"


@pytest.mark.acceptance("C14")
def test_answers_say_in_which_language_they_are(client: Client) -> None:
    make_public()
    translated(make_front_page(), "ar")
    translated(make_page(title="Kurs eins", slug="eins", lead="Erster."), "ar")
    make_page(title="Kurs zwei", slug="zwei", lead="Zweiter.")
    translate_term(make_term("Kurs"), "ar", "دورة", "هنا نتعلم.")
    refresh_all()

    soup = get(client, "/ar/suche/", q="Kurs")

    rows = [(row.h3.get("lang"), row.h3.a["href"], row.p.get("lang")) for row in soup.select("main .row")]
    assert rows == [(None, "/ar/eins/", None), ("de", "/ar/zwei/", "de")]
    assert [tag.get("lang") for tag in soup.select("main dt > *")] == [None, "de"]
    assert soup.select_one('meta[name="robots"]')["content"] == "noindex"


def test_ten_answers_stand_on_a_page_and_the_last_page_ends_the_list(client: Client) -> None:
    for number in range(12):
        make_page(title=f"Kurs {number}")
    make_term("Kurs")
    refresh_all()

    first, beyond = get(client, "/de/suche/", q="Kurs"), get(client, "/de/suche/", q="Kurs", seite="99")

    assert [len(soup.select("main .row")) for soup in (first, beyond)] == [10, 2]
    assert [len(soup.select("main dt")) for soup in (first, beyond)] == [1, 0]
    assert "q=Kurs" in first.select_one('.pagination [rel="next"]')["href"]


def test_no_answer_says_what_to_do_instead_and_is_counted(client: Client) -> None:
    make_page(title="Menschen", slug="menschen", kind=PeoplePage, show_in_menus=True)
    make_page(title="Wörter", slug="woerter", kind=GlossaryPage)
    refresh_all()

    soup = get(client, "/de/suche/", q="Zahnarzt")
    get(client, "/de/suche/", q="ZAHNARZT  ")
    client.head("/de/suche/", {"q": "Zahnarzt"})

    ways = [str(link["href"]) for link in soup.select("main .empty a, main .onward a")]
    assert ways == ["/de/anfrage/", "/de/menschen/", "/de/suche/fehlt/?q=Zahnarzt", "/de/menschen/", "/de/woerter/"]
    assert misses() == [("de", "zahnarzt", 2, 0)]


PERSONAL = ["amina@post.example", "Tel 0234 12345", "0171-39 20 041", "a" * 61]


@pytest.mark.acceptance("C16")
@pytest.mark.parametrize("query", PERSONAL)
def test_what_may_name_a_person_is_counted_without_its_text(client: Client, query: str) -> None:
    make_front_page()

    get(client, "/de/suche/", q=query)

    assert misses() == [("de", "", 1, 0)]


def test_too_many_different_misses_of_a_day_are_counted_without_text(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("home.search.misses.MOST_A_DAY", 2)
    make_front_page()

    for query in ("eins", "zwei", "drei", "vier", "eins"):
        get(client, "/de/suche/", q=query)

    assert misses() == [("de", "eins", 2, 0), ("de", "zwei", 1, 0), ("de", "", 2, 0)]


def test_answers_to_a_guess_say_so_and_count_as_missed(client: Client) -> None:
    make_page(title="Elternberatung", slug="eltern")
    refresh_all()

    soup = get(client, "/de/suche/", q="Elternbertung")

    assert soup.select_one('main [role="status"] bdi').get_text() == "Elternberatung"
    assert [link["href"] for link in soup.select("main .row a")] == ["/de/eltern/"]
    assert misses() == [("de", "elternbertung", 1, 0)]


def test_search_that_takes_too_long_says_so_and_counts_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*), '', '' FROM n"
    slow = {"sqlite": (endless, []), "postgresql": ("SELECT pg_sleep(60)::text, '', ''", [])}
    monkeypatch.setattr(engines, "SECONDS", 0.05)
    monkeypatch.setitem(engines.ENGINES, connection.vendor, lambda *_args, **_options: slow[connection.vendor])
    make_front_page()

    soup = get(client, "/de/suche/", q="Kurs")

    assert len(soup.select("main .notice--wait")) == 1
    assert misses() == []


# ---------------------------------------------------------------- "That is what I looked for"
def test_one_tap_says_that_something_is_missing(client: Client) -> None:
    make_front_page()
    form = get(client, "/ar/suche/fehlt/", q="Zahnarzt").select_one("main form")
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.select("input[name]")}

    answer = client.post("/ar/suche/fehlt/?q=Zahnarzt", fields | {"sentence": "Ein Arzt, der Arabisch spricht."})

    assert (answer.status_code, answer["Location"]) == (302, "/ar/suche/?danke")
    assert misses() == [("ar", "zahnarzt", 0, 1)]
    assert SearchMiss.objects.get().sentences == ["Ein Arzt, der Arabisch spricht."]
    assert get(client, "/ar/suche/", danke="").select_one("main .notice--good")


@pytest.mark.parametrize("sentence", ["Rufen Sie 0234 4711 an", "amina@post.example", "  "])
def test_sentence_that_may_name_a_person_is_not_kept(client: Client, sentence: str) -> None:
    make_front_page()
    form = get(client, "/de/suche/fehlt/", q="Arzt").select_one("main form")
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.select("input[name]")}

    client.post("/de/suche/fehlt/", fields | {"sentence": sentence})

    assert (misses(), SearchMiss.objects.get().sentences) == ([("de", "arzt", 0, 1)], [])


def test_too_many_wishes_of_one_address_are_thanked_for_and_not_stored(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("home.views.search.WISHES_A_DAY", 1)
    make_front_page()
    form = get(client, "/de/suche/fehlt/", q="Arzt").select_one("main form")
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.select("input[name]")}

    answers = [client.post("/de/suche/fehlt/", fields)["Location"] for _ in range(3)]

    assert answers == ["/de/suche/?danke"] * 3
    assert misses() == [("de", "arzt", 0, 1)]


def test_machine_that_fills_in_the_trap_counts_nothing(client: Client) -> None:
    make_front_page()

    answer = client.post("/de/suche/fehlt/", {"q": "Arzt", "website": "x"})

    assert (answer.status_code, misses()) == (200, [])


# ---------------------------------------------------------------- freshness
@pytest.mark.django_db(transaction=True)
def test_published_changed_and_hidden_pages_are_right_with_the_next_search(client: Client, settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    page = make_page(title="Zahnpflege", slug="zahn", lead="Neu.")
    first = get(client, "/de/suche/", q="Zahnpflege").select("main .row")

    page.title = "Mundpflege"
    publish(page)
    second = [get(client, "/de/suche/", q=word).select("main .row") for word in ("Zahnpflege", "Mundpflege")]
    page.unpublish()
    third = get(client, "/de/suche/", q="Mundpflege").select("main .row")

    assert [len(rows) for rows in (first, *second, third)] == [1, 0, 1, 0]
    assert list(SearchEntry.objects.exclude(heading="Offenes Haus").values_list("heading", flat=True)) == []


@pytest.mark.django_db(transaction=True)
def test_index_that_cannot_follow_breaks_no_publication(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> int:
        raise RuntimeError("no space left")

    monkeypatch.setattr("home.search.following.refresh", broken)

    page = make_legal("imprint", "Impressum")

    assert page.live is True
    monkeypatch.undo()
    assert refresh_all() == 2
    assert refresh_all() == 0
