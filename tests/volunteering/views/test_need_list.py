"""The public list: filters in the address, honest when empty, kept for guests, with reasons for people we know."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from tests.make.network import make_district
from tests.make.translation import make_public
from tests.make.volunteering import fill, make_need, make_shift, make_volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> object:
    """Views read the clock; what they show is made for this moment."""
    return timezone.now()


def page(client: Client, query: str = "", language: str = "en") -> str:
    response = client.get(f"/{language}/mitmachen/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_needs_with_places_left_in_words(client: Client, now) -> None:
    make_shift(make_need("Hausaufgabenhilfe", at=now), at=now, places=1)
    full = make_shift(make_need("Sprachcafé", at=now), at=now, places=1, days=8)
    fill(full, at=now)

    html = page(client)

    assert "Hausaufgabenhilfe" in html
    assert "1 place left" in html
    assert "all places taken, waiting list" in html


def test_words_stand_in_their_language_and_facts_in_the_readers(client: Client, now) -> None:
    make_public("ar")
    make_shift(make_need("Hausaufgabenhilfe", at=now), at=now)

    html = page(client, language="ar")

    assert '<h2 lang="de" dir="ltr"><a href="/ar/mitmachen/B-' in html
    assert '<html lang="ar" dir="rtl">' in html


def test_filters_are_chips_that_can_be_taken_away(client: Client, now) -> None:
    make_shift(make_need("Hausaufgabenhilfe", at=now, languages={"uk": ("B1", False)}), at=now)

    html = page(client, "?sprache=uk&stadtteil=langendreer")

    assert 'href="/en/mitmachen/?sprache=uk"' in html
    assert 'href="/en/mitmachen/?stadtteil=langendreer"' in html
    assert "Hausaufgabenhilfe" in html


def test_empty_list_says_why_and_leads_to_the_nearest(client: Client, now) -> None:
    make_district("Werne")
    make_shift(make_need("Hausaufgabenhilfe", at=now, languages={"uk": ("B1", False)}), at=now)

    html = page(client, "?sprache=uk&stadtteil=werne")

    assert "Nothing is open right now for: Werne, Українська." in html
    assert "Show tasks without “Werne”" in html
    assert "Hausaufgabenhilfe" not in html


def test_empty_house_leads_to_a_way_to_be_told(client: Client) -> None:
    assert "At the moment every task has its people." in page(client)


@pytest.mark.parametrize(
    "query",
    ["?tag=9", "?tag=x", "?zeit=night", "?stadtteil=%00", "?sprache=klingon", "?art=1", "?seite=999", "?tag=1&tag=2"],
)
def test_filter_nobody_knows_is_left_out(client: Client, now, query: str) -> None:
    make_shift(make_need("Hausaufgabenhilfe", at=now), at=now)

    assert page(client, query).count("Hausaufgabenhilfe") <= 1


def test_guest_gets_no_cookie_and_no_form_that_writes(client: Client, now) -> None:
    make_shift(at=now)

    response = client.get("/en/mitmachen/")

    assert not response.cookies
    assert b"csrfmiddlewaretoken" not in response.content
    assert b'method="post"' not in response.content


def test_known_person_reads_three_reasons(client: Client, now) -> None:
    person = make_volunteer(languages={"ar": "native"}, home="Langendreer", interests=["children"])
    make_shift(make_need(at=now, languages={"ar": ("B1", False)}, tags=["children"]), at=now)
    client.force_login(person.user)

    html = page(client)

    assert html.count("You speak \u2068العربية\u2069") == 1
    assert "You are interested in: children and school" in html
    assert "In your district: \u2068Langendreer\u2069" in html


def test_same_number_of_queries_for_one_need_as_for_twenty(client: Client, now) -> None:
    for _number in range(2):
        make_shift(make_need(at=now, languages={"uk": ("B1", False)}), at=now)
    page(client)
    with CaptureQueriesContext(connection) as few:
        page(client)
    for _number in range(18):
        make_shift(make_need(at=now, languages={"uk": ("B1", False)}), at=now)
    page(client)

    with CaptureQueriesContext(connection) as many:
        html = page(client)

    assert "20 tasks" in html
    assert len(many) == len(few)
    assert len([query for query in many if "volunteering_" in query["sql"]]) <= 9


def test_calendar_of_all_public_dates(client: Client, now) -> None:
    shift = make_shift(make_need("Hausaufgabenhilfe", at=now), at=now)
    make_shift(make_need("Geheim", at=now, visibility="asked"), at=now)

    response = client.get("/de/mitmachen/termine.ics")

    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert (event["SUMMARY"], event["LOCATION"], event["UID"]) == (
        "Hausaufgabenhilfe",
        "Langendreer",
        f"shift-{shift.pk}@offenes-haus",
    )
