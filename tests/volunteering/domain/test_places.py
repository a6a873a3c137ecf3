"""Places change hands: claim, wait, promote, release, offers, hand-over, attendance."""

from datetime import timedelta

import pytest
from django.db import transaction

from cms.mail.models import OutboxMessage
from tests.make.people import make_staff
from tests.make.volunteering import AT, fill, make_need, make_shift, make_sign_up, make_volunteer
from tests.volunteering.invariants import problems
from volunteering.domain import places
from volunteering.domain.places import ChangeNotAllowed
from volunteering.domain.sign_up import SignUpRefused
from volunteering.domain.waiting import position
from volunteering.enums import Obstacle, SignUpState, Source
from volunteering.models import Shift, SignUp, SignUpEvent

pytestmark = pytest.mark.django_db
U = SignUpState


def counters(shift: Shift) -> tuple[int, int]:
    shift.refresh_from_db()
    return shift.places_taken, shift.waiting


def states(*sign_ups: SignUp) -> list[str]:
    by_pk = dict(SignUp.objects.values_list("pk", "state"))
    return [by_pk[one.pk] for one in sign_ups]


def mails_to(sign_up: SignUp) -> list[str]:
    kinds = OutboxMessage.objects.filter(to=sign_up.volunteer.address).order_by("pk").values_list("kind", flat=True)
    return [kind.removeprefix("volunteering.") for kind in kinds]


def wait(shift: Shift, *, size: int = 1, at=AT, **person: object) -> SignUp:
    return make_sign_up(shift, make_volunteer(**person), state=U.WAITLISTED, size=size, at=at)


# ---------------------------------------------------------------- claim
def test_claim_takes_a_place_and_tells_once() -> None:
    shift, person = make_shift(places=2), make_volunteer("Amina Osman")

    sign_up = places.claim(person.pk, shift.pk, at=AT)

    assert (sign_up.state, sign_up.source, sign_up.starts_at) == (U.CONFIRMED, Source.SELF, shift.starts_at)
    assert counters(shift) == (1, 0)
    assert mails_to(sign_up) == ["confirmed"]
    assert list(SignUpEvent.objects.values_list("from_state", "to_state", "at")) == [("", U.CONFIRMED, AT)]


def test_full_shift_refuses_who_does_not_want_to_wait() -> None:
    shift = make_shift(places=1)
    fill(shift)

    with pytest.raises(SignUpRefused) as refused:
        places.claim(make_volunteer().pk, shift.pk, at=AT)

    assert refused.value.obstacles == (Obstacle.FULL,)
    assert counters(shift) == (1, 0)


def test_refused_claim_leaves_no_trace() -> None:
    shift, person = make_shift(places=1, at=AT), make_volunteer()

    with pytest.raises(SignUpRefused) as refused:
        places.claim(person.pk, shift.pk, at=shift.starts_at, may_wait=True)

    assert refused.value.obstacles == (Obstacle.PAST,)
    assert counters(shift) == (0, 0)
    assert (SignUp.objects.count(), SignUpEvent.objects.count()) == (0, 0)


@pytest.mark.acceptance("V6")
def test_group_of_three_waits_for_two_places_while_one_person_gets_one() -> None:
    shift = make_shift(places=4)
    make_sign_up(shift, size=2)

    group = wait(shift, size=3)
    single = make_sign_up(shift)

    assert states(group, single) == [U.WAITLISTED, U.CONFIRMED]
    assert counters(shift) == (3, 1)
    assert SignUp.objects.get(pk=group.pk).passed_over == ["group_too_large"]
    assert mails_to(single) == ["waiting", "promoted"]
    assert problems(AT) == []


def test_double_click_makes_one_sign_up_and_one_mail() -> None:
    shift, person = make_shift(), make_volunteer()
    first = places.claim(person.pk, shift.pk, at=AT)

    with pytest.raises(SignUpRefused) as refused:
        places.claim(person.pk, shift.pk, at=AT)

    assert refused.value.obstacles == (Obstacle.ALREADY_IN,)
    assert counters(shift) == (1, 0)
    assert mails_to(first) == ["confirmed"]


def test_two_tabs_with_overlapping_shifts_name_the_other_shift() -> None:
    person, first = make_volunteer(), make_shift(hours=2)
    second = make_shift(days=7 + 1 / 24)
    held = places.claim(person.pk, first.pk, at=AT)

    with pytest.raises(SignUpRefused) as refused:
        places.claim(person.pk, second.pk, at=AT)

    assert refused.value.obstacles == (Obstacle.OVERLAP,)
    other = dict(refused.value.found[0].values)["other"]
    assert (other.shift_pk, other.starts_at) == (held.shift_id, first.starts_at)


