"""Invented agencies of three sizes for the plan: standard library only, plain data out (volunteering.md 4.16).

Everything is drawn by `random.Random(seed).random()` alone, which gives the same numbers in every version of Python.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from volunteering.domain.plan_data import Distances, OpenShift, Pair, Person, Problem, Slot, collide

MONDAY = datetime(2026, 6, 1, tzinfo=UTC)
LANGUAGES = range(1, 12)
PARTS = ((6, 11), (11, 14), (14, 18), (18, 22))


@dataclass(frozen=True)
class Size:
    """How many of what."""

    volunteers: int
    shifts: int
    weeks: int
    districts: int


SIZES = {"A": Size(150, 60, 1, 8), "M": Size(1_000, 300, 1, 8), "L": Size(10_000, 2_000, 4, 24)}


@dataclass(frozen=True)
class Volunteer:
    """A person as drawn."""

    pk: int
    district: int
    radius: int
    german: bool
    languages: frozenset[int]
    skills: frozenset[int]
    cells: frozenset[tuple[int, int]]
    clearance: bool
    week_limit: int
    day_limit: int
    hours: float
    needs: frozenset[int]


@dataclass(frozen=True)
class Shift:
    """A shift as drawn."""

    pk: int
    starts_at: datetime
    minutes: int
    most: int
    least: int
    district: int
    language: int
    skill: int
    skill_is_hard: bool
    clearance: bool
    urgency: int
    need: int
    strict: bool

    @property
    def ends_at(self) -> datetime:
        """Its end."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def slot(self) -> Slot:
        """Its time and place; every need has its venue."""
        week = self.starts_at.isocalendar()
        return Slot(
            self.starts_at,
            self.ends_at,
            self.starts_at.date(),
            (week.year, week.week),
            venue=self.need * 100 + self.district,
            district=self.district,
        )

    @property
    def touched(self) -> frozenset[tuple[int, int]]:
        """The cells of the weekday grid that it touches."""
        day, first, last = self.starts_at.weekday(), self.starts_at.hour, (self.ends_at - timedelta(minutes=1)).hour
        return frozenset((day, part) for part, (start, end) in enumerate(PARTS) if first < end and last >= start)


@dataclass(frozen=True)
class Agency:
    """People and shifts of one draw."""

    volunteers: tuple[Volunteer, ...]
    shifts: tuple[Shift, ...]
    held: tuple[tuple[int, int], ...] = ()


