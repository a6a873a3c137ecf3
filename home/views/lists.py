"""What the lists of people, places and partners show for a request."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cms.network.models import Organisation
from cms.translation.languages import reader_language
from cms.ui import page_cache
from home.address_book import PersonEntry, PlaceEntry, address_book, pick
from home.domain.directory import cards, entries, matching
from home.domain.hours import Status, Week, status, week
from home.domain.people import Card, nobody_speaks, ranked, spoken_by
from home.forms.filters import NetworkFilter, PeopleFilter
from home.navigation import Link

PEOPLE_ON_A_PAGE = 24
PARTNERS_ON_A_PAGE = 24


def people_context(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """Ranked contacts: the chosen language counts as the reader's."""
    reader = reader_language()
    people = address_book().people.values()
    languages = sorted({code for person in people for code in person.languages})
    form = PeopleFilter(request.GET, reader, languages)
    wanted = form.chosen.get("sprache", spoken_by(reader))
    found = ranked(people, [wanted, reader], at=at, topic=form.chosen.get("thema", ""), reader=reader)
    for card in found:
        page_cache.valid_until(request, card.status.changes_at)
    return {
        "filter": form.clean_form(sprache=wanted),
        "dropped": form.dropped,
        "wanted": wanted,
        "topic": form.chosen.get("thema", ""),
        "nobody_speaks": nobody_speaks(found),
        "list_page": Paginator(found, PEOPLE_ON_A_PAGE).get_page(request.GET.get("seite")),
    }


def places_context(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """Every public place, those of the house first."""
    places = sorted(address_book().places.values(), key=lambda place: not place.own)
    return {"places": [with_hours(request, place, at) for place in places]}


def cards_of(
    request: HttpRequest | None, people: Iterable[PersonEntry], at: datetime, *, topic: str = ""
) -> list[Card]:
    """People in the order in which they help this reader; the page is kept until an hour changes the order."""
    reader = reader_language()
    cards = ranked(people, [reader], at=at, topic=topic, reader=reader)
    if request is not None:
        for card in cards:
            page_cache.valid_until(request, card.status.changes_at)
    return cards


def who_and_where(request: HttpRequest, facts: Any, at: datetime) -> dict[str, Any]:
    """The public contacts and places that a page names; two queries."""
    book = address_book()
    people = pick(book.people, [row.pk for row in facts.contacts.all()])
    places = pick(book.places, [row.pk for row in facts.places.all()])
    return {
        "cards": cards_of(request, people, at),
        "places": [with_hours(request, place, at) for place in places],
    }


def with_hours(request: HttpRequest | None, place: PlaceEntry, at: datetime) -> tuple[PlaceEntry, Status, list[Week]]:
    """A place, whether it is open, and its week; the page is kept until that changes."""
    now = status(place.timetable, at)
    if request is not None:
        page_cache.valid_until(request, now.changes_at)
    return place, now, week(place.timetable, timezone.localtime(at).date())


def network_context(request: HttpRequest) -> dict[str, Any]:
    """Partners that match the filters, a page of them with their words."""
    reader = reader_language()
    languages = sorted({code for entry in entries() for code in entry.languages})
    form = NetworkFilter(request.GET, reader, languages)
    page = Paginator(matching(form.chosen), PARTNERS_ON_A_PAGE).get_page(request.GET.get("seite"))
    return {
        "filter": form.clean_form(),
        "dropped": form.dropped,
        "chips": form.chips(request.GET),
        "list_page": page,
        "cards": cards([entry.pk for entry in page], reader),
    }


def organisation_context(page: Any, request: HttpRequest, slug: str) -> dict[str, Any] | None:
    """One listed partner with its words; None when it is known but no longer listed. Raises Http404."""
    entry = next((entry for entry in entries() if entry.slug == slug), None)
    if entry is None:
        get_object_or_404(Organisation, slug=slug)
        return None
    card = cards([entry.pk], reader_language())[0]
    directory = Link(page.title, page.get_url(request), lang=page.language)
    return {"organisation": card, "crumbs": [directory, Link(card.name, "")]}
