"""Places and people as pages show them: small, the same for every page, kept in the process until something changes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cms.network.enums import OrganisationKind
from cms.network.languages import Spoken, spoken
from cms.network.models import Contact, HoursException, HoursSlot, Place
from cms.translation.languages import SOURCE
from cms.translation.roots import roots
from cms.ui import page_cache
from home.domain.hours import Deviation, Slot, Timetable


@dataclass(frozen=True)
class PlaceEntry:
    """A public place with its hours."""

    pk: int
    name: str
    street: str
    postcode: str
    city: str
    district: str
    district_id: int | None
    phone: str
    stop: str
    lift: bool
    step_free: bool
    toilet: bool
    own: bool
    timetable: Timetable

    @property
    def address(self) -> str:
        """Street, postcode and city in one line."""
        return ", ".join(part for part in (self.street, f"{self.postcode} {self.city}".strip()) if part)


@dataclass(frozen=True)
class ProfileWords:
    """What a person does, in one language."""

    function: str
    about: str
    lang: str


@dataclass(frozen=True)
class PersonEntry:
    """A public contact with languages, topics, hours and words."""

    pk: int
    name: str
    email: str
    phone: str
    uses_whatsapp: bool
    languages: tuple[str, ...]
    topics: frozenset[str]
    mediator: bool
    function: str
    place: PlaceEntry | None
    hours: Timetable
    position: int = 999
    photo: str = ""
    words: dict[str, ProfileWords] = field(default_factory=dict)

    @property
    def initials(self) -> str:
        """First letters of the first and the last word of the name, titles left out."""
        parts = [part for part in self.name.split() if not part.endswith(".")]
        return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()

    @property
    def timetable(self) -> Timetable:
        """The person's own hours, else those of the place."""
        return self.hours if self.has_own_hours or self.place is None else self.place.timetable

    @property
    def has_own_hours(self) -> bool:
        """Whether the hours are the person's own; if not, they are shown as those of the place."""
        return bool(self.hours.slots)

    @property
    def spoken(self) -> list[Spoken]:
        """The languages this person speaks."""
        return spoken(self.languages)

    def words_for(self, language: str) -> ProfileWords:
        """Function and text in this language, else in German, else the function of the contact."""
        return self.words.get(language) or self.words.get(SOURCE) or ProfileWords(self.function, "", SOURCE)


@dataclass(frozen=True)
class AddressBook:
    """Everything public about places and people."""

    places: dict[int, PlaceEntry] = field(default_factory=dict)
    people: dict[int, PersonEntry] = field(default_factory=dict)

    @property
    def own_places(self) -> list[PlaceEntry]:
        """Places of the house itself; where none is marked as its own, all of them."""
        return [place for place in self.places.values() if place.own] or list(self.places.values())


def address_book() -> AddressBook:
    """What is public now; no query unless something changed, then six."""
    return page_cache.remembered("home.address_book", _read)


def _read() -> AddressBook:
    slots, deviations = _hours()
    places = {
        place.pk: _place(place, Timetable(tuple(slots["place", place.pk]), tuple(deviations["place", place.pk])))
        for place in Place.objects.filter(public=True).select_related("district", "organisation")
    }
    profiles = _profiles()
    contacts = (
        Contact.objects.filter(public=True)
        .select_related("organisation")
        .prefetch_related("topics")
        .order_by("name", "pk")
    )
    people = {
        contact.pk: _person(
            contact,
            places.get(contact.place_id or 0),
            Timetable(tuple(slots["contact", contact.pk]), tuple(deviations["contact", contact.pk])),
            profiles.get(contact.pk, []),
        )
        for contact in contacts
        if _belongs(contact) and _is_shown(profiles.get(contact.pk, []))
    }
    return AddressBook(places, people)


def _belongs(contact: Contact) -> bool:
    """People of the own house and listed mediators."""
    own = contact.organisation is None or contact.organisation.kind == OrganisationKind.OWN
    return own or contact.mediator


def _is_shown(profiles: list[Any]) -> bool:
    return all(profile.public for profile in profiles if _code(profile) == SOURCE)


def _hours() -> tuple[defaultdict[tuple[str, int], list[Slot]], defaultdict[tuple[str, int], list[Deviation]]]:
    slots: defaultdict[tuple[str, int], list[Slot]] = defaultdict(list)
    for row in HoursSlot.objects.all():
        slots[_owner(row)].append(
            Slot(row.weekday, row.opens, row.closes, row.access, row.valid_from, row.valid_until, row.on_holidays)
        )
    deviations: defaultdict[tuple[str, int], list[Deviation]] = defaultdict(list)
    for exception in HoursException.objects.all():
        deviations[_owner(exception)].append(
            Deviation(
                exception.first_day,
                exception.last_day,
                exception.closed,
                exception.opens,
                exception.closes,
                exception.get_reason_display(),
            )
        )
    return slots, deviations


def _owner(row: HoursSlot | HoursException) -> tuple[str, int]:
    return ("place", row.place_id) if row.place_id else ("contact", row.contact_id or 0)


def _place(place: Place, timetable: Timetable) -> PlaceEntry:
    return PlaceEntry(
        pk=place.pk,
        name=place.name,
        street=place.street,
        postcode=place.postcode,
        city=place.city,
        district=place.district.name if place.district else "",
        district_id=place.district_id,
        phone=place.phone,
        stop=place.stop,
        lift=place.lift,
        step_free=place.step_free,
        toilet=place.toilet,
        own=place.organisation is not None and place.organisation.kind == OrganisationKind.OWN,
        timetable=timetable,
    )


def _person(contact: Contact, place: PlaceEntry | None, hours: Timetable, profiles: list[Any]) -> PersonEntry:
    source = next((profile for profile in profiles if _code(profile) == SOURCE), None)
    return PersonEntry(
        pk=contact.pk,
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        uses_whatsapp=contact.uses_whatsapp,
        languages=tuple(contact.languages),
        topics=frozenset(topic.key for topic in contact.topics.all()),
        mediator=contact.mediator,
        function=contact.function,
        place=place,
        hours=hours,
        position=source.position if source else 999,
        photo=source.photo.get_rendition("fill-160x160").url if source and source.photo else "",
        words={
            _code(profile): ProfileWords(profile.function, profile.about, _code(profile))
            for profile in profiles
            if profile.live
        },
    )


def _profiles() -> dict[int, list[Any]]:
    from home.models import PersonProfile  # the blocks of the pages stand on this module

    found: dict[int, list[Any]] = defaultdict(list)
    for profile in PersonProfile.objects.select_related("photo"):
        found[profile.contact_id].append(profile)
    return found


def _code(profile: Any) -> str:
    return roots().code_of(profile.locale_id)


def pick[Entry](entries: dict[int, Entry], keys: Iterable[int]) -> list[Entry]:
    """The entries of these rows that are public, in the order of the keys."""
    return [entries[key] for key in keys if key in entries]
