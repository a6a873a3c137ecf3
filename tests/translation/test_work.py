"""The time translators give: counted between savings, confirmed by themselves, handed on by the façade."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.calendar.recurrence import attach
from cms.translation.facade import Work, work_of
from cms.translation.work import (
    ConfirmObstacle,
    ConfirmRefused,
    confirm_day,
    obstacle_to_confirm,
    record_work,
    shared,
    worked,
)
from cms.users.models import User
from tests.make.translation import make_page
from tests.make.translators import make_translator, save

DAY = date(2026, 11, 24)
MORNING = attach(datetime(2026, 11, 24, 9, 0))


def saved(user: User, *seconds: int, code: str = "ar", words: int = 5) -> list[Work]:
    """What the façade tells after savings this many seconds after nine."""
    for second in seconds:
        record_work(user, code, words=words, at=MORNING + timedelta(seconds=second))
    return work_of(user.pk, DAY)


@pytest.mark.parametrize(
    ("pause", "seconds"),
    [(None, 60), (-5, 0), (0, 0), (20, 20), (300, 300), (301, 60), (86_400, 60)],
)
def test_pauses_up_to_five_minutes_count_whole_and_longer_ones_as_one(pause: int | None, seconds: int) -> None:
    before = None if pause is None else MORNING - timedelta(seconds=pause)

    assert worked(before, MORNING) == seconds


@given(st.none() | st.timedeltas())
def test_no_saving_counts_more_than_five_minutes(pause: timedelta | None) -> None:
    before = None if pause is None else MORNING
    after = MORNING if pause is None or abs(pause) > timedelta(days=9999) else MORNING + pause

    assert 0 <= worked(before, after) <= 300


def test_twenty_seconds_each_add_up(db: None) -> None:
    samira = make_translator()

    assert saved(samira, *range(0, 601, 20)) == [Work(DAY, "ar", 31, 155, 11, confirmed=False)]


def test_pauses_are_counted_once_whatever_the_language(db: None) -> None:
    samira = make_translator("ar", "tr")

    saved(samira, 0)
    saved(samira, 120, code="tr")

    assert saved(samira, 180) == [
        Work(DAY, "tr", 1, 5, 2, confirmed=False),
        Work(DAY, "ar", 2, 10, 2, confirmed=False),
    ]


def test_saving_a_sentence_counts_its_words_once(db: None) -> None:
    page, samira = make_page(lead="Wir helfen Ihnen gern."), make_translator()

    save(page, "Wir helfen Ihnen gern.", "نساعدكم", by=samira, at=MORNING)
    save(page, "Wir helfen Ihnen gern.", "نحن نساعدكم", by=samira, at=MORNING + timedelta(minutes=2))

    assert work_of(samira.pk, DAY) == [Work(DAY, "ar", 1, 4, 3, confirmed=False)]


def test_a_person_confirms_the_sum_of_a_day(db: None) -> None:
    samira = make_translator("ar", "tr")
    saved(samira, 0, 240)
    saved(samira, 360, code="tr")

    confirm_day(samira, DAY, 14)

    assert work_of(samira.pk, DAY) == [
        Work(DAY, "tr", 1, 5, 4, confirmed=True),
        Work(DAY, "ar", 2, 10, 10, confirmed=True),
    ]


def test_more_work_opens_a_confirmed_day_again(db: None) -> None:
    samira = make_translator("ar", "tr")
    saved(samira, 0)
    confirm_day(samira, DAY, 30)

    found = saved(samira, 60, code="tr")

    assert [(work.language, work.minutes, work.confirmed) for work in found] == [("tr", 1, False), ("ar", 1, False)]


@pytest.mark.parametrize(
    ("day", "minutes", "obstacle"),
    [
        (DAY, 0, None),
        (DAY, 1440, None),
        (DAY, -1, ConfirmObstacle.TOO_MUCH),
        (DAY, 1441, ConfirmObstacle.TOO_MUCH),
        (DAY + timedelta(days=1), 5, ConfirmObstacle.NOTHING),
    ],
)
def test_a_day_without_work_or_with_too_many_minutes_is_not_confirmed(
    db: None, day: date, minutes: int, obstacle: ConfirmObstacle | None
) -> None:
    samira = make_translator()
    saved(samira, 0)

    assert obstacle_to_confirm(samira, day, minutes) == obstacle
    if obstacle:
        with pytest.raises(ConfirmRefused) as refused:
            confirm_day(samira, day, minutes)
        assert str(refused.value) == obstacle.sentence
        assert work_of(samira.pk, DAY) == [Work(DAY, "ar", 1, 5, 1, confirmed=False)]
    else:
        confirm_day(samira, day, minutes)
        assert work_of(samira.pk, DAY) == [Work(DAY, "ar", 1, 5, minutes, confirmed=True)]


@given(st.lists(st.integers(0, 400), min_size=1, max_size=3), st.integers(0, 1440))
def test_confirmed_minutes_are_shared_without_rest(counted: list[int], minutes: int) -> None:
    shares = shared(minutes, counted)

    assert sum(shares) == minutes
    assert all(share >= 0 for share in shares)


def test_the_facade_tells_one_month_of_one_person(db: None) -> None:
    samira, omar = make_translator(), make_translator()
    record_work(samira, "ar", words=5, at=attach(datetime(2026, 10, 31, 23, 59)))
    record_work(omar, "ar", words=5, at=MORNING)
    saved(samira, 0)

    assert work_of(samira.pk, date(2026, 11, 1)) == [Work(DAY, "ar", 1, 5, 1, confirmed=False)]
