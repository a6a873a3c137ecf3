"""What the calendar of events and the page of one event show."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.translation.languages import reader_language
from cms.ui import page_cache
from home.domain.people import spoken_by
from home.forms.filters import EventFilter

DATES_ON_A_PAGE = 30
MINE_FIRST = 8
NEXT_DATES = 8


def events_context(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """Dates in the reader's language first, then all; nothing disappears for want of a language."""
    from home.teasers import keep_until_first_end, source_events, teasers_of, upcoming

    reader = reader_language()
    facts = page_cache.remembered(
        "home.events", lambda: list(source_events().values_list("pk", "kind", "delivered_in", "interpreted_into"))
    )
    languages = sorted({code for _pk, _kind, held, interpreted in facts for code in (*held, *interpreted)})
    form = EventFilter(request.GET, reader, languages)
    wanted = form.chosen.get("sprache", spoken_by(reader))
    kind = form.chosen.get("art")
    of_kind = [row for row in facts if not kind or row[1] == kind]
    mine = [row[0] for row in of_kind if wanted in {*row[2], *row[3]}]
    shows_mine = wanted != "de" or "sprache" in form.chosen
    rows = upcoming(at).filter(event_id__in=[row[0] for row in of_kind])
    page = Paginator(rows, DATES_ON_A_PAGE).get_page(request.GET.get("seite"))
    first = list(upcoming(at).filter(event_id__in=mine)[:MINE_FIRST]) if shows_mine and mine else []
    teasers = teasers_of([*first, *page.object_list], reader)
    keep_until_first_end(request, teasers)
    return {
        "filter": form.clean_form(),
        "dropped": form.dropped,
        "chips": form.chips(request.GET),
        "wanted": wanted,
        "shows_mine": shows_mine,
        "mine": teasers[: len(first)],
        "teasers": teasers[len(first) :],
        "list_page": page,
    }


def event_context(request: HttpRequest, event: Any, at: datetime) -> dict[str, Any]:
    """The next dates of an event and its place."""
    dates = list(
        event.occurrences.filter(ends_at__gt=at, stray=False)
        .select_related("place__district", "event__place__district")
        .order_by("starts_at")[:NEXT_DATES]
    )
    if dates:
        page_cache.valid_until(request, dates[0].ends_at)
    return {
        "dates": dates,
        "place": event.place,
        "childcare_words": ",".join((_("yes"), _("no"))),
    }
