"""Pages of every kind, profiles, notices, dates and enquiries."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from cms.calendar.recurrence import attach
from cms.network.enums import Access
from cms.network.models import Contact, HoursSlot, Place, Topic
from home.enums import EnquiryState
from home.models import (
    Enquiry,
    EventIndexPage,
    EventPage,
    LegalPage,
    Notice,
    Occurrence,
    PersonProfile,
    ServicePage,
    WorkAreaPage,
)
from tests.make.network import make_contact, make_place
from tests.make.translation import locale, make_front_page, make_page, publish

_numbers = count(1)


def make_topic(key: str) -> Topic:
    return Topic.objects.get_or_create(key=key)[0]


def make_hours(
    owner: Place | Contact, weekday: int, opens: str, closes: str, access: str = Access.WALK_IN
) -> HoursSlot:
    name = "place" if isinstance(owner, Place) else "contact"
    return HoursSlot.objects.create(
        weekday=weekday,
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
        access=access,
        **{name: owner},
    )


def make_area(**fields: Any) -> WorkAreaPage:
    found = WorkAreaPage.objects.filter(locale=locale("de")).first()
    return found or make_page(title="Angebote", slug="angebote", kind=WorkAreaPage, show_in_menus=True, **fields)


def make_service(
    title: str = "Elternberatung", *, contacts: list[Contact] | None = None, topics: tuple[str, ...] = (), **fields: Any
) -> ServicePage:
    fields.setdefault("for_whom", "Für Eltern.")
    fields.setdefault("ask", "Ich möchte einen Termin zur Elternberatung.")
    fields.setdefault("languages", ["de", "ar"])
    fields.setdefault("access", ["walk_in", "phone"])
    page = make_page(
        make_area(), title, slug=fields.pop("slug", f"dienst-{next(_numbers)}"), kind=ServicePage, live=False, **fields
    )
    page.steps = [("step", {"title": "Anrufen", "text": "Wir fragen nach Ihrer Sprache."})]
    page.bring = [("thing", "Briefe der Schule")]
    page.faq = [("question", {"question": "Was kostet das?", "answer": "<p>Nichts.</p>"})]
    page.body = [("paragraph", "<h2>Themen</h2><ul><li>Kita</li><li>Schule</li></ul>")]
    page.contacts = (
        contacts
        if contacts is not None
        else [make_contact("Layla Haddad", languages=["de", "ar"], phone="+49 221 4710 112")]
    )
    page.places = [make_place()]
    page.topics = [make_topic(key) for key in topics]
    return publish(page)


def make_calendar() -> EventIndexPage:
    found = EventIndexPage.objects.filter(locale=locale("de")).first()
    return found or make_page(title="Termine", slug="termine", kind=EventIndexPage, show_in_menus=True)


def make_event(title: str = "Frauencafé", *, first_day: date | None = None, rule: str = "", **fields: Any) -> EventPage:
    """An event; without a first day it is tomorrow, and its dates are made on publication."""
    fields.setdefault("begins", time(18))
    fields.setdefault("ends", time(20))
    fields.setdefault("place", Place.objects.first() or make_place())
    fields.setdefault("delivered_in", ["de"])
    return make_page(
        make_calendar(),
        title,
        kind=EventPage,
        slug=f"event-{next(_numbers)}",
        first_day=first_day or timezone.localdate() + timedelta(days=1),
        rule=rule,
        **fields,
    )


def make_occurrence(event: EventPage, starts_at: datetime, hours: int = 2, **fields: Any) -> Occurrence:
    return Occurrence.objects.create(
        event=event,
        recurrence_id=f"{timezone.localtime(starts_at):%Y%m%dT%H%M%S}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        **fields,
    )


def make_profile(contact: Contact | None = None, function: str = "Beratung für Eltern", **fields: Any) -> PersonProfile:
    profile = PersonProfile(
        contact=contact or make_contact(), function=function, locale=locale("de"), live=False, **fields
    )
    profile.save()
    return publish(profile)


def make_notice(
    text: str = "Heute geschlossen.", *, at: datetime, hours: int = 2, pages: tuple[Any, ...] = (), **fields: Any
) -> Notice:
    make_front_page()
    notice = Notice(
        text=text,
        starts_at=at - timedelta(hours=1),
        ends_at=at + timedelta(hours=hours),
        locale=locale("de"),
        live=False,
        **fields,
    )
    notice.pages = list(pages)
    notice.save()
    return publish(notice)


def make_legal(kind: str = "imprint", title: str = "Impressum", **fields: Any) -> LegalPage:
    home = make_front_page()
    page = LegalPage(title=title, slug=kind, kind=kind, responsible=home.responsible, live=False, **fields)
    home.add_child(instance=page)
    return publish(page)


def make_enquiry(name: str = "Amina Osman", *, state: str = EnquiryState.NEW, **fields: Any) -> Enquiry:
    fields.setdefault("email", "amina.osman@post.example")
    fields.setdefault("message", "Ich habe eine Frage zur Kita.")
    return Enquiry.objects.create(key=uuid4(), name=name, state=state, **fields)


def local(text: str) -> datetime:
    """An aware moment of local time, written as 2026-11-24 09:00."""
    return attach(datetime.fromisoformat(text))
