"""How well a shift fits a person: integer points with reasons. Reads no clock and no database.

The points of each term stand in `data/rules.yaml`. They order lists; nobody is shown a number, everybody reasons.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from volunteering.domain.facts import PersonFacts, ShiftFacts
from volunteering.domain.vocabulary import Weights, rules
from volunteering.enums import Reason

SHOWN = 3
# True but no reason to come: what was left open, what lies outside, and how much somebody did lately.
UNSPOKEN = frozenset({Reason.INTERESTS_OPEN, Reason.TIME_UNKNOWN, Reason.FAIRNESS, Reason.URGENCY_NONE})


@dataclass(frozen=True)
class Term:
    """Points of one term, the reason for them, and what its sentence names (see `wording.py`)."""

    points: int
    reason: Reason
    values: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Fit:
    """All terms in their fixed order."""

    terms: tuple[Term, ...]

    @property
    def points(self) -> int:
        """The sum of all terms."""
        return sum(term.points for term in self.terms)

    def strongest(self, number: int = SHOWN) -> list[Term]:
        """What speaks most for this shift, worth saying to the person; equal points keep the order of the terms."""
        spoken = [term for term in self.terms if term.points > 0 and term.reason not in UNSPOKEN]
        return sorted(spoken, key=lambda term: -term.points)[:number]


def fit(shift: ShiftFacts, person: PersonFacts, *, at: datetime) -> Fit:
    """The points of this shift for this person at this moment, term by term."""
    weights = rules().weights
    return Fit(tuple(term(shift, person, at, weights) for term in TERMS))


def languages(shift: ShiftFacts, person: PersonFacts, _at: datetime, w: Weights) -> Term:
    """Every named language at the wished level, or at least at the necessary one."""
    asked = shift.need.languages
    if not asked:
        return Term(w.languages_none, Reason.LANGUAGES_NONE)
    missing = tuple(code for code, _level, _hard in asked if code not in person.languages)
    if missing:
        return Term(0, Reason.LANGUAGES_MISSING, (("languages", missing),))
    spoken = tuple((code, person.languages[code]) for code, _level, _hard in asked)
    if all(person.languages[code].rank >= level.rank for code, level, _hard in asked):
        return Term(w.languages_full, Reason.LANGUAGES_FULL, (("spoken", spoken),))
    return Term(w.languages_enough, Reason.LANGUAGES_ENOUGH, (("languages", tuple(code for code, _ in spoken)),))


def skills(shift: ShiftFacts, person: PersonFacts, _at: datetime, w: Weights) -> Term:
    """Confirmed skills count a little more than those somebody names; a part of them pro rata."""
    asked = tuple(key for key, _hard in shift.need.skills)
    if not asked:
        return Term(w.skills_none, Reason.SKILLS_NONE)
    there = tuple(key for key in asked if key in person.skills)
    if not there:
        return Term(0, Reason.SKILLS_MISSING, (("skills", asked),))
    confirmed = all(key in person.confirmed_skills for key in there)
    points = (w.skills_confirmed if confirmed else w.skills_own) * len(there) // len(asked)
    return Term(points, Reason.SKILLS_CONFIRMED if confirmed else Reason.SKILLS_OWN, (("skills", there),))


def interests(shift: ShiftFacts, person: PersonFacts, _at: datetime, w: Weights) -> Term:
    if not person.interests:
        return Term(w.interests_open, Reason.INTERESTS_OPEN)
    for tag in shift.need.tags:
        if tag in person.interests:
            return Term(w.interest, Reason.INTEREST_MATCHES, (("interest", tag),))
    return Term(0, Reason.INTEREST_OTHER)


def time(shift: ShiftFacts, person: PersonFacts, _at: datetime, w: Weights) -> Term:
    """All parts of the day ticked, or at least half of the minutes."""
    if not person.cells:
        return Term(w.time_unknown, Reason.TIME_UNKNOWN)
    touched = shift.parts
    minutes = sum(touched.values())
    ticked = sum(number for cell, number in touched.items() if cell in person.cells)
    if touched and touched.keys() <= person.cells:
        return Term(w.time, Reason.TIME_FITS, (("cell", next(iter(touched))),))
    if minutes and 2 * ticked >= minutes:
        return Term(w.time_half, Reason.TIME_HALF)
    return Term(0, Reason.TIME_OUTSIDE)


def district(shift: ShiftFacts, person: PersonFacts, _at: datetime, w: Weights) -> Term:
    need = shift.need
    if need.online:
        return Term(w.district_home, Reason.DISTRICT_ONLINE)
    if need.district_id and need.district_id == person.home_district_id:
        return Term(w.district_home, Reason.DISTRICT_HOME, (("district", need.district_id),))
    if need.district_id and need.district_id in person.district_ids:
        return Term(w.district_mine, Reason.DISTRICT_MINE, (("district", need.district_id),))
    return Term(0, Reason.DISTRICT_OTHER)


def continuity(shift: ShiftFacts, person: PersonFacts, _at: datetime, w: Weights) -> Term:
    need = shift.need
    if need.pk in person.attended_needs:
        return Term(w.continuity_need, Reason.CONTINUITY_NEED)
    if need.organisation_id in person.attended_organisations:
        return Term(
            w.continuity_organisation, Reason.CONTINUITY_ORGANISATION, (("organisation", need.organisation_id),)
        )
    return Term(0, Reason.CONTINUITY_NONE)


def fairness(_shift: ShiftFacts, person: PersonFacts, _at: datetime, w: Weights) -> Term:
    """Full points for somebody who did nothing in 90 days, one less for each four hours."""
    points = max(0, w.fairness - person.recent_minutes // 60 // w.fairness_hours_per_point)
    return Term(points, Reason.FAIRNESS)


def urgency(shift: ShiftFacts, _person: PersonFacts, at: datetime, w: Weights) -> Term:
    """The missing share of the minimum (then the free share), the more the closer the shift is."""
    days = max(0.0, (shift.starts_at - at).total_seconds() / 86_400)
    closeness = max(0.0, 1 - days / w.urgency_days)
    missing = max(0, shift.places_min - shift.places_taken)
    if missing:
        points = round(w.urgency * missing / shift.places_min * closeness)
    else:
        points = round(w.urgency_reached * shift.places_left / shift.places_max * closeness)
    return Term(points, Reason.URGENCY if points and missing else Reason.URGENCY_NONE)


def crowd(shift: ShiftFacts, _person: PersonFacts, _at: datetime, w: Weights) -> Term:
    """Spreads interest: each interested person beyond the free places counts against the shift."""
    beyond = max(0, shift.interested - shift.places_left)
    points = -min(w.crowd_at_most, w.crowd_each * beyond)
    return Term(points, Reason.CROWD if points else Reason.CROWD_NONE)


TERMS: tuple[Callable[[ShiftFacts, PersonFacts, datetime, Weights], Term], ...] = (
    languages,
    skills,
    time,
    interests,
    district,
    continuity,
    fairness,
    urgency,
    crowd,
)
