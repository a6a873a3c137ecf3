"""What to suggest to a person: the shifts that fit best, with reasons, and the one thing that would open most."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from volunteering.domain.facts import PersonFacts, ShiftFacts, many_shift_facts, person_facts
from volunteering.domain.fit import Fit, fit
from volunteering.domain.sign_up import Found, Question, blocks, obstacles
from volunteering.enums import Mode, NeedState, Obstacle, Visibility, VolunteerState
from volunteering.models import Shift, Volunteer

WEEKS_AHEAD = 8
# What a person can add or change themselves, so that it is worth saying.
IN_ONES_HANDS = frozenset(
    {
        Obstacle.NOT_ACTIVE,
        Obstacle.AGE_UNKNOWN,
        Obstacle.LANGUAGE_MISSING,
        Obstacle.LEVEL_TOO_LOW,
        Obstacle.SKILL_MISSING,
        Obstacle.DAY_LIMIT,
        Obstacle.WEEK_LIMIT,
        Obstacle.OUTSIDE_GRID,
    }
)


@dataclass(frozen=True)
class Suggestion:
    """A shift, how well it fits, and what would stand in the way."""

    shift: ShiftFacts
    fit: Fit
    found: tuple[Found, ...]

    @property
    def is_open(self) -> bool:
        """The person may sign up at once; a warning may still be asked back."""
        return not blocks(self.found)


@dataclass(frozen=True)
class Missing:
    """One obstacle, and how many more shifts would be open without it."""

    found: Found
    shifts: int


@dataclass(frozen=True)
class Suggestions:
    """All shifts ahead this person may see, best first, and the one missing thing that would open most."""

    all: tuple[Suggestion, ...]
    missing: Missing | None

    def best(self, number: int) -> list[Suggestion]:
        """The best open shifts with a free place, at most one of each need."""
        chosen: dict[int, Suggestion] = {}
        for one in self.all:
            if one.is_open and not one.found and one.shift.places_left and not one.shift.waiting:
                chosen.setdefault(one.shift.need.pk, one)
        return list(chosen.values())[:number]


def suggest(volunteer: Volunteer, *, at: datetime) -> Suggestions:
    """All shifts of the coming weeks for this person, ordered by fit; one round of queries, whatever their number."""
    person = person_facts(volunteer, at=at)
    return suggestions(person, many_shift_facts(_shifts_for(volunteer, at=at)), at=at)


def suggestions(person: PersonFacts, shifts: Sequence[ShiftFacts], *, at: datetime) -> Suggestions:
    """The same for facts that were read before."""
    judged = []
    for shift in shifts:
        if shift.pk in person.states:
            continue
        found = obstacles(Question(shift, person, 1, at))
        judged.append(Suggestion(shift, fit(shift, person, at=at), found))
    judged.sort(key=lambda one: (-one.fit.points, one.shift.starts_at, one.shift.pk))
    return Suggestions(tuple(judged), _missing(judged))


def _missing(judged: Sequence[Suggestion]) -> Missing | None:
    """The obstacle that is the only one for most shifts; among equals the one seen first in the best order."""
    counted: dict[Any, list[Found]] = defaultdict(list)
    for one in judged:
        if len(one.found) == 1 and one.found[0].obstacle in IN_ONES_HANDS and one.shift.places_left:
            only = one.found[0]
            thing = only.values if only.obstacle is not Obstacle.AGE_UNKNOWN else ()
            counted[(only.obstacle, thing)].append(only)
    if not counted:
        return None
    most = max(counted.values(), key=len)
    return Missing(most[0], len(most))


def _shifts_for(volunteer: Volunteer, *, at: datetime) -> Any:
    """Narrowed in the database: published, visible to this person, not yet begun, within the coming weeks."""
    seen = [Visibility.PUBLIC]
    if volunteer.state in (VolunteerState.ACTIVE, VolunteerState.PAUSED):
        seen.append(Visibility.MEMBERS)
    return (
        Shift.objects.ahead(at)
        .filter(
            need__state=NeedState.PUBLISHED, need__visibility__in=seen, starts_at__lte=at + timedelta(weeks=WEEKS_AHEAD)
        )
        .exclude(need__mode=Mode.ASKED)
    )
