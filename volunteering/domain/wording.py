"""How an obstacle, a reason and a moment read, in the active language, as plain text."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags

from cms.network.languages import languages
from cms.translation.languages import reader_language
from cms.ui import moments
from volunteering.domain.facts import Held
from volunteering.domain.sign_up import Found
from volunteering.domain.vocabulary import skills
from volunteering.domain.words import words_of_one
from volunteering.enums import Level

# Direction marks of plain text (Unicode UAX 9): hours stay in their order, foreign titles keep their own.
LTR_START, ANY_START, END = "\u2066", "\u2068", "\u2069"


def when(starts_at: datetime, ends_at: datetime) -> str:
    """ "Tuesday, 24 November, 16:00–18:00" as plain text that also reads well from right to left."""
    marked = moments.timespan(starts_at, ends_at, today=timezone.localdate())
    return strip_tags(marked.replace('<bdi dir="ltr">', LTR_START).replace("</bdi>", END))


def moment(value: datetime) -> str:
    """ "Tuesday, 24 November, 16:00"."""
    return moments.daytime(value, today=timezone.localdate())


def isolated(text: str) -> str:
    """A name or title that may be in another script than the sentence around it."""
    return f"{ANY_START}{text}{END}"


def language_name(code: str) -> str:
    """What the reader calls this language; an unknown code is its own name."""
    spoken = languages().get(code)
    return spoken.name(reader_language()) if spoken else code


def sentence(found: Found) -> str:
    """The sentence of an obstacle with what it names."""
    values: dict[str, str] = {}
    for name, value in found.values:
        values.update(_IN_WORDS.get(name, _as_it_is)(name, value))
    return str(found.obstacle.sentence) % values


def sentences(found: Iterable[Found]) -> list[str]:
    """The sentences of several obstacles, in their order."""
    return [sentence(one) for one in found]


def _as_it_is(name: str, value: Any) -> dict[str, str]:
    return {name: str(value)}


def _other(_name: str, held: Held) -> dict[str, str]:
    title = words_of_one(held.need_pk).title
    return {"other": isolated(title), "when": when(held.starts_at, held.ends_at)}


def _level(_name: str, level: Level) -> dict[str, str]:
    return {"level": level.short}


_IN_WORDS: dict[str, Callable[[str, Any], dict[str, str]]] = {
    "other": _other,
    "until": lambda name, value: {name: moment(value)},
    "language": lambda name, value: {name: language_name(value)},
    "level": _level,
    "skill": lambda name, value: {name: skills()[value].label() if value in skills() else value},
}
