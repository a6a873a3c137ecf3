"""Districts, partners, places, contacts and their hours."""

from dataclasses import dataclass, field
from datetime import datetime, time

from cms.demo.story import HOUSE, Story
from cms.network.enums import Access, Channel, LegalBasis, OrganisationKind, Sector, TopicKey
from cms.network.models import Contact, District, HoursSlot, Membership, Organisation, Place, Topic

DISTRICTS = ("Langendreer", "Werne", "Querenburg", "Wattenscheid", "Stadtmitte", "Hordel", "Dahlhausen", "Gerthe")


@dataclass(frozen=True)
class Partner:
    key: str
    name: str
    kind: str
    district: str
    street: str
    postcode: str
    languages: tuple[str, ...] = ("de",)
    topics: tuple[str, ...] = ()
    sector: str = Sector.FREE
    listed: bool = True


PARTNERS = (
    Partner(
        "house",
        "Offenes Haus – Integrationsagentur",
        OrganisationKind.OWN,
        "Langendreer",
        "Zechenstraße 8",
        "44894",
        ("de", "tr", "ar", "uk", "ru", "fa", "fr", "en"),
        (TopicKey.GERMAN, TopicKey.FAMILY, TopicKey.HEALTH),
    ),
    Partner(
        "brueckenschlag",
        "Brückenschlag Bochum e.V.",
        OrganisationKind.MSO,
        "Langendreer",
        "Alte Bahnhofstraße 212",
        "44892",
        ("de", "tr", "kmr"),
        (TopicKey.FAMILY, TopicKey.YOUTH, TopicKey.VOLUNTEERING),
    ),
    Partner(
        "kalyna",
        "Ukrainischer Kulturverein Kalyna e.V.",
        OrganisationKind.MSO,
        "Stadtmitte",
        "Rottstraße 31",
        "44793",
        ("de", "uk", "ru"),
        (TopicKey.FAMILY, TopicKey.DIALOGUE),
    ),
    Partner(
        "kita",
        "Kita Regenbogen",
        OrganisationKind.DAY_CARE,
        "Werne",
        "Lütge Heide 4",
        "44894",
        ("de", "tr"),
        (TopicKey.FAMILY, TopicKey.OPENING),
    ),
    Partner(
        "clinic",
        "Klinik am Ruhrbogen",
        OrganisationKind.HEALTH,
        "Querenburg",
        "Hustadtring 77",
        "44801",
        ("de", "en", "ar"),
        (TopicKey.HEALTH, TopicKey.OPENING),
        Sector.PUBLIC,
    ),
    Partner(
        "mosque",
        "Gemeinde am Stadtpark",
        OrganisationKind.COMMUNITY,
        "Stadtmitte",
        "Bergstraße 115",
        "44791",
        ("de", "tr", "ar"),
        (TopicKey.DIALOGUE, TopicKey.WOMEN),
    ),
    Partner(
        "parish",
        "Kirchengemeinde Langendreer",
        OrganisationKind.COMMUNITY,
        "Langendreer",
        "Carl-von-Ossietzky-Platz 2",
        "44892",
        ("de", "en"),
        (TopicKey.DIALOGUE, TopicKey.VOLUNTEERING),
    ),
    Partner(
        "school",
        "Gesamtschule Bochum-Ost",
        OrganisationKind.SCHOOL,
        "Langendreer",
        "Unterstraße 66",
        "44892",
        ("de",),
        (TopicKey.FAMILY, TopicKey.YOUTH),
        Sector.PUBLIC,
    ),
)


@dataclass(frozen=True)
class Venue:
    key: str
    name: str
    street: str
    postcode: str
    district: str
    phone: str
    stop: str
    hours: tuple[tuple[int, str, str, str], ...] = ()
    organisation: str = "house"
    lift: bool = True
    toilet: bool = True


WEEKDAY_HOURS = tuple((day, "09:00", "16:00", Access.WALK_IN) for day in range(4))
PLACES = (
    Venue(
        "mgh",
        "Mehrgenerationenhaus Am Förderturm",
        "Zechenstraße 8",
        "44894",
        "Langendreer",
        "+49 221 4710 100",
        "Langendreer Markt, Tram 302",
        (*WEEKDAY_HOURS, (4, "09:00", "12:30", Access.WALK_IN)),
    ),
    Venue(
        "mitte",
        "Treffpunkt Rottstraße",
        "Rottstraße 31",
        "44793",
        "Stadtmitte",
        "+49 221 4710 120",
        "Rathaus Süd",
        ((1, "14:00", "18:00", Access.WALK_IN), (3, "10:00", "13:00", Access.WALK_IN)),
        "kalyna",
        lift=False,
    ),
    Venue(
        "wattenscheid",
        "Stadtteilladen Wattenscheid",
        "Oststraße 40",
        "44866",
        "Wattenscheid",
        "+49 221 4710 130",
        "August-Bebel-Platz",
        ((0, "10:00", "14:00", Access.WALK_IN), (2, "10:00", "14:00", Access.APPOINTMENT)),
        lift=False,
        toilet=False,
    ),
)


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    function: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    email: str
    phone: str
    hours: tuple[tuple[int, str, str, str], ...]
    place: str = "mgh"
    user: str = ""
    whatsapp: bool = False
    organisation: str = "house"
    public: bool = field(default=True)


