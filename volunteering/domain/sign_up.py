"""Who may sign up for a shift. One rule for the button, the refusal, the list, the plan and the explanation."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from volunteering.domain.facts import (
    Held,
    PersonFacts,
    ShiftFacts,
    local_day,
    person_facts,
    shift_facts,
)
from volunteering.domain.vocabulary import rules
from volunteering.enums import (
    COUNTED,
    HOLDING,
    Firmness,
    Mode,
    NeedState,
    Obstacle,
    ShiftState,
    SignUpState,
    Visibility,
    VolunteerState,
)
from volunteering.models import Shift, Volunteer


@dataclass(frozen=True)
class Found:
    """An obstacle that stands in the way, with what its sentence names (see `wording.py`)."""

    obstacle: Obstacle
    values: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Question:
    """Somebody asks for this shift, with so many people, at this moment."""

    shift: ShiftFacts
    person: PersonFacts
    size: int
    at: datetime


class SignUpRefused(Exception):
    """The sign-up may not be; carries every obstacle that was found."""

    def __init__(self, found: tuple[Found, ...]) -> None:
        super().__init__(", ".join(one.obstacle.value for one in found))
        self.found = found

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """The obstacles without their values."""
        return tuple(one.obstacle for one in self.found)


def obstacle_to_sign_up(
    shift: Shift,
    volunteer: Volunteer,
    *,
    at: datetime,
    size: int = 1,
    accepted: Collection[Obstacle] = frozenset(),
    by_coordinator: bool = False,
) -> Found | None:
    """The first reason why this volunteer may not sign up now, FULL where only a place is missing, or None."""
    found = obstacles_to_sign_up(shift, volunteer, size=size, at=at, accepted=accepted, by_coordinator=by_coordinator)
    if found:
        return found[0]
    if shift.waiting or shift.places_left < size:
        return Found(Obstacle.FULL)
    return None


def obstacles_to_sign_up(
    shift: Shift,
    volunteer: Volunteer,
    *,
    size: int,
    at: datetime,
    accepted: Collection[Obstacle] = frozenset(),
    by_coordinator: bool = False,
) -> tuple[Found, ...]:
    """Every obstacle except a lack of places, read from the database now.

    `accepted` holds warnings the person ticked and overrides of a coordinator; what the firmness of an obstacle
    does not allow there is ignored.
    """
    question = Question(shift_facts(shift), person_facts(volunteer, at=at), size, at)
    return obstacles(question, accepted=accepted, by_coordinator=by_coordinator)


def obstacles(
    question: Question, *, accepted: Collection[Obstacle] = frozenset(), by_coordinator: bool = False
) -> tuple[Found, ...]:
    """The same for facts that were read before; asks no database and no clock."""
    return tuple(
        found
        for rule in RULES
        if (found := rule(question))
        and not (found.obstacle in accepted and may_be_accepted(found.obstacle, by_coordinator=by_coordinator))
    )


def may_be_accepted(obstacle: Obstacle, *, by_coordinator: bool) -> bool:
    """A warning by anybody, an obstacle that can be waived by a coordinator only, the rest by nobody."""
    if obstacle.firmness is Firmness.WARNING:
        return True
    return by_coordinator and obstacle.firmness is Firmness.WAIVABLE


def blocks(found: Collection[Found]) -> bool:
    """At least one of these is more than a warning."""
    return any(one.obstacle.firmness is not Firmness.WARNING for one in found)


# ---------------------------------------------------------------- the shift
def has_begun(q: Question) -> Found | None:
    return Found(Obstacle.PAST) if q.shift.starts_at <= q.at else None


def is_not_open(q: Question) -> Found | None:
    """A shift that is done has begun, which says more."""
    is_open = q.shift.state in (ShiftState.OPEN, ShiftState.DONE) and q.shift.need.state is NeedState.PUBLISHED
    return None if is_open else Found(Obstacle.NOT_OPEN)


def is_too_late(q: Question) -> Found | None:
    closes = q.shift.starts_at - timedelta(minutes=rules().periods.sign_up_closes_minutes)
    return Found(Obstacle.TOO_LATE, (("until", closes),)) if closes <= q.at < q.shift.starts_at else None


def is_not_visible(q: Question) -> Found | None:
    need = q.shift.need
    for_asked_only = Visibility.ASKED is need.visibility or need.mode is Mode.ASKED
    for_members = need.visibility is Visibility.MEMBERS
    if for_asked_only or (for_members and q.person.state not in (VolunteerState.ACTIVE, VolunteerState.PAUSED)):
        return Found(Obstacle.NOT_VISIBLE)
    return None


def group_is_too_large(q: Question) -> Found | None:
    places = q.shift.places_max
    return Found(Obstacle.GROUP_TOO_LARGE, (("places", places),)) if q.size > places else None


# ---------------------------------------------------------------- the person
def is_not_active(q: Question) -> Found | None:
    if q.person.state in (VolunteerState.ACTIVE, VolunteerState.PAUSED):
        return None
    if q.shift.need.open_to_new and q.person.state is not VolunteerState.LEFT:
        return None
    return Found(Obstacle.NOT_ACTIVE)


def is_pausing(q: Question) -> Found | None:
    until = q.person.paused_until
    paused = q.person.state is VolunteerState.PAUSED and until is None
    return Found(Obstacle.PAUSED) if paused or (until and q.shift.day <= until) else None


def is_too_young(q: Question) -> Found | None:
    """By the age reached in the year of the shift; the year of birth is all we ask."""
    asked, born = q.shift.need.min_age, q.person.birth_year
    if asked is None:
        return None
    if born is None:
        return Found(Obstacle.AGE_UNKNOWN, (("age", asked),))
    young = q.shift.day.year - born < asked
    return Found(Obstacle.TOO_YOUNG, (("age", asked),)) if young else None


def lacks_guardian(q: Question) -> Found | None:
    """Under 18 the consent of a guardian is needed (§§ 107, 1629 BGB); it cannot be recorded yet."""
    born = q.person.birth_year
    minor = born is not None and q.shift.day.year - born < 18
    return Found(Obstacle.GUARDIAN_MISSING) if minor else None


# ---------------------------------------------------------------- ability
def lacks_language(q: Question) -> Found | None:
    for language, _level, hard in q.shift.need.languages:
        if hard and language not in q.person.languages:
            return Found(Obstacle.LANGUAGE_MISSING, (("language", language),))
    return None


def speaks_too_little(q: Question) -> Found | None:
    for language, level, hard in q.shift.need.languages:
        spoken = q.person.languages.get(language)
        if hard and spoken and spoken.rank < level.rank:
            return Found(Obstacle.LEVEL_TOO_LOW, (("language", language), ("level", level)))
    return None


def lacks_skill(q: Question) -> Found | None:
    for skill, hard in q.shift.need.skills:
        if hard and skill not in q.person.skills:
            return Found(Obstacle.SKILL_MISSING, (("skill", skill),))
    return None


# ---------------------------------------------------------------- time
def _others(q: Question) -> list[Held]:
    """Places this person holds elsewhere."""
    return [held for held in q.person.taken if held.state in HOLDING and held.shift_pk != q.shift.pk]


def overlaps(q: Question) -> Found | None:
    """Half-open: a shift may begin when another ends."""
    for held in _others(q):
        if q.shift.starts_at < held.ends_at and q.shift.ends_at > held.starts_at:
            return Found(Obstacle.OVERLAP, (("other", held),))
    return None


def gap(shift: ShiftFacts, held: Held) -> timedelta:
    """Time between the two; negative where they overlap."""
    return max(shift.starts_at - held.ends_at, held.starts_at - shift.ends_at)


def rests_too_little(q: Question) -> Found | None:
    """Eleven hours between two days, after § 5 ArbZG, which we keep for volunteers, too."""
    hours = rules().periods.rest_hours
    for held in _others(q):
        other_day = local_day(held.starts_at) != q.shift.day
        if other_day and timedelta() <= gap(q.shift, held) < timedelta(hours=hours):
            return Found(Obstacle.REST, (("other", held), ("hours", hours)))
    return None


def reaches_day_limit(q: Question) -> Found | None:
    same_day = q.person.held_by_day.get(q.shift.day, [])
    count = sum(held.shift_pk != q.shift.pk for held in same_day)
    limit = q.person.max_per_day
    return Found(Obstacle.DAY_LIMIT, (("limit", limit),)) if count >= limit else None


def reaches_week_limit(q: Question) -> Found | None:
    week = q.shift.day.isocalendar()[:2]
    count = sum(
        held.shift_pk != q.shift.pk
        for day, several in q.person.held_by_day.items()
        if day.isocalendar()[:2] == week
        for held in several
    )
    limit = q.person.max_per_week
    return Found(Obstacle.WEEK_LIMIT, (("limit", limit),)) if count >= limit else None


def travel_minutes(shift: ShiftFacts, held: Held) -> int:
    """Minutes from one venue to the other: none within a venue or online, few within a district."""
    need, periods = shift.need, rules().periods
    if need.online or (need.venue_id and need.venue_id == held.venue_id):
        return 0
    if need.district_id and need.district_id == held.district_id:
        return periods.travel_same_district
    return periods.travel_elsewhere


def travels_too_little(q: Question) -> Found | None:
    for held in _others(q):
        minutes = travel_minutes(q.shift, held)
        if timedelta() <= gap(q.shift, held) < timedelta(minutes=minutes):
            return Found(Obstacle.TRAVEL, (("other", held), ("minutes", minutes)))
    return None


def is_outside_grid(q: Question) -> Found | None:
    """Only for people who filled in the grid; every part the shift touches must be ticked."""
    if not q.person.cells:
        return None
    missing = [cell for cell in q.shift.parts if cell not in q.person.cells]
    return Found(Obstacle.OUTSIDE_GRID, (("cell", missing[0]),)) if missing else None


# ---------------------------------------------------------------- what there is already
def is_in_already(q: Question) -> Found | None:
    return Found(Obstacle.ALREADY_IN) if q.person.states.get(q.shift.pk) in COUNTED else None


def waits_already(q: Question) -> Found | None:
    waits = q.person.states.get(q.shift.pk) is SignUpState.WAITLISTED
    return Found(Obstacle.ALREADY_WAITING) if waits else None


Rule = Callable[[Question], Found | None]
RULES: tuple[Rule, ...] = (
    is_in_already,
    waits_already,
    has_begun,
    is_not_open,
    is_too_late,
    is_not_visible,
    group_is_too_large,
    is_not_active,
    is_pausing,
    is_too_young,
    lacks_guardian,
    lacks_language,
    speaks_too_little,
    lacks_skill,
    overlaps,
    rests_too_little,
    reaches_day_limit,
    reaches_week_limit,
    travels_too_little,
    is_outside_grid,
)
