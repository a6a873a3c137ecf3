"""Fit: a table for every term, sums of whole numbers, and reasons worth saying."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.volunteering.domain.test_sign_up import AFTERNOON, NEED, PERSON, SHIFT, START, held
from volunteering.domain.facts import ShiftFacts
from volunteering.domain.fit import TERMS, Fit, fit
from volunteering.domain.vocabulary import rules
from volunteering.enums import DayPart, Level, Reason

FAR = START - timedelta(days=30)
NAMES = ("languages", "skills", "time", "interests", "district", "continuity", "fairness", "urgency", "crowd")


def judge(shift: dict | None = None, need: dict | None = None, person: dict | None = None, days: float = 30) -> Fit:
    facts = replace(SHIFT, need=replace(NEED, **(need or {})), **(shift or {}))
    return fit(facts, replace(PERSON, **(person or {})), at=START - timedelta(days=days))


def term_of(name: str, judged: Fit) -> tuple[int, Reason]:
    term = judged.terms[NAMES.index(name)]
    return term.points, term.reason


UK = ("uk", Level.B2, False)
AR = ("ar", Level.B1, True)
SKILLS = (("tutoring", False), ("cooking", False))
CASES = {
    # languages
    "no language named": ("languages", judge(), 10, Reason.LANGUAGES_NONE),
    "wished level reached": (
        "languages",
        judge(need={"languages": (UK,)}, person={"languages": {"uk": Level.C1}}),
        25,
        Reason.LANGUAGES_FULL,
    ),
    "two languages, both full": (
        "languages",
        judge(need={"languages": (UK, AR)}, person={"languages": {"uk": Level.B2, "ar": Level.NATIVE}}),
        25,
        Reason.LANGUAGES_FULL,
    ),
    "below the wished level": (
        "languages",
        judge(need={"languages": (UK,)}, person={"languages": {"uk": Level.A2}}),
        15,
        Reason.LANGUAGES_ENOUGH,
    ),
    "one of two below": (
        "languages",
        judge(need={"languages": (UK, AR)}, person={"languages": {"uk": Level.B1, "ar": Level.C1}}),
        15,
        Reason.LANGUAGES_ENOUGH,
    ),
    "wished language missing": ("languages", judge(need={"languages": (UK,)}), 0, Reason.LANGUAGES_MISSING),
    # skills
    "no skill named": ("skills", judge(), 8, Reason.SKILLS_NONE),
    "all skills, self-declared": (
        "skills",
        judge(need={"skills": SKILLS}, person={"skills": frozenset({"tutoring", "cooking"})}),
        16,
        Reason.SKILLS_OWN,
    ),
    "all skills, confirmed": (
        "skills",
        judge(
            need={"skills": SKILLS},
            person={
                "skills": frozenset({"tutoring", "cooking"}),
                "confirmed_skills": frozenset({"tutoring", "cooking"}),
            },
        ),
        20,
        Reason.SKILLS_CONFIRMED,
    ),
    "half of the skills": (
        "skills",
        judge(need={"skills": SKILLS}, person={"skills": frozenset({"cooking"})}),
        8,
        Reason.SKILLS_OWN,
    ),
    "half of the skills, confirmed": (
        "skills",
        judge(
            need={"skills": SKILLS},
            person={"skills": frozenset({"cooking"}), "confirmed_skills": frozenset({"cooking"})},
        ),
        10,
        Reason.SKILLS_CONFIRMED,
    ),
    "no skill there": ("skills", judge(need={"skills": SKILLS}), 0, Reason.SKILLS_MISSING),
    # time
    "grid never filled in": ("time", judge(), 5, Reason.TIME_UNKNOWN),
    "all parts ticked": ("time", judge(person={"cells": frozenset({AFTERNOON})}), 15, Reason.TIME_FITS),
    "half of the minutes": (
        "time",
        judge(
            shift={"starts_at": START + timedelta(hours=1), "ends_at": START + timedelta(hours=3)},
            person={"cells": frozenset({AFTERNOON})},
        ),
        8,
        Reason.TIME_HALF,
    ),
    "less than half": (
        "time",
        judge(
            shift={"starts_at": START + timedelta(minutes=90), "ends_at": START + timedelta(hours=4)},
            person={"cells": frozenset({AFTERNOON})},
        ),
        0,
        Reason.TIME_OUTSIDE,
    ),
    "another day": ("time", judge(person={"cells": frozenset({(2, DayPart.AFTERNOON)})}), 0, Reason.TIME_OUTSIDE),
    # interests
    "no interest chosen": ("interests", judge(need={"tags": ("children",)}), 5, Reason.INTERESTS_OPEN),
    "interest meets": (
        "interests",
        judge(need={"tags": ("children", "garden")}, person={"interests": frozenset({"garden"})}),
        15,
        Reason.INTEREST_MATCHES,
    ),
    "other interests": (
        "interests",
        judge(need={"tags": ("children",)}, person={"interests": frozenset({"garden"})}),
        0,
        Reason.INTEREST_OTHER,
    ),
    # district
    "home district": ("district", judge(person={"home_district_id": 1}), 10, Reason.DISTRICT_HOME),
    "online": ("district", judge(need={"online": True, "district_id": None}), 10, Reason.DISTRICT_ONLINE),
    "one of my districts": ("district", judge(person={"district_ids": frozenset({1, 2})}), 8, Reason.DISTRICT_MINE),
    "elsewhere": ("district", judge(person={"home_district_id": 2}), 0, Reason.DISTRICT_OTHER),
    "need without a district": (
        "district",
        judge(need={"district_id": None}, person={"home_district_id": 1}),
        0,
        Reason.DISTRICT_OTHER,
    ),
    # continuity
    "helped here before": (
        "continuity",
        judge(person={"attended_needs": frozenset({1})}),
        5,
        Reason.CONTINUITY_NEED,
    ),
    "knows the organisation": (
        "continuity",
        judge(need={"organisation_id": 3}, person={"attended_organisations": frozenset({3})}),
        3,
        Reason.CONTINUITY_ORGANISATION,
    ),
    "new here": ("continuity", judge(), 0, Reason.CONTINUITY_NONE),
    # fairness
    "did nothing for 90 days": ("fairness", judge(), 10, Reason.FAIRNESS),
    "ten hours in 90 days": ("fairness", judge(person={"recent_minutes": 600}), 8, Reason.FAIRNESS),
    "forty hours in 90 days": ("fairness", judge(person={"recent_minutes": 2400}), 0, Reason.FAIRNESS),
    "a hundred hours in 90 days": ("fairness", judge(person={"recent_minutes": 6000}), 0, Reason.FAIRNESS),
    # urgency
    "three weeks ahead": ("urgency", judge(days=21), 0, Reason.URGENCY_NONE),
    "a week ahead, nobody yet": ("urgency", judge(days=7), 8, Reason.URGENCY),
    "now, nobody yet": ("urgency", judge(days=0), 15, Reason.URGENCY),
    "now, half of the minimum": (
        "urgency",
        judge(shift={"places_min": 4, "places_max": 6, "places_taken": 2}, days=0),
        8,
        Reason.URGENCY,
    ),
    "now, minimum reached": ("urgency", judge(shift={"places_taken": 1}, days=0), 3, Reason.URGENCY_NONE),
    "now, full": ("urgency", judge(shift={"places_taken": 3}, days=0), 0, Reason.URGENCY_NONE),
    # crowd
    "nobody else": ("crowd", judge(), 0, Reason.CROWD_NONE),
    "as many as free places": ("crowd", judge(shift={"interested": 3}), 0, Reason.CROWD_NONE),
    "two more than places": ("crowd", judge(shift={"interested": 5}), -12, Reason.CROWD),
    "a crowd": ("crowd", judge(shift={"interested": 50}), -18, Reason.CROWD),
}


@pytest.mark.parametrize(("name", "judged", "points", "reason"), CASES.values(), ids=CASES)
def test_term_as_in_the_table(name: str, judged: Fit, points: int, reason: Reason) -> None:
    assert term_of(name, judged) == (points, reason)


def test_sum_is_the_sum_of_its_terms_and_whole() -> None:
    judged = judge(
        need={"languages": (UK,), "tags": ("garden",)},
        person={"languages": {"uk": Level.C1}, "interests": frozenset({"garden"}), "home_district_id": 1},
    )

    assert judged.points == sum(term.points for term in judged.terms) == 25 + 8 + 5 + 15 + 10 + 0 + 10 + 0 + 0
    assert all(isinstance(term.points, int) for term in judged.terms)
    assert len(judged.terms) == len(TERMS) == len(NAMES)


def test_three_strongest_reasons_are_said_and_nothing_that_is_none() -> None:
    judged = judge(
        need={"languages": (UK,), "tags": ("garden",)},
        person={
            "languages": {"uk": Level.C1},
            "interests": frozenset({"garden"}),
            "home_district_id": 1,
            "cells": frozenset({AFTERNOON}),
        },
    )

    assert [term.reason for term in judged.strongest()] == [
        Reason.LANGUAGES_FULL,
        Reason.TIME_FITS,
        Reason.INTEREST_MATCHES,
    ]
    assert [term.reason for term in judge().strongest()] == [Reason.LANGUAGES_NONE, Reason.SKILLS_NONE]


def test_every_term_of_the_rules_has_points() -> None:
    weights = rules().weights

    assert (weights.languages_full, weights.crowd_at_most, rules().version) == (25, 18, 1)


def test_same_facts_give_the_same_points() -> None:
    shift: ShiftFacts = replace(SHIFT, interested=4)
    person = replace(PERSON, taken=(held(START),))

    assert fit(shift, person, at=FAR) == fit(shift, person, at=FAR)
