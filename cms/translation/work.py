"""The time translators give: counted from the pauses between two savings, confirmed by themselves day by day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from cms.translation.models import WorkEntry
from cms.translation.roots import roots

if TYPE_CHECKING:
    from cms.users.models import User

LONGEST_PAUSE = timedelta(minutes=5)
"""Thinking about a sentence takes no longer; a longer pause was something else."""
FIRST = timedelta(minutes=1)
"""What a sentence counts after a longer pause."""
MINUTES_OF_A_DAY = 24 * 60


@transaction.atomic
def record_work(user: "User", code: str, *, words: int, at: datetime) -> WorkEntry:
    """Count a saving with the German words of its sentence; a day that was confirmed is open again.

    Without words only the time counts: somebody improves a sentence that was counted before.
    """
    before = _entries(user).aggregate(at=Max("last_saved_at"))["at"]
    _entries(user).filter(day=localdate(at)).update(confirmed_minutes=None)
    entry, _created = (
        _entries(user)
        .select_for_update()
        .get_or_create(user=user, day=localdate(at), locale_id=roots().languages[code].locale_id)
    )
    entry.seconds += worked(before, at)
    entry.minutes = ceil(entry.seconds / 60)
    entry.sentences += bool(words)
    entry.words += words
    entry.last_saved_at = max(at, entry.last_saved_at or at)
    entry.save()
    return entry


def worked(before: datetime | None, at: datetime) -> int:
    """The seconds that a saved sentence counts, `before` being when the person saved last, in any language."""
    pause = at - before if before else None
    if pause is None or pause > LONGEST_PAUSE:
        return int(FIRST.total_seconds())
    return max(0, round(pause.total_seconds()))


class ConfirmObstacle(StrEnum):
    """Why a day of work cannot be confirmed with these minutes."""

    NOTHING = "nothing"
    TOO_MUCH = "too_much"

    @property
    def sentence(self) -> str:
        """What the translator reads."""
        return str(_SENTENCES[self])


_SENTENCES = {
    ConfirmObstacle.NOTHING: gettext_lazy("You saved no sentence on this day."),
    ConfirmObstacle.TOO_MUCH: gettext_lazy("Please enter the minutes of this day, from 0 to 1440."),
}


class ConfirmRefused(ValueError):
    """A day was not confirmed; `obstacle` says why."""

    def __init__(self, obstacle: ConfirmObstacle) -> None:
        super().__init__(obstacle.sentence)
        self.obstacle = obstacle


def obstacle_to_confirm(user: "User", day: date, minutes: int) -> ConfirmObstacle | None:
    """The first reason why the work of a day cannot be confirmed with these minutes, or None."""
    if not 0 <= minutes <= MINUTES_OF_A_DAY:
        return ConfirmObstacle.TOO_MUCH
    return None if _entries(user).filter(day=day).exists() else ConfirmObstacle.NOTHING


@transaction.atomic
def confirm_day(user: "User", day: date, minutes: int) -> None:
    """Take what the person says as the sum of a day, shared among its languages as they were counted.

    Raises ConfirmRefused.
    """
    if obstacle := obstacle_to_confirm(user, day, minutes):
        raise ConfirmRefused(obstacle)
    entries = list(_entries(user).filter(day=day).select_for_update().order_by("pk"))
    for entry, share in zip(entries, shared(minutes, [entry.minutes for entry in entries]), strict=True):
        entry.confirmed_minutes = share
        entry.save(update_fields=["confirmed_minutes"])


def shared(minutes: int, counted: Sequence[int]) -> list[int]:
    """The minutes in shares as they were counted; the shares make the sum again."""
    shares: list[int] = []
    left, rest = minutes, sum(counted)
    for number, part in enumerate(counted, start=1):
        last = number == len(counted)
        share = left if last or not rest else round(left * part / rest)
        shares.append(share)
        left, rest = left - share, rest - part
    return shares


def _entries(user: "User") -> "QuerySet[WorkEntry]":
    return WorkEntry.objects.filter(user=user)
