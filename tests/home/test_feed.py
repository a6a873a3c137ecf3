"""Dates for the reader's own calendar, read back by another library."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from home.enums import OccurrenceState
from tests.make.pages import make_calendar, make_event, make_occurrence
from tests.make.translation import make_public

pytestmark = [pytest.mark.django_db, pytest.mark.acceptance("C8")]


def events(client: Client, path: str) -> list[dict[str, str]]:
    response = client.get(path)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(response.content)
    return [
        {
            "uid": str(event["UID"]),
            "title": str(event["SUMMARY"]),
            "state": str(event["STATUS"]),
            "sequence": str(event["SEQUENCE"]),
            "where": str(event.get("LOCATION", "")),
        }
        for event in found.walk("VEVENT")
    ]


def test_each_date_is_one_event_with_a_name_that_never_changes(client: Client) -> None:
    event = make_event("Frauencafé")
    date = event.occurrences.get()

    found = events(client, "/de/termine.ics")

    assert found == [
        {
            "uid": f"{event.translation_key}-{date.recurrence_id}@offenes-haus",
            "title": "Frauencafé",
            "state": "CONFIRMED",
            "sequence": "0",
            "where": "Mehrgenerationenhaus, Zechenstraße 8, 44894 Bochum",
        }
    ]


def test_a_cancelled_date_stays_in_the_feed_as_cancelled(client: Client) -> None:
    date = make_event().occurrences.get()
    [before] = events(client, "/de/termine.ics")
    date.state, date.sequence = OccurrenceState.CANCELLED, 1
    date.save()

    [found] = events(client, "/de/termine.ics")

    assert (found["uid"], found["state"], found["sequence"]) == (before["uid"], "CANCELLED", "1")


def test_times_come_with_their_zone(client: Client) -> None:
    date = make_event().occurrences.get()

    calendar = Calendar.from_ical(client.get("/de/termine.ics").content)

    [event] = calendar.walk("VEVENT")
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert (event["DTSTART"].params["TZID"], event["DTSTART"].dt) == ("Europe/Berlin", date.starts_at)


def test_the_feed_of_one_event_has_its_dates_alone(client: Client) -> None:
    make_event("Anderes")
    event = make_event("Frauencafé")

    assert [row["title"] for row in events(client, f"/de/termine.ics?termin={event.translation_key}")] == ["Frauencafé"]


def test_drafts_old_and_stray_dates_are_not_in_the_feed(client: Client) -> None:
    event = make_event("Da")
    make_event("Entwurf").unpublish()
    make_occurrence(event, timezone.now() - timedelta(days=40))
    make_occurrence(event, timezone.now() + timedelta(days=9), stray=True)

    assert [row["title"] for row in events(client, "/de/termine.ics")] == ["Da"]


@pytest.mark.parametrize("query", ["", "?termin=x", "?termin=%00"])
def test_an_empty_feed_is_a_valid_calendar(client: Client, query: str) -> None:
    make_calendar()
    make_public("ar")

    assert events(client, f"/ar/termine.ics{query}") == []
