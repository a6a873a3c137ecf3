"""The people of the demo who help: who they are and what they told us about themselves."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cms.demo.story import Story
from volunteering.domain.people import Profile, save_profile
from volunteering.enums import DayPart, Level, VolunteerState
from volunteering.models import Volunteer, VolunteerSkill

MORNING, MIDDAY, AFTERNOON, EVENING = DayPart
EVERY_DAY = range(7)


@dataclass(frozen=True)
class Helper:
    """One person: key, name, where they stand, what they speak and can, when and where they have time."""

    key: str
    name: str
    state: VolunteerState
    language: str
    spoken: dict[str, Level]
    cells: tuple[tuple[int, DayPart], ...]
    home: str
    districts: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    born: int | None = None
    phone: str = ""
    confirmed: bool = False
    days_in_state: int = 200


def week(*parts: DayPart, days: tuple[int, ...] | range = EVERY_DAY) -> tuple[tuple[int, DayPart], ...]:
    """These parts of these days."""
    return tuple((day, part) for day in days for part in parts)


L, S = Level, VolunteerState
HELPERS = (
    Helper(
        "hannelore",
        "Hannelore Brandt",
        S.ACTIVE,
        "de",
        {"de": L.NATIVE, "en": L.B1},
        week(MORNING, MIDDAY, AFTERNOON),
        "Langendreer",
        ("Werne",),
        ("reading_aloud", "tutoring"),
        ("children", "language"),
        1956,
        "+49 221 4710 201",
        confirmed=True,
    ),
    Helper(
        "yusuf",
        "Yusuf Demir",
        S.ACTIVE,
        "tr",
        {"tr": L.NATIVE, "de": L.C1, "kmr": L.B2},
        week(AFTERNOON, EVENING, days=(0, 1, 2, 3, 4)) + week(MORNING, MIDDAY, AFTERNOON, days=(5, 6)),
        "Querenburg",
        ("Langendreer", "Stadtmitte"),
        ("handicraft", "computers"),
        ("crafts", "digital"),
        1988,
    ),
    Helper(
        "oksana",
        "Oksana Melnyk",
        S.ACTIVE,
        "uk",
        {"uk": L.NATIVE, "ru": L.C2, "de": L.B2},
        week(MORNING, MIDDAY, days=(0, 1, 2, 3, 4)),
        "Stadtmitte",
        ("Langendreer",),
        ("interpreting", "writing"),
        ("translating", "company"),
        1985,
        confirmed=True,
    ),
    Helper(
        "amina",
        "Amina Osman",
        S.ACTIVE,
        "ar",
        {"ar": L.NATIVE, "en": L.B2, "de": L.B2},
        week(AFTERNOON, days=(1, 2, 3, 4)) + week(MIDDAY, AFTERNOON, days=(5,)),
        "Langendreer",
        (),
        ("accompanying", "tutoring"),
        ("children", "company"),
        1994,
    ),
    Helper(
        "paul",
        "Paul Schröder",
        S.INTERESTED,
        "de",
        {"de": L.NATIVE, "en": L.C1, "fr": L.B1},
        week(EVENING, days=(0, 1, 2, 3)),
        "Querenburg",
        ("Stadtmitte",),
        ("teaching",),
        ("language",),
        2002,
        days_in_state=9,
    ),
    Helper(
        "leyla",
        "Leyla Karimi",
        S.ACTIVE,
        "fa",
        {"fa": L.NATIVE, "prs": L.C1, "de": L.B2},
        week(MORNING, AFTERNOON, days=(1, 3, 5)),
        "Wattenscheid",
        ("Hordel",),
        ("gardening", "cooking"),
        ("garden", "cooking"),
        1979,
    ),
    Helper(
        "aster",
        "Aster Gebremedhin",
        S.ACTIVE,
        "en",
        {"ti": L.NATIVE, "am": L.C1, "en": L.B2, "de": L.B1},
        week(AFTERNOON, EVENING, days=(2, 4)),
        "Werne",
        ("Langendreer",),
        ("child_care",),
        ("children", "neighbourhood"),
        1990,
    ),
    Helper(
        "juergen",
        "Jürgen Wolff",
        S.ACTIVE,
        "de",
        {"de": L.NATIVE},
        week(MORNING, MIDDAY, AFTERNOON, days=(4, 5)),
        "Langendreer",
        (),
        ("electrics", "handicraft"),
        ("crafts",),
        1951,
        "+49 171 3920 011",
        confirmed=True,
    ),
    Helper(
        "fatma",
        "Fatma Yıldız",
        S.ACTIVE,
        "tr",
        {"tr": L.NATIVE, "de": L.B2},
        week(MORNING, AFTERNOON, days=(2, 3)),
        "Dahlhausen",
        ("Stadtmitte",),
        ("cooking", "accompanying"),
        ("cooking", "company"),
        1972,
    ),
    Helper(
        "dmytro",
        "Dmytro Shevchuk",
        S.ACTIVE,
        "uk",
        {"uk": L.NATIVE, "ru": L.NATIVE, "de": L.B2, "en": L.B2},
        week(MORNING, MIDDAY, days=(0, 4)),
        "Langendreer",
        ("Stadtmitte",),
        ("computers", "interpreting"),
        ("translating", "digital"),
        1996,
    ),
    Helper(
        "claire",
        "Claire Dubois",
        S.ACTIVE,
        "fr",
        {"fr": L.NATIVE, "de": L.C1, "en": L.C1},
        week(AFTERNOON, EVENING, days=(0, 2)),
        "Stadtmitte",
        (),
        ("teaching",),
        ("language", "company"),
        1968,
    ),
    Helper(
        "hassan",
        "Hassan al-Khatib",
        S.ACTIVE,
        "ar",
        {"ar": L.NATIVE, "ckb": L.C1, "de": L.B1},
        week(AFTERNOON, EVENING),
        "Gerthe",
        ("Langendreer", "Werne"),
        ("handicraft",),
        ("crafts", "neighbourhood"),
        1983,
    ),
    Helper(
        "renate",
        "Renate Kaiser",
        S.PAUSED,
        "de",
        {"de": L.NATIVE, "en": L.B2},
        week(MORNING),
        "Hordel",
        (),
        ("forms",),
        ("digital",),
        1960,
        days_in_state=30,
    ),
    Helper(
        "elif",
        "Elif Arslan",
        S.INTERVIEW,
        "de",
        {"de": L.NATIVE, "tr": L.C1},
        week(AFTERNOON, days=(1, 3)),
        "Werne",
        (),
        ("tutoring",),
        ("children",),
        2005,
        days_in_state=4,
    ),
    Helper(
        "bogdan",
        "Bogdan Nowicki",
        S.CONTACTED,
        "en",
        {"pl": L.NATIVE, "en": L.C1, "de": L.B1},
        week(EVENING),
        "Dahlhausen",
        (),
        (),
        ("garden", "neighbourhood"),
        1991,
        days_in_state=11,
    ),
)


def tell(story: Story, at: datetime) -> None:
    """Everybody who helps, with what they told us."""
    coordinator = story.users["coordinator"]
    for helper in HELPERS:
        user = story.users.get(helper.key)
        volunteer = Volunteer.objects.create(
            user=user,
            name=helper.name,
            email="" if user else f"{helper.key}@post.example",
            phone=helper.phone,
            language=helper.language,
            state=helper.state,
            state_since=at - timedelta(days=helper.days_in_state),
            joined_at=at - timedelta(days=helper.days_in_state + 60),
            coordinator=coordinator,
        )
        save_profile(
            volunteer,
            Profile(
                languages=helper.spoken,
                cells=helper.cells,
                home_district_id=story.districts[helper.home].pk,
                district_ids=[story.districts[name].pk for name in helper.districts],
                skills=helper.skills,
                interests=helper.interests,
                birth_year=helper.born,
                limits=(4, 2),
            ),
        )
        if helper.confirmed:
            VolunteerSkill.objects.filter(volunteer=volunteer).update(confirmed_by=coordinator)
        story.volunteers[helper.key] = volunteer