class Draw:
    """Choices from one stream of numbers."""

    def __init__(self, seed: int) -> None:
        self.number = Random(seed).random

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit - 1."""
        return int(self.number() * limit)

    def of(self, choices: Sequence[int]) -> int:
        """One of the choices."""
        return choices[self.below(len(choices))]

    def chance(self, share: float) -> bool:
        """True in this share of the draws."""
        return self.number() < share

    def zipf(self) -> int:
        """A language, the first ones far more often."""
        weights = [1 / number**0.8 for number in LANGUAGES]
        left = self.number() * sum(weights)
        for number, weight in zip(LANGUAGES, weights, strict=True):
            left -= weight
            if left <= 0:
                return number
        return LANGUAGES[-1]


def draw(size: Size, seed: int, *, confirmed: float = 0.0, strict: float = 0.0) -> Agency:
    """An agency of this size; `confirmed`: chance that somebody who may is held already, `strict`: all or nothing."""
    one = Draw(seed)
    volunteers = tuple(_volunteer(one, pk, size) for pk in range(1, size.volunteers + 1))
    shifts = tuple(_shift(one, pk, size, strict) for pk in range(1, size.shifts + 1))
    agency = Agency(volunteers, shifts)
    return Agency(volunteers, shifts, _held(one, agency, confirmed)) if confirmed else agency


def _volunteer(one: Draw, pk: int, size: Size) -> Volunteer:
    return Volunteer(
        pk=pk,
        district=one.below(size.districts),
        radius=1 + one.below(3),
        german=one.chance(0.95),
        languages=frozenset(number for number in LANGUAGES if one.chance(0.30 / number**0.8)),
        skills=frozenset(number for number in range(10) if one.chance(0.25)),
        cells=frozenset((day, part) for day in range(7) for part in range(4) if one.chance(0.30)),
        clearance=one.chance(0.45),
        week_limit=one.of((1, 1, 2, 2, 3)),
        day_limit=1 if one.chance(0.8) else 2,
        hours=60 * one.number() * one.number(),
        needs=frozenset((one.below(30), one.below(30))),
    )


def _shift(one: Draw, pk: int, size: Size, strict: float) -> Shift:
    starts = MONDAY + timedelta(days=one.below(7 * size.weeks), hours=8, minutes=30 * one.below(24))
    most = one.of((1, 1, 1, 2, 2, 3, 4, 6))
    return Shift(
        pk=pk,
        starts_at=starts,
        minutes=one.of((60, 90, 120, 180, 240)),
        most=most,
        least=1 + one.below(most // 2 + 1) if most > 1 else 1,
        district=one.below(size.districts),
        language=one.zipf() if one.chance(0.45) else 0,
        skill=one.below(10),
        skill_is_hard=one.chance(0.35),
        clearance=one.chance(0.40),
        urgency=one.below(16),
        need=one.below(30),
        strict=one.chance(strict) if strict else False,
    )


def _held(one: Draw, agency: Agency, share: float) -> tuple[tuple[int, int], ...]:
    """Some pairs without obstacle that are confirmed already, at most one shift for each person."""
    taken: dict[int, int] = {}
    filled: dict[int, int] = {}
    for shift in agency.shifts:
        for person in agency.volunteers:
            if person.pk in taken or filled.get(shift.pk, 0) >= shift.most or not may(person, shift):
                continue
            if one.chance(share):
                taken[person.pk] = shift.pk
                filled[shift.pk] = filled.get(shift.pk, 0) + 1
    return tuple(sorted(taken.items()))


def may(person: Volunteer, shift: Shift) -> bool:
    """Whether nothing stands between this person and this shift, as the rules of the house would say."""
    return (
        abs(person.district - shift.district) <= person.radius
        and (not shift.language or shift.language in person.languages)
        and (not shift.skill_is_hard or shift.skill in person.skills)
        and (not shift.clearance or person.clearance)
        and (shift.language != 0 or person.german)
        and shift.touched <= person.cells
    )


def fit(person: Volunteer, shift: Shift) -> int:
    """The points of volunteering.md 4.5, as far as the draw knows them."""
    return (
        (25 if shift.language else 10)
        + (16 if shift.skill in person.skills else 0)
        + 5
        + 15
        + (10 if person.district == shift.district else 8)
        + (5 if shift.need in person.needs else 0)
        + max(0, round(10 - person.hours / 4))
        + shift.urgency
    )


def problem_of(agency: Agency, *, seed: str = "2026-W23") -> Problem:
    """What the planner gets of an agency."""
    shifts = {shift.pk: shift for shift in agency.shifts}
    held: dict[int, list[Slot]] = {}
    filled: dict[int, int] = {}
    for person, shift in agency.held:
        held.setdefault(person, []).append(shifts[shift].slot)
        filled[shift] = filled.get(shift, 0) + 1
    locked, distances = set(agency.held), Distances()
    people = tuple(
        Person(one.pk, one.week_limit, one.day_limit, tuple(held.get(one.pk, ()))) for one in agency.volunteers
    )
    opened = tuple(
        OpenShift(
            one.pk,
            one.slot,
            free=one.most - filled.get(one.pk, 0),
            held=filled.get(one.pk, 0),
            minimum=one.least,
            strict=one.strict,
            urgency=one.urgency,
        )
        for one in agency.shifts
        if filled.get(one.pk, 0) < one.most
    )
    free = {one.pk for one in opened}
    pairs = tuple(
        Pair(person.pk, shift.pk, fit(person, shift))
        for shift in agency.shifts
        if shift.pk in free
        for person in agency.volunteers
        if may(person, shift)
        and (person.pk, shift.pk) not in locked
        and not any(collide(shift.slot, slot, distances) for slot in held.get(person.pk, ()))
    )
    return Problem(people, opened, pairs, seed)
