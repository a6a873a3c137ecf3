"""When the answer of a machine is stored: complete, unharmed and fitting; else the sentence stays open, with reason."""

import re
from collections import Counter
from enum import StrEnum

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from wagtail_localize.strings import StringValue

from cms.translation.machine.masking import Masked

UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Control characters, lone surrogates and direction overrides; joiners stay, Farsi needs them."""

SAME_WORDS = 4
"""From so many words on, an answer that equals the German is no translation; shorter ones may be names."""


class Fault(StrEnum):
    """Why a sentence stays open; the first two concern a whole batch."""

    NO_ANSWER = "no_answer"
    WRONG_COUNT = "wrong_count"
    EMPTY = "empty"
    TOKEN_LOST = "token_lost"
    TAG = "tag"
    MARK_LOST = "mark_lost"
    TOO_LONG = "too_long"
    UNCHANGED = "unchanged"

    @property
    def label(self) -> Promise:
        """The reason in words, for staff."""
        return LABELS[self]


LABELS: dict[Fault, Promise] = {
    Fault.NO_ANSWER: pgettext_lazy("staff", "no answer from the provider"),
    Fault.WRONG_COUNT: pgettext_lazy("staff", "more or fewer answers than sentences"),
    Fault.EMPTY: pgettext_lazy("staff", "empty answer"),
    Fault.TOKEN_LOST: pgettext_lazy("staff", "a name or number was lost"),
    Fault.TAG: pgettext_lazy("staff", "formatting that is not allowed"),
    Fault.MARK_LOST: pgettext_lazy("staff", "a link or emphasis was lost"),
    Fault.TOO_LONG: pgettext_lazy("staff", "too long for its field"),
    Fault.UNCHANGED: pgettext_lazy("staff", "answered with the German words"),
}


class Unusable(Exception):
    """An answer that is not stored; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def accept(german: str, masked: Masked, answer: str, *, markup: bool, limit: int | None) -> str:
    """The answer as it may be stored: inline HTML with every name, number, link and mark of the German sentence.

    `masked` is what was sent, `markup` whether the answer is HTML, `limit` the characters its field holds.
    Raises Unusable with the first fault.
    """
    cleaned = UNREADABLE.sub("", answer).strip()
    if not cleaned:
        raise Unusable(Fault.EMPTY)
    restored = masked.restore(cleaned if markup else escape_text(cleaned))
    if restored is None:
        raise Unusable(Fault.TOKEN_LOST)
    text = _with_marks_of(german, restored)
    if limit is not None and len(StringValue(text).render_text()) > limit:
        raise Unusable(Fault.TOO_LONG)
    if len(masked.bare.split()) >= SAME_WORDS and _alike(text) == _alike(german):
        raise Unusable(Fault.UNCHANGED)
    return text


def escape_text(text: str) -> str:
    """Plain text in one line, as wagtail-localize keeps it: only what HTML needs is escaped."""
    return str(StringValue.from_plaintext(" ".join(text.splitlines())).data)


def _with_marks_of(german: str, answer: str) -> str:
    try:
        text = str(StringValue.from_translated_html(answer).data)
    except ValueError:
        raise Unusable(Fault.TAG) from None
    if _hides_something(text) or ("&lt;" in text and "&lt;" not in german):
        raise Unusable(Fault.TAG)  # the second: a tag that was written as text
    if _marks(text) != _marks(german):
        raise Unusable(Fault.MARK_LOST)
    if not StringValue(text).render_text().strip():
        raise Unusable(Fault.EMPTY)
    return text


def _hides_something(html: str) -> bool:
    """Comments, declarations and the like, which wagtail-localize lets through."""
    return any(isinstance(part, PreformattedString) for part in BeautifulSoup(html, "html.parser").descendants)


def _marks(html: str) -> Counter[tuple[str, str, bool]]:
    """Every mark with its number and whether it has words in it; their order may differ between languages."""
    tags = [tag for tag in BeautifulSoup(html, "html.parser").descendants if isinstance(tag, Tag)]
    return Counter((tag.name, str(tag.get("id", "")), bool(tag.get_text().strip())) for tag in tags)


def _alike(html: str) -> str:
    return " ".join(StringValue(html).render_text().casefold().split())
