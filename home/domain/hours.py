"""Open now, opens at, by appointment: what the hours of a place or a person say for a moment (content.md 4.8)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby

from django.utils import timezone

from cms.calendar.holidays import public_holiday
from cms.calendar.recurrence import attach
from cms.network.enums import Access

LOOK_AHEAD = 14
MIDNIGHT = time(0, 0)


@dataclass(frozen=True)
class Slot:
    """Weekly hours; midnight at the end of the day is written 00:00."""

    weekday: int
    opens: time
    closes: time
    access: str = Access.WALK_IN
    valid_from: date | None = None
    valid_until: date | None = None
    on_holidays: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether this slot is meant for a day, holidays aside."""
        return (
            day.weekday() == self.weekday
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_until is None or day <= self.valid_until)
        )


@dataclass(frozen=True)
class Deviation:
    """Days with other hours, or none."""

    first_day: date
    last_day: date
    closed: bool = True
    opens: time | None = None
    closes: time | None = None
    reason: str = ""


@dataclass(frozen=True)
class Timetable:
    """All hours of one place or person."""

    slots: tuple[Slot, ...] = ()
    deviations: tuple[Deviation, ...] = ()


@dataclass(frozen=True)
class Span:
    """Hours on one day."""

    starts_at: datetime
    ends_at: datetime
    access: str


class Now(StrEnum):
    OPEN = "open"
    OPENS = "opens"
    APPOINTMENT = "appointment"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Status:
    """The answer for a moment: `moment` ends OPEN and begins OPENS, at `changes_at` one must ask again."""

    now: Now
    changes_at: datetime
    moment: datetime | None = None


def day_slots(timetable: Timetable, day: date) -> list[Span]:
    """The hours of one day: a deviation wins, then a public holiday, then the weekly hours."""
    deviation = next((entry for entry in timetable.deviations if entry.first_day <= day <= entry.last_day), None)
    if deviation:
        if deviation.closed or deviation.opens is None or deviation.closes is None:
            return []
        return [_span(day, deviation.opens, deviation.closes, Access.WALK_IN)]
    holiday = bool(public_holiday(day))
    spans = [
        _span(day, slot.opens, slot.closes, slot.access)
        for slot in timetable.slots
        if slot.holds_on(day) and (slot.on_holidays or not holiday)
    ]
    return sorted(spans, key=lambda span: (span.starts_at, span.ends_at))


def status(timetable: Timetable, at: datetime) -> Status:
    """Whether one can walk in now, when next, only by appointment, or unknown.

    By appointment is neither open nor closed: it is the answer on a day that has no other hours to come to.
    """
    today = timezone.localtime(at).date()
    tomorrow = attach(datetime.combine(today + timedelta(days=1), MIDNIGHT))
    visits = [span for span in day_slots(timetable, today) if span.access in {Access.WALK_IN, Access.APPOINTMENT}]
    walk_in = [span for span in visits if span.access == Access.WALK_IN]
    if open_until := _open_until(walk_in, at):
        return Status(Now.OPEN, changes_at=open_until, moment=open_until)
    if visits and not walk_in and visits[-1].ends_at > at:
        return Status(Now.APPOINTMENT, changes_at=visits[-1].ends_at)
    coming = _next(timetable, at, {Access.WALK_IN})
    if coming:
        return Status(Now.OPENS, changes_at=min(coming.starts_at, tomorrow), moment=coming.starts_at)
    now = Now.APPOINTMENT if _next(timetable, at, {Access.APPOINTMENT}) else Now.UNKNOWN
    return Status(now, changes_at=tomorrow)


def next_slot(timetable: Timetable, at: datetime) -> Span | None:
    """The hours that are on or come next, however one comes, within two weeks."""
    return _next(timetable, at, set(Access))


@dataclass(frozen=True)
class Week:
    """Weekdays in a row with the same hours, Monday is 0."""

    first: int
    last: int
    opens: time
    closes: time
    access: str


def week(timetable: Timetable, day: date) -> list[Week]:
    """The weekly hours that hold around a day, walk-in first, neighbouring days with equal hours joined."""
    monday = day - timedelta(days=day.weekday())
    valid = [
        slot for slot in timetable.slots if any(slot.holds_on(monday + timedelta(days=offset)) for offset in range(7))
    ]
    order = {access: number for number, access in enumerate(Access)}
    valid.sort(key=lambda slot: (order[Access(slot.access)], slot.opens, slot.closes, slot.weekday))
    joined: list[Week] = []
    for (access, opens, closes), group in groupby(valid, key=lambda slot: (slot.access, slot.opens, slot.closes)):
        for slot in group:
            last = joined[-1] if joined else None
            if last and (last.access, last.opens, last.closes, last.last + 1) == (access, opens, closes, slot.weekday):
                joined[-1] = Week(last.first, slot.weekday, opens, closes, access)
            else:
                joined.append(Week(slot.weekday, slot.weekday, opens, closes, access))
    return sorted(joined, key=lambda row: (order[Access(row.access)], row.first, row.opens))


def _span(day: date, opens: time, closes: time, access: str) -> Span:
    last_day = day + timedelta(days=1) if closes == MIDNIGHT else day
    return Span(attach(datetime.combine(day, opens)), attach(datetime.combine(last_day, closes)), access)


def _open_until(spans: list[Span], at: datetime) -> datetime | None:
    """The end of the hours that are on, hours that follow without a gap included."""
    until: datetime | None = None
    for span in spans:
        if span.starts_at <= (until or at) < span.ends_at:
            until = span.ends_at
    return until


def _next(timetable: Timetable, at: datetime, accesses: set[Access]) -> Span | None:
    today = timezone.localtime(at).date()
    for offset in range(LOOK_AHEAD + 1):
        for span in day_slots(timetable, today + timedelta(days=offset)):
            if span.access in accesses and span.ends_at > at:
                return span
    return None
