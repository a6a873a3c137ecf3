"""The quiet digest: at most one mail a day and person, with what waits for them in every part of the house.

Each app registers its lines (`Part`) in `ready()`. A mail goes out when at least one line is news since the last one;
what merely still waits is told again once a week.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import override

from cms.mail.models import OutboxMessage
from cms.mail.outbox import enqueue
from cms.ui.links import absolute

KIND = "mail.digest"
HOUR = 7
"""Local hour from which the digests of a day are written."""
REMIND = timedelta(days=7)


@dataclass(frozen=True)
class Reader:
    """A person who may get a digest; the same address is the same person, whoever names it."""

    email: str
    name: str
    language: str


@dataclass(frozen=True)
class Line:
    """One thing that waits: a whole sentence, and the path where it is done. `news` if it was not so at `since`."""

    sentence: str
    path: str
    news: bool = True


@dataclass(frozen=True)
class Part:
    """What one app tells: who might have lines at a moment, and the lines of one reader, in the reader's language.

    `lines(reader, since, at)` is asked under the language of the reader; `since` is the moment of their last digest.
    Look people up by their address: another part may have named them first, with another name.
    `sample()` gives lines for the preview of the mail.
    """

    key: str
    heading: str | Promise
    readers: Callable[[datetime], Iterable[Reader]]
    lines: Callable[[Reader, datetime, datetime], list[Line]]
    sample: Callable[[], list[Line]]
    position: int = 0


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Adds the lines of an app; raises ValueError when the key is taken by another one."""
    if _parts.get(part.key, part) != part:
        raise ValueError(f"Two parts of the digest are called {part.key!r}; expected one key for each.")
    _parts[part.key] = part


def registered() -> list[Part]:
    """All parts in the order in which the mail shows them."""
    return sorted(_parts.values(), key=lambda part: (part.position, part.key))


def write_due(at: datetime) -> str:
    """Writes the digests of the day that `at` falls on, each once; returns a sentence for the log."""
    if localtime(at).hour < HOUR:
        return f"digests wait until {HOUR} o'clock"
    readers = _readers(at)
    last = _last_digests()
    written = sum(_write(reader, parts, last.get(reader.email), at) for reader, parts in readers.items())
    return f"{written} digests written"


def _readers(at: datetime) -> dict[Reader, list[Part]]:
    """Everybody who might have lines, with the parts that named them; the first name and language of an address win."""
    people: dict[str, Reader] = {}
    found: dict[Reader, list[Part]] = {}
    for part in registered():
        for named in part.readers(at):
            parts = found.setdefault(people.setdefault(named.email, named), [])
            if part not in parts:
                parts.append(part)
    return found


def _last_digests() -> dict[str, datetime]:
    sent = OutboxMessage.objects.filter(kind=KIND).order_by().values_list("to")
    return dict(sent.annotate(last=Max("created_at")))


def _write(reader: Reader, parts: list[Part], last: datetime | None, at: datetime) -> bool:
    """One digest, unless nothing waits, nothing is new, or the one of today is there already."""
    since = last or at - REMIND
    with override(reader.language):
        told = [(part, part.lines(reader, since, at)) for part in parts]
        values = values_of((str(part.heading), lines) for part, lines in told)
    lines = [line for _part, lines in told for line in lines]
    if not lines or not (at - since >= REMIND or any(line.news for line in lines)):
        return False
    message = enqueue(
        KIND,
        to=reader.email,
        name=reader.name,
        language=reader.language,
        key=f"{KIND}:{sha256(reader.email.encode()).hexdigest()[:16]}:{localtime(at):%Y-%m-%d}",
        values=values,
        at=at,
    )
    return message is not None


def values_of(told: Iterable[tuple[str, list[Line]]]) -> dict[str, Any]:
    """What the letter is composed of: headings with their lines, in plain JSON values; empty headings left out."""
    lists = [[heading, [[line.sentence, absolute(line.path)] for line in lines]] for heading, lines in told if lines]
    return {"lists": lists}


def sample() -> dict[str, Any]:
    """The lines of every part, in the active language."""
    return values_of((str(part.heading), part.sample()) for part in registered())
