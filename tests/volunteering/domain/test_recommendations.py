"""Suggestions for one person: the best first, with reasons, and the missing thing that would open most."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from tests.make.people import make_staff
from tests.make.volunteering import AT, fill, make_need, make_shift, make_sign_up, make_volunteer
from volunteering.domain import places
from volunteering.domain.reasons import Names, missing_sentence, reason_sentences
from volunteering.domain.recommendations import suggest
from volunteering.enums import Obstacle, SignUpState, VolunteerState

pytestmark = pytest.mark.django_db


def test_best_shifts_come_first_each_with_three_reasons() -> None:
    person = make_volunteer(languages={"ti": "C1"}, cells=((0, "midday"),), home="Langendreer", interests=["children"])
    plain = make_shift(make_need("Fest", district=None), days=7)
    fitting = make_shift(make_need("Hausaufgaben", languages={"ti": ("B2", False)}, tags=["children"]), days=7)

    suggested = suggest(person, at=AT)

    assert [one.shift.pk for one in suggested.best(3)] == [fitting.pk, plain.pk]
    with override("en"):
        sentences = reason_sentences(suggested.best(1)[0].fit.strongest(), Names())
    assert sentences == [
        "You speak \u2068ትግርኛ\u2069 (C1)",
        "Suits your times: Monday, midday",
        "You are interested in: children and school",
    ]


def test_full_closed_and_own_shifts_are_not_suggested() -> None:
    person = make_volunteer()
    fill(make_shift(places=1))
    make_sign_up(make_shift(days=8), person)
    make_shift(make_need(published=False), days=9)
    make_shift(make_need(visibility="asked"), days=10)
    open_shift = make_shift(days=11)

    assert [one.shift.pk for one in suggest(person, at=AT).best(9)] == [open_shift.pk]


def test_one_shift_of_each_need_is_suggested() -> None:
    need = make_need()
    for days in (7, 14, 21):
        make_shift(need, days=days)

    assert len(suggest(make_volunteer(), at=AT).best(3)) == 1


def test_shifts_beyond_eight_weeks_are_not_looked_at() -> None:
    make_shift(days=57)

    assert suggest(make_volunteer(), at=AT).all == ()


def test_missing_thing_is_the_one_that_would_open_most() -> None:
    person = make_volunteer(languages={"de": "native"})
    for days in (7, 8, 9):
        make_shift(make_need(languages={"uk": ("B1", True)}), days=days)
    make_shift(make_need(skills={"cooking": True}), days=10)
    make_shift(make_need(skills={"cooking": True}, languages={"uk": ("B1", True)}), days=11)

    missing = suggest(person, at=AT).missing

    assert (missing.found.obstacle, missing.shifts) == (Obstacle.LANGUAGE_MISSING, 3)
    with override("en"):
        assert missing_sentence(missing) == "With \u2068Українська\u2069 3 more shifts would be open to you."


@pytest.mark.parametrize(
    ("need", "person", "sentence"),
    [
        (
            {"skills": {"cooking": True}},
            {},
            "With the skill “cooking and baking” one more shift would be open to you.",
        ),
        ({"min_age": 16}, {}, "With your year of birth one more shift would be open to you."),
        (
            {"open_to_new": False},
            {"state": VolunteerState.INTERESTED},
            "After a first talk with us one more shift would be open to you.",
        ),
        (
            {},
            {"cells": ((1, "evening"),)},
            "If this time suited you, one more shift would fit: Monday, midday.",
        ),
    ],
    ids=["skill", "age", "first talk", "time"],
)
def test_missing_thing_in_words(need: dict, person: dict, sentence: str) -> None:
    make_shift(make_need(**need))

    missing = suggest(make_volunteer(**person), at=AT).missing

    with override("en"):
        assert missing_sentence(missing) == sentence


def test_own_limit_is_named_as_missing() -> None:
    person = make_volunteer(max_per_week=1)
    make_sign_up(make_shift(days=7), person)
    make_shift(days=9)

    missing = suggest(person, at=AT).missing

    with override("en"):
        assert missing_sentence(missing) == "With a higher limit of your own one more shift would be open to you."


def test_nothing_is_missing_where_everything_is_open() -> None:
    make_shift()

    assert suggest(make_volunteer(), at=AT).missing is None


def test_as_many_queries_for_many_shifts_as_for_few(django_assert_num_queries) -> None:
    person = make_volunteer(languages={"de": "native"})
    need = make_need(languages={"de": ("B2", False)})
    for days in range(3):
        make_shift(need, days=7 + days)

    with django_assert_num_queries(10):
        suggest(person, at=AT)
    for days in range(20):
        make_shift(make_need() if days % 2 else need, days=10 + days / 2)
    with django_assert_num_queries(10):
        assert len(suggest(person, at=AT).all) == 23


def test_reasons_name_district_and_continuity() -> None:
    person = make_volunteer(home="Werne", districts=("Langendreer",))
    past = make_shift(days=-7, at=AT)
    done = make_sign_up(past, person, at=AT - timedelta(days=10))
    places.attend(done.pk, SignUpState.ATTENDED, at=past.ends_at, by=make_staff("volunteer coordinator"))
    make_shift(past.need, days=20)

    (one,) = suggest(person, at=AT).best(1)

    with override("en"):
        assert reason_sentences([term for term in one.fit.terms if term.points in (5, 8)], Names()) == [
            "No previous knowledge needed",
            "You have not named your times yet",
            "You have not named interests yet",
            "In one of your districts: \u2068Langendreer\u2069",
            "You have helped here before",
        ]
