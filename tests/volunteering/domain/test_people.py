"""Who is a volunteer: states walk the map, the profile is written as it was said."""

from datetime import date, timedelta

import pytest

from tests.make.network import make_district
from tests.make.people import make_staff, make_user
from tests.make.volunteering import AT, make_volunteer
from volunteering.domain import people
from volunteering.domain.people import Profile, StateRefused
from volunteering.enums import DayPart, Level, VolunteerState
from volunteering.models import Volunteer

pytestmark = pytest.mark.django_db
S = VolunteerState


def test_coordinator_moves_a_person_along() -> None:
    person, by = make_volunteer(state=S.INTERESTED), make_staff("volunteer coordinator")

    people.change_state(person, S.ACTIVE, at=AT, by=by)

    assert (person.state, person.state_since, person.coordinator) == (S.ACTIVE, AT, by)


def test_step_off_the_map_is_refused() -> None:
    person = make_volunteer(state=S.ACTIVE)

    with pytest.raises(StateRefused):
        people.change_state(person, S.INTERESTED, at=AT)


def test_step_on_a_changed_state_is_refused() -> None:
    person = make_volunteer(state=S.ACTIVE)
    Volunteer.objects.filter(pk=person.pk).update(state=S.LEFT)

    with pytest.raises(StateRefused):
        people.change_state(person, S.PAUSED, at=AT)


def test_whole_profile_is_written_and_what_is_not_said_stays() -> None:
    person = make_volunteer(languages={"de": "native"}, skills=("cooking",), birth_year=1980)
    home, other = make_district("Werne"), make_district("Gerthe")

    people.save_profile(
        person,
        Profile(
            languages={"de": Level.NATIVE, "ar": Level.B2},
            cells=[(2, DayPart.EVENING), (2, DayPart.EVENING)],
            home_district_id=home.pk,
            district_ids=[other.pk, 999],
            interests=["garden", "unknown"],
            limits=(3, 2),
            paused_until=date(2026, 7, 1),
        ),
    )

    assert sorted(person.languages.values_list("language", "level")) == [("ar", "B2"), ("de", "native")]
    assert list(person.cells.values_list("weekday", "part")) == [(2, "evening")]
    assert (person.home_district, list(person.districts.all())) == (home, [other])
    assert (person.interests, person.max_per_week, person.max_per_day) == (["garden"], 3, 2)
    assert (person.paused_until, person.birth_year) == (date(2026, 7, 1), 1980)
    assert [skill.skill for skill in person.skills.all()] == ["cooking"]


def test_emptied_values_are_emptied_only_where_they_were_asked() -> None:
    person = make_volunteer(birth_year=1980, paused_until=date(2026, 7, 1), home="Werne")

    people.save_profile(person, Profile(named=frozenset({"paused_until"})))

    assert (person.paused_until, person.birth_year, person.home_district.name) == (None, 1980, "Werne")


def test_confirmation_goes_with_a_changed_level_and_stays_with_the_rest() -> None:
    person, by = make_volunteer(languages={"de": "B2", "ar": "C1"}, skills=("cooking",)), make_staff()
    person.languages.update(confirmed_by=by)
    person.skills.update(confirmed_by=by)

    people.save_profile(person, Profile(languages={"de": Level.C1, "ar": Level.C1}, skills=["cooking", "gardening"]))

    assert dict(person.languages.values_list("language", "confirmed_by")) == {"de": None, "ar": by.pk}
    assert dict(person.skills.values_list("skill", "confirmed_by")) == {"cooking": by.pk, "gardening": None}


def test_answers_of_a_guest_survive_as_plain_values() -> None:
    profile = Profile(
        languages={"ar": Level.NATIVE},
        cells=[(0, DayPart.MORNING)],
        district_ids=[1],
        skills=["cooking"],
        interests=["garden"],
        birth_year=1990,
    )

    assert Profile.from_json(profile.as_json()) == profile
    assert Profile.from_json({}) == Profile()


def test_account_becomes_a_volunteer_once() -> None:
    user = make_user(name="Amina Osman")

    first, is_new = people.become_volunteer(user, name="", language="ar", at=AT)
    second, is_new_again = people.become_volunteer(user, name="Anders", language="de", at=AT + timedelta(days=1))

    assert (first.name, first.language, first.joined_at, is_new) == ("Amina Osman", "ar", AT, True)
    assert (second, second.name, is_new_again) == (first, "Amina Osman", False)
