"""Dates for the reader's own calendar."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.calendar.ical import CalendarEvent, calendar
from cms.translation.languages import reader_language
from cms.ui.links import absolute
from home.enums import OccurrenceState
from home.models import Occurrence
from home.teasers import teasers_of

MOST = 200
LOOK_BACK = timedelta(days=30)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """All public dates, or those of one event (`termin`, its key), from 30 days ago to the horizon."""
    rows = (
        Occurrence.objects.public()
        .filter(ends_at__gt=timezone.now() - LOOK_BACK)
        .select_related("event", "event__place__district", "place__district")
        .order_by("starts_at", "pk")
    )
    if key := _key(request.GET.get("termin", "")):
        rows = rows.filter(event__translation_key=key)
    dates = list(rows[:MOST])
    events = [
        CalendarEvent(
            uid=f"{date.event.translation_key}-{date.recurrence_id}@offenes-haus",
            starts_at=date.starts_at,
            ends_at=date.ends_at,
            title=teaser.title,
            where=_where(date),
            description=teaser.lead,
            url=absolute(teaser.url),
            sequence=date.sequence,
            cancelled=date.state == OccurrenceState.CANCELLED,
        )
        for date, teaser in zip(dates, teasers_of(dates, reader_language()), strict=True)
    ]
    response = HttpResponse(
        calendar(events, name=_("Events of the house")), content_type="text/calendar; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="termine.ics"'
    response.headers["Cache-Control"] = "public, max-age=900"
    return response


def _where(date: Occurrence) -> str:
    place = date.where
    if place is None:
        return ""
    return ", ".join(part for part in (place.name, place.street, f"{place.postcode} {place.city}".strip()) if part)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
