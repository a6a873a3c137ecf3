"""What the planner takes and gives: plain data, no database and no clock (volunteering.md 4.6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

PLACE = 1000
"""Points of a filled place: more than the fit of eight changed pairs."""
FIRST = 200
"""Points of the first place of a shift that nobody holds yet."""
MINIMUM = 100
"""Points of each further place up to the minimum of a shift."""
STEP_MINUTES = 240
STEP_COSTS = (0, 4, 8, 12)
"""Points an hour in each load step of 240 minutes; the last one is open."""
TIE = 0.05


@dataclass(frozen=True)
class Distances:
    """Minutes between two places, and the rest between two days."""

    same_district: int = 15
    elsewhere: int = 30
    rest: int = 11 * 60

    def travel(self, one: "Slot", other: "Slot") -> int:
        """Minutes on the way: none within a venue."""
        if one.venue is not None and one.venue == other.venue:
            return 0
        return self.same_district if one.district is not None and one.district == other.district else self.elsewhere


@dataclass(frozen=True, slots=True)
class Slot:
    """When and where a shift is; `day` and `week` (ISO year and week) are local."""

    starts_at: datetime
    ends_at: datetime
    day: date
    week: tuple[int, int]
    venue: int | None = None
    district: int | None = None

    @property
    def minutes(self) -> int:
        """Real elapsed minutes."""
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class OpenShift:
    """A shift with free places and no queue. `held`: places that somebody has, `minimum`: what it needs at least."""

    pk: int
    slot: Slot
    free: int
    held: int = 0
    minimum: int = 1
    strict: bool = False
    urgency: int = 0

    @property
    def missing(self) -> int:
        """Places still missing to the minimum."""
        return max(0, self.minimum - self.held)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be proposed; `held` are the shifts they have, which the plan never touches."""

    pk: int
    week_limit: int
    day_limit: int
    held: tuple[Slot, ...] = ()

    @property
    def held_minutes(self) -> int:
        """Minutes they have already promised."""
        return sum(slot.minutes for slot in self.held)


class Pair(NamedTuple):
    """A person without obstacle for a shift: the fit and the price of a scarce language, both in points."""

    person: int
    shift: int
    fit: int
    price: int = 0

    @property
    def worth(self) -> int:
        """Points of the pair without bonus and load; the fit counts from 0 to 115."""
        return PLACE + min(115, max(0, self.fit)) - self.price


@dataclass(frozen=True)
class Problem:
    """Everything the planner knows; `seed` is the ISO week, so that ties favour nobody for ever."""

    people: tuple[Person, ...]
    shifts: tuple[OpenShift, ...]
    pairs: tuple[Pair, ...]
    seed: str = ""
    distances: Distances = field(default_factory=Distances)

    @cached_property
    def person(self) -> Mapping[int, Person]:
        """People by key."""
        return {person.pk: person for person in self.people}

    @cached_property
    def shift(self) -> Mapping[int, OpenShift]:
        """Shifts by key."""
        return {shift.pk: shift for shift in self.shifts}

    def sorted(self) -> "Problem":
        """The same problem in the order of its keys: a permuted input gives the same plan."""
        return Problem(
            tuple(sorted(self.people, key=lambda person: person.pk)),
            tuple(sorted(self.shifts, key=lambda shift: shift.pk)),
            tuple(sorted(self.pairs)),
            self.seed,
            self.distances,
        )


@dataclass(frozen=True)
class Plan:
    """Who is proposed for what, and how good that is.

    `status`: optimal, feasible (time ran out) or greedy (no solver). `bound` is the best value there can be, `gap` the
    share that is missing to it at most; both None where unknown.
    """

    proposals: tuple[tuple[int, int], ...]
    status: str
    objective: float
    bound: float | None = None
    gap: float | None = None
    seconds: float = 0.0
    pairs: int = 0
    pruned: int = 0
    rows: int = 0
    columns: int = 0
    refilled: int = 0
    columns_of_solution: list[float] = field(default_factory=list, repr=False, compare=False)


def tie(seed: str, person: int, shift: int) -> float:
    """A small number that decides between equals: the same on every machine, another one each week."""
    digest = blake2b(f"{seed}:{person}:{shift}".encode(), digest_size=4).digest()
    return TIE * int.from_bytes(digest) / 2**32


def collide(one: Slot, other: Slot, distances: Distances) -> bool:
    """Whether one person cannot do both: they overlap, or the way or the night between them is too short."""
    if one.starts_at > other.starts_at:
        one, other = other, one
    if other.starts_at < one.ends_at:
        return True
    gap = (other.starts_at - one.ends_at) / timedelta(minutes=1)
    return gap < distances.travel(one, other) or (one.day != other.day and gap < distances.rest)


def load_cost(minutes: int) -> float:
    """Points lost for so many minutes of one person: convex, so that work is shared."""
    cost, left = 0.0, minutes
    for number, points in enumerate(STEP_COSTS):
        here = left if number == len(STEP_COSTS) - 1 else min(left, STEP_MINUTES)
        cost += points * here / 60
        left -= here
    return cost


def objective_of(problem: Problem, proposals: Iterable[tuple[int, int]]) -> float:
    """The value of a plan, as the model counts it."""
    worth = {(pair.person, pair.shift): pair.worth for pair in problem.pairs}
    filled: dict[int, int] = defaultdict(int)
    minutes: dict[int, int] = {person.pk: person.held_minutes for person in problem.people}
    value = 0.0
    for person, shift in proposals:
        value += worth[person, shift] + tie(problem.seed, person, shift)
        filled[shift] += 1
        minutes[person] += problem.shift[shift].slot.minutes
    for pk, count in filled.items():
        shift_ = problem.shift[pk]
        first = 1 if shift_.held == 0 else 0
        value += FIRST * min(first, count)
        value += MINIMUM * min(max(0, shift_.missing - first), max(0, count - first))
    return value - sum(load_cost(total) for total in minutes.values())
