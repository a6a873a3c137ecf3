"""Who helps me in my language: ranking and its edges."""

from datetime import time

import pytest

from home.address_book import PersonEntry
from home.domain.hours import Slot, Timetable
from home.domain.people import nobody_speaks, ranked
from tests.make.pages import local

AT = local("2026-11-24 08:00")


def person(name: str, *languages: str, weekday: int | None = 1, topics: tuple[str, ...] = ()) -> PersonEntry:
    hours = Timetable((Slot(weekday, time(9), time(12)),)) if weekday is not None else Timetable()
    return PersonEntry(
        pk=hash(name) % 1000,
        name=name,
        email="",
        phone="",
        uses_whatsapp=False,
        languages=("de", *languages),
        topics=frozenset(topics),
        mediator=False,
        function="",
        place=None,
        hours=hours,
    )


ARABIC_TODAY = person("Layla", "ar", "fr")
ARABIC_FRIDAY = person("Samuel", "ar", weekday=4)
ARABIC_WITHOUT_HOURS = person("Zahra", "ar", weekday=None)
FRENCH = person("Claire", "fr")
GERMAN_TODAY = person("Anna")
GERMAN_FRIDAY = person("Bernd", weekday=4)
TEAM = [GERMAN_FRIDAY, ARABIC_WITHOUT_HOURS, GERMAN_TODAY, FRENCH, ARABIC_FRIDAY, ARABIC_TODAY]


BY_HOURS = ["Anna", "Claire", "Layla", "Bernd", "Samuel", "Zahra"]
TABLE = {
    "my language, then the next hour": (["ar"], ["Layla", "Samuel", "Zahra", "Anna", "Claire", "Bernd"]),
    "then another language of mine": (["ar", "fr"], ["Layla", "Samuel", "Zahra", "Claire", "Anna", "Bernd"]),
    "all speak German: hours and names": (["de"], BY_HOURS),
    "easy German is German": (["de-simple"], BY_HOURS),
    "nobody speaks it: all are there": (["ti"], BY_HOURS),
}


@pytest.mark.parametrize(("languages", "expected"), TABLE.values(), ids=TABLE)
def test_contacts_stand_in_the_order_in_which_they_help(languages: list[str], expected: list[str]) -> None:
    assert [card.person.name for card in ranked(TEAM, languages, at=AT)] == expected


def test_a_topic_leaves_those_who_are_in_charge() -> None:
    doctor = person("Samuel", "ar", topics=("health",))

    found = ranked([ARABIC_TODAY, doctor], ["ar"], at=AT, topic="health")

    assert [card.person.name for card in found] == ["Samuel"]


def test_a_topic_nobody_has_shows_everybody() -> None:
    assert len(ranked(TEAM, ["ar"], at=AT, topic="housing")) == len(TEAM)


@pytest.mark.parametrize(("language", "expected"), [("ar", False), ("ti", True), ("de-simple", False)])
def test_an_interpreter_is_offered_when_nobody_speaks_the_language(language: str, expected: bool) -> None:
    assert nobody_speaks(ranked(TEAM, [language], at=AT)) is expected


def test_somebody_who_is_there_now_comes_before_somebody_later_today() -> None:
    now = person("Yusuf", "tr", weekday=1)

    found = ranked([ARABIC_FRIDAY, now], ["uk"], at=local("2026-11-24 10:00"))

    assert [card.person.name for card in found] == ["Yusuf", "Samuel"]


@pytest.mark.parametrize(
    ("name", "expected"), [("Dr. Peter Lindner", "PL"), ("Selin", "S"), ("Ana Maria de Souza", "AS")]
)
def test_initials_leave_titles_out(name: str, expected: str) -> None:
    assert person(name).initials == expected
