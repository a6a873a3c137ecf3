"""What readers looked for and did not find: counted by day and language, without anything of who searched."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from home.models.search import SearchMiss

LONGEST = 60
MOST_A_DAY = 500
"""Different queries that are kept for a day and language; further ones are counted without text."""
MOST_SENTENCES = 20
LONGEST_SENTENCE = 300
MAY_NAME_A_PERSON = re.compile(r"@|\d{5}|(?:\d[\s./-]?){7}")
RARE_KEPT = timedelta(days=30)
KEPT = timedelta(days=365)
SEEN_OFTEN = 3


def kept_text(query: str) -> str:
    """The query as it is kept; empty where it may name a person: with an @, many digits, or long."""
    text = " ".join(query.split()).casefold()
    return "" if len(text) > LONGEST or MAY_NAME_A_PERSON.search(text) else text


def note_miss(query: str, language: str, *, on: date) -> None:
    """Count one search without an answer."""
    _count(query, language, on=on, count=1)


def note_wish(query: str, language: str, sentence: str = "", *, on: date) -> None:
    """Count that somebody really wanted this; one sentence of theirs is kept where it may not name a person."""
    row = _count(query, language, on=on, wanted=1)
    words = " ".join(sentence.split())[:LONGEST_SENTENCE]
    if words and not MAY_NAME_A_PERSON.search(words):
        with transaction.atomic():
            locked = SearchMiss.objects.select_for_update().get(pk=row.pk)
            locked.sentences = [*locked.sentences, words][:MOST_SENTENCES]
            locked.save(update_fields=["sentences"])


def _count(query: str, language: str, *, on: date, count: int = 0, wanted: int = 0) -> SearchMiss:
    row = _row(kept_text(query), language, on)
    SearchMiss.objects.filter(pk=row.pk).update(count=F("count") + count, wanted=F("wanted") + wanted)
    return row


def _row(text: str, language: str, day: date) -> SearchMiss:
    """The row of this query, made when it is first missed; that without text when there are too many today."""
    today = SearchMiss.objects.filter(day=day, language=language)
    if row := today.filter(query=text).first():
        return row
    if text and today.count() >= MOST_A_DAY:
        return _row("", language, day)
    try:
        with transaction.atomic():
            return SearchMiss.objects.create(day=day, language=language, query=text)
    except IntegrityError:  # another process was faster
        return today.get(query=text)


@dataclass(frozen=True)
class Missed:
    """What was looked for and not found in a period, in one language; `query` is empty for what may name a person."""

    language: str
    query: str
    count: int
    wanted: int
    last_on: date
    sentences: tuple[str, ...] = ()


def missed(*, first: date, last: date, language: str = "") -> list[Missed]:
    """What readers missed in these days, most wanted and most looked for first."""
    rows = SearchMiss.objects.filter(day__gte=first, day__lte=last)
    if language:
        rows = rows.filter(language=language)
    found: dict[tuple[str, str], Missed] = {}
    for row in rows.order_by("day", "pk"):
        before = found.get((row.language, row.query)) or Missed(row.language, row.query, 0, 0, row.day)
        found[row.language, row.query] = Missed(
            row.language,
            row.query,
            before.count + row.count,
            before.wanted + row.wanted,
            row.day,
            (*before.sentences, *row.sentences),
        )
    return sorted(found.values(), key=lambda one: (-one.wanted, -one.count, one.language, one.query))


def forget(at: datetime) -> int:
    """Delete what was seen fewer than three times after 30 days, and everything after a year."""
    today = timezone.localtime(at).date()
    rare = SearchMiss.objects.filter(day__lt=today - RARE_KEPT, count__lt=SEEN_OFTEN, wanted__lt=SEEN_OFTEN)
    old = SearchMiss.objects.filter(day__lt=today - KEPT)
    return rare.delete()[0] + old.delete()[0]
