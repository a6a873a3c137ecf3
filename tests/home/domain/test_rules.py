"""From the editor's choices to one rule and back."""

from datetime import date

import pytest

from home.domain.rules import Repeat, Repetition, compose, read

FIRST = date(2026, 11, 24)  # the fourth Tuesday


@pytest.mark.parametrize(
    ("repetition", "expected"),
    [
        pytest.param(Repetition(), "", id="once"),
        pytest.param(
            Repetition(Repeat.WEEKLY, until=date(2027, 1, 31)),
            "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270131T235959",
            id="weekly",
        ),
        pytest.param(
            Repetition(Repeat.FORTNIGHTLY, count=5), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=5", id="every second week"
        ),
        pytest.param(Repetition(Repeat.MONTHLY, count=3), "FREQ=MONTHLY;BYDAY=4TU;COUNT=3", id="the same weekday"),
        pytest.param(Repetition(Repeat.LAST, count=3), "FREQ=MONTHLY;BYDAY=-1TU;COUNT=3", id="the last weekday"),
    ],
)
def test_choices_become_one_rule_and_come_back(repetition: Repetition, expected: str) -> None:
    rule = compose(repetition, FIRST)

    assert rule == expected
    assert read(rule) == repetition
