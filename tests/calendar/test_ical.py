"""Calendar files that another library reads back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from cms.calendar.ical import BERLIN, CalendarEvent, calendar
from cms.calendar.recurrence import attach, expand

CHANGED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
EVENT = CalendarEvent(
    uid="fest-20261208T180000@haus.example",
    starts_at=attach(datetime(2026, 12, 8, 18)),
    ends_at=attach(datetime(2026, 12, 8, 20)),
    title="Erzählcafé, mit Tee; und \\ Gebäck",
    where="Zechenstraße 8, 44894 Bochum",
    description="Erste Zeile\nمقهى الحكايات",
    url="https://haus.example/de/termine/",
    sequence=2,
    changed_at=CHANGED,
)


def read(data: bytes) -> list[dict[str, object]]:
    """The events as a reader finds them."""
    found = Calendar.from_ical(data)
    return [
        {name: component.decoded(name) for name in component}
        | {
            name: str(component[name])
            for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "UID", "STATUS")
            if name in component
        }
        for component in found.walk("VEVENT")
    ]


@pytest.mark.acceptance("C8")
def test_event_is_read_back_whole() -> None:
    data = calendar([EVENT], name="Termine")

    assert read(data) == [
        {
            "UID": "fest-20261208T180000@haus.example",
            "DTSTAMP": CHANGED,
            "LAST-MODIFIED": CHANGED,
            "DTSTART": datetime(2026, 12, 8, 18, tzinfo=ZoneInfo("Europe/Berlin")),
            "DTEND": datetime(2026, 12, 8, 20, tzinfo=ZoneInfo("Europe/Berlin")),
            "SUMMARY": "Erzählcafé, mit Tee; und \\ Gebäck",
            "LOCATION": "Zechenstraße 8, 44894 Bochum",
            "DESCRIPTION": "Erste Zeile\nمقهى الحكايات",
            "URL": "https://haus.example/de/termine/",
            "SEQUENCE": 2,
            "STATUS": "CONFIRMED",
        }
    ]


def test_cancelled_event_says_so() -> None:
    cancelled = CalendarEvent("a@h", EVENT.starts_at, EVENT.ends_at, "Fest", sequence=3, cancelled=True)

    (found,) = read(calendar([cancelled], name=""))

    assert (found["STATUS"], found["SEQUENCE"]) == ("CANCELLED", 3)
    assert not {"LAST-MODIFIED", "LOCATION", "DESCRIPTION", "URL"} & set(found)


def test_empty_calendar_is_valid() -> None:
    found = Calendar.from_ical(calendar([], name="Termine in Ihrer Sprache"))

    assert (found["VERSION"], found["PRODID"], found["METHOD"]) == ("2.0", "-//Offenes Haus//Kalender//DE", "PUBLISH")
    assert str(found["X-WR-CALNAME"]) == "Termine in Ihrer Sprache"
    assert [part.name for part in found.subcomponents] == ["VTIMEZONE"]
    assert found.walk("VEVENT") == []


def test_zone_of_the_file_agrees_with_the_zone_of_the_house() -> None:
    """Another library computes from the VTIMEZONE alone; every hour around both changes must agree."""
    from io import StringIO

    theirs = tzical(StringIO(f"BEGIN:VCALENDAR\n{BERLIN}END:VCALENDAR\n")).get("Europe/Berlin")
    ours = ZoneInfo("Europe/Berlin")
    for day in (date(2026, 10, 24), date(2027, 3, 27), date(2030, 3, 30), date(2030, 10, 26)):
        start = datetime(day.year, day.month, day.day)
        for quarter in range(3 * 24 * 4):
            moment = start + timedelta(minutes=15 * quarter)
            if moment.hour == 2 and moment.date() != day:
                continue  # the hour that is missing or comes twice is settled by `attach`
            assert moment.replace(tzinfo=theirs).utcoffset() == moment.replace(tzinfo=ours).utcoffset(), moment


def test_series_over_both_changes_stays_at_its_hour_for_readers() -> None:
    starts = [attach(naive) for naive in expand("FREQ=WEEKLY", datetime(2026, 9, 1, 18), until=date(2027, 8, 31))]
    events = [
        CalendarEvent(f"x-{start:%Y%m%d}@h", start.astimezone(UTC), start.astimezone(UTC) + timedelta(hours=2), "Treff")
        for start in starts
    ]

    found = read(calendar(events, name=""))

    assert [event["DTSTART"] for event in found] == starts
    assert b"DTSTART;TZID=Europe/Berlin:20261027T180000\r\n" in calendar(events, name="")
    assert b"RRULE:FREQ=WEEKLY" not in calendar(events, name="")


def test_event_over_the_doubled_hour_lasts_as_long_as_it_does() -> None:
    night = CalendarEvent("n@h", attach(datetime(2026, 10, 24, 22)), attach(datetime(2026, 10, 25, 6)), "Nachtdienst")

    (found,) = read(calendar([night], name=""))

    assert found["DTEND"].astimezone(UTC) - found["DTSTART"].astimezone(UTC) == timedelta(hours=9)  # type: ignore[attr-defined]


def test_same_events_give_the_same_bytes() -> None:
    assert calendar([EVENT], name="x") == calendar([EVENT], name="x")


def test_hostile_text_stays_text() -> None:
    event = CalendarEvent(
        "u@h",
        EVENT.starts_at,
        EVENT.ends_at,
        "a\r\nATTENDEE:mailto:x\x00\ud800" + "ü" * 300,
        description="نیم\u200cفاصله",
    )

    data = calendar([event], name="\x07Haus")
    (found,) = read(data)

    assert found["SUMMARY"] == "a\nATTENDEE:mailto:x" + "ü" * 300
    assert found["DESCRIPTION"] == "نیم\u200cفاصله"
    assert "ATTENDEE" not in found
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
