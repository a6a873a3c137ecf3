"""The plan as a mixed-integer model: columns and rows of volunteering.md 4.6, as plain lists.

Columns: x (a pair is proposed), y (first place), z (further places up to the minimum), u (a strict shift takes place),
t (minutes in a load step). Rows that cannot bind are left out.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

from volunteering.domain.plan_data import (
    FIRST,
    MINIMUM,
    STEP_COSTS,
    STEP_MINUTES,
    OpenShift,
    Pair,
    Person,
    Problem,
    collide,
    tie,
)


@dataclass
class Model:
    """Columns with cost and bounds, rows with bounds and entries (column, value)."""

    costs: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    integers: list[bool] = field(default_factory=list)
    lower_bounds: list[float] = field(default_factory=list)
    upper_bounds: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    pairs: tuple[Pair, ...] = ()

    def column(self, cost: float, upper: float, *, integer: bool) -> int:
        """A new column between 0 and `upper`; its number."""
        self.costs.append(cost)
        self.uppers.append(upper)
        self.integers.append(integer)
        return len(self.costs) - 1

    def row(self, lower: float, upper: float, entries: Sequence[tuple[int, float]]) -> None:
        """A new row: lower ≤ Σ value · column ≤ upper."""
        self.lower_bounds.append(lower)
        self.upper_bounds.append(upper)
        self.columns.extend(column for column, _value in entries)
        self.values.extend(value for _column, value in entries)
        self.starts.append(len(self.columns))

    def at_most(self, limit: float, columns: Sequence[int]) -> None:
        """Σ columns ≤ limit, unless that always holds."""
        if len(columns) > limit:
            self.row(-inf, limit, [(column, 1.0) for column in columns])


def build(problem: Problem, pairs: Sequence[Pair]) -> Model:
    """The model over these pairs; `problem` is sorted."""
    model = Model(pairs=tuple(pairs))
    by_shift: dict[int, list[int]] = defaultdict(list)
    by_person: dict[int, list[int]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        model.column(pair.worth + tie(problem.seed, pair.person, pair.shift), 1, integer=True)
        by_shift[pair.shift].append(number)
        by_person[pair.person].append(number)
    for pk, columns in by_shift.items():
        _places(model, problem.shift[pk], columns)
    for pk, columns in by_person.items():
        _person(model, problem, problem.person[pk], columns)
    return model


def _places(model: Model, shift: OpenShift, columns: list[int]) -> None:
    """Rows (1), (2) and (8): places, bonuses, and the minimum that a strict shift needs to take place."""
    strict = shift.strict and shift.missing > 0
    if strict:
        takes_place = model.column(0.0, 1, integer=True)
        filled = [(column, 1.0) for column in columns]
        model.row(0.0, inf, [*filled, (takes_place, -float(shift.missing))])
        model.row(-inf, 0.0, [*filled, (takes_place, -float(shift.free))])
    else:
        model.at_most(shift.free, columns)
    bonuses = []
    first = 1 if shift.held == 0 else 0
    if first:
        bonuses.append(model.column(float(FIRST), 1, integer=False))
    if shift.missing > first:
        bonuses.append(model.column(float(MINIMUM), shift.missing - first, integer=False))
    if bonuses:
        model.row(-inf, 0.0, [*((bonus, 1.0) for bonus in bonuses), *((column, -1.0) for column in columns)])


def _person(model: Model, problem: Problem, person: Person, columns: list[int]) -> None:
    """Rows (3) to (7) of one person: limits, collisions, load."""
    slots = {column: problem.shift[model.pairs[column].shift].slot for column in columns}
    ordered = sorted(columns, key=lambda column: (slots[column].starts_at, slots[column].ends_at, column))
    weeks: dict[Any, list[int]] = defaultdict(list)
    days: dict[Any, list[int]] = defaultdict(list)
    for column in ordered:
        weeks[slots[column].week].append(column)
        days[slots[column].day].append(column)
    left_of_week = {week: person.week_limit - sum(slot.week == week for slot in person.held) for week in weeks}
    left_of_day = {day: person.day_limit - sum(slot.day == day for slot in person.held) for day in days}
    for week, found in weeks.items():
        model.at_most(max(0, left_of_week[week]), found)
    for day, found in days.items():
        week = slots[found[0]].week
        if left_of_day[day] < left_of_week[week]:
            model.at_most(max(0, left_of_day[day]), found)

    def excluded_anyway(one: int, other: int) -> bool:
        a, b = slots[one], slots[other]
        return (a.week == b.week and left_of_week[a.week] <= 1) or (a.day == b.day and left_of_day[a.day] <= 1)

    for clique in _cliques(ordered, slots, problem):
        if not all(excluded_anyway(one, other) for one in clique for other in clique if one < other):
            model.at_most(1, clique)
    _load(model, person, [(column, slots[column].minutes) for column in columns])


def _cliques(ordered: list[int], slots: dict[int, Any], problem: Problem) -> Iterator[list[int]]:
    """Sets of shifts of which a person can do one; together they name every pair that collides, rows (5) and (6)."""
    named: set[tuple[int, int]] = set()
    for position, column in enumerate(ordered):
        later = [
            other
            for other in ordered[position + 1 :]
            if (slots[other].starts_at - slots[column].ends_at).total_seconds() < problem.distances.rest * 60
            and collide(slots[column], slots[other], problem.distances)
        ]
        while later := [other for other in later if (column, other) not in named]:
            clique = [column]
            for other in later:
                if all(collide(slots[one], slots[other], problem.distances) for one in clique):
                    clique.append(other)
            named |= {(one, other) for index, one in enumerate(clique) for other in clique[index + 1 :]}
            yield clique


def _load(model: Model, person: Person, minutes: list[tuple[int, int]]) -> None:
    """Row (7): minutes fill the load steps from the cheap one to the dear one; no row where all stays in the first."""
    held, most = person.held_minutes, sum(number for _column, number in minutes)
    if held + most <= STEP_MINUTES:
        return
    steps = [
        (
            model.column(-cost / 60, inf if number == len(STEP_COSTS) - 1 else float(STEP_MINUTES), integer=False),
            -1.0,
        )
        for number, cost in enumerate(STEP_COSTS)
    ]
    model.row(-inf, -float(held), [*((column, float(number)) for column, number in minutes), *steps])
