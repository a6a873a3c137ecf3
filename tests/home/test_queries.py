"""A page costs the same number of queries for ten rows and for a thousand (content.md 3.6, quality.md 2 and 3)."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.network.models import Contact, HoursSlot, Organisation, OrganisationText, Place
from cms.ui import page_cache
from home.models import NetworkPage, Occurrence, PeoplePage, PlacesPage
from tests.make.pages import make_area, make_calendar, make_event, make_profile, make_service
from tests.make.translation import locale, make_front_page, make_page, make_public, translated

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 12
MOST_OF_A_TEXT = 8


@pytest.fixture(autouse=True)
def _the_process_remembers(settings: Any) -> None:
    """Menus and address book are kept, as in a real house."""
    settings.PAGE_CACHE_SECONDS = 60


def queries(client: Client, path: str) -> int:
    """What an answer costs that is made anew in a process that knows its menus."""
    client.get(path)
    page_cache.STORE.clear()
    with CaptureQueriesContext(connection) as seen:
        response = client.get(path)
    assert response.status_code == 200
    return len(seen)


def people(number: int) -> None:
    contacts = Contact.objects.bulk_create(
        Contact(name=f"Person {index}", languages=["de", "ar"], public=True) for index in range(number)
    )
    HoursSlot.objects.bulk_create(
        HoursSlot(contact=contact, weekday=1, opens=time(9), closes=time(12)) for contact in contacts
    )
    page_cache.changed()


def places(number: int) -> None:
    Place.objects.bulk_create(Place(name=f"Ort {index}") for index in range(number))
    page_cache.changed()


def partners(number: int) -> None:
    start = Organisation.objects.count()
    rows = Organisation.objects.bulk_create(
        Organisation(slug=f"verein-{index}", name=f"Verein {index}", kind="mso", listed=True)
        for index in range(start, start + number)
    )
    OrganisationText.objects.bulk_create(
        OrganisationText(organisation=row, what_we_do="Wir helfen.", locale=locale("de"), live=True) for row in rows
    )
    page_cache.changed()


def dates(number: int) -> None:
    event = make_event()
    start = timezone.now() + timedelta(days=2)
    Occurrence.objects.bulk_create(
        Occurrence(
            event=event,
            recurrence_id=f"x{index}",
            starts_at=start + timedelta(hours=index),
            ends_at=start + timedelta(hours=index + 1),
        )
        for index in range(number)
    )
    page_cache.changed()


LISTS: dict[str, tuple[Callable[[], object], Callable[[int], None]]] = {
    "people": (lambda: make_page(title="Menschen", kind=PeoplePage), people),
    "places": (lambda: make_page(title="Orte", kind=PlacesPage), places),
    "network": (lambda: make_page(title="Netzwerk", kind=NetworkPage), partners),
    "events": (make_calendar, dates),
    "front page": (make_front_page, dates),
}


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_costs_the_same_for_ten_and_for_a_thousand_rows(client: Client, kind: str, language: str) -> None:
    make, fill = LISTS[kind]
    page = make()
    make_public("ar")
    path = page.get_url().replace("/de/", f"/{language}/", 1)  # type: ignore[attr-defined]
    fill(10)
    few = queries(client, path)

    fill(990)
    many = queries(client, path)

    assert (many, many <= MOST) == (few, True), f"{few} queries for ten rows, {many} for a thousand"


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(make_front_page, id="front page"),
        pytest.param(lambda: make_service(topics=("family",)), id="service"),
        pytest.param(lambda: make_service() and make_area(), id="area"),
        pytest.param(make_event, id="event"),
        pytest.param(make_page, id="text"),
    ],
)
def test_front_content_and_translated_page_cost_at_most_eight_queries(
    client: Client, make: Callable[[], object]
) -> None:
    make_profile()
    page = make()
    make_public("ar")
    rows = [*page.get_ancestors().filter(depth__gt=1).specific(), page]  # type: ignore[attr-defined]
    for row in rows:
        translated(row, "ar")

    found = {
        language: queries(client, page.get_url().replace("/de/", f"/{language}/", 1))  # type: ignore[attr-defined]
        for language in ("de", "ar")
    }

    assert max(found.values()) <= MOST_OF_A_TEXT, found
