"""Dates and needs as lists show them: title in the best language, facts for the reader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise

from cms.network.languages import Spoken, spoken
from cms.translation.languages import SOURCE
from cms.translation.roots import roots
from cms.ui import page_cache
from home.enums import OccurrenceState
from home.models import EventPage, Occurrence
from home.navigation import address, texts_of


@dataclass(frozen=True)
class EventTeaser:
    """One date in a list. `lang` is the language of title and lead where it is not the reader's."""

    pk: int
    title: str
    lead: str
    lang: str
    url: str
    starts_at: datetime
    ends_at: datetime
    place: str
    district: str
    kind: str | Promise
    delivered_in: list[Spoken]
    interpreted_into: list[Spoken]
    childcare: bool
    audience: str | Promise
    registration: str | Promise
    is_cancelled: bool
    is_moved: bool

    @property
    def month_start(self) -> date:
        """The first day of its month in local time; lists are grouped by it."""
        return timezone.localtime(self.starts_at).date().replace(day=1)


def upcoming(at: datetime) -> Any:
    """Public dates that lie ahead, with everything a teaser shows, in one query."""
    return (
        Occurrence.objects.public()
        .ahead(at)
        .select_related("event", "event__place__district", "place__district")
        .defer("event__body", "event__search_description")
    )


def teasers_of(rows: Iterable[Occurrence], reader: str) -> list[EventTeaser]:
    """Teasers in a reader's language; one query more unless it is German."""
    occurrences = list(rows)
    titles = texts_of({row.event.translation_key for row in occurrences}, reader)
    return [_teaser(row, titles.get(row.event.translation_key), reader) for row in occurrences]


def event_teasers(
    request: HttpRequest | None, reader: str, at: datetime, *, kind: str = "", limit: int = 6
) -> list[EventTeaser]:
    """The next dates for a block; the page is kept no longer than the first of them lasts."""
    rows = upcoming(at)
    if kind:
        rows = rows.filter(event__kind=kind)
    teasers = teasers_of(rows[:limit], reader)
    keep_until_first_end(request, teasers)
    return teasers


def keep_until_first_end(request: HttpRequest | None, teasers: Sequence[EventTeaser]) -> None:
    """A date that is over leaves every list at that moment."""
    if request is not None and teasers:
        page_cache.valid_until(request, min(teaser.ends_at for teaser in teasers))


def _teaser(row: Occurrence, text: Any, reader: str) -> EventTeaser:
    event: EventPage = row.event
    place = row.where
    lang = reader if text is not None or reader == SOURCE else SOURCE
    return EventTeaser(
        pk=row.pk,
        title=text.title if text is not None else event.title,
        lead=event.lead,
        lang="" if lang == reader else lang,
        url=address(text.url_path if text is not None else event.url_path, lang, reader),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=place.name if place else "",
        district=place.district.name if place and place.district else "",
        kind=event.get_kind_display(),
        delivered_in=spoken(event.delivered_in),
        interpreted_into=spoken(event.interpreted_into),
        childcare=event.childcare,
        audience=event.get_audience_display(),
        registration=event.get_registration_display(),
        is_cancelled=row.state == OccurrenceState.CANCELLED,
        is_moved=row.state == OccurrenceState.MOVED,
    )


def source_events() -> Any:
    """Live events in German, the rows that carry the facts."""
    return EventPage.objects.filter(locale_id=roots().source.locale_id, live=True)
