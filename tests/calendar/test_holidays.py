"""Public and school holidays of North Rhine-Westphalia, and gaps that have a name."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
import yaml

from cms.calendar.holidays import (
    DATA,
    Kept,
    SchoolYearMissingError,
    known_school_years,
    public_holiday,
    school_holiday,
    school_holidays,
    school_year,
    without_holidays,
)


def test_public_holidays_of_a_year_are_those_of_the_law() -> None:
    """§ 2 Feiertagsgesetz NW, with the two Sundays left out that are free anyway."""
    days = [date(2027, 1, 1) + timedelta(number) for number in range(365)]

    assert {day.strftime("%d.%m."): name for day in days if (name := public_holiday(day))} == {
        "01.01.": "Neujahr",
        "26.03.": "Karfreitag",
        "29.03.": "Ostermontag",
        "01.05.": "Erster Mai",
        "06.05.": "Christi Himmelfahrt",
        "17.05.": "Pfingstmontag",
        "27.05.": "Fronleichnam",
        "03.10.": "Tag der Deutschen Einheit",
        "01.11.": "Allerheiligen",
        "25.12.": "Erster Weihnachtstag",
        "26.12.": "Zweiter Weihnachtstag",
    }


@pytest.mark.parametrize("day", [date.min, date.max, date(1949, 1, 1)])
def test_far_years_have_no_holidays_and_no_error(day: date) -> None:
    assert public_holiday(day) is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 8, 26), "Sommerferien"),
        (date(2025, 8, 27), None),
        (date(2025, 12, 31), "Weihnachtsferien"),
        (date(2026, 5, 26), "Pfingstferien"),
        (date(2026, 7, 19), None),
        (date(2026, 8, 1), "Sommerferien"),
        (date(2026, 9, 1), "Sommerferien"),
        (date(2026, 9, 2), None),
        (date(2026, 10, 17), "Herbstferien"),
        (date(2027, 1, 6), "Weihnachtsferien"),
        (date(2027, 1, 7), None),
        (date(2028, 4, 22), "Osterferien"),
        (date(2028, 7, 31), "Sommerferien"),
    ],
)
def test_school_holidays_by_day(day: date, expected: str | None) -> None:
    assert school_holiday(day) == expected
    assert school_holiday(datetime(day.year, day.month, day.day, 18)) == expected


def test_year_without_data_is_a_gap_with_a_name() -> None:
    with pytest.raises(SchoolYearMissingError, match="No school holidays on record for 2028/29"):
        school_holiday(date(2028, 8, 1))
    with pytest.raises(SchoolYearMissingError):
        school_holidays("1999/00")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 7, 31), "2025/26"),
        (date(2026, 8, 1), "2026/27"),
        (date(1999, 9, 1), "1999/00"),
        (date(2009, 1, 1), "2008/09"),
    ],
)
def test_school_year_begins_in_august(day: date, expected: str) -> None:
    assert school_year(day) == expected


def test_data_has_source_and_ordered_holidays_that_fit_their_year() -> None:
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))

    assert data["source"]
    assert data["checked_on"]
    assert known_school_years() == ["2025/26", "2026/27", "2027/28"]
    for year in known_school_years():
        found = school_holidays(year)
        assert all(one.first <= one.last < other.first for one, other in pairwise(found)), year
        assert all(year in {school_year(holiday.first), school_year(holiday.last)} for holiday in found), year


def test_dates_outside_of_holidays_are_kept_and_the_others_named() -> None:
    dates = [datetime(2026, 10, 22, 18), datetime(2027, 5, 6, 18), datetime(2026, 11, 24, 18), datetime(2029, 3, 6, 18)]

    assert without_holidays(dates, public=True, school=True) == Kept(
        dates=[datetime(2026, 11, 24, 18), datetime(2029, 3, 6, 18)],
        dropped=[(datetime(2026, 10, 22, 18), "Herbstferien"), (datetime(2027, 5, 6, 18), "Christi Himmelfahrt")],
        missing_school_years=["2028/29"],
    )
    assert without_holidays(dates, public=True, school=False) == Kept(
        dates=[dates[0], dates[2], dates[3]], dropped=[(dates[1], "Christi Himmelfahrt")], missing_school_years=[]
    )
    assert without_holidays(dates, public=False, school=False) == Kept(dates, [], [])
