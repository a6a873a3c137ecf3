"""Who may sign up: one table for all rules, on facts and without the database, and the way through it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.make.volunteering import AT, make_shift, make_sign_up, make_volunteer
from volunteering.domain.facts import Held, NeedFacts, PersonFacts, ShiftFacts
from volunteering.domain.sign_up import (
    Question,
    blocks,
    may_be_accepted,
    obstacle_to_sign_up,
    obstacles,
    obstacles_to_sign_up,
)
from volunteering.enums import (
    DayPart,
    Firmness,
    Level,
    Mode,
    NeedState,
    Obstacle,
    ShiftState,
    SignUpState,
    Visibility,
    VolunteerState,
)

# Thursday, 4 June 2026, 16:00 to 18:00 in local time (UTC+2).
START = datetime(2026, 6, 4, 14, 0, tzinfo=UTC)
NEED = NeedFacts(
    pk=1,
    code="B-2026-001",
    kind="once",
    state=NeedState.PUBLISHED,
    visibility=Visibility.PUBLIC,
    mode=Mode.INSTANT,
    open_to_new=True,
    min_age=None,
    organisation_id=None,
    district_id=1,
    venue_id=10,
    online=False,
    tags=(),
    languages=(),
    skills=(),
)
SHIFT = ShiftFacts(1, 1, NEED, ShiftState.OPEN, START, START + timedelta(hours=2), 1, 3, 0, 0)
PERSON = PersonFacts(pk=1, state=VolunteerState.ACTIVE, max_per_week=2, max_per_day=1)
AFTERNOON = (3, DayPart.AFTERNOON)


def held(
    start: datetime, hours: float = 2, *, pk: int = 2, state: SignUpState = SignUpState.CONFIRMED, **fields: int
) -> Held:
    places = {"venue_id": 10, "district_id": 1, "organisation_id": None, **fields}
    return Held(pk, 2, state, start, start + timedelta(hours=hours), **places)


def ask(
    *, shift: dict | None = None, need: dict | None = None, person: dict | None = None, size: int = 1, at: datetime = AT
) -> Question:
    facts = replace(SHIFT, need=replace(NEED, **(need or {})), **(shift or {}))
    return Question(facts, replace(PERSON, **(person or {})), size, at)


def in_minutes(number: int) -> datetime:
    return START - timedelta(minutes=number)


def wide(*taken: Held) -> dict:
    """A person with wide limits who has these shifts."""
    return {"max_per_day": 4, "max_per_week": 7, "taken": taken}


CASES = {
    "nothing in the way": (ask(), []),
    # the shift
    "begins now": (ask(at=START), ["past"]),
    "began an hour ago": (ask(at=in_minutes(-60)), ["past"]),
    "an hour before the start": (ask(at=in_minutes(60)), ["too_late"]),
    "61 minutes before the start": (ask(at=in_minutes(61)), []),
    "cancelled": (ask(shift={"state": ShiftState.CANCELLED}), ["not_open"]),
    "being moved": (ask(shift={"state": ShiftState.MOVING}), ["not_open"]),
    "need paused": (ask(need={"state": NeedState.PAUSED}), ["not_open"]),
    "need still a draft": (ask(need={"state": NeedState.DRAFT}), ["not_open"]),
    "for asked people only": (ask(need={"visibility": Visibility.ASKED}), ["not_visible"]),
    "mode asked": (ask(need={"mode": Mode.ASKED}), ["not_visible"]),
    "members see what is for members": (ask(need={"visibility": Visibility.MEMBERS}), []),
    "new people do not": (
        ask(need={"visibility": Visibility.MEMBERS}, person={"state": VolunteerState.INTERESTED}),
        ["not_visible"],
    ),
    "group as large as the shift": (ask(size=3), []),
    "group larger than the shift": (ask(size=4), ["group_too_large"]),
    # the person
    "new person, open need": (ask(person={"state": VolunteerState.INTERESTED}), []),
    "new person, need for known people": (
        ask(need={"open_to_new": False}, person={"state": VolunteerState.ONBOARDING}),
        ["not_active"],
    ),
    "person who left": (ask(person={"state": VolunteerState.LEFT}), ["not_active"]),
    "pausing without an end": (ask(person={"state": VolunteerState.PAUSED}), ["paused"]),
    "break until the day itself": (ask(person={"paused_until": date(2026, 6, 4)}), ["paused"]),
    "break until the day before": (ask(person={"paused_until": date(2026, 6, 3)}), []),
    "sixteen is old enough": (ask(need={"min_age": 16}, person={"birth_year": 2010}), ["guardian_missing"]),
    "fifteen is too young": (
        ask(need={"min_age": 16}, person={"birth_year": 2011}),
        ["too_young", "guardian_missing"],
    ),
    "grown up": (ask(need={"min_age": 18}, person={"birth_year": 2008}), []),
    "age not told": (ask(need={"min_age": 16}), ["age_unknown"]),
    "under 18 without a minimum age": (ask(person={"birth_year": 2009}), ["guardian_missing"]),
    # ability
    "necessary language missing": (ask(need={"languages": (("uk", Level.B1, True),)}), ["language_missing"]),
    "wished language missing": (ask(need={"languages": (("uk", Level.B1, False),)}), []),
    "language at the level": (
        ask(need={"languages": (("uk", Level.B2, True),)}, person={"languages": {"uk": Level.B2}}),
        [],
    ),
    "language below the level": (
        ask(need={"languages": (("uk", Level.C1, True),)}, person={"languages": {"uk": Level.B2}}),
        ["level_too_low"],
    ),
    "necessary skill missing": (ask(need={"skills": (("tutoring", True),)}), ["skill_missing"]),
    "wished skill missing": (ask(need={"skills": (("tutoring", False),)}), []),
    "skill there": (
        ask(need={"skills": (("tutoring", True),)}, person={"skills": frozenset({"tutoring"})}),
        [],
    ),
    # time
    "overlap by a minute": (ask(person=wide(held(START - timedelta(minutes=119)))), ["overlap"]),
    "back to back at the same venue": (ask(person=wide(held(START - timedelta(hours=2)))), []),
    "inside the other": (ask(person=wide(held(START - timedelta(hours=1), 4))), ["overlap"]),
    "waiting elsewhere holds nothing": (
        ask(person=wide(held(START, state=SignUpState.WAITLISTED))),
        [],
    ),
    "offer elsewhere holds": (ask(person=wide(held(START, state=SignUpState.OFFERED))), ["overlap"]),
    "late evening before, ten hours of rest": (
        ask(
            shift={"starts_at": START - timedelta(hours=8), "ends_at": START - timedelta(hours=6)},
            person=wide(held(START - timedelta(hours=20))),
        ),
        ["rest"],
    ),
    "eleven hours of rest": (
        ask(
            shift={"starts_at": START - timedelta(hours=7), "ends_at": START - timedelta(hours=6)},
            person=wide(held(START - timedelta(hours=20))),
        ),
        [],
    ),
    "second shift of the day": (
        ask(person={"max_per_week": 7, "taken": (held(START - timedelta(hours=5)),)}),
        ["day_limit"],
    ),
    "attended today counts": (
        ask(person={"max_per_week": 7, "taken": (held(START - timedelta(hours=5), state=SignUpState.ATTENDED),)}),
        ["day_limit"],
    ),
    "third shift of the week": (
        ask(
            person={
                "max_per_day": 4,
                "taken": (held(START - timedelta(days=2)), held(START - timedelta(days=3), pk=3)),
            }
        ),
        ["week_limit"],
    ),
    "Sunday belongs to the week before": (
        ask(
            person={
                "max_per_day": 4,
                "taken": (held(START - timedelta(days=4)), held(START - timedelta(days=5), pk=3)),
            }
        ),
        [],
    ),
    "ten minutes within the district": (
        ask(person=wide(held(START - timedelta(minutes=130), venue_id=11))),
        ["travel"],
    ),
    "fifteen minutes within the district": (ask(person=wide(held(START - timedelta(minutes=135), venue_id=11))), []),
    "twenty minutes across the city": (
        ask(person=wide(held(START - timedelta(minutes=140), venue_id=11, district_id=2))),
        ["travel"],
    ),
    "online needs no way": (
        ask(need={"online": True}, person=wide(held(START - timedelta(hours=2), venue_id=11, district_id=2))),
        [],
    ),
    "inside the grid": (ask(person={"cells": frozenset({AFTERNOON})}), []),
    "outside the grid": (ask(person={"cells": frozenset({(3, DayPart.MORNING)})}), ["outside_grid"]),
    "half outside the grid": (
        ask(
            shift={"starts_at": START + timedelta(hours=1), "ends_at": START + timedelta(hours=3)},
            person={"cells": frozenset({AFTERNOON})},
        ),
        ["outside_grid"],
    ),
    "grid never filled in": (ask(), []),
    # what there is already
    "in already": (ask(person={"states": {1: SignUpState.CONFIRMED}}), ["already_in"]),
    "offered already": (ask(person={"states": {1: SignUpState.OFFERED}}), ["already_in"]),
    "waits already": (ask(person={"states": {1: SignUpState.WAITLISTED}}), ["already_waiting"]),
    "came back after cancelling": (ask(person={"states": {1: SignUpState.WITHDRAWN}}), []),
    "all at once, in a fixed order": (
        ask(
            need={"open_to_new": False, "languages": (("uk", Level.B1, True),)},
            person={"state": VolunteerState.INTERESTED, "cells": frozenset({(0, DayPart.MORNING)})},
            size=9,
        ),
        ["group_too_large", "not_active", "language_missing", "outside_grid"],
    ),
}


@pytest.mark.parametrize(("question", "expected"), CASES.values(), ids=CASES)
def test_obstacles_as_in_the_table(question: Question, expected: list[str]) -> None:
    assert [found.obstacle.value for found in obstacles(question)] == expected


FIRMNESS = {
    Firmness.ALWAYS: (False, False),
    Firmness.WAIVABLE: (False, True),
    Firmness.WARNING: (True, True),
}


@pytest.mark.parametrize("obstacle", Obstacle, ids=lambda obstacle: obstacle.value)
def test_who_may_set_an_obstacle_aside(obstacle: Obstacle) -> None:
    oneself, coordinator = (may_be_accepted(obstacle, by_coordinator=who) for who in (False, True))

    assert (oneself, coordinator) == FIRMNESS[obstacle.firmness]


@pytest.mark.parametrize("by_coordinator", [False, True])
def test_overlap_holds_whoever_accepts_it(by_coordinator: bool) -> None:
    question = ask(person=wide(held(START)))

    found = obstacles(question, accepted=set(Obstacle), by_coordinator=by_coordinator)

    assert [one.obstacle for one in found] == [Obstacle.OVERLAP]


def test_ticked_warning_is_set_aside_by_the_person() -> None:
    question = ask(person={"cells": frozenset({(0, DayPart.MORNING)})})

    assert obstacles(question, accepted={Obstacle.OUTSIDE_GRID}) == ()
    assert blocks(obstacles(question)) is False


def test_override_of_a_person_is_ignored() -> None:
    question = ask(person={"state": VolunteerState.PAUSED})

    assert [one.obstacle for one in obstacles(question, accepted={Obstacle.PAUSED})] == [Obstacle.PAUSED]
    assert obstacles(question, accepted={Obstacle.PAUSED}, by_coordinator=True) == ()


# ---------------------------------------------------------------- through the database
@pytest.mark.django_db
def test_same_answer_from_the_database() -> None:
    shift = make_shift(languages={"uk": ("C1", True)}, skills={"tutoring": True}, min_age=18)
    able = make_volunteer(languages={"uk": "native"}, skills=("teaching",), birth_year=1950)
    other = make_volunteer(languages={"uk": "B1"})

    assert obstacles_to_sign_up(shift, able, size=1, at=AT) == ()
    assert [one.obstacle for one in obstacles_to_sign_up(shift, other, size=1, at=AT)] == [
        Obstacle.AGE_UNKNOWN,
        Obstacle.LEVEL_TOO_LOW,
        Obstacle.SKILL_MISSING,
    ]


@pytest.mark.django_db
def test_lack_of_places_comes_last() -> None:
    shift = make_shift(places=1)
    make_sign_up(shift)
    shift.refresh_from_db()

    first = obstacle_to_sign_up(shift, make_volunteer(), at=AT)
    paused = obstacle_to_sign_up(shift, make_volunteer(state=VolunteerState.PAUSED), at=AT)

    assert (first.obstacle, paused.obstacle) == (Obstacle.FULL, Obstacle.PAUSED)
    assert obstacle_to_sign_up(make_shift(), make_volunteer(), at=AT) is None
