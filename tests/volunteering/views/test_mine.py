"""My engagement: what is next, what to answer, where I stand; only one's own, every action a POST with an answer."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tests.make.people import make_staff, make_user
from tests.make.volunteering import fill, make_need, make_shift, make_sign_up, make_volunteer
from volunteering.domain import places
from volunteering.enums import Obstacle, SignUpState
from volunteering.models import SignUp, Volunteer

pytestmark = pytest.mark.django_db
U = SignUpState
MINE = "/en/mitmachen/mein/"
ALL = frozenset({Obstacle.OUTSIDE_GRID, Obstacle.TRAVEL})


@pytest.fixture
def now() -> object:
    return timezone.now()


@pytest.fixture
def person(client: Client) -> Volunteer:
    volunteer = make_volunteer("Amina Osman", languages={"ar": "native"}, cells=((0, "morning"),), language="en")
    client.force_login(volunteer.user)
    return volunteer


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def offered_to(person: Volunteer, now) -> SignUp:
    shift = make_shift(make_need("Sprachcafé", at=now), at=now, places=1, days=3)
    (holder,) = fill(shift, at=now)
    waiting = places.claim(person.pk, shift.pk, at=now, may_wait=True, accepted=ALL)
    places.withdraw(holder.pk, at=now)
    waiting.refresh_from_db()
    return waiting


def test_first_screen_answers_three_questions(client: Client, person: Volunteer, now) -> None:
    offered_to(person, now)
    next_one = make_shift(make_need("Hausaufgabenhilfe", at=now), at=now, days=9)
    places.claim(person.pk, next_one.pk, at=now, accepted=ALL)
    waiting = make_shift(make_need("Repaircafé", at=now), at=now, places=1, days=15)
    fill(waiting, at=now)
    places.claim(person.pk, waiting.pk, at=now, may_wait=True, accepted=ALL)

    html = client.get(MINE).content.decode()

    for words in (
        "Good to see you, Amina",
        "Hausaufgabenhilfe",
        "A place is kept for you",
        "Please answer by",
        "1 date ahead",
        "1 open request",
        "Number 1 on the waiting list",
    ):
        assert words in html


def test_three_suggestions_with_reasons_and_what_is_missing(client: Client, person: Volunteer, now) -> None:
    for number in range(4):
        make_shift(make_need(f"Aufgabe {number}", at=now, languages={"ar": ("B1", False)}), at=now, days=5 + number)
    for number in range(2):
        make_shift(make_need(f"Auf Ukrainisch {number}", at=now, languages={"uk": ("B1", True)}), at=now, days=20)
    person.cells.all().delete()

    html = client.get(MINE).content.decode()

    assert html.count("You speak \u2068العربية\u2069") == 3
    assert "With \u2068Українська\u2069 2 more shifts would be open to you." in html


def test_empty_portal_says_what_to_do(client: Client) -> None:
    client.force_login(make_user(name="Neu Hier"))

    html = client.get(MINE).content.decode()

    assert "No date yet." in html
    assert "Fill in my profile" in html
    assert Volunteer.objects.count() == 0


def test_portal_needs_a_sign_in(client: Client) -> None:
    for path in ("", "profil/", "1/", "1/absagen/"):
        response = client.get(MINE + path)
        assert (response.status_code, response["Location"].startswith("/en/konto/login/")) == (302, True)


def test_cancel_asks_once_and_says_thank_you(client: Client, person: Volunteer, now) -> None:
    mine = places.claim(person.pk, make_shift(at=now).pk, at=now, accepted=ALL)

    question = client.get(f"{MINE}{mine.pk}/absagen/")
    assert SignUp.objects.get().state == U.CONFIRMED
    answer = client.post(f"{MINE}{mine.pk}/absagen/")

    assert "Give my place back" in question.content.decode()
    assert said(answer) == ["Thank you for telling us. You are not expected for this date any more."]
    assert SignUp.objects.get().state == U.WITHDRAWN
    assert said(client.post(f"{MINE}{mine.pk}/absagen/"))[-1].startswith("There was nothing left to cancel")


def test_offer_is_accepted_or_declined_in_the_portal(client: Client, person: Volunteer, now) -> None:
    first = offered_to(person, now)
    accepted = client.post(f"{MINE}{first.pk}/annehmen/")
    first.refresh_from_db()
    assert (accepted["Location"], first.state) == (f"{MINE}{first.pk}/", U.CONFIRMED)
    places.withdraw(first.pk, at=now)

    second = offered_to(person, now)
    declined = client.post(f"{MINE}{second.pk}/ablehnen/")
    second.refresh_from_db()
    assert (said(declined), second.state) == (["Thank you for telling us. The next person is asked now."], U.DECLINED)


def test_offer_that_is_over_says_so(client: Client, person: Volunteer, now) -> None:
    offer = offered_to(person, now)
    SignUp.objects.filter(pk=offer.pk).update(offered_until=now)

    answer = client.post(f"{MINE}{offer.pk}/annehmen/")

    assert said(answer) == ["This offer has ended. The place has gone to the next person."]


@pytest.mark.parametrize("path", ["annehmen/", "ablehnen/"])
def test_get_changes_nothing(client: Client, person: Volunteer, now, path: str) -> None:
    offer = offered_to(person, now)

    assert client.get(f"{MINE}{offer.pk}/{path}").status_code == 405
    offer.refresh_from_db()
    assert offer.state == U.OFFERED


@pytest.mark.parametrize("path", ["", "absagen/", "annehmen/", "ablehnen/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_sign_up_of_somebody_else_is_not_there(client: Client, person: Volunteer, now, path: str, method: str) -> None:
    foreign = make_sign_up(make_shift(at=now), at=now)

    response = getattr(client, method)(f"{MINE}{foreign.pk}/{path}")

    assert response.status_code in {404, 405}
    foreign.refresh_from_db()
    assert foreign.state == U.CONFIRMED


def test_coordinator_does_not_act_in_the_portal_of_others(client: Client, now, settings) -> None:
    settings.STAFF_SECOND_FACTOR = False
    foreign = make_sign_up(make_shift(at=now), at=now)
    client.force_login(make_staff("volunteer coordinator"))

    assert client.post(f"{MINE}{foreign.pk}/absagen/").status_code == 404


def test_page_of_a_sign_up_says_where_it_stands(client: Client, person: Volunteer, now) -> None:
    asked = make_sign_up(
        make_shift(make_need(at=now, mode="request"), at=now, days=8), make_volunteer(), state=U.REQUESTED, at=now
    )
    SignUp.objects.filter(pk=asked.pk).update(volunteer=person)

    html = client.get(f"{MINE}{asked.pk}/").content.decode()

    assert "Your request has arrived" in html
    assert "I cannot come" in html


# ---------------------------------------------------------------- the profile
PROFILE = {
    "language_0": "ar",
    "level_0": "native",
    "language_1": "de",
    "level_1": "B1",
    "times": ["1-evening", "2-evening"],
    "skills": ["cooking"],
    "interests": ["garden"],
    "max_per_week": "3",
    "max_per_day": "2",
    "birth_year": "1990",
}


def test_profile_is_saved_in_one_go(client: Client, person: Volunteer) -> None:
    response = client.post(f"{MINE}profil/", PROFILE, follow=True)

    person.refresh_from_db()
    assert "Your profile is saved." in response.content.decode()
    assert sorted(person.languages.values_list("language", "level")) == [("ar", "native"), ("de", "B1")]
    assert sorted(person.cells.values_list("weekday", "part")) == [(1, "evening"), (2, "evening")]
    assert (person.max_per_week, person.max_per_day, person.birth_year, person.interests) == (3, 2, 1990, ["garden"])


BAD = {
    "language without a level": ({"level_0": ""}, "level_0", "Please choose how well you speak it."),
    "language twice": ({"language_1": "ar"}, "language_1", "You have named this language twice."),
    "language of nobody": ({"language_0": "xx"}, "language_0", "Select a valid choice"),
    "year in the future": ({"birth_year": "2031"}, "birth_year", "four digits"),
    "eight days a week": ({"max_per_week": "8"}, "max_per_week", "Select a valid choice"),
    "break until nonsense": ({"paused_until": "morgen"}, "paused_until", "Enter a valid date"),
    "skill of nobody": ({"skills": ["flying"]}, "skills", "Select a valid choice"),
    "district of nowhere": ({"home": "99999"}, "home", "Select a valid choice"),
    "NUL": ({"birth_year": "19\x0090"}, "birth_year", ""),
}


@pytest.mark.parametrize(("values", "field", "sentence"), BAD.values(), ids=BAD)
def test_bad_profile_gets_a_sentence_and_keeps_the_rest(
    client: Client, person: Volunteer, values: dict, field: str, sentence: str
) -> None:
    response = client.post(f"{MINE}profil/", {**PROFILE, **values})

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, [field])
    with override("en"):
        assert sentence in str(form.errors[field])
    assert 'value="1-evening" id="id_times_1_evening" checked' in response.content.decode()
    assert person.languages.get().language == "ar"
