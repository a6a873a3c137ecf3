"""Every place that stays empty says why, and the reason is the one that would help."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.benchmarks.volunteering.agency import SIZES, Agency, Shift, Volunteer, draw, may, problem_of
from volunteering.domain.gaps import Gap, Kind, Reason, gaps
from volunteering.domain.plan_data import OpenShift, Pair, Person, Plan, Problem, Slot
from volunteering.domain.planner import solve

MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)


def slot(day: int = 0, hour: int = 0, hours: int = 2) -> Slot:
    starts = MONDAY + timedelta(days=day, hours=hour)
    week = starts.isocalendar()
    return Slot(starts, starts + timedelta(hours=hours), starts.date(), (week.year, week.week), venue=1, district=1)


def missing(person: Volunteer, shift: Shift) -> list[str]:
    """What stands between a drawn person and a drawn shift."""
    found = {
        "district": abs(person.district - shift.district) > person.radius,
        "language": bool(shift.language) and shift.language not in person.languages,
        "german": not shift.language and not person.german,
        "skill": shift.skill_is_hard and shift.skill not in person.skills,
        "clearance": shift.clearance and not person.clearance,
        "grid": not shift.touched <= person.cells,
    }
    return [name for name, there in found.items() if there]


def obstacles_of(agency: Agency) -> dict[int, dict[int, list[str]]]:
    return {shift.pk: {one.pk: missing(one, shift) for one in agency.volunteers} for shift in agency.shifts}


@pytest.mark.acceptance("V20")
@pytest.mark.parametrize("seed", [7, 8, 9])
def test_every_unfilled_place_of_an_agency_has_a_reason(seed: int) -> None:
    agency = draw(SIZES["A"], seed)
    problem = problem_of(agency)
    plan = solve(problem)

    found = gaps(problem, plan, obstacles_of(agency))

    filled = len(plan.proposals)
    assert sum(gap.places for gap in found) == sum(shift.free for shift in problem.shifts) - filled
    assert all(gap.reasons and gap.reasons[0].count >= 1 for gap in found)
    assert len({gap.reasons[0].kind for gap in found}) >= 2


@pytest.mark.acceptance("V20")
def test_taking_away_the_only_obstacle_of_one_person_makes_the_pair_possible() -> None:
    agency = draw(SIZES["A"], 7)
    problem, obstacles = problem_of(agency), obstacles_of(agency)
    people = {one.pk: one for one in agency.volunteers}
    shifts = {one.pk: one for one in agency.shifts}

    for gap in gaps(problem, solve(problem), obstacles):
        for reason in gap.reasons:
            if reason.kind is Kind.ONLY:
                alone = [pk for pk, codes in obstacles[gap.shift].items() if list(codes) == list(reason.obstacles)]
                assert len(alone) == reason.count
                assert not may(people[alone[0]], shifts[gap.shift])
                assert [code for code in obstacles[gap.shift][alone[0]] if code not in reason.obstacles] == []


PERSON = Person(1, week_limit=1, day_limit=1)


@pytest.mark.parametrize(
    ("person", "other", "kind"),
    [
        (Person(1, 2, 2), slot(hour=1), Kind.USED_ELSEWHERE),
        (Person(1, 2, 1), slot(hour=4), Kind.DAY_LIMIT),
        (Person(1, 1, 2), slot(day=1), Kind.WEEK_LIMIT),
    ],
    ids=["does something else", "one a day", "one a week"],
)
def test_people_who_could_are_used_elsewhere_or_at_their_limit(person: Person, other: Slot, kind: Kind) -> None:
    wanted, taken = OpenShift(1, slot(), free=1), OpenShift(2, other, free=1)
    problem = Problem((person,), (wanted, taken), (Pair(1, 1, 10), Pair(1, 2, 90)))
    plan = Plan(((1, 2),), "optimal", 0.0)

    (gap,) = gaps(problem, plan, {})

    assert gap == Gap(1, 1, (Reason(kind, 1, shifts=(2,) if kind is Kind.USED_ELSEWHERE else ()),))


def test_short_way_or_night_is_named() -> None:
    late = Slot(MONDAY.replace(hour=21), MONDAY.replace(hour=23), date(2026, 6, 1), (2026, 23), 1, 1)
    early = Slot(MONDAY + timedelta(days=1, hours=-2), MONDAY + timedelta(days=1), date(2026, 6, 2), (2026, 23), 1, 1)
    problem = Problem(
        (Person(1, 3, 3),), (OpenShift(1, early, 1), OpenShift(2, late, 1)), (Pair(1, 1, 1), Pair(1, 2, 9))
    )

    (gap,) = gaps(problem, Plan(((1, 2),), "optimal", 0.0), {})

    assert gap.reasons == (Reason(Kind.WAY_OR_REST, 1),)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (
            {1: ["clearance"], 2: ["clearance"], 3: ["language"], 4: ["language", "grid"]},
            [(Kind.ONLY, 2, ("clearance",)), (Kind.ONLY, 1, ("language",))],
        ),
        (
            {1: ["language", "grid"], 2: ["grid", "language", "skill"]},
            [
                (Kind.PAIR, 2, ("grid", "language")),
                (Kind.PAIR, 1, ("grid", "skill")),
                (Kind.PAIR, 1, ("language", "skill")),
            ],
        ),
        ({}, [(Kind.NOBODY, 0, ())]),
    ],
    ids=["one thing is missing", "two things are missing", "there is nobody"],
)
def test_obstacle_that_alone_keeps_most_people_away_is_binding(people: dict, expected: list) -> None:
    problem = Problem((), (OpenShift(1, slot(), free=2),), ())

    (gap,) = gaps(problem, Plan((), "optimal", 0.0), {1: people})

    assert [(reason.kind, reason.count, reason.obstacles) for reason in gap.reasons] == expected


def test_overlooked_person_is_an_error() -> None:
    problem = Problem((PERSON,), (OpenShift(1, slot(), free=1),), (Pair(1, 1, 10),))

    with pytest.raises(AssertionError, match="overlooked"):
        gaps(problem, Plan((), "optimal", 0.0), {})
