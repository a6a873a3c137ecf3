"""How places change hands without a race. Counters, and every step in or out of a place, are written here alone.

Lock order everywhere: people in ascending primary key, then shifts, then anything else. The write comes first, so
that SQLite never upgrades a reader; each check is part of the UPDATE it guards, so that both databases behave alike.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F

from cms.ui import page_cache
from cms.users.models import User
from volunteering import notifications
from volunteering.domain.sign_up import Found, SignUpRefused, obstacles_to_sign_up
from volunteering.domain.waiting import (
    has_free_place_and_queue,
    obstacles_to_take_offer,
    offer_deadline,
    queue_is_closed,
)
from volunteering.enums import (
    COUNTED,
    HOLDING,
    SETTLED,
    SIGN_UP_CHANGES,
    Obstacle,
    Priority,
    ShiftState,
    SignUpState,
    Source,
)
from volunteering.models import Shift, SignUp, SignUpEvent, Volunteer

ENDS_WITHOUT_PLACE = frozenset({SignUpState.REQUESTED, SignUpState.WAITLISTED})


class ChangeNotAllowed(Exception):
    """The map of states does not allow this change."""


def hold(*volunteer_pks: int | None) -> None:
    """Lock people in ascending order: their rows on PostgreSQL, the write lock on SQLite."""
    for pk in sorted({pk for pk in volunteer_pks if pk is not None}):
        Volunteer.objects.filter(pk=pk).update(revision=F("revision") + 1)


# ---------------------------------------------------------------- taking a place
def claim(
    volunteer_pk: int,
    shift_pk: int,
    *,
    size: int = 1,
    into: SignUpState = SignUpState.CONFIRMED,
    source: Source = Source.SELF,
    may_wait: bool = False,
    accepted: Collection[Obstacle] = frozenset(),
    at: datetime,
    by: User | None = None,
    reason: str = "",
) -> SignUp:
    """Take `size` places of a shift for this person, or a place in its queue where that is allowed.

    Raises SignUpRefused with every obstacle, or with FULL. Must not stand inside another transaction.
    """
    with transaction.atomic(durable=True):
        hold(volunteer_pk)
        got = Shift.objects.filter(
            pk=shift_pk, state=ShiftState.OPEN, waiting=0, places_taken__lte=F("places_max") - size
        ).update(places_taken=F("places_taken") + size)
        volunteer, shift = _read(volunteer_pk, shift_pk)
        found = obstacles_to_sign_up(
            shift,
            volunteer,
            size=size,
            at=at,
            accepted=accepted,
            by_coordinator=source == Source.COORDINATOR,
        )
        if found:
            raise SignUpRefused(found)
        if not got and not (may_wait and _join_queue(shift, at=at)):
            raise SignUpRefused((Found(Obstacle.FULL),))
        state = into if got else SignUpState.WAITLISTED
        sign_up = _record(
            volunteer, shift, state, size=size, source=source, accepted=accepted, at=at, by=by, reason=reason
        )
    if not got:
        promote(shift_pk, at=at, present=sign_up.pk)  # a small party may fit where the head of the queue does not
        sign_up.refresh_from_db()
    return sign_up


def ask(
    volunteer_pk: int,
    shift_pk: int,
    *,
    size: int = 1,
    accepted: Collection[Obstacle] = frozenset(),
    at: datetime,
    by: User | None = None,
) -> SignUp:
    """Put down a request a person will decide; it holds no place. Raises SignUpRefused."""
    with transaction.atomic(durable=True):
        hold(volunteer_pk)
        volunteer, shift = _read(volunteer_pk, shift_pk)
        found = obstacles_to_sign_up(shift, volunteer, size=size, at=at, accepted=accepted)
        asked = SignUp.objects.filter(volunteer=volunteer, shift=shift, state=SignUpState.REQUESTED).exists()
        if asked:
            found = (Found(Obstacle.ALREADY_REQUESTED), *found)
        if found:
            raise SignUpRefused(found)
        return _record(
            volunteer, shift, SignUpState.REQUESTED, size=size, source=Source.SELF, accepted=accepted, at=at, by=by
        )


def confirm_offer(sign_up_pk: int, *, at: datetime, by: User | None = None) -> SignUp:
    """Turn an offer that still holds into a confirmed place. Raises SignUpRefused with OFFER_OVER otherwise."""
    volunteer_pk = _volunteer_of(sign_up_pk)
    with transaction.atomic(durable=True):
        hold(volunteer_pk)
        taken = SignUp.objects.filter(pk=sign_up_pk, state=SignUpState.OFFERED, offered_until__gt=at).update(
            changed_at=at
        )
        if not taken:
            raise SignUpRefused((Found(Obstacle.OFFER_OVER),))
        sign_up = SignUp.objects.select_related("volunteer__user", "shift__need").get(pk=sign_up_pk)
        _change(sign_up, SignUpState.CONFIRMED, at=at, by=by)
    return sign_up


def hand_over(
    sign_up_pk: int, volunteer_pk: int, *, size: int = 1, at: datetime, by: User | None = None, reason: str = ""
) -> SignUp:
    """Give a confirmed place to another person in one step; the first never stands out before the second is in.

    Raises SignUpRefused with the obstacles of the second person, or FULL where their group is too large.
    """
    with transaction.atomic(durable=True):
        hold(_volunteer_of(sign_up_pk), volunteer_pk)
        giver = SignUp.objects.select_related("volunteer__user", "shift__need").get(pk=sign_up_pk)
        if giver.state != SignUpState.CONFIRMED or giver.volunteer_id == volunteer_pk:
            raise SignUpRefused((Found(Obstacle.NOT_OPEN),))
        more = size - giver.group_size
        got = Shift.objects.filter(
            pk=giver.shift_id, state=ShiftState.OPEN, places_taken__lte=F("places_max") - more
        ).update(places_taken=F("places_taken") + more)
        volunteer, shift = _read(volunteer_pk, giver.shift_id)
        found = tuple(
            one
            for one in obstacles_to_sign_up(shift, volunteer, size=size, at=at)
            if one.obstacle is not Obstacle.ALREADY_WAITING
        )
        if found or not got or (more > 0 and shift.waiting):
            raise SignUpRefused(found or (Found(Obstacle.FULL),))
        queued = SignUp.objects.queue().filter(volunteer=volunteer, shift=shift).first()
        if queued is not None:
            Shift.objects.filter(pk=shift.pk).update(waiting=F("waiting") - 1)
            _change(queued, SignUpState.OFFERED, reason="handed_over", at=at, tell=False)
        _change(giver, SignUpState.WITHDRAWN, reason=reason or "handed_over", at=at, by=by)
        taker = _record(
            volunteer, shift, SignUpState.CONFIRMED, size=size, source=Source.SUBSTITUTE, accepted=(), at=at, by=by
        )
    promote(shift.pk, at=at)
    _promote_where_waiting(giver.volunteer_id, at=at)
    return taker


# ---------------------------------------------------------------- letting go, moving up
def release(sign_up_pk: int, to: SignUpState, *, reason: str = "", at: datetime, by: User | None = None) -> bool:
    """End a sign-up, free what it holds, and offer it along the queue. False when there is nothing to end."""
    volunteer_pk = _volunteer_of(sign_up_pk)
    with transaction.atomic(durable=True):
        hold(volunteer_pk)
        sign_up = SignUp.objects.select_related("volunteer__user", "shift__need").get(pk=sign_up_pk)
        state = SignUpState(sign_up.state)
        if to in COUNTED or to not in SIGN_UP_CHANGES[state]:
            return False
        if to == SignUpState.EXPIRED and state == SignUpState.OFFERED and not _has_lapsed(sign_up, at=at):
            return False
        if state in HOLDING:
            Shift.objects.filter(pk=sign_up.shift_id).update(places_taken=F("places_taken") - sign_up.group_size)
        elif state == SignUpState.WAITLISTED:
            Shift.objects.filter(pk=sign_up.shift_id).update(waiting=F("waiting") - 1)
        elif state not in ENDS_WITHOUT_PLACE:
            return False
        _change(sign_up, to, reason=reason, at=at, by=by)
    promote(sign_up.shift_id, at=at)
    _promote_where_waiting(volunteer_pk, at=at)  # an overlap that is now gone
    return True


def withdraw(sign_up_pk: int, *, reason: str = "", at: datetime, by: User | None = None) -> bool:
    """The person cancels a place or leaves the queue; an offer is declined instead."""
    offered = SignUp.objects.filter(pk=sign_up_pk, state=SignUpState.OFFERED).exists()
    return release(sign_up_pk, SignUpState.DECLINED if offered else SignUpState.WITHDRAWN, reason=reason, at=at, by=by)


def decline_offer(sign_up_pk: int, *, at: datetime, by: User | None = None) -> bool:
    """The person does not want the offered place."""
    return release(sign_up_pk, SignUpState.DECLINED, reason="declined", at=at, by=by)


def promote(shift_pk: int, *, at: datetime, present: int | None = None) -> None:
    """Offer free places along the queue, one short transaction for each person.

    `present` names the sign-up of somebody who is here right now: they are confirmed at once.
    """
    passed: list[int] = []
    while has_free_place_and_queue(shift_pk, at=at) and (head := _head_of(shift_pk, passed)):
        with transaction.atomic(durable=True):
            hold(head.volunteer_id)
            waiting = SignUp.objects.queue().filter(pk=head.pk).select_related("volunteer__user", "shift__need")
            again = waiting.first()
            if again is None:
                continue  # somebody else was faster
            found = obstacles_to_take_offer(again, at=at)
            fits = not found and Shift.objects.filter(
                pk=shift_pk, state=ShiftState.OPEN, places_taken__lte=F("places_max") - again.group_size
            ).update(places_taken=F("places_taken") + again.group_size, waiting=F("waiting") - 1)
            if not fits:
                _pass_over(again, found or (Found(Obstacle.GROUP_TOO_LARGE),))
                passed.append(again.pk)
                continue
            again.offered_until = offer_deadline(again.shift, at)
            _change(again, SignUpState.OFFERED, at=at, tell=again.pk != present)
            if again.pk == present:
                _change(again, SignUpState.CONFIRMED, at=at)


def lapse_offers(*, at: datetime, shift_pk: int | None = None) -> int:
    """End every offer whose time is over; safe to run twice. Returns how many."""
    lapsed = SignUp.objects.filter(state=SignUpState.OFFERED, offered_until__lte=at)
    if shift_pk is not None:
        lapsed = lapsed.filter(shift=shift_pk)
    pks = list(lapsed.order_by("offered_until", "pk").values_list("pk", flat=True))
    return sum(release(pk, SignUpState.EXPIRED, reason="lapsed", at=at) for pk in pks)


def attend(sign_up_pk: int, to: SignUpState, *, at: datetime, by: User, reason: str = "") -> SignUp:
    """After the start: the person was there, was excused, or was not there. Raises ChangeNotAllowed."""
    with transaction.atomic(durable=True):
        hold(_volunteer_of(sign_up_pk))
        sign_up = SignUp.objects.select_related("volunteer__user", "shift__need").get(pk=sign_up_pk)
        if to not in SETTLED or to not in SIGN_UP_CHANGES[SignUpState(sign_up.state)] or sign_up.starts_at > at:
            raise ChangeNotAllowed(f"{sign_up.state} to {to} at {at}: expected a confirmed place after its start.")
        _change(sign_up, to, reason=reason, at=at, by=by)
    return sign_up


# ---------------------------------------------------------------- the pen
def _read(volunteer_pk: int, shift_pk: int) -> tuple[Volunteer, Shift]:
    volunteer = Volunteer.objects.select_related("user").get(pk=volunteer_pk)
    return volunteer, Shift.objects.select_related("need").get(pk=shift_pk)


def _volunteer_of(sign_up_pk: int) -> int | None:
    return SignUp.objects.values_list("volunteer_id", flat=True).get(pk=sign_up_pk)


def _has_lapsed(sign_up: SignUp, *, at: datetime) -> bool:
    return sign_up.offered_until is not None and sign_up.offered_until <= at


def _join_queue(shift: Shift, *, at: datetime) -> bool:
    if queue_is_closed(shift, at=at):
        return False
    return bool(Shift.objects.filter(pk=shift.pk, state=ShiftState.OPEN).update(waiting=F("waiting") + 1))


def _head_of(shift_pk: int, passed: list[int]) -> SignUp | None:
    return SignUp.objects.queue().filter(shift=shift_pk).exclude(pk__in=passed).first()


def _pass_over(sign_up: SignUp, found: Collection[Found]) -> None:
    SignUp.objects.filter(pk=sign_up.pk).update(passed_over=[one.obstacle.value for one in found])


def _promote_where_waiting(volunteer_pk: int | None, *, at: datetime) -> None:
    if volunteer_pk is None:
        return
    waiting = SignUp.objects.filter(volunteer=volunteer_pk, state=SignUpState.WAITLISTED, starts_at__gt=at)
    for shift_pk in list(waiting.order_by("shift").values_list("shift_id", flat=True)):
        promote(shift_pk, at=at)


def _record(
    volunteer: Volunteer,
    shift: Shift,
    state: SignUpState,
    *,
    size: int,
    source: Source,
    accepted: Collection[Obstacle],
    at: datetime,
    by: User | None,
    reason: str = "",
) -> SignUp:
    """The row of this person and shift in its new state; who comes back uses the same row."""
    sign_up = SignUp.objects.filter(volunteer=volunteer, shift=shift).first()
    if sign_up is None:
        sign_up = SignUp(volunteer=volunteer, shift=shift, state="")
    sign_up.volunteer, sign_up.shift = volunteer, shift
    sign_up.group_size, sign_up.source = size, source
    sign_up.accepted = sorted(obstacle.value for obstacle in accepted)
    sign_up.starts_at, sign_up.ends_at = shift.starts_at, shift.ends_at
    sign_up.priority = Priority.NORMAL
    sign_up.queued_at = at if state == SignUpState.WAITLISTED else None
    sign_up.offered_until = offer_deadline(shift, at) if state == SignUpState.OFFERED else None
    _change(sign_up, state, at=at, by=by, reason=reason)
    return sign_up


def _change(
    sign_up: SignUp, to: SignUpState, *, reason: str = "", at: datetime, by: User | None = None, tell: bool = True
) -> None:
    """Write the state, the history and the letter in the transaction that is open."""
    before = sign_up.state
    if before and to not in SIGN_UP_CHANGES[SignUpState(before)]:
        raise ChangeNotAllowed(f"{before} to {to}: expected one of {sorted(SIGN_UP_CHANGES[SignUpState(before)])}.")
    sign_up.state, sign_up.reason_code, sign_up.changed_at = to, reason[:40], at
    sign_up.passed_over = []
    if to != SignUpState.OFFERED:
        sign_up.offered_until, sign_up.answer_digest = None, ""
    if before == "":
        sign_up.created_at = at
    sign_up.save()
    event = SignUpEvent.objects.create(
        sign_up=sign_up, from_state=before, to_state=to, by=by, at=at, reason=reason[:200]
    )
    if tell:
        notifications.tell(sign_up, event)
    page_cache.changed()
