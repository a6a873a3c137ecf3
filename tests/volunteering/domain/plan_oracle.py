"""The best plan by trying everything, and a checker that trusts nobody: both know only the words of the rules."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random

from volunteering.domain.plan_data import Distances, OpenShift, Pair, Person, Problem, Slot, load_cost, tie

MONDAY = datetime(2026, 6, 1, tzinfo=UTC)


def violations(problem: Problem, proposals: tuple[tuple[int, int], ...]) -> list[str]:
    """Every hard limit that a plan breaks."""
    pairs = {(pair.person, pair.shift) for pair in problem.pairs}
    shifts = {shift.pk: shift for shift in problem.shifts}
    filled = Counter(shift for _person, shift in proposals)
    found = [f"no pair {entry}" for entry in proposals if entry not in pairs]
    found += ["twice"] if len(set(proposals)) != len(proposals) else []
    found += [f"shift {pk} is too full" for pk, count in filled.items() if count > shifts[pk].free]
    for shift in problem.shifts:
        if shift.strict and filled[shift.pk] > 0 and filled[shift.pk] + shift.held < shift.minimum:
            found.append(f"strict shift {shift.pk} is below its minimum")
    for person in problem.people:
        slots = [*person.held, *(shifts[shift].slot for who, shift in proposals if who == person.pk)]
        weeks, days = Counter(slot.week for slot in slots), Counter(slot.day for slot in slots)
        found += [f"week of {person.pk}" for count in weeks.values() if count > person.week_limit]
        found += [f"day of {person.pk}" for count in days.values() if count > person.day_limit]
        found += [f"{person.pk} cannot do both" for a, b in combinations(slots, 2) if _clash(a, b)]
    return found


def _clash(a: Slot, b: Slot) -> bool:
    first, second = sorted((a, b), key=lambda slot: slot.starts_at)
    pause = (second.starts_at - first.ends_at).total_seconds() / 60
    if pause < 0:
        return True
    same_venue = a.venue is not None and a.venue == b.venue
    way = 0 if same_venue else 15 if a.district == b.district else 30
    return pause < way or (a.day != b.day and pause < 11 * 60)


def best_value(problem: Problem) -> float:
    """The value of the best plan, person by person over all they could do; for small problems."""
    shifts = list(problem.shifts)
    place = {shift.pk: number for number, shift in enumerate(shifts)}
    states: dict[tuple[int, ...], float] = {(0,) * len(shifts): 0.0}
    for person in problem.people:
        choices = _choices(problem, person)
        following: dict[tuple[int, ...], float] = {}
        for filled, value in states.items():
            for chosen, worth in choices:
                counts = list(filled)
                for shift in chosen:
                    counts[place[shift]] += 1
                if any(count > shift.free for count, shift in zip(counts, shifts, strict=True)):
                    continue
                key = tuple(counts)
                following[key] = max(following.get(key, float("-inf")), value + worth)
        states = following
    return max(value + bonus for filled, value in states.items() if (bonus := _bonus(shifts, filled)) is not None)


def _choices(problem: Problem, person: Person) -> list[tuple[tuple[int, ...], float]]:
    mine = [pair for pair in problem.pairs if pair.person == person.pk]
    found = []
    for number in range(len(mine) + 1):
        for some in combinations(mine, number):
            proposals = tuple((pair.person, pair.shift) for pair in some)
            loose = [OpenShift(shift.pk, shift.slot, free=shift.free, held=0, minimum=0) for shift in problem.shifts]
            alone = Problem((person,), tuple(loose), problem.pairs)
            if violations(alone, proposals):
                continue
            minutes = person.held_minutes + sum(problem.shift[pair.shift].slot.minutes for pair in some)
            worth = sum(pair.worth + tie(problem.seed, pair.person, pair.shift) for pair in some)
            found.append((tuple(pair.shift for pair in some), worth - load_cost(minutes)))
    return found


def _bonus(shifts: list[OpenShift], filled: tuple[int, ...]) -> float | None:
    """Points for first places and minima; None where a strict shift is below its minimum."""
    points = 0.0
    for shift, count in zip(shifts, filled, strict=True):
        if shift.strict and 0 < count < shift.minimum - shift.held:
            return None
        first = 1 if shift.held == 0 and count else 0
        further = max(0, min(count, shift.minimum - shift.held) - (1 if shift.held == 0 else 0))
        points += 200 * first + 100 * further
    return points


def small_problem(seed: int, *, limit: int | None = None) -> Problem:
    """Up to six people and six shifts that get into each other's way; every kind of limit occurs."""
    one = Random(seed)
    shifts = tuple(_shift(one, pk) for pk in range(1, one.randint(1, 6) + 1))
    people = tuple(_person(one, pk, limit) for pk in range(1, one.randint(1, 6) + 1))
    distances = Distances()
    pairs = tuple(
        Pair(person.pk, shift.pk, one.randint(0, 115), one.choice((0, 0, 4, 10)))
        for person in people
        for shift in shifts
        if one.random() < 0.7 and not any(_clash(shift.slot, slot) for slot in person.held)
    )
    return Problem(people, shifts, pairs, f"seed {seed}", distances)


def _slot(one: Random) -> Slot:
    starts = MONDAY + timedelta(days=one.choice((0, 0, 1, 6, 7)), hours=one.choice((8, 9, 10, 12, 20, 22)))
    ends = starts + timedelta(minutes=one.choice((60, 120, 240)))
    week = starts.isocalendar()
    return Slot(starts, ends, starts.date(), (week.year, week.week), one.choice((None, 1, 2)), one.choice((1, 2)))


def _shift(one: Random, pk: int) -> OpenShift:
    free, held = one.randint(1, 3), one.choice((0, 0, 1))
    return OpenShift(
        pk,
        _slot(one),
        free=free,
        held=held,
        minimum=one.randint(1, free + held),
        strict=one.random() < 0.3,
        urgency=one.randint(0, 15),
    )


def _person(one: Random, pk: int, limit: int | None) -> Person:
    held = (_slot(one),) if one.random() < 0.3 else ()
    if limit:
        return Person(pk, limit, limit, ())
    return Person(pk, one.randint(1, 3), one.randint(1, 2), held)
