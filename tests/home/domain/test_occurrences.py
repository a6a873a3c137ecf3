"""Which dates an event has, and what becomes of them when the rule changes (content.md 4.5)."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from home.domain.occurrences import Materialised, materialise
from home.domain.rules import Repeat, Repetition, compose
from home.enums import OccurrenceState
from home.models import EventPage
from tests.make.network import make_place
from tests.make.pages import local, make_event

pytestmark = pytest.mark.django_db


def weekly(first: date, *, until: date) -> str:
    return compose(Repetition(Repeat.WEEKLY, until=until), first)


def starts(event: EventPage) -> list[str]:
    return [f"{timezone.localtime(row.starts_at):%Y-%m-%d %H:%M %z}" for row in event.occurrences.order_by("starts_at")]


def event_from(first: date, rule: str = "", **fields: object) -> EventPage:
    """An event whose dates are made as of its first day."""
    event = make_event(first_day=first, rule=rule, **fields)
    event.occurrences.all().delete()
    materialise(event, at=local(f"{first} 08:00"))
    return event


def test_publishing_makes_the_dates() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    event = make_event(
        first_day=tomorrow, rule=compose(Repetition(Repeat.WEEKLY, count=3), tomorrow), skip_public_holidays=False
    )

    days = [timezone.localtime(row.starts_at).date() for row in event.occurrences.all()]
    assert days == [tomorrow, tomorrow + timedelta(days=7), tomorrow + timedelta(days=14)]


def test_a_weekly_event_stays_at_its_hour_over_both_clock_changes() -> None:
    autumn, spring = date(2026, 10, 20), date(2027, 3, 23)

    october = event_from(autumn, weekly(autumn, until=date(2026, 11, 3)))
    march = event_from(spring, weekly(spring, until=date(2027, 4, 6)))

    assert starts(october) == ["2026-10-20 18:00 +0200", "2026-10-27 18:00 +0100", "2026-11-03 18:00 +0100"]
    assert starts(march) == ["2027-03-23 18:00 +0100", "2027-03-30 18:00 +0200", "2027-04-06 18:00 +0200"]


def test_holidays_are_left_out_of_a_rule_but_not_of_a_single_date() -> None:
    christmas = date(2026, 12, 25)

    friday = event_from(date(2026, 12, 18), weekly(date(2026, 12, 18), until=date(2027, 1, 8)))
    single = event_from(christmas)

    assert [start[:10] for start in starts(friday)] == ["2026-12-18", "2027-01-08"]
    assert [start[:10] for start in starts(single)] == ["2026-12-25"]


def test_an_event_past_midnight_ends_on_the_next_day() -> None:
    event = event_from(date(2026, 12, 31), begins=time(22), ends=time(1))

    [row] = event.occurrences.all()
    assert (row.starts_at, row.ends_at) == (local("2026-12-31 22:00"), local("2027-01-01 01:00"))


def test_making_dates_twice_changes_nothing() -> None:
    event = event_from(date(2026, 11, 24), weekly(date(2026, 11, 24), until=date(2026, 12, 15)))
    before = list(event.occurrences.values())

    assert materialise(event, at=local("2026-11-24 08:00")) == Materialised()
    assert list(event.occurrences.values()) == before


def test_a_changed_rule_takes_untouched_dates_and_keeps_the_past_and_what_was_decided() -> None:
    first = date(2026, 11, 24)
    event = event_from(first, weekly(first, until=date(2026, 12, 15)))
    past, moved, cancelled, untouched = event.occurrences.order_by("starts_at")
    moved.place, moved.state = make_place("Bücherei"), OccurrenceState.MOVED
    moved.save()
    cancelled.state = OccurrenceState.CANCELLED
    cancelled.save()
    wednesday = date(2026, 11, 25)
    event.first_day, event.rule = wednesday, weekly(wednesday, until=date(2026, 12, 9))

    done = materialise(event, at=local("2026-11-24 21:00"))

    assert done == Materialised(created=3, deleted=1, stray=2)
    rows = {row.pk: row for row in event.occurrences.all()}
    assert untouched.pk not in rows
    assert (rows[past.pk].stray, rows[moved.pk].stray, rows[cancelled.pk].stray) == (False, True, True)


def test_a_rule_that_applies_from_a_day_leaves_earlier_dates_alone() -> None:
    first = date(2026, 11, 24)
    event = event_from(first, weekly(first, until=date(2026, 12, 15)))
    event.rule, event.rule_from = weekly(first, until=date(2026, 11, 24)), date(2026, 12, 8)

    done = materialise(event, at=local("2026-11-24 08:00"))

    assert done == Materialised(created=0, deleted=2, stray=1)
    assert [start[:10] for start in starts(event)] == ["2026-11-24", "2026-12-01"]


def test_a_later_end_is_taken_over_and_raises_the_version() -> None:
    event = event_from(date(2026, 11, 24))
    event.ends = time(21)

    materialise(event, at=local("2026-11-24 08:00"))

    [row] = event.occurrences.all()
    assert (row.ends_at, row.sequence) == (local("2026-11-24 21:00"), 1)


def test_dates_are_made_a_year_ahead_and_no_further() -> None:
    first = date(2026, 11, 24)
    event = event_from(first, weekly(first, until=date(2029, 11, 20)), skip_public_holidays=False)

    last = event.occurrences.order_by("starts_at").last()
    assert local("2027-11-01 00:00") < last.starts_at <= local("2027-11-26 00:00")


def test_the_name_by_the_rule_is_the_local_start() -> None:
    event = event_from(date(2026, 11, 24))

    assert [row.recurrence_id for row in event.occurrences.all()] == ["20261124T180000"]
