"""The way into translation from above: plain values in, plain data out; no rows."""

from dataclasses import dataclass
from datetime import date

from cms.translation.models import WorkEntry
from cms.translation.roots import roots


@dataclass(frozen=True)
class Work:
    """What a person translated on a day in a language.

    `minutes` is what they confirmed, else what was counted; only confirmed work becomes hours.
    """

    day: date
    language: str
    sentences: int
    words: int
    minutes: int
    confirmed: bool


def work_of(user_id: int, month: date) -> list[Work]:
    """The work of a person in the month of a day, in the order of days and languages."""
    entries = WorkEntry.objects.filter(user_id=user_id, day__year=month.year, day__month=month.month)
    return [
        Work(
            day=entry.day,
            language=roots().code_of(entry.locale_id),
            sentences=entry.sentences,
            words=entry.words,
            minutes=entry.minutes if entry.confirmed_minutes is None else entry.confirmed_minutes,
            confirmed=entry.confirmed_minutes is not None,
        )
        for entry in entries.order_by("day", "locale__profile__position", "pk")
    ]
