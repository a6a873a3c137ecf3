"""Which dates an event has: its rule expanded in local time, and the rows brought in line with it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cms.calendar.holidays import without_holidays
from cms.calendar.recurrence import attach, expand
from cms.ui import page_cache
from home.enums import OccurrenceState

if TYPE_CHECKING:
    from home.models import EventPage, Occurrence

HORIZON = timedelta(days=366)
LOOK_BACK = timedelta(days=30)
MOST = 400


@dataclass(frozen=True)
class Materialised:
    """What became of the rows: how many were made, taken away, and left for the editor to decide."""

    created: int = 0
    deleted: int = 0
    stray: int = 0


def name_of(local_start: datetime) -> str:
    """The recurrence id: the local start by the rule; never changes, calendars know a date by it."""
    return f"{local_start:%Y%m%dT%H%M%S}"


def length(event: "EventPage") -> timedelta:
    """From the beginning to the end; an end before the beginning is on the next day."""
    begins = datetime.combine(date.min, event.begins)
    ends = datetime.combine(date.min, event.ends)
    return ends - begins if ends > begins else ends - begins + timedelta(days=1)


def local_starts(event: "EventPage", *, until: date) -> list[datetime]:
    """Naive local starts by the rule up to a day, without the holidays the event skips."""
    first = datetime.combine(event.first_day, event.begins)
    starts = expand(event.rule, first, until=until, limit=MOST) if event.rule else [first]
    if not event.rule:
        return starts
    return without_holidays(starts, public=event.skip_public_holidays, school=event.skip_school_holidays).dates


def materialise(event: "EventPage", *, at: datetime) -> Materialised:
    """Bring the rows of an event in line with its rule; safe to run twice.

    Missing dates are made. Dates that are no longer wanted go if they lie ahead, on or after the day from which the
    rule applies, and nobody has changed them; otherwise they are marked as stray and the editor decides. The past
    stays.
    """
    today = timezone.localtime(at).date()
    applies_from = event.rule_from or min(today, event.first_day)
    starts = local_starts(event, until=today + HORIZON)
    wanted = {name_of(start): start for start in starts if attach(start) >= at - LOOK_BACK}
    with transaction.atomic():
        rows = {row.recurrence_id: row for row in event.occurrences.all()}
        lost = [row for name, row in rows.items() if name not in wanted and row.starts_at > at]
        gone = [row for row in lost if _may_go(row, applies_from)]
        made = [name for name, start in wanted.items() if name not in rows and start.date() >= applies_from]
        _create(event, [wanted[name] for name in made])
        _follow(event, [rows[name] for name in wanted if name in rows], at)
        event.occurrences.filter(pk__in=[row.pk for row in gone]).delete()
        stray = [row.pk for row in lost if row not in gone]
        event.occurrences.filter(pk__in=stray).update(stray=True)
        page_cache.changed()
    return Materialised(created=len(made), deleted=len(gone), stray=len(stray))


def _may_go(row: "Occurrence", applies_from: date) -> bool:
    untouched = row.state == OccurrenceState.SCHEDULED and row.place_id is None
    return untouched and timezone.localtime(row.starts_at).date() >= applies_from


def _create(event: "EventPage", starts: list[datetime]) -> None:
    model = event.occurrences.model
    event.occurrences.bulk_create(
        model(event=event, recurrence_id=name_of(start), starts_at=attach(start), ends_at=attach(start + length(event)))
        for start in starts
    )


def _follow(event: "EventPage", rows: list["Occurrence"], at: datetime) -> None:
    """Rows that are wanted again are no longer stray; untouched ones ahead take a changed end."""
    for row in rows:
        ends_at = attach(datetime.strptime(row.recurrence_id, "%Y%m%dT%H%M%S") + length(event))
        moved_end = row.state == OccurrenceState.SCHEDULED and row.starts_at > at and row.ends_at != ends_at
        if moved_end:
            row.ends_at, row.sequence = ends_at, row.sequence + 1
        if moved_end or row.stray:
            row.stray = False
            row.save(update_fields=["ends_at", "sequence", "stray"])
