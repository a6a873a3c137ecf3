"""Who may see and do what in a process: the one policy for pages, admin, exports and links (`opening.md` 6).

Default deny. Strangers get nothing, not even a refusal: the views answer 404.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from cms.users.models import User
from opening.domain import template
from opening.domain.missing import Missing, RefusedError
from opening.enums import Method, PartyState, ProcessState
from opening.models import Item, Party, Process, Stage
from opening.models.party import PartyQuerySet
from opening.models.process import ProcessQuerySet
from opening.obstacles import Obstacle

START = "opening.add_process"
OVERSEE = "opening.oversee_process"
LIST = "opening.view_process"

GROUP_ROLES: Final = frozenset({"steering", "participant", "host"})
"""Roles that several people hold; the coordinator may tick for them."""


class Sight(Enum):
    """How much of a process somebody sees."""

    OUTLINE = "outline"
    WHOLE = "whole"
    INTERNAL = "internal"


@dataclass(frozen=True)
class Actor:
    """Somebody in one process: their seats, whether they oversee all processes, and the way they came."""

    process: Process
    user: User | None
    seats: tuple[Party, ...] = ()
    sight: Sight = Sight.OUTLINE
    oversees: bool = False
    via: Method = Method.ACCOUNT

    @property
    def roles(self) -> frozenset[str]:
        """The roles this person holds actively."""
        return frozenset(seat.role for seat in self.seats)

    @property
    def leads(self) -> bool:
        """An advisor of this process, or a manager of the agency."""
        sides = template.of_process(self.process)
        return self.oversees or any(sides.side(role) == template.AGENCY for role in self.roles)

    @property
    def sees_all(self) -> bool:
        """The pages of the process, not only its outline."""
        return self.sight is not Sight.OUTLINE

    def seat_of(self, roles: Iterable[str]) -> Party | None:
        """The first seat in one of these roles."""
        wanted = set(roles)
        return next((seat for seat in self.seats if seat.role in wanted), None)


def may_start(user: User) -> bool:
    """Whether this person may start processes."""
    return bool(user.has_perm(START))


def visible_to(user: User) -> ProcessQuerySet:
    """The processes whose pages this person may open; a seat in them, now or earlier, or overseeing all."""
    if not user.is_authenticated or not user.is_active:
        return Process.objects.none()
    if user.has_perm(OVERSEE):
        return Process.objects.all()
    seats = Party.objects.filter(user=user, state__in=[PartyState.ACTIVE, PartyState.LEFT])
    return Process.objects.filter(pk__in=seats.values("process"))


def outline_for(user: User) -> ProcessQuerySet:
    """The processes of which this person may know title and phase: advisors of the agency, of all."""
    return Process.objects.all() if user.has_perm(LIST) else visible_to(user)


def actor_in(process: Process, user: User) -> Actor | None:
    """This person in this process, or None when they have no business there."""
    if not user.is_authenticated or not user.is_active:
        return None
    mine = [party for party in process.parties.all() if party.user_id == user.pk]
    active = tuple(party for party in mine if party.state == PartyState.ACTIVE)
    oversees = bool(user.has_perm(OVERSEE))
    known = [party for party in mine if party.state in {PartyState.ACTIVE, PartyState.LEFT}]
    sides = {template.of_process(process).side(party.role) for party in known}
    if oversees or any(template.of_process(process).side(p.role) == template.AGENCY for p in active):
        return Actor(process, user, active, Sight.INTERNAL, oversees)
    if sides - {"external"}:
        return Actor(process, user, active, Sight.WHOLE)
    if sides or user.has_perm(LIST):
        return Actor(process, user, active, Sight.OUTLINE)
    return None


def by_link(party: Party) -> Actor:
    """The actor behind a link: its party and nobody else, whoever is logged in in that browser."""
    return Actor(party.process, None, (party,), Sight.OUTLINE, via=Method.LINK)


# ---------------------------------------------------------------- rules


def obstacle_to_write(process: Process) -> Obstacle | None:
    """Closed processes are read only."""
    return Obstacle.PROCESS_OVER if process.is_over else None


def obstacle_to_work(process: Process) -> Obstacle | None:
    """Phases move only while the process is offered or running."""
    if process.is_over:
        return Obstacle.PROCESS_OVER
    if process.state not in {ProcessState.OFFERED, ProcessState.ACTIVE}:
        return Obstacle.PROCESS_RESTS
    return None


def obstacle_to_lead(actor: Actor) -> Obstacle | None:
    """Editing the process, its sessions and documents is for its advisors and the managers."""
    return obstacle_to_write(actor.process) or (None if actor.leads else Obstacle.NOT_FOR_YOU)


def invitable_roles(actor: Actor) -> tuple[str, ...]:
    """The roles this person may offer seats in: the agency all, sponsor and coordinator those of their own side."""
    sides = template.of_process(actor.process)
    if actor.process.is_over:
        return ()
    if actor.leads:
        return sides.used_roles()
    if actor.roles & {"sponsor", "coordinator"}:
        return tuple(role for role in sides.used_roles() if sides.side(role) == template.PARTNER)
    return ()


def obstacle_to_invite(actor: Actor, role: str) -> Obstacle | None:
    """Whether this person may offer a seat in this role."""
    if blocked := obstacle_to_write(actor.process):
        return blocked
    return None if role in invitable_roles(actor) else Obstacle.NOT_FOR_YOU


def obstacle_to_submit(actor: Actor, stage: Stage) -> Obstacle | None:
    """A phase is submitted by the role that leads it, or by the agency."""
    if blocked := obstacle_to_work(actor.process):
        return blocked
    return None if actor.leads or template.phase_of(stage).lead in actor.roles else Obstacle.NOT_FOR_YOU


def obstacle_to_tick(actor: Actor, item: Item) -> Obstacle | None:
    """A checklist entry is confirmed by the role it names.

    The agency may confirm any of them (what was said in a meeting); the coordinator those of the groups of their own
    side.
    """
    if blocked := obstacle_to_work(actor.process):
        return blocked
    stage = next(one for one in actor.process.stages.all() if one.pk == item.stage_id)
    check = template.phase_of(stage).check(item.key)
    role = check.by if check else ""
    if actor.leads or role in actor.roles or (role in GROUP_ROLES and "coordinator" in actor.roles):
        return None
    return Obstacle.NOT_YOURS


def obstacle_to_settle(actor: Actor, item: Item) -> Obstacle | None:
    """Goals, measures, tasks and agreements: their owners, the coordinator, the agency."""
    if blocked := obstacle_to_write(actor.process):
        return blocked
    mine = {seat.pk for seat in actor.seats}
    if actor.leads or "coordinator" in actor.roles or item.owner_id in mine:
        return None
    return None if mine & set(item.co_owners.values_list("pk", flat=True)) else Obstacle.NOT_FOR_YOU


def require(obstacle: Obstacle | None, **values: object) -> None:
    """Raises RefusedError when there is an obstacle."""
    if obstacle is not None:
        raise RefusedError(Missing(obstacle, values=values))


def seats_of(user: User) -> PartyQuerySet:
    """The seats this person holds or held."""
    return Party.objects.filter(user=user, state__in=[PartyState.ACTIVE, PartyState.LEFT])
