"""Repeating dates keep their local time, over both changes of the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cms.calendar.recurrence import ZONE, RuleError, attach, expand, local

FAR = date(2030, 12, 31)


def days(rule: str, first: datetime, *, until: date = FAR, limit: int = 400) -> list[str]:
    return [f"{start:%a %d.%m.%Y %H:%M}" for start in expand(rule, first, until=until, limit=limit)]


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        pytest.param(
            "FREQ=WEEKLY",
            datetime(2026, 10, 20, 18),
            ["Tue 20.10.2026 18:00", "Tue 27.10.2026 18:00", "Tue 03.11.2026 18:00"],
            id="weekly over the change in October",
        ),
        pytest.param(
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
            datetime(2026, 11, 24, 9, 30),
            ["Tue 24.11.2026 09:30", "Thu 26.11.2026 09:30", "Tue 08.12.2026 09:30"],
            id="every second week on two days",
        ),
        pytest.param(
            "FREQ=MONTHLY;BYDAY=2TU",
            datetime(2026, 12, 8, 10),
            ["Tue 08.12.2026 10:00", "Tue 12.01.2027 10:00", "Tue 09.02.2027 10:00"],
            id="second Tuesday of the month",
        ),
        pytest.param(
            "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1",
            datetime(2026, 11, 27, 15),
            ["Fri 27.11.2026 15:00", "Fri 25.12.2026 15:00", "Fri 29.01.2027 15:00"],
            id="last Friday of the month",
        ),
        pytest.param(
            "RRULE:FREQ=DAILY",
            datetime(2026, 12, 31, 8),
            ["Thu 31.12.2026 08:00", "Fri 01.01.2027 08:00", "Sat 02.01.2027 08:00"],
            id="daily over the end of the year",
        ),
    ],
)
def test_rule_gives_local_starts(rule: str, first: datetime, expected: list[str]) -> None:
    assert days(rule, first, limit=3) == expected


@pytest.mark.parametrize(
    "end",
    ["20261208", "20261208T180000", "20261208T170000Z", "20261214T235959"],
    ids=["whole day", "local time", "UTC", "before the next"],
)
def test_last_day_of_a_rule_counts(end: str) -> None:
    assert days(f"FREQ=WEEKLY;UNTIL={end}", datetime(2026, 11, 24, 18)) == [
        "Tue 24.11.2026 18:00",
        "Tue 01.12.2026 18:00",
        "Tue 08.12.2026 18:00",
    ]


def test_horizon_ends_a_rule_before_its_own_end() -> None:
    rule = "FREQ=WEEKLY;UNTIL=20280101"

    assert len(expand(rule, datetime(2026, 11, 24, 18), until=date(2026, 12, 8))) == 3


def test_count_is_kept() -> None:
    assert len(expand("FREQ=WEEKLY;COUNT=5", datetime(2026, 11, 24, 18), until=FAR)) == 5


def test_never_more_than_the_limit() -> None:
    first = datetime(2026, 1, 1, 12)

    assert len(expand("FREQ=DAILY", first, until=FAR)) == 400
    assert len(expand("FREQ=DAILY", first, until=FAR, limit=401)) == 401


def test_first_start_after_the_horizon_gives_nothing() -> None:
    assert expand("FREQ=WEEKLY", datetime(2026, 11, 24, 18), until=date(2026, 11, 23)) == []


def test_rule_that_never_fits_gives_nothing() -> None:
    assert expand("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", datetime(2026, 1, 1, 18), until=FAR) == []


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=",
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=1",
        "INTERVAL=2",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=-1",
        "FREQ=WEEKLY;INTERVAL=99999999999999999999",
        "FREQ=WEEKLY;INTERVAL=²",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20270101",
        "FREQ=WEEKLY;UNTIL=gestern",
        "FREQ=WEEKLY;UNTIL=99991231T235959Z",
        "FREQ=WEEKLY;UNTIL=20270231",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=WEEKLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYSETPOS=0",
        "FREQ=MONTHLY;BYSETPOS=9999",
        "FREQ=DAILY;BYDAY=MO;BYSETPOS=2",
        "FREQ=WEEKLY;BYEASTER=0",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;WKST=7",
        "FREQ=WEEKLY\nDTSTART:20260101T000000",
        "\x00",
        "FREQ=WEEKLY;" * 1000,
    ],
)
def test_bad_rule_is_refused_with_a_sentence(rule: str) -> None:
    with pytest.raises(RuleError, match=r"^(The rule is|UNTIL is)"):
        expand(rule, datetime(2026, 11, 24, 18), until=FAR)


def test_start_with_a_zone_is_refused() -> None:
    with pytest.raises(RuleError, match="expected a local time"):
        expand("FREQ=WEEKLY", datetime(2026, 11, 24, 18, tzinfo=UTC), until=FAR)


@pytest.mark.parametrize("first", [datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59)])
def test_ends_of_the_calendar_are_no_error(first: datetime) -> None:
    starts = expand("FREQ=WEEKLY;COUNT=2", first, until=date.max)

    assert starts[0] == first
    assert attach(first).replace(tzinfo=None) == first


@pytest.mark.parametrize(
    ("naive", "expected"),
    [
        pytest.param(datetime(2027, 3, 28, 1, 59), "2027-03-28T01:59:00+01:00", id="before the spring gap"),
        pytest.param(datetime(2027, 3, 28, 2, 0), "2027-03-28T03:00:00+02:00", id="first minute of the gap"),
        pytest.param(datetime(2027, 3, 28, 2, 30), "2027-03-28T03:30:00+02:00", id="inside the gap: one hour on"),
        pytest.param(datetime(2027, 3, 28, 3, 0), "2027-03-28T03:00:00+02:00", id="after the gap"),
        pytest.param(datetime(2026, 10, 25, 2, 30), "2026-10-25T02:30:00+02:00", id="twice in October: the first"),
        pytest.param(
            datetime(2026, 10, 25, 2, 30, fold=1), "2026-10-25T02:30:00+02:00", id="even when the second is meant"
        ),
        pytest.param(datetime(2026, 10, 25, 3, 0), "2026-10-25T03:00:00+01:00", id="after the doubled hour"),
        pytest.param(datetime(2026, 7, 1, 18, 0), "2026-07-01T18:00:00+02:00", id="summer"),
        pytest.param(datetime(2026, 12, 1, 18, 0), "2026-12-01T18:00:00+01:00", id="winter"),
    ],
)
def test_zone_is_attached_after_the_expansion(naive: datetime, expected: str) -> None:
    assert attach(naive).isoformat() == expected
    assert attach(naive).tzinfo is ZONE


def test_weekly_evening_stays_at_its_hour_for_a_year() -> None:
    starts = [attach(naive) for naive in expand("FREQ=WEEKLY", datetime(2026, 9, 1, 18), until=date(2027, 8, 31))]

    assert {start.strftime("%a %H:%M") for start in starts} == {"Tue 18:00"}
    assert {start.utcoffset() for start in starts} == {timedelta(hours=1), timedelta(hours=2)}
    assert len(starts) == 53


def test_local_time_comes_back() -> None:
    naive = datetime(2026, 11, 24, 18)

    assert local(attach(naive).astimezone(UTC)) == naive
