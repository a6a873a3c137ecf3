"""Days on which the house and the schools of North Rhine-Westphalia are closed.

Public holidays are computed; school holidays are data with a source. A school year without data is a gap with a name:
whoever skips school holidays must say so, and never go on as if there were none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data" / "school_holidays_nw.yaml"
FIRST_MONTH_OF_SCHOOL_YEAR = 8


class SchoolYearMissingError(LookupError):
    """There are no school holidays on record for this school year."""

    def __init__(self, school_year: str) -> None:
        super().__init__(f"No school holidays on record for {school_year}; add them to {DATA.name}.")
        self.school_year = school_year


@dataclass(frozen=True)
class SchoolHoliday:
    """School holidays from the first to the last day, both of them free."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Kept:
    """What is left of some dates: those kept, those dropped with the holiday's name, and school years without data."""

    dates: list[datetime]
    dropped: list[tuple[datetime, str]]
    missing_school_years: list[str]


def public_holiday(day: date) -> str | None:
    """The German name of the public holiday in North Rhine-Westphalia, or None on any other day."""
    return _public_holidays(day.year).get(date(day.year, day.month, day.day))


def school_holiday(day: date) -> str | None:
    """The German name of the school holidays on that day, or None. Raises SchoolYearMissingError."""
    day = date(day.year, day.month, day.day)
    found = school_holidays(school_year(day))
    return next((holiday.name for holiday in found if holiday.first <= day <= holiday.last), None)


def school_year(day: date) -> str:
    """The school year in which a day lies: from 1 August, written 2026/27 (§ 7 (1) SchulG NRW)."""
    first = day.year if day.month >= FIRST_MONTH_OF_SCHOOL_YEAR else day.year - 1
    return f"{first}/{(first + 1) % 100:02}"


def school_holidays(year: str) -> tuple[SchoolHoliday, ...]:
    """The school holidays that touch a school year such as 2026/27, in order. Raises SchoolYearMissingError."""
    years = _school_years()
    if year not in years:
        raise SchoolYearMissingError(year)
    first = date(int(year[:4]), FIRST_MONTH_OF_SCHOOL_YEAR, 1)
    before = tuple(holiday for holiday in years.get(school_year(date(first.year, 7, 31)), ()) if holiday.last >= first)
    return before + years[year]


def known_school_years() -> list[str]:
    """The school years on record, in order."""
    return sorted(_school_years())


def without_holidays(dates: Iterable[datetime], *, public: bool, school: bool) -> Kept:
    """The dates (naive and local) outside of public and school holidays, as chosen.

    Dates in a school year without data are kept, and the year is named.
    """
    kept: list[datetime] = []
    dropped: list[tuple[datetime, str]] = []
    missing: set[str] = set()
    for moment in dates:
        name = public_holiday(moment) if public else None
        if name is None and school:
            try:
                name = school_holiday(moment)
            except SchoolYearMissingError as gap:
                missing.add(gap.school_year)
        if name is None:
            kept.append(moment)
        else:
            dropped.append((moment, name))
    return Kept(kept, dropped, sorted(missing))


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> dict[date, str]:
    from holidays import country_holidays  # takes a third of a second to import; many processes never ask

    return dict(country_holidays("DE", subdiv="NW", years=year, language="de"))


@cache
def _school_years() -> dict[str, tuple[SchoolHoliday, ...]]:
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {year: tuple(SchoolHoliday(**row) for row in rows) for year, rows in data["school_years"].items()}
