"""What somebody reads who may not sign up: each obstacle as a sentence, with the next step as a link."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from volunteering.domain.listing import similar_shifts
from volunteering.domain.sign_up import Found
from volunteering.domain.wording import sentence
from volunteering.domain.words import words_of
from volunteering.enums import Obstacle
from volunteering.models import Shift
from volunteering.views.rows import Row, places_in_words, where

IN_PROFILE = frozenset(
    {
        Obstacle.PAUSED,
        Obstacle.AGE_UNKNOWN,
        Obstacle.LANGUAGE_MISSING,
        Obstacle.LEVEL_TOO_LOW,
        Obstacle.SKILL_MISSING,
        Obstacle.DAY_LIMIT,
        Obstacle.WEEK_LIMIT,
        Obstacle.OUTSIDE_GRID,
    }
)
IN_MY_TASKS = frozenset(
    {
        Obstacle.OVERLAP,
        Obstacle.REST,
        Obstacle.TRAVEL,
        Obstacle.ALREADY_IN,
        Obstacle.ALREADY_WAITING,
        Obstacle.ALREADY_REQUESTED,
    }
)
OF_THE_NEED = frozenset(
    {
        Obstacle.NOT_VISIBLE,
        Obstacle.NOT_ACTIVE,
        Obstacle.TOO_YOUNG,
        Obstacle.GUARDIAN_MISSING,
        Obstacle.LANGUAGE_MISSING,
        Obstacle.LEVEL_TOO_LOW,
        Obstacle.SKILL_MISSING,
    }
)
BY_TALKING = frozenset({Obstacle.NOT_ACTIVE, Obstacle.GUARDIAN_MISSING, Obstacle.TOO_LATE, Obstacle.NOT_VISIBLE})


@dataclass(frozen=True)
class Reason:
    """One obstacle as it is read."""

    sentence: str
    label: str = ""
    url: str = ""


def reasons(found: Iterable[Found], *, signed_in: bool) -> list[Reason]:
    """Sentences with their next steps; links to one's own pages only for people who are signed in."""
    return [_reason(one, signed_in=signed_in) for one in found]


def _reason(found: Found, *, signed_in: bool) -> Reason:
    text = sentence(found)
    if signed_in and found.obstacle in IN_PROFILE:
        return Reason(text, _("Change my profile"), reverse("volunteering:mine_profile"))
    if signed_in and found.obstacle in IN_MY_TASKS:
        return Reason(text, _("See my tasks"), reverse("volunteering:mine"))
    if found.obstacle in BY_TALKING:
        return Reason(text, _("Write to us"), contact_url())
    return Reason(text)


def contact_url() -> str:
    """Where one reaches the house in writing; the list of tasks where the pages are not mounted."""
    try:
        return f"{reverse('home:enquiry')}?thema=volunteering"
    except NoReverseMatch:
        return reverse("volunteering:need_list")


def similar_rows(shift: Shift, found: Iterable[Found], *, at: datetime) -> list[Row]:
    """Two shifts with a free place instead of this one; of other needs where this need itself is out of reach."""
    shifts = similar_shifts(shift, at=at, elsewhere=any(one.obstacle in OF_THE_NEED for one in found))
    words = words_of({one.need_id for one in shifts})
    return [
        Row(
            title=words[one.need_id].title,
            url=reverse("volunteering:shift_sign_up", args=[one.need.code, one.number]),
            lang=words[one.need_id].language,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            facts=[("place", where(one.need))] if where(one.need) else [],
            side=places_in_words(one),
        )
        for one in shifts
        if one.need_id in words
    ]
