"""Repeating dates, computed in the local time of the house.

A rule is an RFC 5545 RRULE without a start. It is expanded on naive local times, and only then is the zone attached:
a Tuesday at 18:00 stays at 18:00 when the clocks change.
"""

import re
from datetime import UTC, date, datetime, time
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

ZONE = ZoneInfo("Europe/Berlin")
ALLOWED = {"FREQ", "INTERVAL", "BYDAY", "BYSETPOS", "UNTIL", "COUNT", "WKST"}
FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}


class RuleError(ValueError):
    """The rule cannot be expanded; the text says what was found and what is expected."""


def expand(rule: str, first: datetime, *, until: date, limit: int = 400) -> list[datetime]:
    """The starts that a rule gives from `first` to the end of the day `until`, at most `limit`, naive and local.

    Whoever must know whether there are more than `limit` asks for one more. Raises RuleError.
    """
    if first.tzinfo is not None:
        raise RuleError(f"The first start is {first.isoformat()}; expected a local time without a zone.")
    parts = _parts(rule)
    end = min(datetime.combine(until, time.max), _until(parts.pop("UNTIL", "")))
    try:
        starts = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=first)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise RuleError(f"The rule is {rule!r}: {error}.") from error
    return list(islice(takewhile(lambda start: start <= end, starts), limit))


def attach(naive: datetime) -> datetime:
    """The local time with its zone, Europe/Berlin.

    A time that does not exist (the night in March) moves one hour on; one that exists twice (October) is the first.
    """
    local = naive.replace(tzinfo=ZONE, fold=0)
    try:
        return local.astimezone(UTC).astimezone(ZONE)
    except OverflowError:  # the first day of year 1 and the last of year 9999 have no neighbour
        return local


def local(moment: datetime) -> datetime:
    """The naive local time of an aware moment, as `expand` takes it."""
    return moment.astimezone(ZONE).replace(tzinfo=None)


def _parts(rule: str) -> dict[str, str]:
    """The parts of the rule by name, each of them known and of a sensible size."""
    parts: dict[str, str] = {}
    for part in rule.strip().upper().removeprefix("RRULE:").split(";"):
        name, _, value = part.partition("=")
        if name not in ALLOWED or not value or name in parts:
            raise RuleError(f"The rule is {rule!r}: {part!r} is not one of {', '.join(sorted(ALLOWED))}, each once.")
        parts[name] = value
    if parts.get("FREQ") not in FREQUENCIES:
        raise RuleError(f"The rule is {rule!r}; expected FREQ to be one of {', '.join(sorted(FREQUENCIES))}.")
    if "UNTIL" in parts and "COUNT" in parts:
        raise RuleError(f"The rule is {rule!r}; expected an end or a number of dates, not both.")
    if "BYSETPOS" in parts and parts["FREQ"] not in {"MONTHLY", "YEARLY"}:
        # Such a rule may fit never, and would be tried day by day up to the year 9999.
        raise RuleError(f"The rule is {rule!r}; expected BYSETPOS by month or year alone.")
    for name in ("INTERVAL", "COUNT"):
        if name in parts and not re.fullmatch("[1-9][0-9]{0,3}", parts[name]):
            raise RuleError(f"The rule is {rule!r}; expected {name} to be a number from 1 to 9999.")
    return parts


def _until(value: str) -> datetime:
    """The end of a rule as local time; a day alone means the whole day, a Z means UTC, nothing means never."""
    if not value:
        return datetime.max
    try:
        if "T" not in value:
            return datetime.combine(datetime.strptime(value, "%Y%m%d"), time.max)
        if value.endswith("Z"):
            return local(datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC))
        return datetime.strptime(value, "%Y%m%dT%H%M%S")
    except (ValueError, OverflowError) as error:
        raise RuleError(f"UNTIL is {value!r}; expected a day such as 20270331.") from error
