"""How one gets in: at once, by a request a person decides, or only when asked."""

from datetime import timedelta

import pytest

from cms.mail.models import OutboxMessage
from tests.make.people import make_staff
from tests.make.volunteering import AT, fill, make_shift, make_sign_up, make_volunteer
from volunteering.domain import places, requests
from volunteering.domain.sign_up import SignUpRefused
from volunteering.enums import Obstacle, SignUpState, Source
from volunteering.models import SignUp

pytestmark = pytest.mark.django_db
U = SignUpState


def mails() -> list[tuple[str, str]]:
    return [
        (kind.removeprefix("volunteering."), to)
        for kind, to in OutboxMessage.objects.order_by("pk").values_list("kind", "to")
    ]


def test_instant_need_confirms_at_once() -> None:
    shift = make_shift(mode="instant")

    assert requests.sign_up(make_volunteer(), shift, at=AT).state == U.CONFIRMED


def test_request_holds_no_place_and_tells_both_sides() -> None:
    shift, person = make_shift(mode="request", places=1), make_volunteer()

    asked = requests.sign_up(person, shift, at=AT)

    shift.refresh_from_db()
    assert (asked.state, shift.places_taken, shift.waiting) == (U.REQUESTED, 0, 0)
    assert mails() == [("requested", person.address), ("coordinator_note", "ehrenamt@offenes-haus.example")]


def test_second_request_is_refused() -> None:
    shift, person = make_shift(mode="request"), make_volunteer()
    requests.sign_up(person, shift, at=AT)

    with pytest.raises(SignUpRefused) as refused:
        requests.sign_up(person, shift, at=AT)

    assert refused.value.obstacles == (Obstacle.ALREADY_REQUESTED,)


def test_trusted_person_is_confirmed_without_a_decision() -> None:
    shift = make_shift(mode="request")

    made = requests.sign_up(make_volunteer(trusted_kinds=["once"]), shift, at=AT)

    assert made.state == U.CONFIRMED


def test_need_for_asked_people_refuses_others() -> None:
    with pytest.raises(SignUpRefused) as refused:
        requests.sign_up(make_volunteer(), make_shift(mode="asked"), at=AT)

    assert refused.value.obstacles == (Obstacle.NOT_VISIBLE,)


def test_approved_request_becomes_a_place() -> None:
    shift, by = make_shift(mode="request"), make_staff("volunteer coordinator")
    asked = make_sign_up(shift, state=U.REQUESTED)

    made = requests.approve(asked.pk, at=AT, by=by)

    assert (made.pk, made.state, made.source) == (asked.pk, U.CONFIRMED, Source.COORDINATOR)
    assert [(event.to_state, event.by) for event in made.events.all()] == [(U.REQUESTED, None), (U.CONFIRMED, by)]


def test_approval_of_a_full_shift_says_so_and_may_put_on_the_waiting_list() -> None:
    shift, by = make_shift(mode="request", places=1), make_staff("volunteer coordinator")
    fill_one = make_sign_up(shift, state=U.REQUESTED)
    requests.approve(fill_one.pk, at=AT, by=by)
    asked = make_sign_up(shift, state=U.REQUESTED)

    with pytest.raises(SignUpRefused) as refused:
        requests.approve(asked.pk, at=AT, by=by)
    waits = requests.approve(asked.pk, at=AT, by=by, may_wait=True)

    assert (refused.value.obstacles, waits.state) == ((Obstacle.FULL,), U.WAITLISTED)


def test_override_needs_a_reason_and_is_kept_in_the_history() -> None:
    shift, by = make_shift(mode="request", languages={"uk": ("C1", True)}), make_staff("volunteer coordinator")
    person = make_volunteer(languages={"uk": "C1"})
    asked = make_sign_up(shift, person, state=U.REQUESTED)
    person.languages.all().delete()

    with pytest.raises(SignUpRefused) as refused:
        requests.approve(asked.pk, at=AT, by=by, overridden={Obstacle.LANGUAGE_MISSING})
    made = requests.approve(
        asked.pk, at=AT, by=by, overridden={Obstacle.LANGUAGE_MISSING}, reason="Dolmetscht seit Jahren bei uns."
    )

    assert refused.value.obstacles == (Obstacle.LANGUAGE_MISSING,)
    assert made.events.last().reason == "Dolmetscht seit Jahren bei uns."
    assert made.accepted == ["language_missing"]


def test_nobody_overrides_what_always_holds() -> None:
    shift, by = make_shift(mode="request"), make_staff("volunteer coordinator", "agency manager")
    by.is_superuser = True
    by.save()
    person = make_volunteer()
    asked = make_sign_up(shift, person, state=U.REQUESTED)
    make_sign_up(make_shift(days=7), person)

    with pytest.raises(SignUpRefused) as refused:
        requests.approve(asked.pk, at=AT, by=by, overridden=set(Obstacle), reason="Ich bestehe darauf.")

    assert refused.value.obstacles == (Obstacle.OVERLAP,)


def test_rejected_request_gets_a_friendly_mail_once() -> None:
    shift, by = make_shift(mode="request"), make_staff("volunteer coordinator")
    asked = make_sign_up(shift, state=U.REQUESTED)

    assert requests.reject(asked.pk, at=AT, by=by) is True
    assert requests.reject(asked.pk, at=AT, by=by) is False

    assert [kind for kind, _to in mails()] == ["requested", "coordinator_note", "rejected"]


def test_decided_request_cannot_be_approved_again() -> None:
    shift, by = make_shift(mode="request"), make_staff("volunteer coordinator")
    asked = make_sign_up(shift, state=U.REQUESTED)
    requests.reject(asked.pk, at=AT, by=by)

    with pytest.raises(SignUpRefused) as refused:
        requests.approve(asked.pk, at=AT, by=by)

    assert refused.value.obstacles == (Obstacle.ALREADY_IN,)


def test_lapsed_offer_does_not_block_who_comes_next() -> None:
    shift = make_shift(places=1)
    (holder,) = fill(shift)
    make_sign_up(shift, state=U.WAITLISTED)
    places.withdraw(holder.pk, at=AT)

    made = requests.sign_up(make_volunteer(), shift, at=AT + timedelta(hours=25))

    assert made.state == U.CONFIRMED
    assert sorted(SignUp.objects.values_list("state", flat=True)) == [U.CONFIRMED, U.EXPIRED, U.WITHDRAWN]


def test_late_sign_up_closes_the_queue_and_takes_the_free_place() -> None:
    shift = make_shift(places=2)
    make_sign_up(shift)
    group = make_sign_up(shift, size=2, state=U.WAITLISTED)
    shift.refresh_from_db()

    made = requests.sign_up(make_volunteer(), shift, at=shift.starts_at - timedelta(minutes=90))

    assert made.state == U.CONFIRMED
    assert SignUp.objects.get(pk=group.pk).state == U.EXPIRED