def test_coming_back_uses_the_same_row() -> None:
    shift, person = make_shift(), make_volunteer()
    first = places.claim(person.pk, shift.pk, at=AT)
    places.withdraw(first.pk, at=AT)

    again = places.claim(person.pk, shift.pk, at=AT + timedelta(hours=1))

    assert again.pk == first.pk
    assert again.state == U.CONFIRMED
    assert [event.to_state for event in again.events.all()] == [U.CONFIRMED, U.WITHDRAWN, U.CONFIRMED]
    assert mails_to(again) == ["confirmed", "confirmed"]


@pytest.mark.django_db(transaction=True)
def test_claim_inside_another_transaction_is_an_error() -> None:
    shift, person = make_shift(), make_volunteer()

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        places.claim(person.pk, shift.pk, at=AT)

    assert counters(shift) == (0, 0)


# ---------------------------------------------------------------- the waiting list
def test_nobody_is_confirmed_past_the_queue() -> None:
    shift = make_shift(places=2)
    fill(shift)
    first, second = wait(shift), wait(shift)

    third = wait(shift)

    assert [position(one) for one in (first, second, third)] == [1, 2, 3]
    assert counters(shift) == (2, 3)


@pytest.mark.acceptance("V11")
def test_cancel_lapse_and_decline_each_bring_the_next_an_offer() -> None:
    shift = make_shift(places=1)
    (holder,) = fill(shift)
    first, second, third = wait(shift), wait(shift), wait(shift)

    places.withdraw(holder.pk, at=AT)
    assert states(holder, first, second, third) == [U.WITHDRAWN, U.OFFERED, U.WAITLISTED, U.WAITLISTED]

    after_lapse = AT + timedelta(hours=25)
    assert places.lapse_offers(at=after_lapse) == 1
    assert states(holder, first, second, third) == [U.WITHDRAWN, U.EXPIRED, U.OFFERED, U.WAITLISTED]

    places.decline_offer(second.pk, at=after_lapse)
    assert states(holder, first, second, third) == [U.WITHDRAWN, U.EXPIRED, U.DECLINED, U.OFFERED]

    assert [mails_to(one) for one in (holder, first, second, third)] == [
        ["confirmed"],
        ["waiting", "offer", "lapsed"],
        ["waiting", "offer"],
        ["waiting", "offer"],
    ]
    assert counters(shift) == (1, 0)
    assert problems(after_lapse) == []


def test_accepted_offer_keeps_the_place_and_ends_the_link() -> None:
    shift = make_shift(places=1)
    (holder,) = fill(shift)
    waiting = wait(shift)
    places.withdraw(holder.pk, at=AT)

    confirmed = places.confirm_offer(waiting.pk, at=AT + timedelta(hours=1))

    assert (confirmed.state, confirmed.offered_until, confirmed.answer_digest) == (U.CONFIRMED, None, "")
    assert counters(shift) == (1, 0)
    assert mails_to(waiting) == ["waiting", "offer", "promoted"]


def test_offer_past_its_time_cannot_be_accepted() -> None:
    shift = make_shift(places=1)
    (holder,) = fill(shift)
    waiting = wait(shift)
    places.withdraw(holder.pk, at=AT)

    with pytest.raises(SignUpRefused) as refused:
        places.confirm_offer(waiting.pk, at=AT + timedelta(hours=24))

    assert refused.value.obstacles == (Obstacle.OFFER_OVER,)


def test_lapse_does_not_touch_what_was_accepted() -> None:
    shift = make_shift(places=1)
    (holder,) = fill(shift)
    waiting = wait(shift)
    places.withdraw(holder.pk, at=AT)
    places.confirm_offer(waiting.pk, at=AT + timedelta(hours=1))

    assert places.release(waiting.pk, U.EXPIRED, reason="lapsed", at=AT + timedelta(days=2)) is False
    assert states(waiting) == [U.CONFIRMED]


def test_offer_cannot_lapse_before_its_time() -> None:
    shift = make_shift(places=1)
    (holder,) = fill(shift)
    waiting = wait(shift)
    places.withdraw(holder.pk, at=AT)

    assert places.release(waiting.pk, U.EXPIRED, at=AT + timedelta(hours=1)) is False
    assert states(waiting) == [U.OFFERED]


def test_person_with_an_obstacle_is_passed_over_and_promoted_when_it_is_gone() -> None:
    person = make_volunteer()
    shift, other = make_shift(places=1), make_shift(places=1, days=7 + 1 / 24)
    (holder,) = fill(shift)
    waiting = make_sign_up(shift, person, state=U.WAITLISTED)
    elsewhere = make_sign_up(other, person)

    places.withdraw(holder.pk, at=AT)
    assert states(waiting) == [U.WAITLISTED]
    assert SignUp.objects.get(pk=waiting.pk).passed_over == ["overlap"]

    places.withdraw(elsewhere.pk, at=AT)
    assert states(waiting, elsewhere) == [U.OFFERED, U.WITHDRAWN]
    assert problems(AT) == []


