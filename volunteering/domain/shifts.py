"""What happens to a shift as a whole: cancelled, made larger or smaller, its queue closed, done."""

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from cms.ui import page_cache
from cms.users.models import User
from volunteering.domain import places
from volunteering.domain.vocabulary import rules
from volunteering.domain.waiting import queue_is_closed
from volunteering.enums import COUNTED, ShiftState, SignUpState
from volunteering.models import Need, Shift, SignUp

_STILL_RUNNING = (SignUpState.REQUESTED, SignUpState.WAITLISTED, SignUpState.OFFERED, SignUpState.CONFIRMED)


class ResizeRefused(Exception):
    """More places are taken than would remain; carries how many."""

    def __init__(self, taken: int) -> None:
        super().__init__(f"{taken} places are taken.")
        self.taken = taken


def add_shift(need: Need, *, starts_at: datetime, ends_at: datetime, places_min: int, places_max: int) -> Shift:
    """A new shift of this need with the next free number."""
    with transaction.atomic():
        Need.objects.filter(pk=need.pk).update(changed_at=F("changed_at"))  # the write first: one at a time
        last = Shift.objects.filter(need=need).order_by("-number").values_list("number", flat=True).first()
        shift = Shift.objects.create(
            need=need,
            number=(last or 0) + 1,
            starts_at=starts_at,
            ends_at=ends_at,
            places_min=places_min,
            places_max=places_max,
        )
        page_cache.changed()
    return shift


def cancel_shift(shift_pk: int, *, reason: str, at: datetime, by: User | None = None) -> int:
    """Call the shift off: first no claim succeeds any more, then everybody is released and told once.

    Returns how many people were told. A second call goes on where the first was interrupted.
    """
    with transaction.atomic(durable=True):
        Shift.objects.filter(pk=shift_pk, state=ShiftState.OPEN).update(
            state=ShiftState.CANCELLED, cancel_reason=reason[:200], sequence=F("sequence") + 1
        )
        page_cache.changed()
    if not Shift.objects.filter(pk=shift_pk, state=ShiftState.CANCELLED).exists():
        return 0
    running = SignUp.objects.filter(shift=shift_pk, state__in=_STILL_RUNNING).order_by("volunteer", "pk")
    return sum(
        places.release(pk, SignUpState.CANCELLED, reason="shift_cancelled", at=at, by=by)
        for pk in list(running.values_list("pk", flat=True))
    )


def reschedule(shift_pk: int, *, starts_at: datetime, ends_at: datetime) -> bool:
    """Change the time of a shift nobody is signed up for; False where somebody is, or it is not open any more."""
    running = SignUp.objects.filter(shift=OuterRef("pk"), state__in=_STILL_RUNNING)
    with transaction.atomic():
        changed = Shift.objects.filter(~Exists(running), pk=shift_pk, state=ShiftState.OPEN, places_taken=0).update(
            starts_at=starts_at, ends_at=ends_at, sequence=F("sequence") + 1
        )
        page_cache.changed()
    return bool(changed)


def resize(shift_pk: int, *, places_min: int, places_max: int, at: datetime) -> None:
    """Give the shift more or fewer places; raises ResizeRefused where more are taken than would remain."""
    with transaction.atomic(durable=True):
        done = Shift.objects.filter(pk=shift_pk, places_taken__lte=places_max).update(
            places_min=min(places_min, places_max), places_max=places_max
        )
        page_cache.changed()
    if not done:
        raise ResizeRefused(Shift.objects.values_list("places_taken", flat=True).get(pk=shift_pk))
    places.promote(shift_pk, at=at)


def close_queue(shift: Shift, *, at: datetime) -> int:
    """Thank and tell everybody who still waits two hours before the start. Returns how many."""
    if not queue_is_closed(shift, at=at):
        return 0
    waiting = SignUp.objects.queue().filter(shift=shift).values_list("pk", flat=True)
    return sum(places.release(pk, SignUpState.EXPIRED, reason="queue_closed", at=at) for pk in list(waiting))


def close_due_queues(*, at: datetime) -> int:
    """The same for every shift whose time has come; requests nobody decided before the start end, too."""
    soon = at + timedelta(minutes=rules().periods.queue_closes_minutes)
    due = Shift.objects.filter(state=ShiftState.OPEN, waiting__gt=0, starts_at__lte=soon)
    closed = sum(close_queue(shift, at=at) for shift in due)
    undecided = SignUp.objects.filter(state=SignUpState.REQUESTED, starts_at__lte=at).values_list("pk", flat=True)
    return closed + sum(places.release(pk, SignUpState.EXPIRED, reason="not_decided", at=at) for pk in list(undecided))


def sweep(*, at: datetime) -> int:
    """Look once at every shift where somebody waits beside a free place; safe to run twice."""
    pks = list(Shift.objects.ahead(at).with_queue_and_room().values_list("pk", flat=True))
    for pk in pks:
        places.promote(pk, at=at)
    return len(pks)


def finish_due_shifts(*, at: datetime) -> int:
    """Open shifts that are over become done. Returns how many."""
    done = Shift.objects.filter(state=ShiftState.OPEN, ends_at__lte=at).update(state=ShiftState.DONE)
    if done:
        page_cache.changed()
    return done


def recount() -> list[str]:
    """One sentence for every shift whose counters do not match its sign-ups. Mends nothing.

    Looks twice, because people sign up while it counts.
    """
    first = _differences()
    return [sentence for pk, sentence in _differences().items() if pk in first] if first else []


def _differences() -> dict[int, str]:
    taken: Counter[int] = Counter()
    waiting: Counter[int] = Counter()
    for shift_pk, state, size in SignUp.objects.values_list("shift_id", "state", "group_size"):
        if state in COUNTED:
            taken[shift_pk] += size
        elif state == SignUpState.WAITLISTED:
            waiting[shift_pk] += 1
    columns = Shift.objects.values_list("pk", "need__code", "number", "places_taken", "waiting")
    return {
        pk: f"Shift {code}/{number}: places_taken is {places_taken}, the sign-ups say {taken[pk]}; "
        f"waiting is {queue}, the sign-ups say {waiting[pk]}."
        for pk, code, number, places_taken, queue in columns
        if (places_taken, queue) != (taken[pk], waiting[pk])
    }
