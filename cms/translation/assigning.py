"""Giving a piece to one person, with a day and a word; at most one assignment is open for each piece."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import pgettext_lazy
from wagtail.log_actions import log
from wagtail.models import Locale

from cms.translation.models import Assignment
from cms.translation.rights import may_manage, may_translate
from cms.translation.roots import roots
from cms.translation.sources import is_public

if TYPE_CHECKING:
    from cms.users.models import User


class AssignObstacle(StrEnum):
    """Why a piece cannot be given to somebody."""

    NO_RIGHT = "no_right"
    SOURCE_HIDDEN = "source_hidden"
    NOT_TRANSLATOR = "not_translator"
    PAST = "past"

    @property
    def sentence(self) -> str:
        """What the editor reads."""
        return str(_SENTENCES[self])


_SENTENCES = {
    AssignObstacle.NO_RIGHT: pgettext_lazy("staff", "You may not assign translations."),
    AssignObstacle.SOURCE_HIDDEN: pgettext_lazy("staff", "The German text is not public. Publish it first."),
    AssignObstacle.NOT_TRANSLATOR: pgettext_lazy("staff", "This person does not translate into this language."),
    AssignObstacle.PAST: pgettext_lazy("staff", "The day lies in the past. Choose today or a later day."),
}


class AssignRefused(ValueError):
    """A piece cannot be assigned; `obstacle` says why."""

    def __init__(self, obstacle: AssignObstacle) -> None:
        super().__init__(obstacle.sentence)
        self.obstacle = obstacle


def obstacle_to_assign(
    source: Any, code: str, *, to: "User | None", due_on: date | None, by: "User", on: date
) -> AssignObstacle | None:
    """The first reason why this piece cannot be given to this person, or None when it can. `to` may be left open."""
    if not may_manage(by):
        return AssignObstacle.NO_RIGHT
    if not is_public(source):
        return AssignObstacle.SOURCE_HIDDEN
    if to is not None and not may_translate(to, code, on=on):
        return AssignObstacle.NOT_TRANSLATOR
    return AssignObstacle.PAST if due_on and due_on < on else None


@transaction.atomic
def assign(
    source: Any,
    code: str,
    *,
    to: "User | None",
    due_on: date | None = None,
    urgent: bool = False,
    note: str = "",
    by: "User",
    at: datetime,
) -> Assignment:
    """Give a piece to somebody, in place of an earlier assignment; without `to` it is only marked, say as urgent.

    Raises AssignRefused.
    """
    if obstacle := obstacle_to_assign(source, code, to=to, due_on=due_on, by=by, on=localdate(at)):
        raise AssignRefused(obstacle)
    end_assignment(source, code, at=at)
    made = Assignment.objects.create(
        translation_key=source.translation_key,
        model=source._meta.label_lower,
        locale=Locale.objects.get(language_code=code),
        assignee=to,
        due_on=due_on,
        urgent=urgent,
        note=note[:300],
        by=by,
        at=at,
    )
    log(instance=source, action="translation.assign", user=by, data={"language": code, "to": to.pk if to else None})
    return made


def end_assignment(source: Any, code: str, *, at: datetime) -> None:
    """The piece is done, or somebody else's."""
    Assignment.objects.filter(
        translation_key=source.translation_key, locale_id=roots().languages[code].locale_id, ended_at=None
    ).update(ended_at=at)


def open_assignments(keys: Iterable[UUID]) -> dict[tuple[UUID, str], Assignment]:
    """The open assignments of many sources, by piece; one query."""
    found = Assignment.objects.filter(translation_key__in=set(keys), ended_at=None).select_related("assignee")
    return {(row.translation_key, roots().code_of(row.locale_id)): row for row in found}