def test_warning_does_not_keep_a_waiting_person_from_the_offer() -> None:
    person = make_volunteer(cells=((1, "morning"),))
    shift = make_shift(places=1)
    (holder,) = fill(shift)
    waiting = places.claim(person.pk, shift.pk, at=AT, may_wait=True, accepted={Obstacle.OUTSIDE_GRID})

    places.withdraw(holder.pk, at=AT)

    assert states(waiting) == [U.OFFERED]


def test_who_left_the_queue_is_not_offered_again() -> None:
    shift = make_shift(places=1)
    (holder,) = fill(shift)
    first, second = wait(shift), wait(shift)
    places.withdraw(first.pk, at=AT)

    places.withdraw(holder.pk, at=AT)

    assert states(first, second) == [U.WITHDRAWN, U.OFFERED]
    assert counters(shift) == (1, 0)


# ---------------------------------------------------------------- hand-over
def test_hand_over_gives_the_place_in_one_step_past_the_queue() -> None:
    shift = make_shift(places=1)
    (giver,) = fill(shift)
    waiting, taker = wait(shift), make_volunteer()

    taken = places.hand_over(giver.pk, taker.pk, at=AT)

    assert states(giver, taken, waiting) == [U.WITHDRAWN, U.CONFIRMED, U.WAITLISTED]
    assert counters(shift) == (1, 1)


def test_hand_over_to_a_waiting_person_takes_them_out_of_the_queue() -> None:
    shift = make_shift(places=1)
    (giver,) = fill(shift)
    waiting = wait(shift)

    places.hand_over(giver.pk, waiting.volunteer_id, at=AT)

    assert states(giver, waiting) == [U.WITHDRAWN, U.CONFIRMED]
    assert counters(shift) == (1, 0)
    assert problems(AT) == []


def test_hand_over_is_refused_when_the_other_person_may_not_come() -> None:
    shift, other = make_shift(places=1), make_shift(days=7 + 1 / 24)
    (giver,) = fill(shift)
    busy = make_volunteer()
    make_sign_up(other, busy)

    with pytest.raises(SignUpRefused) as refused:
        places.hand_over(giver.pk, busy.pk, at=AT)

    assert refused.value.obstacles == (Obstacle.OVERLAP,)
    assert states(giver) == [U.CONFIRMED]
    assert counters(shift) == (1, 0)


def test_hand_over_to_a_larger_group_needs_the_places() -> None:
    shift = make_shift(places=2)
    (giver, _other) = fill(shift)

    with pytest.raises(SignUpRefused) as refused:
        places.hand_over(giver.pk, make_volunteer().pk, size=2, at=AT)

    assert refused.value.obstacles == (Obstacle.FULL,)


def test_smaller_group_frees_places_for_the_queue() -> None:
    shift = make_shift(places=2)
    giver = make_sign_up(shift, size=2)
    waiting = wait(shift)

    places.hand_over(giver.pk, make_volunteer().pk, at=AT)

    assert states(giver, waiting) == [U.WITHDRAWN, U.OFFERED]
    assert counters(shift) == (2, 0)


# ---------------------------------------------------------------- attendance
@pytest.mark.parametrize("state", [U.ATTENDED, U.EXCUSED, U.NO_SHOW])
def test_attendance_is_noted_after_the_start_and_still_counts(state: U) -> None:
    shift = make_shift()
    sign_up, lead = make_sign_up(shift), make_staff("volunteer coordinator")

    with pytest.raises(ChangeNotAllowed):
        places.attend(sign_up.pk, state, at=shift.starts_at - timedelta(minutes=1), by=lead)
    places.attend(sign_up.pk, state, at=shift.starts_at, by=lead)

    assert states(sign_up) == [state]
    assert counters(shift) == (1, 0)


def test_nobody_attends_without_a_confirmed_place() -> None:
    shift = make_shift(mode="request")
    asked = make_sign_up(shift, state=U.REQUESTED)

    with pytest.raises(ChangeNotAllowed):
        places.attend(asked.pk, U.ATTENDED, at=shift.ends_at, by=make_staff("volunteer coordinator"))


def test_places_of_a_need_of_its_own_are_counted_apart() -> None:
    need = make_need()
    first, second = make_shift(need, places=1), make_shift(need, places=1, days=8)

    fill(first)

    assert [shift.number for shift in (first, second)] == [1, 2]
    assert (counters(first), counters(second)) == ((1, 0), (0, 0))
