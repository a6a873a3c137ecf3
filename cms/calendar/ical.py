"""Calendar files (RFC 5545) that every calendar reads: one VEVENT a date, local times with their zone, no rules."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone

from cms.calendar.recurrence import ZONE

PRODUCT = "-//Offenes Haus//Kalender//DE"
REFRESH = timedelta(minutes=15)

# Written by hand: the library puts the onset of summer time an hour late (it is told in the time before the change).
BERLIN = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class CalendarEvent:
    """One date in a calendar. `uid` never changes; `sequence` grows with each change of time, place or state.

    Moments are aware. `changed_at` is the last change, when it is known; text is plain text.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    where: str = ""
    description: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False
    changed_at: datetime | None = None


def calendar(events: Sequence[CalendarEvent], *, name: str) -> bytes:
    """The file, with the zone of the house; without events it is an empty, valid calendar.

    The same events give the same bytes, so that a feed can be compared by its digest.
    """
    found = Calendar()
    found.add("PRODID", PRODUCT)
    found.add("VERSION", "2.0")
    found.add("CALSCALE", "GREGORIAN")
    found.add("METHOD", "PUBLISH")
    found.add("X-WR-CALNAME", clean(name))
    found.add("NAME", clean(name))
    found.add("X-WR-TIMEZONE", ZONE.key)
    found.add("REFRESH-INTERVAL", REFRESH)
    found.add_component(Timezone.from_ical(BERLIN))
    for event in events:
        found.add_component(_component(event))
    return bytes(found.to_ical())


def clean(text: str) -> str:
    """The text without what no calendar may hold: control characters and halves of a character."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})


def _component(event: CalendarEvent) -> Event:
    component = Event()
    component.add("UID", clean(event.uid))
    component.add("DTSTAMP", (event.changed_at or event.starts_at).astimezone(UTC))
    component.add("DTSTART", event.starts_at.astimezone(ZONE))
    component.add("DTEND", event.ends_at.astimezone(ZONE))
    component.add("SUMMARY", clean(event.title))
    component.add("SEQUENCE", event.sequence)
    component.add("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.changed_at:
        component.add("LAST-MODIFIED", event.changed_at.astimezone(UTC))
    if event.where:
        component.add("LOCATION", clean(event.where))
    if event.description:
        component.add("DESCRIPTION", clean(event.description))
    if event.url:
        component.add("URL", clean(event.url))
    return component
