"""Open now: the truth table of content.md 4.8."""

from datetime import date, datetime, time

import pytest

from cms.network.enums import Access
from home.domain.hours import (
    Deviation,
    Now,
    Slot,
    Span,
    Status,
    Timetable,
    Week,
    day_slots,
    next_slot,
    status,
    week,
)
from tests.make.pages import local

TUESDAY, WEDNESDAY, FRIDAY = 1, 2, 4


def hours(weekday: int, opens: str, closes: str, access: str = Access.WALK_IN, **more: object) -> Slot:
    return Slot(weekday, time.fromisoformat(opens), time.fromisoformat(closes), access, **more)  # type: ignore[arg-type]


MORNING = hours(TUESDAY, "09:00", "12:00")
NOON = hours(TUESDAY, "12:00", "16:00")
EVENING = hours(TUESDAY, "18:00", "00:00")
BY_APPOINTMENT = hours(WEDNESDAY, "09:00", "12:00", Access.APPOINTMENT)
BY_PHONE = hours(WEDNESDAY, "13:00", "15:00", Access.PHONE)
CLOSED = Deviation(date(2026, 11, 24), date(2026, 11, 26))
SHORT = Deviation(date(2026, 11, 24), date(2026, 11, 24), closed=False, opens=time(10), closes=time(11))


FRIDAYS = hours(FRIDAY, "09:00", "12:00")
FRIDAYS_ALWAYS = hours(FRIDAY, "09:00", "12:00", on_holidays=True)
UNTIL_YESTERDAY = hours(TUESDAY, "09:00", "12:00", valid_until=date(2026, 11, 23))
FROM_DECEMBER = hours(TUESDAY, "09:00", "12:00", valid_from=date(2026, 12, 1))
TABLE = {
    "open until noon": ([MORNING], "2026-11-24 10:00", Now.OPEN, "2026-11-24 12:00"),
    "open from the first minute": ([MORNING], "2026-11-24 09:00", Now.OPEN, "2026-11-24 12:00"),
    "closed at the last minute": ([MORNING], "2026-11-24 12:00", Now.OPENS, "2026-12-01 09:00"),
    "hours that follow are one": ([MORNING, NOON], "2026-11-24 10:00", Now.OPEN, "2026-11-24 16:00"),
    "opens again today": ([MORNING, EVENING], "2026-11-24 13:00", Now.OPENS, "2026-11-24 18:00"),
    "open until midnight": ([EVENING], "2026-11-24 23:59", Now.OPEN, "2026-11-25 00:00"),
    "opens tomorrow": ([MORNING], "2026-11-23 20:00", Now.OPENS, "2026-11-24 09:00"),
    "an appointment is not open": ([BY_APPOINTMENT], "2026-11-25 10:00", Now.APPOINTMENT, None),
    "an appointment is not closed": ([BY_APPOINTMENT], "2026-11-25 08:00", Now.APPOINTMENT, None),
    "nothing but appointments": ([BY_APPOINTMENT], "2026-11-27 08:00", Now.APPOINTMENT, None),
    "after the appointments": ([MORNING, BY_APPOINTMENT], "2026-11-25 13:00", Now.OPENS, "2026-12-01 09:00"),
    "phone hours open no door": ([BY_PHONE], "2026-11-25 14:00", Now.UNKNOWN, None),
    "no hours at all": ([], "2026-11-25 14:00", Now.UNKNOWN, None),
    "an exception closes": ([MORNING, CLOSED], "2026-11-24 10:00", Now.OPENS, "2026-12-01 09:00"),
    "an exception has own hours": ([MORNING, SHORT], "2026-11-24 10:30", Now.OPEN, "2026-11-24 11:00"),
    "own hours are over": ([MORNING, SHORT], "2026-11-24 11:30", Now.OPENS, "2026-12-01 09:00"),
    "a holiday closes": ([FRIDAYS], "2026-12-25 10:00", Now.OPENS, "2027-01-08 09:00"),
    "unless the hours say otherwise": ([FRIDAYS_ALWAYS], "2026-12-25 10:00", Now.OPEN, "2026-12-25 12:00"),
    "hours that no longer hold": ([UNTIL_YESTERDAY], "2026-11-24 10:00", Now.UNKNOWN, None),
    "hours that do not hold yet": ([FROM_DECEMBER], "2026-11-24 10:00", Now.OPENS, "2026-12-01 09:00"),
}


@pytest.mark.acceptance("C11")
@pytest.mark.parametrize(("entries", "at", "now", "moment"), TABLE.values(), ids=TABLE)
def test_hours_say_whether_one_can_come_now(
    entries: list[Slot | Deviation], at: str, now: Now, moment: str | None
) -> None:
    slots = tuple(entry for entry in entries if isinstance(entry, Slot))
    deviations = tuple(entry for entry in entries if isinstance(entry, Deviation))

    found = status(Timetable(slots, deviations), local(at))

    assert (found.now, found.moment) == (now, local(moment) if moment else None)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("2026-11-24 10:00", "2026-11-24 12:00", id="open: when it closes"),
        pytest.param("2026-11-24 08:00", "2026-11-24 09:00", id="opens today: when it opens"),
        pytest.param("2026-11-26 08:00", "2026-11-27 00:00", id="opens later: midnight changes the words"),
    ],
)
def test_the_answer_names_the_moment_it_changes(at: str, expected: str) -> None:
    assert status(Timetable((MORNING,)), local(at)).changes_at == local(expected)


def test_by_appointment_is_asked_again_when_the_last_one_is_over() -> None:
    found = status(Timetable((BY_APPOINTMENT,)), local("2026-11-25 10:00"))

    assert found == Status(Now.APPOINTMENT, changes_at=local("2026-11-25 12:00"))


def test_hours_stay_at_their_local_time_when_the_clocks_change() -> None:
    sunday = Timetable((hours(6, "09:00", "12:00"),))

    before, after = day_slots(sunday, date(2027, 3, 21)), day_slots(sunday, date(2027, 3, 28))

    assert [span.starts_at.strftime("%H:%M %z") for span in before + after] == ["09:00 +0100", "09:00 +0200"]


def test_the_next_slot_counts_every_way_to_come() -> None:
    timetable = Timetable((BY_PHONE, MORNING))

    found = next_slot(timetable, local("2026-11-25 08:00"))

    assert found == Span(local("2026-11-25 13:00"), local("2026-11-25 15:00"), Access.PHONE)


def test_what_lies_more_than_two_weeks_ahead_is_unknown() -> None:
    timetable = Timetable((hours(TUESDAY, "09:00", "12:00", valid_from=date(2027, 1, 1)),))

    assert next_slot(timetable, local("2026-11-24 10:00")) is None


def test_neighbouring_days_with_equal_hours_are_one_line() -> None:
    slots = tuple(hours(day, "09:00", "16:00") for day in range(4))
    friday = hours(FRIDAY, "09:00", "12:30")

    found = week(Timetable((friday, BY_PHONE, *slots)), date(2026, 11, 24))

    assert found == [
        Week(0, 3, time(9), time(16), Access.WALK_IN),
        Week(4, 4, time(9), time(12, 30), Access.WALK_IN),
        Week(2, 2, time(13), time(15), Access.PHONE),
    ]


def test_moments_are_asked_in_local_time() -> None:
    utc = datetime.fromisoformat("2026-11-24T08:30:00+00:00")

    assert status(Timetable((MORNING,)), utc).now == Now.OPEN