PEOPLE = (
    Person(
        "selin",
        "Selin Aydın",
        "Deutschkurse",
        ("de", "tr", "en"),
        (TopicKey.GERMAN, TopicKey.WORK),
        f"kurse@{HOUSE}",
        "+49 221 4710 111",
        (
            (0, "09:00", "12:00", Access.WALK_IN),
            (2, "13:00", "16:00", Access.WALK_IN),
            (3, "09:00", "12:00", Access.PHONE),
        ),
    ),
    Person(
        "layla",
        "Layla Haddad",
        "Elternberatung",
        ("de", "ar", "fr"),
        (TopicKey.FAMILY, TopicKey.WOMEN),
        f"eltern@{HOUSE}",
        "+49 221 4710 112",
        ((1, "09:00", "12:30", Access.WALK_IN), (3, "14:00", "16:00", Access.APPOINTMENT)),
        whatsapp=True,
    ),
    Person(
        "samuel",
        "Samuel Tesfay",
        "Gesundheitsberatung",
        ("de", "ti", "ar", "en"),
        (TopicKey.HEALTH,),
        f"gesundheit@{HOUSE}",
        "+49 221 4710 113",
        ((0, "13:00", "16:00", Access.WALK_IN), (2, "09:00", "12:00", Access.APPOINTMENT)),
    ),
    Person(
        "iryna",
        "Iryna Kovalenko",
        "Muttersprachliche Kurse",
        ("de", "uk", "ru"),
        (TopicKey.FAMILY, TopicKey.YOUTH),
        f"muttersprache@{HOUSE}",
        "+49 221 4710 114",
        ((1, "14:00", "18:00", Access.WALK_IN),),
        place="mitte",
    ),
    Person(
        "britta",
        "Britta Nowak",
        "Koordination Ehrenamt",
        ("de", "en"),
        (TopicKey.VOLUNTEERING,),
        f"ehrenamt@{HOUSE}",
        "+49 221 4710 115",
        ((1, "09:00", "13:00", Access.WALK_IN), (3, "14:00", "17:00", Access.PHONE)),
        user="coordinator",
    ),
    Person(
        "farida",
        "Farida Rahimi",
        "Interkulturelle Öffnung",
        ("de", "fa", "prs", "en"),
        (TopicKey.OPENING, TopicKey.DIALOGUE),
        f"begleitung@{HOUSE}",
        "+49 221 4710 116",
        ((2, "10:00", "15:00", Access.APPOINTMENT),),
        user="advisor",
    ),
)


def tell(story: Story, at: datetime) -> None:
    """The network as the directory, the contacts and the venues show it."""
    topics = {
        key: Topic.objects.get_or_create(key=key, defaults={"position": n})[0] for n, key in enumerate(TopicKey.values)
    }
    for position, name in enumerate(DISTRICTS):
        story.districts[name] = District.objects.create(
            key=name.lower(), name=name, position=position, coordinator=story.users["coordinator"]
        )
    for partner in PARTNERS:
        organisation = Organisation.objects.create(
            slug=partner.key,
            name=partner.name,
            kind=partner.kind,
            sector=partner.sector,
            district=story.districts[partner.district],
            street=partner.street,
            postcode=partner.postcode,
            languages=list(partner.languages),
            listed=partner.listed,
        )
        organisation.topics.set([topics[key] for key in partner.topics])
        story.organisations[partner.key] = organisation
    for position, venue in enumerate(PLACES):
        place = Place.objects.create(
            organisation=story.organisations[venue.organisation],
            name=venue.name,
            street=venue.street,
            postcode=venue.postcode,
            district=story.districts[venue.district],
            phone=venue.phone,
            stop=venue.stop,
            lift=venue.lift,
            step_free=True,
            toilet=venue.toilet,
            position=position,
        )
        add_hours(venue.hours, place=place)
        story.places[venue.key] = place
    for person in PEOPLE:
        contact = Contact.objects.create(
            organisation=story.organisations[person.organisation],
            place=story.places[person.place],
            name=person.name,
            function=person.function,
            languages=list(person.languages),
            email=person.email,
            phone=person.phone,
            uses_whatsapp=person.whatsapp,
            public=person.public,
            channel=Channel.MAIL,
            legal_basis=LegalBasis.CONSENT,
            user=story.users.get(person.user),
        )
        contact.topics.set([topics[key] for key in person.topics])
        add_hours(person.hours, contact=contact)
        story.contacts[person.key] = contact
    Membership.objects.create(
        user=story.users["mehmet"],
        organisation=story.organisations["brueckenschlag"],
        role=Membership.Role.MAY_POST_NEEDS,
    )


def add_hours(hours: tuple[tuple[int, str, str, str], ...], **owner: Place | Contact) -> None:
    """Weekly hours as (weekday, opens, closes, access)."""
    for weekday, opens, closes, access in hours:
        HoursSlot.objects.create(
            weekday=weekday, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes), access=access, **owner
        )
