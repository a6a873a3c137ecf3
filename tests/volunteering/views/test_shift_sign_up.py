"""Signing up as a guest: one form, one mail; bad input gets a sentence at the field and nothing typed is lost."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from cms.mail.models import OutboxMessage
from cms.ui.stamp import new_stamp
from tests.make.volunteering import fill, make_need, make_shift, make_volunteer
from volunteering.domain import shifts
from volunteering.enums import SignUpState
from volunteering.models import PendingSignUp, Shift, SignUp, Volunteer

pytestmark = pytest.mark.django_db
GUEST = {
    "stamp": new_stamp(timezone.now()),
    "name": "Amina Osman",
    "email": "amina@post.example",
    "language": "ar",
    "size": "1",
}


@pytest.fixture
def now() -> object:
    return timezone.now()


def path(shift: Shift, language: str = "en") -> str:
    return f"/{language}/mitmachen/{shift.need.code}/{shift.number}/"


def send(client: Client, shift: Shift, **values: object) -> tuple[int, str]:
    response = client.post(path(shift), {**GUEST, **values})
    return response.status_code, response.content.decode()


# ---------------------------------------------------------------- guests
def test_guest_gets_a_mail_and_reads_what_to_do(client: Client, now) -> None:
    shift = make_shift(at=now)

    response = client.post(path(shift), GUEST, follow=True)

    assert response.redirect_chain == [(f"{path(shift)}gesendet/", 302)]
    assert "Look into your mailbox" in response.content.decode()
    message = OutboxMessage.objects.get()
    assert (message.kind, message.to, message.language) == ("volunteering.confirm_address", "amina@post.example", "ar")
    assert (SignUp.objects.count(), Volunteer.objects.count()) == (0, 0)


def test_same_page_for_a_known_address(client: Client, now) -> None:
    shift = make_shift(at=now)
    known = make_volunteer()

    first = client.post(path(shift), GUEST, follow=True)
    second = client.post(path(shift), {**GUEST, "email": known.address}, follow=True)

    assert first.content == second.content
    assert OutboxMessage.objects.count() == 2


def test_four_taps_are_kept_for_later(client: Client, now) -> None:
    shift = make_shift(at=now)
    district = shift.need.district_id

    client.post(
        path(shift),
        {**GUEST, "spoken": ["ar", "en"], "times": ["1-evening"], "districts": [district], "interests": ["garden"]},
    )

    assert PendingSignUp.objects.get().answers == {
        "languages": {"ar": "B2", "en": "B2"},
        "cells": [[1, "evening"]],
        "districts": [district],
        "skills": [],
        "interests": ["garden"],
        "birth_year": None,
    }


BAD = {
    "no name": ({"name": ""}, "name"),
    "name is a link": ({"name": "Kauf https://spam.example"}, "name"),
    "name of 121 letters": ({"name": "a" * 121}, "name"),
    "name with a NUL": ({"name": "Am\x00ina"}, "name"),
    "no address": ({"email": ""}, "email"),
    "no at sign": ({"email": "amina.post.example"}, "email"),
    "two at signs": ({"email": "amina@@post.example"}, "email"),
    "language nobody has": ({"language": "klingon"}, "language"),
    "no language": ({"language": ""}, "language"),
    "group of none": ({"size": "0"}, "size"),
    "group of many": ({"size": "99"}, "size"),
    "size in words": ({"size": "two"}, "size"),
    "district of nowhere": ({"districts": ["999999"]}, "districts"),
    "interest of nobody": ({"interests": ["x"]}, "interests"),
    "time of no day": ({"times": ["9-evening"]}, "times"),
    "a megabyte": ({"name": "x" * 1_000_000}, "name"),
}


@pytest.mark.parametrize(("values", "field"), BAD.values(), ids=BAD)
def test_bad_input_gets_a_sentence_at_the_field(client: Client, now, values: dict, field: str) -> None:
    shift = make_shift(at=now)

    response = client.post(path(shift), {**GUEST, **values})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    kept = "amina@post.example" if field != "email" else "Amina Osman"
    assert f'value="{kept}"' in response.content.decode()
    assert OutboxMessage.objects.count() == 0


def test_mistyped_address_is_asked_back_once(client: Client, now) -> None:
    shift = make_shift(at=now)

    status, html = send(client, shift, email="amina@gmial.com")
    sure = re.search(r'name="sure" value="([^"]*)"', html)
    again, _html = send(client, shift, email="amina@gmial.com", sure=sure[1])

    assert (status, again) == (200, 302)
    assert "Do you mean amina@gmail.com?" in html
    assert OutboxMessage.objects.get().to == "amina@gmial.com"


def test_machine_that_fills_every_field_is_held(client: Client, now) -> None:
    status, html = send(client, make_shift(at=now), website="https://spam.example")

    assert (status, OutboxMessage.objects.count()) == (200, 0)
    assert "Please leave this field empty" in html


def test_direction_marks_do_not_reach_the_name_but_joiners_do(client: Client, now) -> None:
    send(client, make_shift(at=now), name="مریم\u202e می\u200cخواهد")

    assert PendingSignUp.objects.get().name == "مریم می\u200cخواهد"


def test_many_sign_ups_from_one_connection_are_slowed_down(client: Client, now) -> None:
    shift = make_shift(at=now)

    answers = [send(client, shift, email=f"a{number}@post.example")[0] for number in range(21)]

    assert answers == [302] * 20 + [200]
    assert OutboxMessage.objects.count() == 20


def test_one_mailbox_is_not_filled_by_others(client: Client, now) -> None:
    answers = [send(client, make_shift(at=now))[0] for _number in range(6)]

    assert answers == [302] * 5 + [200]


# ---------------------------------------------------------------- age, languages, skills
@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (lambda now: now.year - 15, ["too_young", "guardian_missing"]),
        (lambda now: now.year - 17, ["guardian_missing"]),
        (lambda now: now.year - 30, []),
    ],
    ids=["fifteen", "seventeen", "thirty"],
)
def test_age_is_asked_where_it_matters_and_the_reason_said(client: Client, now, year, expected: list[str]) -> None:
    shift = make_shift(make_need(at=now, min_age=16), at=now)
    other = make_shift(make_need("Sprachcafé", at=now), at=now, days=9)

    response = client.post(path(shift), {**GUEST, "birth_year": str(year(shift.starts_at))})

    html = response.content.decode()
    assert (response.status_code == 302) is (expected == [])
    said = html.partition("This stands in the way:")[2].partition("</ul>")[0]
    assert ("at least 16 years old." in said) is ("too_young" in expected)
    assert ("You are under 18." in said) is ("guardian_missing" in expected)
    if expected:
        assert f"/en/mitmachen/{other.need.code}/{other.number}/" in html
        assert 'value="Amina Osman"' in html


@pytest.mark.parametrize("year", ["1850", "2030", "90", "", "neunzehnhundert", "-5"])
def test_year_that_cannot_be_is_asked_back(client: Client, now, year: str) -> None:
    shift = make_shift(make_need(at=now, min_age=16), at=now)

    response = client.post(path(shift), {**GUEST, "birth_year": year})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["birth_year"])


def test_necessary_language_and_skill_are_asked_in_the_form(client: Client, now) -> None:
    need = make_need(at=now, languages={"uk": ("C1", True)}, skills={"tutoring": True})
    shift = make_shift(need, at=now)

    _status, html = send(client, shift, level_uk="B1")
    status, _html = send(client, shift, level_uk="native", skill_tutoring="on")

    assert "This task needs Українська at level C1 or better." in html
    assert "This task needs “helping with learning”." in html
    assert status == 302
    assert PendingSignUp.objects.get().answers["languages"] == {"uk": "native"}
    assert PendingSignUp.objects.get().answers["skills"] == ["tutoring"]


# ---------------------------------------------------------------- full, over, gone
def test_full_shift_offers_the_waiting_list_before_the_form(client: Client, now) -> None:
    shift = make_shift(at=now, places=1)
    fill(shift, at=now)

    html = client.get(path(shift)).content.decode()

    assert "Join the waiting list" in html
    assert "Put me on the waiting list" in html


def test_cancelled_shift_shows_two_others(client: Client, now) -> None:
    need = make_need(at=now)
    shift, same = make_shift(need, at=now), make_shift(need, at=now, days=8)
    other = make_shift(make_need("Sprachcafé", at=now), at=now, days=9)
    shifts.cancel_shift(shift.pk, reason="", at=now)

    html = client.get(path(shift)).content.decode()

    assert "This shift is not open for sign-up." in html
    assert path(same) in html
    assert path(other) in html
    assert "<form" not in html.split('<main id="main"')[1].split("</main>")[0]


def test_shift_that_has_begun_says_so(client: Client, now) -> None:
    shift = make_shift(at=now, days=-0.01)

    html = client.get(path(shift)).content.decode()

    assert "This shift has already begun." in html


def test_shift_number_that_is_none_is_not_there(client: Client, now) -> None:
    shift = make_shift(at=now)

    assert client.get(f"/en/mitmachen/{shift.need.code}/7/").status_code == 404
    assert client.get(f"/de/mitmachen/{shift.need.code}/99999/").status_code == 404


def test_calendar_entry_of_a_shift(client: Client, now) -> None:
    shift = make_shift(at=now)

    response = client.get(f"{path(shift)}termin.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    text = response.content.decode()
    assert f"UID:shift-{shift.pk}@offenes-haus" in text
    assert "SUMMARY:Hausaufgabenhilfe" in text


# ---------------------------------------------------------------- people with an account
def test_known_person_signs_up_with_one_press(client: Client, now) -> None:
    shift, person = make_shift(at=now), make_volunteer()
    client.force_login(person.user)

    response = client.post(path(shift), {"size": "1"}, follow=True)

    sign_up = SignUp.objects.get()
    assert response.redirect_chain == [(f"/en/mitmachen/mein/{sign_up.pk}/", 302)]
    assert (sign_up.state, sign_up.events.get().by) == (SignUpState.CONFIRMED, person.user)
    assert "You are in!" in response.content.decode()


def test_account_without_a_profile_becomes_a_volunteer(client: Client, now, django_user_model) -> None:
    shift = make_shift(at=now)
    user = django_user_model.objects.create_user("neu@post.example", name="Neu Hier", language="en")
    client.force_login(user)

    client.post(path(shift), {"size": "1"})

    assert (user.volunteer.name, SignUp.objects.get().state) == ("Neu Hier", SignUpState.CONFIRMED)


def test_warning_is_a_tick_box_and_overlap_names_the_other_shift(client: Client, now) -> None:
    person = make_volunteer(cells=((0, "morning"),))
    evening = make_shift(make_need("Abendkurs", at=now), at=now.replace(hour=16, minute=0), days=5)
    clash = make_shift(make_need("Chor", at=now), at=now.replace(hour=17, minute=0), days=5)
    client.force_login(person.user)

    first = client.post(path(evening), {"size": "1"})
    second = client.post(path(evening), {"size": "1", "accepted": "outside_grid"})
    third = client.post(path(clash), {"size": "1", "accepted": "outside_grid"}).content.decode()

    assert "outside the times you ticked" in first.content.decode()
    assert second.status_code == 302
    assert "At that time you already have “\u2068Abendkurs\u2069”" in third
    assert 'href="/en/mitmachen/mein/"' in third


@pytest.mark.acceptance("V9")
def test_second_tab_with_an_overlapping_shift_names_the_first(client: Client, now) -> None:
    person = make_volunteer()
    first = make_shift(make_need("Erster", at=now), at=now)
    second = make_shift(make_need("Zweiter", at=now), at=now, days=7.04)
    client.force_login(person.user)
    assert "Sign up for this date" in client.get(path(second)).content.decode()

    client.post(path(first), {"size": "1"})
    html = client.post(path(second), {"size": "1"}).content.decode()

    assert "At that time you already have “\u2068Erster\u2069”" in html
    assert SignUp.objects.count() == 1


def test_shift_that_filled_up_meanwhile_offers_the_queue(client: Client, now) -> None:
    shift, person = make_shift(at=now, places=1), make_volunteer()
    client.force_login(person.user)
    client.get(path(shift))
    fill(shift, at=now)

    refused = client.post(path(shift), {})
    client.post(path(shift), {"wait": "1"})

    assert "All places of this shift are taken." in refused.content.decode()
    assert "Put me on the waiting list" in refused.content.decode()
    assert SignUp.objects.get(volunteer=person).state == SignUpState.WAITLISTED


def test_unknown_age_is_asked_and_kept(client: Client, now) -> None:
    shift, person = make_shift(make_need(at=now, min_age=16), at=now), make_volunteer()
    client.force_login(person.user)

    client.post(path(shift), {"size": "1", "birth_year": "1980"})

    person.refresh_from_db()
    assert (person.birth_year, SignUp.objects.get().state) == (1980, SignUpState.CONFIRMED)
