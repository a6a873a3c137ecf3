"""A shift as a whole: cancelled, resized, its queue closed, done, counted again."""

from datetime import timedelta

import pytest

from cms.mail.models import OutboxMessage
from tests.make.volunteering import AT, fill, make_shift, make_sign_up, make_volunteer
from tests.volunteering.invariants import problems
from volunteering.domain import places, shifts
from volunteering.domain.shifts import ResizeRefused
from volunteering.domain.sign_up import SignUpRefused
from volunteering.enums import Obstacle, ShiftState, SignUpState
from volunteering.models import Shift, SignUp

pytestmark = pytest.mark.django_db
U = SignUpState


def states() -> list[str]:
    return list(SignUp.objects.order_by("pk").values_list("state", flat=True))


def test_cancelling_frees_everybody_and_tells_each_once() -> None:
    shift = make_shift(places=2)
    fill(shift)
    make_sign_up(shift, state=U.WAITLISTED)

    told = shifts.cancel_shift(shift.pk, reason="Der Raum ist nicht frei.", at=AT)
    again = shifts.cancel_shift(shift.pk, reason="noch einmal", at=AT)

    shift.refresh_from_db()
    assert (told, again) == (3, 0)
    assert (shift.state, shift.sequence, shift.cancel_reason) == (ShiftState.CANCELLED, 1, "Der Raum ist nicht frei.")
    assert (shift.places_taken, shift.waiting) == (0, 0)
    assert states() == [U.CANCELLED] * 3
    sent = OutboxMessage.objects.filter(kind="volunteering.cancelled")
    assert sent.count() == len(set(sent.values_list("to", flat=True))) == 3


def test_cancelled_entry_leaves_the_calendar() -> None:
    shift = make_shift()
    make_sign_up(shift)

    shifts.cancel_shift(shift.pk, reason="", at=AT)

    message = OutboxMessage.objects.get(kind="volunteering.cancelled")
    entry = bytes(message.attachments.get().content).decode()
    assert "STATUS:CANCELLED" in entry
    assert "SEQUENCE:1" in entry
    assert f"UID:shift-{shift.pk}@offenes-haus" in entry


def test_nobody_gets_into_a_cancelled_shift() -> None:
    shift = make_shift()
    shifts.cancel_shift(shift.pk, reason="", at=AT)

    with pytest.raises(SignUpRefused) as refused:
        places.claim(make_volunteer().pk, shift.pk, at=AT, may_wait=True)

    assert refused.value.obstacles == (Obstacle.NOT_OPEN,)


def test_shift_never_has_fewer_places_than_are_taken() -> None:
    shift = make_shift(places=3)
    fill(shift)

    with pytest.raises(ResizeRefused) as refused:
        shifts.resize(shift.pk, places_min=1, places_max=2, at=AT)

    shift.refresh_from_db()
    assert (refused.value.taken, shift.places_max) == (3, 3)


def test_more_places_are_offered_along_the_queue() -> None:
    shift = make_shift(places=1)
    fill(shift)
    first = make_sign_up(shift, state=U.WAITLISTED)
    second = make_sign_up(shift, state=U.WAITLISTED)

    shifts.resize(shift.pk, places_min=1, places_max=2, at=AT)

    assert states() == [U.CONFIRMED, U.OFFERED, U.WAITLISTED]
    assert first.pk < second.pk
    assert problems(AT) == []


def test_queue_closes_two_hours_before_the_start() -> None:
    shift = make_shift(places=1)
    (holder,) = fill(shift)
    make_sign_up(shift, state=U.WAITLISTED)

    assert shifts.close_due_queues(at=shift.starts_at - timedelta(minutes=121)) == 0
    assert shifts.close_due_queues(at=shift.starts_at - timedelta(minutes=120)) == 1

    assert states() == [U.CONFIRMED, U.EXPIRED]
    assert OutboxMessage.objects.filter(kind="volunteering.queue_closed").count() == 1
    places.withdraw(holder.pk, at=shift.starts_at - timedelta(minutes=119))
    late = places.claim(make_volunteer().pk, shift.pk, at=shift.starts_at - timedelta(minutes=118))
    assert late.state == U.CONFIRMED


def test_nobody_joins_a_queue_that_is_closed() -> None:
    shift = make_shift(places=1)
    fill(shift)

    with pytest.raises(SignUpRefused) as refused:
        places.claim(make_volunteer().pk, shift.pk, may_wait=True, at=shift.starts_at - timedelta(minutes=90))

    assert refused.value.obstacles == (Obstacle.FULL,)


def test_request_nobody_decided_ends_with_the_start() -> None:
    shift = make_shift(mode="request")
    make_sign_up(shift, state=U.REQUESTED)

    assert shifts.close_due_queues(at=shift.starts_at) == 1
    assert states() == [U.EXPIRED]


def test_sweep_finds_a_place_that_was_left_beside_the_queue() -> None:
    shift = make_shift(places=1)
    (holder,) = fill(shift)
    make_sign_up(shift, state=U.WAITLISTED)
    # As after a crash between the two transactions of a release.
    SignUp.objects.filter(pk=holder.pk).update(state=U.WITHDRAWN)
    Shift.objects.filter(pk=shift.pk).update(places_taken=0)

    assert shifts.sweep(at=AT) == 1
    assert shifts.sweep(at=AT) == 0
    assert states() == [U.WITHDRAWN, U.OFFERED]


def test_shift_is_done_after_its_end() -> None:
    shift = make_shift()

    assert shifts.finish_due_shifts(at=shift.ends_at - timedelta(seconds=1)) == 0
    assert shifts.finish_due_shifts(at=shift.ends_at) == 1

    shift.refresh_from_db()
    assert shift.state == ShiftState.DONE


def test_recount_names_a_wrong_counter_and_mends_nothing() -> None:
    shift = make_shift(places=3)
    make_sign_up(shift)
    assert shifts.recount() == []
    Shift.objects.filter(pk=shift.pk).update(places_taken=2)

    found = shifts.recount()

    shift.refresh_from_db()
    assert found == [
        f"Shift {shift.need.code}/1: places_taken is 2, the sign-ups say 1; waiting is 0, the sign-ups say 0."
    ]
    assert shift.places_taken == 2
