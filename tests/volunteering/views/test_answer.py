"""Pages behind a link: a GET changes nothing, a POST does once, old and used links say what happened."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.mail.models import OutboxMessage
from cms.ui.stamp import new_stamp
from tests.make.people import make_staff, make_user
from tests.make.volunteering import fill, make_need, make_shift, make_sign_up, make_volunteer
from volunteering.domain import places, shifts
from volunteering.enums import SignUpState
from volunteering.models import PendingSignUp, Shift, SignUp, Volunteer

pytestmark = pytest.mark.django_db
GUEST = {
    "stamp": new_stamp(timezone.now()),
    "name": "Amina Osman",
    "email": "amina@post.example",
    "language": "en",
    "size": "1",
}


@pytest.fixture
def now() -> object:
    return timezone.now()


def link_in(kind: str, to: str = "") -> str:
    """The path of the newest link of this kind."""
    messages = OutboxMessage.objects.filter(kind=f"volunteering.{kind}")
    text = (messages.filter(to=to) if to else messages).latest("pk").text
    return re.search(r"(/[a-z-]+/mitmachen/antwort/[^/]+/)", text)[1]


def ask(client: Client, shift: Shift, **values: str) -> str:
    client.post(f"/en/mitmachen/{shift.need.code}/{shift.number}/", {**GUEST, **values})
    return link_in("confirm_address")


# ---------------------------------------------------------------- a guest confirms
def test_opening_the_link_changes_nothing(client: Client, now) -> None:
    link = ask(client, make_shift(at=now))

    first, second = client.get(link), client.get(link)

    assert "Yes, I am coming" in first.content.decode()
    assert (second.status_code, SignUp.objects.count(), Volunteer.objects.count()) == (200, 0, 0)


def test_one_press_makes_the_sign_up_and_signs_the_new_person_in(client: Client, now) -> None:
    link = ask(client, make_shift(at=now))

    response = client.post(link, follow=True)

    html = response.content.decode()
    assert "You are in!" in html
    assert "Into my calendar" in html
    assert "Fill in my profile" in html
    assert SignUp.objects.get().state == SignUpState.CONFIRMED
    assert response.wsgi_request.user.email == "amina@post.example"


def test_used_link_shows_what_came_of_it(client: Client, now) -> None:
    link = ask(client, make_shift(at=now))
    client.post(link)

    again, other = client.post(link, follow=True), Client().get(link)

    assert "You are in!" in again.content.decode()
    assert "You are in!" in other.content.decode()
    assert SignUp.objects.count() == 1


def test_known_person_is_signed_up_but_signs_in_by_code(client: Client, now) -> None:
    known = make_volunteer(user=make_user("amina@post.example", name="Amina"))
    link = ask(client, make_shift(at=now))

    response = client.post(link, follow=True)

    html = response.content.decode()
    assert SignUp.objects.get().volunteer == known
    assert not response.wsgi_request.user.is_authenticated
    assert "Sign in with a code by e-mail" in html


def test_link_never_opens_a_session_of_the_staff(client: Client, now) -> None:
    make_staff("volunteer coordinator", email="amina@post.example")
    link = ask(client, make_shift(at=now))

    response = client.post(link, follow=True)

    assert not response.wsgi_request.user.is_authenticated


def test_shift_that_filled_up_leads_to_the_queue(client: Client, now) -> None:
    shift = make_shift(at=now, places=1)
    link = ask(client, shift)
    fill(shift, at=now)

    html = client.post(link, follow=True).content.decode()

    assert "You are number 1 on the waiting list." in html


def test_reasons_are_said_with_the_next_step(client: Client, now) -> None:
    shift = make_shift(make_need(at=now, open_to_new=False), at=now)
    other = make_shift(make_need("Sprachcafé", at=now), at=now, days=9)
    link = ask(client, shift)

    html = client.post(link, follow=True).content.decode()

    assert "We get to know each other first" in html
    assert "We will get in touch with you." in html
    assert f"/en/mitmachen/{other.need.code}/1/" in html


def test_cancelled_shift_is_named_behind_the_link(client: Client, now) -> None:
    shift = make_shift(at=now)
    link = ask(client, shift)
    shifts.cancel_shift(shift.pk, reason="", at=now)

    html = client.post(link, follow=True).content.decode()

    assert "This shift is not open for sign-up." in html
    assert SignUp.objects.count() == 0


def test_link_after_a_day_says_so(client: Client, now) -> None:
    link = ask(client, make_shift(at=now))
    PendingSignUp.objects.update(expires_at=now)

    for response in (client.get(link), client.post(link)):
        assert response.status_code == 410
        assert "Sign up again" in response.content.decode()
    assert SignUp.objects.count() == 0


@pytest.mark.parametrize("token", ["x", "%00", "a" * 500, "..%2f..", "ünïcode"])
def test_link_that_never_was_leads_on(client: Client, token: str) -> None:
    response = client.get(f"/en/mitmachen/antwort/{token}/")

    assert response.status_code in {404, 410}
    if response.status_code == 410:
        assert "This link does not work any more" in response.content.decode()


def test_guessing_links_is_slowed_down(client: Client) -> None:
    answers = [client.get(f"/en/mitmachen/antwort/guess{number}/").content.decode() for number in range(61)]

    assert "Too many tries" in answers[-1]
    assert "Too many tries" not in answers[-2]


# ---------------------------------------------------------------- offers
@pytest.fixture
def offered(now) -> SignUp:
    shift = make_shift(make_need(at=now), at=now, places=1)
    (holder,) = fill(shift, at=now)
    waiting = make_sign_up(shift, make_volunteer(language="en"), state=SignUpState.WAITLISTED, at=now)
    places.withdraw(holder.pk, at=now)
    waiting.refresh_from_db()
    return waiting


def test_offer_is_one_question_with_two_buttons(client: Client, offered: SignUp) -> None:
    html = client.get(link_in("offer")).content.decode()

    assert "Would you like to have it?" in html
    assert 'name="accept"' in html
    assert 'name="decline"' in html
    offered.refresh_from_db()
    assert offered.state == SignUpState.OFFERED


@pytest.mark.parametrize(
    ("button", "state", "words"),
    [("accept", SignUpState.CONFIRMED, "You are in!"), ("decline", SignUpState.DECLINED, "Thank you for telling us")],
)
def test_answer_to_an_offer(client: Client, offered: SignUp, button: str, state: SignUpState, words: str) -> None:
    link = link_in("offer")

    html = client.post(link, {button: "1"}).content.decode()

    offered.refresh_from_db()
    assert (offered.state, words in html) == (state, True)
    assert client.get(link).status_code == 410


def test_offer_that_lapsed_meanwhile_goes_to_the_next(client: Client, offered: SignUp, now) -> None:
    second = make_sign_up(offered.shift, state=SignUpState.WAITLISTED, at=now)
    link = link_in("offer", to=offered.volunteer.address)
    SignUp.objects.filter(pk=offered.pk).update(offered_until=now - timedelta(seconds=1))

    response = client.post(link, {"accept": "1"})

    offered.refresh_from_db()
    second.refresh_from_db()
    assert response.status_code == 410
    assert "This offer has ended." in response.content.decode()
    assert (offered.state, second.state) == (SignUpState.EXPIRED, SignUpState.OFFERED)


def test_new_offer_ends_the_link_of_the_old_one(client: Client, offered: SignUp, now) -> None:
    old = link_in("offer")
    places.decline_offer(offered.pk, at=now)

    assert client.post(old, {"accept": "1"}).status_code == 410
    offered.refresh_from_db()
    assert offered.state == SignUpState.DECLINED
