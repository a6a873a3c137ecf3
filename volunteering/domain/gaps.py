"""Why a place stays empty: the binding reasons of every unfilled place of a plan (volunteering.md 4.7); pure.

Obstacles come in as codes; their sentences and the actions that answer them are the business of `wording.py`.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from volunteering.domain.plan_data import OpenShift, Plan, Problem, Slot, collide
from volunteering.domain.planner import Diary

SHOWN = 3


class Kind(StrEnum):
    """What keeps a place empty."""

    USED_ELSEWHERE = "used_elsewhere"
    WEEK_LIMIT = "week_limit"
    DAY_LIMIT = "day_limit"
    WAY_OR_REST = "way_or_rest"
    TOO_FEW = "too_few"
    ONLY = "only"
    PAIR = "pair"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Reason:
    """One reason: for how many people it holds, which obstacles it names, and the shifts that got these people."""

    kind: Kind
    count: int
    obstacles: tuple[str, ...] = ()
    shifts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Gap:
    """A shift with places that nobody was found for, and why; the first reason is the binding one."""

    shift: int
    places: int
    reasons: tuple[Reason, ...]


def gaps(problem: Problem, plan: Plan, obstacles: Mapping[int, Mapping[int, Collection[str]]]) -> list[Gap]:
    """Every shift that the plan leaves with free places, in the order of the shifts.

    `obstacles` gives for each shift and person the codes of what stands between them; people without any may be left
    out, they are in the pairs. Raises AssertionError where somebody free was overlooked, which the refill rules out.
    """
    diary = Diary(problem, plan.proposals)
    found = []
    for shift in problem.shifts:
        if diary.left[shift.pk] > 0:
            reasons = _of_those_who_could(problem, diary, shift) or _of_obstacles(obstacles.get(shift.pk, {}))
            found.append(Gap(shift.pk, diary.left[shift.pk], tuple(reasons[:SHOWN])))
    return found


def _of_those_who_could(problem: Problem, diary: Diary, shift: OpenShift) -> list[Reason]:
    """People without obstacle for this shift: what they do instead, or which limit of theirs is reached."""
    could = [
        pair.person for pair in problem.pairs if pair.shift == shift.pk and (pair.person, shift.pk) not in diary.taken
    ]
    kinds: Counter[Kind] = Counter()
    elsewhere: set[int] = set()
    for person in could:
        kind = _what_holds_back(problem, diary, person, shift)
        kinds[kind] += 1
        if kind in {Kind.USED_ELSEWHERE, Kind.WEEK_LIMIT, Kind.DAY_LIMIT}:
            elsewhere |= {other for who, other in diary.taken if who == person}
    return [
        Reason(kind, count, shifts=tuple(sorted(elsewhere)) if kind is Kind.USED_ELSEWHERE else ())
        for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], list(Kind).index(item[0])))
    ]


def _what_holds_back(problem: Problem, diary: Diary, person: int, shift: OpenShift) -> Kind:
    slots, who = diary.slots[person], problem.person[person]
    if any(_overlap(shift.slot, slot) for slot in slots):
        return Kind.USED_ELSEWHERE
    if sum(slot.day == shift.slot.day for slot in slots) >= who.day_limit:
        return Kind.DAY_LIMIT
    if sum(slot.week == shift.slot.week for slot in slots) >= who.week_limit:
        return Kind.WEEK_LIMIT
    if any(collide(shift.slot, slot, problem.distances) for slot in slots):
        return Kind.WAY_OR_REST
    if shift.strict:
        return Kind.TOO_FEW
    raise AssertionError(f"Person {person} is free for shift {shift.pk} and was overlooked.")


def _overlap(one: Slot, other: Slot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _of_obstacles(people: Mapping[int, Collection[str]]) -> list[Reason]:
    """Nobody is without obstacle: what most people lack alone, else the pair of obstacles that most have."""
    found = [frozenset(codes) for codes in people.values() if codes]
    single = Counter(next(iter(codes)) for codes in found if len(codes) == 1)
    if single:
        return [Reason(Kind.ONLY, count, (code,)) for code, count in _ordered(single)]
    pairs = Counter(pair for codes in found for pair in combinations(sorted(codes), 2))
    if pairs:
        return [Reason(Kind.PAIR, count, pair) for pair, count in _ordered(pairs)]
    return [Reason(Kind.NOBODY, 0)]


def _ordered[T: (str, tuple[str, str])](counts: Counter[T]) -> list[tuple[T, int]]:
    """The largest first, equals by their codes: the same order on every machine."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
