"""The waiting list: when it closes, how long an offer lasts, what keeps a waiting person from taking it."""

from datetime import datetime, time, timedelta

from django.db.models import F
from django.utils import timezone

from volunteering.domain.sign_up import Found, obstacles_to_sign_up
from volunteering.domain.vocabulary import rules
from volunteering.enums import Firmness, Obstacle, ShiftState, Source
from volunteering.models import Shift, SignUp

# The person is in the queue already, and the queue closes before sign-up does.
_OF_NO_ACCOUNT = frozenset({Obstacle.ALREADY_WAITING, Obstacle.TOO_LATE})


def queue_closes_at(shift: Shift) -> datetime:
    """Two hours before the start; from then on remaining places go first come, first served."""
    return shift.starts_at - timedelta(minutes=rules().periods.queue_closes_minutes)


def queue_is_closed(shift: Shift, *, at: datetime) -> bool:
    """Nobody can join the queue any more."""
    return queue_closes_at(shift) <= at


def has_free_place_and_queue(shift_pk: int, *, at: datetime) -> bool:
    """Somebody waits although a place is free, and an offer still makes sense."""
    shift = Shift.objects.filter(
        pk=shift_pk, state=ShiftState.OPEN, waiting__gt=0, places_taken__lt=F("places_max")
    ).first()
    return shift is not None and not queue_is_closed(shift, at=at)


def position(sign_up: SignUp) -> int:
    """The place in the queue, 1 for the next one."""
    waiting = list(SignUp.objects.queue().filter(shift=sign_up.shift_id).values_list("pk", flat=True))
    return waiting.index(sign_up.pk) + 1


def obstacles_to_take_offer(sign_up: SignUp, *, at: datetime) -> tuple[Found, ...]:
    """What blocks a waiting person now; mere warnings do not, for they decide themselves when the offer comes."""
    assert sign_up.volunteer is not None, "A sign-up without a person waits for nothing."
    found = obstacles_to_sign_up(
        sign_up.shift,
        sign_up.volunteer,
        size=sign_up.group_size,
        at=at,
        accepted=accepted_before(sign_up),
        by_coordinator=sign_up.source == Source.COORDINATOR,
    )
    return tuple(
        one for one in found if one.obstacle not in _OF_NO_ACCOUNT and one.obstacle.firmness is not Firmness.WARNING
    )


def accepted_before(sign_up: SignUp) -> frozenset[Obstacle]:
    """Warnings and overrides that were accepted when the sign-up was made."""
    return frozenset(Obstacle.of(code) for code in sign_up.accepted)


def offer_deadline(shift: Shift, at: datetime) -> datetime:
    """Until when an offer made at `at` holds: 24 hours, or 2 where the shift starts within 24 hours.

    Never beyond the closing of the queue. An offer that would end in quiet hours (21 to 8) runs to 10 o'clock, where
    the shift allows.
    """
    periods = rules().periods
    soon = shift.starts_at - at <= timedelta(hours=periods.offer_hours)
    ends = at + timedelta(hours=periods.offer_short_hours if soon else periods.offer_hours)
    local = timezone.localtime(ends, timezone.get_default_timezone())
    if local.hour >= periods.quiet_from or local.hour < periods.quiet_until:
        day = local.date() + timedelta(days=local.hour >= periods.quiet_from)
        ends = datetime.combine(day, time(periods.quiet_next), timezone.get_default_timezone())
    return min(ends, queue_closes_at(shift))
