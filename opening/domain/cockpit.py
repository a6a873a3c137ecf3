"""All running processes on one page for the agency: phase, age, blockers, silence, due dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from cms.users.models import User
from opening.domain import access, next_steps, process, template
from opening.domain.loading import complete, day
from opening.domain.missing import Missing
from opening.domain.wording import Words
from opening.models import Process, Stage

SILENT: Final = timedelta(days=30)
"""A process in which nothing happened for longer than this is called silent."""


@dataclass(frozen=True)
class Line:
    """One process. Of processes of other advisors only title, phase and lead are known."""

    process: Process
    stage: Stage | None
    phase: Words | None
    lead: str
    days: int
    due: date | None
    blockers: Sequence[Missing]
    is_silent: bool
    is_overdue: bool
    is_open: bool

    @property
    def title(self) -> Words:
        """The title with the language it was typed in."""
        return Words(self.process.title, self.process.language)


def lines(user: User, *, at: datetime) -> list[Line]:
    """Every process that is not closed, the one that has waited longest first; a constant number of queries."""
    rows = complete(access.outline_for(user).exclude(state__in=["concluded", "cancelled", "archived"]))
    found = [_line(row, user, day(at)) for row in rows]
    return sorted(found, key=lambda line: (not line.is_silent, not line.is_overdue, -line.days, line.process.code))


def _line(row: Process, user: User, today: date) -> Line:
    actor = access.actor_in(row, user)
    is_open = actor is not None and actor.leads
    stage = process.running_stage(row)
    words = template.of_process(row)
    opened = stage.opened_on if stage else None
    due = stage.due_on if stage else None
    return Line(
        process=row,
        stage=stage,
        phase=words.words(template.phase_of(stage).raw["title"]) if stage else None,
        lead=next((p.name for p in row.parties.all() if p.role == template.LEAD and p.state == "active"), ""),
        days=(today - opened).days if opened else 0,
        due=due if is_open else None,
        blockers=next_steps.blocking(row) if is_open else (),
        is_silent=is_open and row.last_activity_on < today - SILENT,
        is_overdue=is_open and due is not None and due < today,
        is_open=is_open,
    )


def chosen(found: Iterable[Line], show: str) -> list[Line]:
    """The lines of one filter: mine (those one leads), silent, overdue, or all."""
    if show == "mine":
        return [line for line in found if line.is_open]
    if show == "silent":
        return [line for line in found if line.is_silent]
    if show == "overdue":
        return [line for line in found if line.is_overdue]
    return list(found)
