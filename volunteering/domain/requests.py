"""How one gets in: at once, by a request that a person decides, or only when asked."""

from collections.abc import Collection
from datetime import datetime

from cms.users.models import User
from volunteering.domain import places
from volunteering.domain.shifts import close_queue
from volunteering.domain.sign_up import Found, SignUpRefused
from volunteering.domain.waiting import accepted_before, queue_is_closed
from volunteering.enums import Mode, Obstacle, SignUpState, Source
from volunteering.models import Shift, SignUp, Volunteer


def sign_up(
    volunteer: Volunteer,
    shift: Shift,
    *,
    size: int = 1,
    accepted: Collection[Obstacle] = frozenset(),
    may_wait: bool = False,
    at: datetime,
    by: User | None = None,
) -> SignUp:
    """What a person's own wish to come leads to: confirmed, on the waiting list, or a request to be decided.

    Raises SignUpRefused with every obstacle, or with FULL where waiting was not wished.
    """
    places.lapse_offers(at=at, shift_pk=shift.pk)
    if shift.waiting and queue_is_closed(shift, at=at):
        close_queue(shift, at=at)
    if needs_decision(shift, volunteer):
        return places.ask(volunteer.pk, shift.pk, size=size, accepted=accepted, at=at, by=by)
    return places.claim(
        volunteer.pk, shift.pk, size=size, accepted=accepted, may_wait=may_wait, at=at, by=by, source=Source.SELF
    )


def needs_decision(shift: Shift, volunteer: Volunteer) -> bool:
    """A person of the agency decides, unless this volunteer is trusted for such needs."""
    return shift.need.mode == Mode.REQUEST and shift.need.kind not in volunteer.trusted_kinds


def approve(
    sign_up_pk: int,
    *,
    at: datetime,
    by: User,
    overridden: Collection[Obstacle] = frozenset(),
    reason: str = "",
    may_wait: bool = False,
) -> SignUp:
    """The request becomes a place, or a place in the queue where that is allowed. Raises SignUpRefused.

    Without `reason` nothing is overridden.
    """
    asked = SignUp.objects.get(pk=sign_up_pk)
    if asked.state != SignUpState.REQUESTED or asked.volunteer_id is None:
        raise SignUpRefused((Found(Obstacle.ALREADY_IN),))
    return places.claim(
        asked.volunteer_id,
        asked.shift_id,
        size=asked.group_size,
        source=Source.COORDINATOR,
        accepted=accepted_before(asked) | (frozenset(overridden) if reason else frozenset()),
        may_wait=may_wait,
        at=at,
        by=by,
        reason=reason,
    )


def reject(sign_up_pk: int, *, at: datetime, by: User, reason: str = "") -> bool:
    """The request is answered with a friendly no; False when somebody else decided before."""
    return places.release(sign_up_pk, SignUpState.REJECTED, reason=reason, at=at, by=by)
