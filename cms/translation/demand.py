"""Who would have liked which page in their language: readers of German words, and wishes. A count, never a person.

Answers from the page cache count without a query: in the memory of the process, which hands over to the table once a
minute, after an answer was sent. At most a minute of counting is lost with a process.
"""

import logging
import time
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

from django.core.signals import request_finished
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F, Sum
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from cms import jobs
from cms.translation import alternates
from cms.translation.models import Demand
from cms.translation.roots import roots
from cms.ui import page_cache

logger = logging.getLogger(__name__)

WISH = 5
"""A wish that somebody sent counts as much as so many readers."""
WINDOW = timedelta(days=90)
"""So far back demand is looked at."""
PAUSE = 60.0
"""Seconds between two times that a process hands over what it counted."""

type Counted = tuple[date, str, str]


class Waiting:
    """What this process has counted since it handed over last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[Counted] = Counter()
        self._since = 0.0

    def add(self, key: str, code: str, *, on: date, points: int = 1) -> None:
        """One more reader; no query."""
        with self._lock:
            if not self._counts:
                self._since = time.monotonic()
            self._counts[on, key, code] += points

    def take(self) -> dict[Counted, int]:
        """Everything, once."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        return dict(counts)

    def is_due(self) -> bool:
        """Whether the oldest count has waited long enough."""
        return bool(self._counts) and time.monotonic() - self._since >= PAUSE


waiting = Waiting()


def note(key: str, code: str) -> None:
    """A reader of this language got German words instead of their own. Quick, no query.

    What is counted under another kind of key belongs to somebody else.
    """
    try:
        UUID(key)
    except ValueError:
        return
    waiting.add(key, code, on=timezone.localdate())


def count_answer(request: HttpRequest, response: HttpResponseBase) -> None:
    """Count an answer with German words for a reader of another language, now and whenever it comes from the cache.

    The staff look at such pages because of their work; they are not counted.
    """
    noted = alternates.of(request)
    if noted is None or not noted.fallback or not noted.key or request.method != "GET" or response.status_code != 200:
        return
    code = str(request.LANGUAGE_CODE)
    page_cache.count_hits(request, noted.key, code)
    if not getattr(getattr(request, "user", None), "is_staff", False):
        note(noted.key, code)


def wish(key: UUID, code: str, *, on: date) -> None:
    """Somebody asked for this text in a language."""
    _store([((on, str(key), code), WISH)])


def flush(_at: datetime) -> str:
    """Write what this process has counted; a sentence for the log of jobs. What cannot be written is kept."""
    counts = waiting.take()
    try:
        _store(counts.items())
    except DatabaseError:
        for (day, key, code), points in counts.items():
            waiting.add(key, code, on=day, points=points)
        raise
    return f"{sum(counts.values())} readers without a translation counted"


def demand_of(keys: Collection[UUID], since: date) -> dict[tuple[UUID, str], int]:
    """How often texts were missed in a language since a day, by (translation key, language code). One query."""
    rows = Demand.objects.filter(translation_key__in=keys, day__gte=since).order_by()
    found = rows.values_list("translation_key", "locale_id").annotate(points=Sum("count"))
    return {(key, roots().code_of(locale)): points for key, locale, points in found}


def register() -> None:
    """Count hits of the page cache, and write after answers and as a due job."""
    page_cache.on_hit(note)
    request_finished.connect(_after_an_answer, dispatch_uid="translation.demand")
    jobs.register(jobs.Job("translation.demand", timedelta(minutes=5), flush))


def _after_an_answer(**_kwargs: Any) -> None:
    """The answer is out; nobody waits for this."""
    if not waiting.is_due():
        return
    try:
        flush(timezone.now())
    except DatabaseError:
        logger.exception("Demand could not be written; it is kept for the next time.")


@transaction.atomic
def _store(counts: Iterable[tuple[Counted, int]]) -> None:
    for (day, key, code), points in counts:
        language = roots().languages.get(code)
        if language is not None:
            _add(day, key, language.locale_id, points)


def _add(day: date, key: str, locale: int, points: int) -> None:
    rows = Demand.objects.filter(day=day, translation_key=key, locale_id=locale)
    if rows.update(count=F("count") + points):
        return
    try:
        with transaction.atomic():
            Demand.objects.create(day=day, translation_key=key, locale_id=locale, count=points)
    except IntegrityError:  # another process made the row of this day
        rows.update(count=F("count") + points)
