"""What search engines read of a page: schema.org data, of facts and words that stand on the page anyway."""

from typing import Any

from django.conf import settings
from django.utils.html import strip_tags

from cms.translation.languages import bcp47
from cms.ui.links import absolute
from home.address_book import PlaceEntry, address_book
from home.enums import OccurrenceState
from home.models import EventPage, HomePage, Occurrence
from home.navigation import Link

type Data = dict[str, Any]

STATES = {
    OccurrenceState.SCHEDULED: "https://schema.org/EventScheduled",
    OccurrenceState.MOVED: "https://schema.org/EventRescheduled",
    OccurrenceState.CANCELLED: "https://schema.org/EventCancelled",
}


def structured_data(page: Any, *, dates: list[Occurrence], crumbs: list[Link]) -> list[Data]:
    """Everything there is to say about a page, each with its context."""
    found: list[Data] = []
    if isinstance(page, HomePage):
        found.append(_house(page))
    if isinstance(page, EventPage):
        found += [_event(page, date) for date in dates]
    if questions := list(getattr(page, "faq", ())):
        found.append(_questions(page, questions))
    if crumbs:
        found.append(_way(crumbs))
    return [{"@context": "https://schema.org", **data} for data in found]


def _house(page: HomePage) -> Data:
    places = address_book().own_places
    return {
        "@type": "NGO",
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "description": page.lead,
        "inLanguage": bcp47(page.language),
        **({"telephone": places[0].phone, "address": _address(places[0])} if places else {}),
    }


def _event(page: EventPage, date: Occurrence) -> Data:
    place = address_book().places.get(date.place_id or date.event.place_id or 0)
    where: Data = {"@type": "VirtualLocation", "url": page.facts.online_link}
    if place:
        where = {"@type": "Place", "name": place.name, "address": _address(place)}
    return {
        "@type": "Event",
        "name": page.title,
        "description": page.lead,
        "startDate": date.starts_at.isoformat(),
        "endDate": date.ends_at.isoformat(),
        "eventStatus": STATES[OccurrenceState(date.state)],
        "inLanguage": page.facts.delivered_in,
        "isAccessibleForFree": True,
        "location": where,
        "organizer": {"@type": "NGO", "name": settings.SITE_NAME, "url": absolute("/")},
    }


def _questions(page: Any, questions: list[Any]) -> Data:
    return {
        "@type": "FAQPage",
        "inLanguage": bcp47(page.language),
        "mainEntity": [
            {
                "@type": "Question",
                "name": item.value["question"],
                "acceptedAnswer": {"@type": "Answer", "text": strip_tags(str(item.value["answer"].source))},
            }
            for item in questions
        ],
    }


def _way(crumbs: list[Link]) -> Data:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": link.label, "item": absolute(link.url)}
            for position, link in enumerate(crumbs, start=1)
            if link.url
        ],
    }


def _address(place: PlaceEntry) -> Data:
    return {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "postalCode": place.postcode,
        "addressLocality": place.city,
        "addressCountry": "DE",
    }
