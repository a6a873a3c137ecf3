"""How an event repeats: from the editor's choices to one RFC 5545 rule and back."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import models
from django.utils.translation import pgettext_lazy

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Repeat(models.TextChoices):
    NO = "no", pgettext_lazy("staff", "does not repeat")
    WEEKLY = "weekly", pgettext_lazy("staff", "every week")
    FORTNIGHTLY = "fortnightly", pgettext_lazy("staff", "every second week")
    MONTHLY = "monthly", pgettext_lazy("staff", "every month on the same weekday, such as the 2nd Tuesday")
    LAST = "last", pgettext_lazy("staff", "every month on the last such weekday")


@dataclass(frozen=True)
class Repetition:
    """How an event repeats and when that ends: on a day or after a number of dates."""

    repeat: Repeat = Repeat.NO
    until: date | None = None
    count: int | None = None


def compose(repetition: Repetition, first: date) -> str:
    """The rule without DTSTART; empty for a single date. UNTIL is local time without a zone."""
    weekday = DAYS[first.weekday()]
    patterns = {
        Repeat.NO: "",
        Repeat.WEEKLY: f"FREQ=WEEKLY;BYDAY={weekday}",
        Repeat.FORTNIGHTLY: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}",
        Repeat.MONTHLY: f"FREQ=MONTHLY;BYDAY={(first.day - 1) // 7 + 1}{weekday}",
        Repeat.LAST: f"FREQ=MONTHLY;BYDAY=-1{weekday}",
    }
    pattern = patterns[repetition.repeat]
    if pattern and repetition.until:
        return f"{pattern};UNTIL={datetime.combine(repetition.until, time(23, 59, 59)):%Y%m%dT%H%M%S}"
    if pattern and repetition.count:
        return f"{pattern};COUNT={repetition.count}"
    return pattern


def read(rule: str) -> Repetition:
    """The editor's choices behind a rule that `compose` made."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    if not parts:
        return Repetition()
    if parts["FREQ"] == "MONTHLY":
        repeat = Repeat.LAST if parts.get("BYDAY", "").startswith("-1") else Repeat.MONTHLY
    else:
        repeat = Repeat.FORTNIGHTLY if parts.get("INTERVAL") == "2" else Repeat.WEEKLY
    until = re.match(r"\d{8}", parts.get("UNTIL", ""))
    return Repetition(
        repeat=repeat,
        until=datetime.strptime(until.group(), "%Y%m%d").date() if until else None,
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
    )
