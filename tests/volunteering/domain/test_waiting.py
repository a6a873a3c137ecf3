"""How long an offer holds: 24 hours, 2 where it is near, never in quiet hours, never beyond the closing."""

from datetime import UTC, datetime, timedelta

import pytest

from volunteering.domain.waiting import offer_deadline, queue_is_closed
from volunteering.models import Shift


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of June 2026 in local time."""
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC) - timedelta(hours=2)


CASES = {
    "a day, at noon": (local(10, 12), local(1, 12), local(2, 12)),
    "a day, at five to nine in the evening": (local(10, 12), local(1, 20, 55), local(2, 20, 55)),
    "would end at nine in the evening": (local(10, 12), local(1, 21), local(3, 10)),
    "would end at midnight": (local(10, 12), local(1, 0), local(2, 10)),
    "would end at a minute to eight": (local(10, 12), local(1, 7, 59), local(2, 10)),
    "ends at eight": (local(10, 12), local(1, 8), local(2, 8)),
    "shift within a day: two hours": (local(2, 11), local(1, 12), local(1, 14)),
    "shift in exactly 24 hours": (local(2, 12), local(1, 12), local(1, 14)),
    "shift in 25 hours: until the queue closes": (local(2, 13), local(1, 12), local(2, 11)),
    "two hours would end in the night": (local(2, 14), local(1, 20), local(2, 10)),
    "the night is longer than the shift allows": (local(2, 9), local(1, 20), local(2, 7)),
    "three hours before the start": (local(1, 15), local(1, 12), local(1, 13)),
}


@pytest.mark.parametrize(("starts", "at", "until"), CASES.values(), ids=CASES)
def test_offer_holds_until(starts: datetime, at: datetime, until: datetime) -> None:
    shift = Shift(starts_at=starts, ends_at=starts + timedelta(hours=2))

    assert offer_deadline(shift, at) == until


def test_queue_closes_two_hours_before_the_start() -> None:
    shift = Shift(starts_at=local(2, 12), ends_at=local(2, 14))

    assert [queue_is_closed(shift, at=local(2, 9, minute)) for minute in (59,)] == [False]
    assert queue_is_closed(shift, at=local(2, 10)) is True
