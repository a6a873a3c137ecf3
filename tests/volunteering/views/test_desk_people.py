"""The desk: who comes, requests with their reasons, dates called off, attendance, people moved along."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.mail.models import OutboxMessage
from cms.users.models import User
from tests.make.people import make_staff
from tests.make.volunteering import fill, make_need, make_shift, make_sign_up, make_volunteer
from volunteering.domain import places
from volunteering.enums import ShiftState, SignUpState, VolunteerState
from volunteering.models import Shift, SignUp, Volunteer

pytestmark = pytest.mark.django_db
U = SignUpState
DESK = "/admin/ehrenamt/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings) -> None:
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def now() -> object:
    return timezone.now()


@pytest.fixture(autouse=True)
def coordinator(client: Client) -> User:
    user = make_staff("volunteer coordinator")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return user


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def asked(now, **need: object) -> SignUp:
    shift = make_shift(make_need(at=now, mode="request", **need), at=now, places=1)
    return make_sign_up(shift, make_volunteer("Amina Osman", languages={"uk": "C1"}), state=U.REQUESTED, at=now)


def decide(client: Client, sign_up: SignUp, **values: str):
    return client.post(f"{DESK}anfragen/{sign_up.pk}/", values)


# ---------------------------------------------------------------- who comes
@pytest.mark.acceptance("V12")
def test_who_comes_with_languages_state_and_why_not(client: Client, now) -> None:
    shift = make_shift(make_need(at=now), at=now, places=3)
    clash = make_shift(at=now, days=7.04)
    make_sign_up(shift, make_volunteer("Hannelore Brandt", languages={"de": "native"}), size=2, at=now)
    (last,) = fill(shift, at=now)
    group = make_sign_up(
        shift, make_volunteer("Yusuf Demir", languages={"tr": "C1"}), size=2, state=U.WAITLISTED, at=now
    )
    busy = make_volunteer("Oksana Melnyk")
    make_sign_up(shift, busy, state=U.WAITLISTED, at=now)
    places.claim(busy.pk, clash.pk, at=now)
    places.withdraw(last.pk, at=now)

    html = client.get(f"{DESK}bedarfe/{shift.need_id}/wer-kommt/").content.decode()

    for words in ("Hannelore Brandt", "(+1)", "(first language)", "confirmed", "Yusuf Demir", "number 1", "number 2"):
        assert words in html
    assert html.count("Why not moved up:") == 2
    assert "There is not room for the whole group yet." in html
    assert "At that time you already have “\u2068Hausaufgabenhilfe\u2069”" in html
    group.refresh_from_db()
    assert group.state == U.WAITLISTED


def test_need_of_nobody_is_not_there(client: Client) -> None:
    assert client.get(f"{DESK}bedarfe/999/wer-kommt/").status_code == 404


# ---------------------------------------------------------------- requests
def test_request_is_confirmed_with_one_press(client: Client, now, coordinator: User) -> None:
    sign_up = asked(now)
    assert "Amina Osman" in client.get(f"{DESK}anfragen/").content.decode()

    response = decide(client, sign_up, approve="1")

    sign_up.refresh_from_db()
    assert (sign_up.state, sign_up.events.last().by) == (U.CONFIRMED, coordinator)
    assert said(response) == ["Confirmed. The person gets a mail with the calendar entry."]
    assert "No request waits for you." in client.get(f"{DESK}anfragen/").content.decode()


def test_request_is_declined_once(client: Client, now) -> None:
    sign_up = asked(now)

    first, second = decide(client, sign_up, reject="1"), decide(client, sign_up, reject="1")

    assert said(first)[-1] == "Declined. The person gets a friendly mail."
    assert said(second)[-1] == "Somebody has decided this request already."
    assert OutboxMessage.objects.filter(kind="volunteering.rejected").count() == 1


def test_full_shift_offers_the_waiting_list(client: Client, now) -> None:
    sign_up = asked(now)
    other = make_sign_up(sign_up.shift, state=U.REQUESTED, at=now)
    decide(client, other, approve="1")

    refused = decide(client, sign_up, approve="1")
    decide(client, sign_up, wait="1")

    sign_up.refresh_from_db()
    assert refused.status_code == 409
    assert "All places of this shift are taken." in refused.content.decode()
    assert sign_up.state == U.WAITLISTED


def test_obstacle_is_set_aside_with_a_reason_only(client: Client, now) -> None:
    sign_up = asked(now, languages={"uk": ("C1", True)})
    sign_up.volunteer.languages.all().delete()

    refused = decide(client, sign_up, approve="1")
    without = decide(client, sign_up, override="language_missing", reason=" ")
    decide(client, sign_up, override="language_missing", reason="Kennt das Haus.")

    sign_up.refresh_from_db()
    assert "This task needs Українська." in refused.content.decode()
    assert "Confirm all the same" in refused.content.decode()
    assert without.status_code == 409
    assert (sign_up.state, sign_up.events.last().reason) == (U.CONFIRMED, "Kennt das Haus.")


def test_overlap_cannot_be_set_aside(client: Client, now) -> None:
    sign_up = asked(now)
    make_sign_up(make_shift(at=now), sign_up.volunteer, at=now)

    html = decide(client, sign_up, override="overlap", reason="Bitte!").content.decode()

    assert "This cannot be set aside by anybody." in html
    sign_up.refresh_from_db()
    assert sign_up.state == U.REQUESTED


def test_opening_a_decision_changes_nothing(client: Client, now) -> None:
    assert client.get(f"{DESK}anfragen/{asked(now).pk}/").status_code == 405


# ---------------------------------------------------------------- dates
def test_date_is_called_off_with_a_reason(client: Client, now) -> None:
    shift = make_shift(at=now, places=2)
    fill(shift, at=now)

    question = client.get(f"{DESK}einsaetze/{shift.pk}/absagen/")
    empty = client.post(f"{DESK}einsaetze/{shift.pk}/absagen/", {"reason": ""})
    answer = client.post(f"{DESK}einsaetze/{shift.pk}/absagen/", {"reason": "Wasserschaden"})

    shift.refresh_from_db()
    assert "2 people are told by mail." in question.content.decode()
    assert list(empty.context["form"].errors) == ["reason"]
    assert said(answer) == ["Cancelled. 2 people are told."]
    assert (shift.state, shift.cancel_reason) == (ShiftState.CANCELLED, "Wasserschaden")


def test_date_that_is_over_cannot_be_called_off(client: Client, now) -> None:
    shift = make_shift(at=now)
    Shift.objects.filter(pk=shift.pk).update(state=ShiftState.DONE)

    answer = client.get(f"{DESK}einsaetze/{shift.pk}/absagen/")

    assert said(answer) == ["This date cannot be cancelled any more."]


def test_attendance_is_noted_after_the_start(client: Client, now) -> None:
    past = make_shift(at=now, days=-1)
    done = make_sign_up(past, at=now - timedelta(days=5))
    coming = make_sign_up(make_shift(at=now), at=now)

    client.post(f"{DESK}anmeldungen/{done.pk}/anwesend/", {"state": "attended"})
    early = client.post(f"{DESK}anmeldungen/{coming.pk}/anwesend/", {"state": "attended"})
    wrong = client.post(f"{DESK}anmeldungen/{done.pk}/anwesend/", {"state": "nonsense"})

    assert sorted(SignUp.objects.values_list("state", flat=True)) == [U.ATTENDED, U.CONFIRMED]
    assert said(early)[-1] == said(wrong)[-1] == "This can be noted once the date has begun."


# ---------------------------------------------------------------- people
def test_people_are_found_and_moved_along(client: Client, now, coordinator: User) -> None:
    paul = make_volunteer("Paul Schröder", state="interested", state_since=now - timedelta(days=9))
    make_volunteer("Renate Kaiser", state="paused")

    found = client.get(f"{DESK}menschen/?q=paul").content.decode()
    paused = client.get(f"{DESK}menschen/?state=paused").content.decode()
    answer = client.post(f"{DESK}menschen/{paul.pk}/stand/?q=paul", {"state": "active"})

    paul.refresh_from_db()
    assert ("Paul Schröder" in found, "Renate Kaiser" in found, "waits for us" in found) == (True, False, True)
    assert ("Paul Schröder" in paused, "Renate Kaiser" in paused) == (False, True)
    assert (paul.state, paul.coordinator) == (VolunteerState.ACTIVE, coordinator)
    assert answer["Location"] == f"{DESK}menschen/?q=paul"


@pytest.mark.parametrize("state", ["interested", "nonsense", ""])
def test_step_that_is_not_possible_says_so(client: Client, state: str) -> None:
    person = make_volunteer(state="active")

    answer = client.post(f"{DESK}menschen/{person.pk}/stand/", {"state": state})

    assert said(answer) == ["This step is not possible from the present state."]
    assert Volunteer.objects.get().state == VolunteerState.ACTIVE


@pytest.mark.parametrize("words", ["%00", "'; DROP TABLE x", "x" * 10_000, "%F0%9F%98%80"])
def test_strange_search_finds_nobody(client: Client, words: str) -> None:
    make_volunteer("Paul Schröder")

    assert client.get(f"{DESK}menschen/?q={words}").status_code == 200
