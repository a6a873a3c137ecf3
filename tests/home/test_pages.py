"""Every kind of page in German and Arabic: translated, and as an honest fallback."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from cms.network.models import OrganisationText
from home.models import (
    ContactPage,
    GlossaryPage,
    NetworkPage,
    OpeningPage,
    PeoplePage,
    PlacesPage,
    TextPage,
    VolunteeringPage,
    WorkAreaPage,
)
from tests.make.glossary import make_term
from tests.make.network import make_contact, make_organisation
from tests.make.pages import make_area, make_calendar, make_event, make_legal, make_profile, make_service
from tests.make.translation import locale, make_front_page, make_page, make_public, publish, translated

pytestmark = pytest.mark.django_db

STEP = {"title": "Anrufen", "text": "Wir fragen nach Ihrer Sprache."}
QUESTION = ("question", {"question": "Was kostet das?", "answer": "<p>Nichts.</p>"})
BODY = [
    ("paragraph", "<h2>Worum es geht</h2><p>Um <b>Sie</b>.</p>"),
    ("steps", {"steps": [STEP]}),
    ("facts", {"title": "Kurz", "rows": [{"label": "Dauer", "text": "Drei Monate"}]}),
    ("call_out", {"kind": "important", "title": "", "text": "<p>Bitte anrufen.</p>", "source": ""}),
    QUESTION,
    ("contacts", {"topic": ""}),
    ("places", None),
    ("events", {"kind": ""}),
    ("needs", None),
]


def front() -> Any:
    page = make_front_page()
    page.body = BODY
    page.ways = [
        (
            "way",
            {"label": "Deutsch lernen", "text": "Kurse", "page": make_service(), "drawing": "german", "call": False},
        )
    ]
    return publish(page)


def volunteering() -> Any:
    return make_page(title="Mitmachen", kind=VolunteeringPage, steps=[("step", STEP)], faq=[QUESTION])


def opening() -> Any:
    return make_page(title="Öffnung", kind=OpeningPage, gains=[("gain", STEP)], steps=[("step", STEP)], faq=[QUESTION])


def contact() -> Any:
    emergency = [("number", {"label": "Polizei", "number": "110"})]
    return make_page(title="Kontakt", kind=ContactPage, emergency=emergency, body=BODY)


def area() -> Any:
    return make_service() and WorkAreaPage.objects.get(pk=make_area().pk)


KINDS: dict[str, Callable[[], Any]] = {
    "front": front,
    "area": area,
    "service": lambda: make_service(topics=("family",)),
    "calendar": lambda: make_event() and make_calendar(),
    "event": lambda: make_event(),
    "people": lambda: make_profile() and make_page(title="Menschen", kind=PeoplePage),
    "places": lambda: make_service() and make_page(title="Orte", kind=PlacesPage),
    "network": lambda: (
        make_organisation() and make_page(title="Netzwerk", kind=NetworkPage, how_to_be_listed="Schreiben Sie.")
    ),
    "volunteering": volunteering,
    "opening": opening,
    "contact": contact,
    "text": lambda: make_page(kind=TextPage, body=BODY),
    "glossary": lambda: make_term("Jobcenter") and make_page(title="Wörter", kind=GlossaryPage),
}


for _title, _kind in (("Impressum", "imprint"), ("Datenschutz", "privacy"), ("Barrierefreiheit", "accessibility")):
    KINDS[_kind] = lambda title=_title, kind=_kind: make_legal(kind, title, body=BODY)  # type: ignore[misc]

every_kind = pytest.mark.parametrize("kind", KINDS)


def get(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return BeautifulSoup(response.content, "html.parser")


def language_of(tag: Tag) -> tuple[str, str]:
    """The language and direction in which the words of a tag are marked."""
    marked = tag if tag.has_attr("lang") else tag.find_parent(attrs={"lang": True})
    assert marked is not None
    return str(marked["lang"]), str(marked["dir"])


def address(page: Any, language: str) -> str:
    """The address of a source page under a language."""
    return page.get_url().replace("/de/", f"/{language}/", 1)


@every_kind
def test_page_speaks_german_then_german_honestly_then_arabic(client: Client, kind: str) -> None:
    page = KINDS[kind]()

    german = get(client, page.get_url())
    make_public("ar")
    fallback = get(client, address(page, "ar"))
    for row in [*page.get_ancestors().filter(depth__gt=1).specific(), page]:
        translated(row, "ar")
    arabic = get(client, address(page, "ar"))

    for found in (german, fallback, arabic):
        assert [len(found.find_all(name)) for name in ("h1", "main")] == [1, 1]
        assert not found.find_all(style=True)
        assert {script.get("type") for script in found.find_all("script", src=False)} <= {"application/ld+json"}
    assert (language_of(german.html), language_of(german.h1)) == (("de", "ltr"), ("de", "ltr"))
    assert (language_of(fallback.html), language_of(fallback.h1)) == (("ar", "rtl"), ("de", "ltr"))
    assert (language_of(arabic.html), language_of(arabic.h1)) == (("ar", "rtl"), ("ar", "rtl"))
    assert arabic.h1.get_text(strip=True).startswith("ar: ")
    robots = {"name": "robots", "content": "noindex"}
    assert [bool(found.find("meta", attrs=robots)) for found in (german, fallback, arabic)] == [False, True, False]


def test_service_page_answers_for_whom_how_what_who_when_and_where(client: Client) -> None:
    page = make_service(topics=("family",))

    found = get(client, page.get_url())

    headings = [heading.get_text(" ", strip=True) for heading in found.main.find_all("h2")]
    assert headings == [
        "Für wen?",
        "So geht es",
        "Das bringen Sie mit",
        "Themen",
        "Auf einen Blick",
        "Wer für Sie da ist, und wann",
        "Wo",
        "Fragen und Antworten",
        "Der nächste Schritt",
    ]
    assert found.find("a", href="tel:+492214710112")
    assert found.find("a", href=f"/de/anfrage/?seite={page.translation_key}")


def test_a_sentence_to_say_stands_in_both_languages(client: Client) -> None:
    page = make_service()
    make_public("ar")
    for row in [*page.get_ancestors().filter(depth__gt=1).specific(), page]:
        translated(row, "ar")

    found = get(client, address(page, "ar"))

    sentences = {language_of(tag)[0]: tag.get_text(strip=True) for tag in found.select(".panel--accent p")}
    assert sentences == {
        "ar": "ar: Ich möchte einen Termin zur Elternberatung.",
        "de": "Ich möchte einen Termin zur Elternberatung.",
    }


def test_organisation_has_its_own_address_in_the_best_language(client: Client) -> None:
    directory = make_page(title="Netzwerk", kind=NetworkPage)
    organisation = make_organisation("Kalyna e.V.", slug="kalyna", languages=["uk"])
    words = OrganisationText(
        organisation=organisation, what_we_do="Samstags ist Schule.", locale=locale("de"), live=False
    )
    words.save()
    publish(words)
    make_public("ar")

    found = get(client, f"{address(directory, 'ar')}kalyna/")

    assert (found.h1.get_text(strip=True), language_of(found.select_one("p.lead"))) == ("Kalyna e.V.", ("de", "ltr"))


def test_an_organisation_that_left_the_directory_is_gone_and_an_unknown_one_never_was(client: Client) -> None:
    directory = make_page(title="Netzwerk", kind=NetworkPage)
    make_organisation("Früher dabei", slug="frueher", listed=False)

    gone, unknown = client.get(f"{directory.get_url()}frueher/"), client.get(f"{directory.get_url()}nie/")

    assert (gone.status_code, unknown.status_code) == (410, 404)


def test_unknown_filters_are_left_out_and_said(client: Client) -> None:
    make_event("Frauencafé")

    found = get(client, f"{make_calendar().get_url()}?sprache=klingonisch&art=x&seite=99")

    assert "Frauencafé" in found.main.get_text()
    assert "Wir haben ihn weggelassen" in found.main.get_text()


@pytest.mark.acceptance("C9")
def test_dates_in_the_readers_language_come_first_and_nothing_disappears(client: Client) -> None:
    make_event("Deutscher Abend")
    make_event("Arabischer Abend", delivered_in=["ar"])
    make_event("Mit Dolmetscherin", interpreted_into=["ar"])
    make_public("ar")

    found = get(client, address(make_calendar(), "ar"))

    mine, everything = found.main.find_all("section")[:2]
    titles = ["Deutscher Abend", "Arabischer Abend", "Mit Dolmetscherin"]
    assert [title in mine.get_text() for title in titles] == [False, True, True]
    assert [title in everything.get_text() for title in titles] == [True, True, True]


@pytest.mark.acceptance("C9")
def test_a_language_without_dates_says_so_and_names_two_ways_on(client: Client) -> None:
    make_event("Deutscher Abend")
    people = make_page(title="Menschen", kind=PeoplePage)
    make_public("ar")

    found = get(client, address(make_calendar(), "ar"))

    mine, everything = found.main.find_all("section")[:2]
    assert [link["href"] for link in mine.find_all("a")] == [f"{address(people, 'ar')}?sprache=ar", "/ar/anfrage/"]
    assert "Deutscher Abend" in everything.get_text()


def test_nobody_speaks_it_so_an_interpreter_is_one_tap_away(client: Client) -> None:
    page = make_page(title="Menschen", kind=PeoplePage)
    make_contact("Selin Aydın", languages=["de", "tr"])
    make_public("ar")

    spoken = get(client, f"{page.get_url()}?sprache=tr")
    missing = get(client, f"{address(page, 'ar')}?thema=health")

    assert not spoken.select(".notice--call")
    assert missing.select_one(".notice--call a")["href"] == "/ar/anfrage/?thema=health"


def test_search_engines_read_what_stands_on_the_page(client: Client) -> None:
    event = make_event("Tee & <Fragen>", delivered_in=["de", "ar"])
    date = event.occurrences.get()

    found = get(client, event.get_url())

    [data, way] = json.loads(found.find("script", type="application/ld+json").string)
    assert (data["@type"], data["name"], data["startDate"], data["inLanguage"], data["location"]["name"]) == (
        "Event",
        "Tee & <Fragen>",
        date.starts_at.isoformat(),
        ["de", "ar"],
        "Mehrgenerationenhaus",
    )
    assert [entry["name"] for entry in way["itemListElement"]] == ["Offenes Haus", "Termine"]


def test_robots_names_the_sitemap_and_keeps_forms_out(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /ar/anfrage/" in lines
    assert lines[-1].startswith("Sitemap: ")
