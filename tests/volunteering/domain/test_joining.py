"""A guest gets in by a link: nothing before the address is proved, the same work for known and unknown addresses."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.mail.models import OutboxMessage
from cms.users.models import User
from tests.make.people import make_user
from tests.make.volunteering import AT, fill, make_shift, make_volunteer
from volunteering.domain import joining
from volunteering.domain.joining import LinkState
from volunteering.domain.people import Profile
from volunteering.enums import DayPart, Level, Obstacle, SignUpState, VolunteerState
from volunteering.models import PendingSignUp, Shift, SignUp, Volunteer

pytestmark = pytest.mark.django_db
PROFILE = Profile(
    languages={"ar": Level.B2}, cells=[(1, DayPart.EVENING)], skills=["cooking"], interests=["garden"], birth_year=1990
)


def ask(shift: Shift, email: str = "amina@post.example", at=AT, profile: Profile = PROFILE, size: int = 1):
    return joining.ask_to_join(shift, name="Amina Osman", email=email, language="ar", size=size, profile=profile, at=at)


def test_wish_of_a_guest_holds_nothing_and_keeps_no_address() -> None:
    shift = make_shift()

    pending = ask(shift)

    shift.refresh_from_db()
    assert (shift.places_taken, User.objects.filter(email="amina@post.example").exists()) == (0, False)
    assert "amina@post.example" not in str(PendingSignUp.objects.values())
    message = OutboxMessage.objects.get(kind="volunteering.confirm_address")
    assert (message.to, message.language, message.confidential, pending.message) == (
        "amina@post.example",
        "ar",
        True,
        message,
    )


def test_confirmed_guest_has_account_profile_and_place() -> None:
    shift = make_shift()
    pending = ask(shift)

    joined = joining.confirm(pending, at=AT + timedelta(hours=1))

    volunteer = Volunteer.objects.get(user__email="amina@post.example")
    assert (joined.is_new, joined.sign_up.state, joined.found) == (True, SignUpState.CONFIRMED, ())
    assert (volunteer.name, volunteer.language, volunteer.state) == ("Amina Osman", "ar", VolunteerState.INTERESTED)
    assert list(volunteer.languages.values_list("language", "level")) == [("ar", "B2")]
    assert list(volunteer.cells.values_list("weekday", "part")) == [(1, "evening")]
    assert (volunteer.interests, volunteer.birth_year) == (["garden"], 1990)
    assert [skill.skill for skill in volunteer.skills.all()] == ["cooking"]


def test_second_press_finds_the_same_sign_up() -> None:
    shift = make_shift()
    pending = ask(shift)
    first = joining.confirm(pending, at=AT)

    again = joining.confirm(pending, at=AT)

    assert (again.sign_up.pk, again.is_new) == (first.sign_up.pk, False)
    assert SignUp.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="volunteering.confirmed").count() == 1


@pytest.mark.acceptance("V3")
def test_known_and_unknown_address_cost_the_same_work() -> None:
    shift = make_shift()
    make_volunteer("Hannelore Brandt", user=make_user("hannelore@post.example", name="Hannelore Brandt"))
    ask(shift, "first@post.example")  # fills what a process keeps

    with CaptureQueriesContext(
        connection,
    ) as known:
        ask(shift, "hannelore@post.example")
    with CaptureQueriesContext(connection) as unknown:
        ask(shift, "nobody@post.example")

    def shape(captured: CaptureQueriesContext) -> list[str]:
        return [query["sql"].split(" ")[0] for query in captured if "SAVEPOINT" not in query["sql"]]

    assert shape(known) == shape(unknown)
    texts = [
        message.text.replace(message.to, "")
        for message in OutboxMessage.objects.filter(to__in=["hannelore@post.example", "nobody@post.example"])
    ]
    assert len(texts) == 2
    assert len({len(text) for text in texts}) == 1


def test_guest_cannot_change_what_is_known_of_a_person() -> None:
    shift = make_shift()
    known = make_volunteer(
        "Hannelore Brandt",
        user=make_user("hannelore@post.example", name="Hannelore Brandt"),
        languages={"de": "native"},
    )
    pending = ask(shift, "hannelore@post.example")

    joined = joining.confirm(pending, at=AT)

    known.refresh_from_db()
    assert (joined.volunteer, joined.is_new, joined.sign_up.state) == (known, False, SignUpState.CONFIRMED)
    assert (known.name, known.language, known.interests) == ("Hannelore Brandt", "de", [])
    assert [row.language for row in known.languages.all()] == ["de"]
    assert known.birth_year == 1990  # told for the minimum age, and not known before


def test_two_clicks_within_a_minute_send_one_mail() -> None:
    shift = make_shift()
    ask(shift)
    ask(shift, at=AT + timedelta(seconds=59))
    ask(shift, at=AT + timedelta(seconds=61))

    assert OutboxMessage.objects.filter(kind="volunteering.confirm_address").count() == 2


def test_guest_waits_where_the_shift_filled_up_meanwhile() -> None:
    shift = make_shift(places=1)
    pending = ask(shift)
    fill(shift)

    joined = joining.confirm(pending, at=AT)

    assert joined.sign_up.state == SignUpState.WAITLISTED


def test_guest_reads_the_reason_where_it_cannot_be() -> None:
    shift = make_shift(open_to_new=False)
    pending = ask(shift)

    joined = joining.confirm(pending, at=AT)

    assert (joined.sign_up, [found.obstacle for found in joined.found]) == (None, [Obstacle.NOT_ACTIVE])
    assert Volunteer.objects.get(user__email="amina@post.example").state == VolunteerState.INTERESTED


def test_request_of_a_guest_waits_for_a_decision() -> None:
    pending = ask(make_shift(mode="request"))

    assert joining.confirm(pending, at=AT).sign_up.state == SignUpState.REQUESTED


def test_link_is_open_for_a_day_then_over_then_forgotten() -> None:
    pending = ask(make_shift())
    end = AT + timedelta(hours=24)

    assert joining.state_of_link(pending, at=end - timedelta(seconds=1)) is LinkState.OPEN
    assert joining.state_of_link(pending, at=end) is LinkState.OVER
    assert joining.forget_unproved(at=end - timedelta(seconds=1)) == 0
    assert joining.forget_unproved(at=end) == 1
    assert PendingSignUp.objects.count() == 0


def test_used_link_is_known_as_used() -> None:
    pending = ask(make_shift())
    joining.confirm(pending, at=AT)
    pending.refresh_from_db()

    assert joining.state_of_link(pending, at=AT) is LinkState.USED


def test_unknown_link_finds_nothing() -> None:
    ask(make_shift())

    assert joining.find_pending("guessed") is None
    assert joining.find_pending("") is None
