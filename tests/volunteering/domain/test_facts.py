"""What the rules know of time: local days, parts of the day, both changes of the clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from volunteering.domain.facts import local_day, parts_touched
from volunteering.enums import DayPart

M, N, A, E = DayPart.MORNING, DayPart.MIDDAY, DayPart.AFTERNOON, DayPart.EVENING


def utc(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)


CASES = {
    "one part": (utc(2026, 6, 4, 14), 2, {(3, A): 120}),
    "ends where the next part begins": (utc(2026, 6, 4, 12), 4, {(3, A): 240}),
    "two parts": (utc(2026, 6, 4, 15), 2, {(3, A): 60, (3, E): 60}),
    "the whole day": (utc(2026, 6, 4, 4), 16, {(3, M): 300, (3, N): 180, (3, A): 240, (3, E): 240}),
    "over midnight": (utc(2026, 6, 4, 19), 11, {(3, E): 60, (4, M): 120}),
    "in the night": (utc(2026, 6, 4, 21), 2, {}),
    "winter time": (utc(2026, 12, 3, 15), 2, {(3, A): 120}),
    "clocks go forward": (utc(2026, 3, 28, 21), 10, {(5, E): 0, (6, M): 180}),
    "clocks go back": (utc(2026, 10, 24, 20), 12, {(6, M): 180}),
}


@pytest.mark.parametrize(("starts", "hours", "expected"), CASES.values(), ids=CASES)
def test_parts_of_the_day_in_local_time(
    starts: datetime, hours: float, expected: dict[tuple[int, DayPart], int]
) -> None:
    touched = parts_touched(starts, starts + timedelta(hours=hours))

    assert touched == {cell: minutes for cell, minutes in expected.items() if minutes}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (utc(2026, 1, 31, 22, 59), date(2026, 1, 31)),
        (utc(2026, 1, 31, 23), date(2026, 2, 1)),
        (utc(2026, 2, 28, 23), date(2026, 3, 1)),
        (utc(2026, 12, 31, 23), date(2027, 1, 1)),
        (utc(2026, 7, 31, 22), date(2026, 8, 1)),
    ],
)
def test_day_turns_at_local_midnight(moment: datetime, day: date) -> None:
    assert local_day(moment) == day
