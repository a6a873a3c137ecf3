"""How hard a text is to read, as one number: LIX (Björnsson 1968). Pure."""

from dataclasses import dataclass
from enum import StrEnum

from cms.translation.languages import SOURCE
from home.plain_language.rules import data, limit
from home.plain_language.text import lines_of, words

LONG = 6
"""Letters up to which a word counts as short."""


class Level(StrEnum):
    """What a LIX means."""

    GOOD = "good"
    FAIR = "fair"
    COMPLEX = "complex"


@dataclass(frozen=True)
class Measured:
    """A text in numbers."""

    lix: int
    words: int
    sentences: int

    @property
    def level(self) -> Level:
        """Good, fair or complex, by the limits of the house."""
        if self.lix < data()["lix"]["good"]:
            return Level.GOOD
        return Level.FAIR if self.lix < data()["lix"]["fair"] else Level.COMPLEX


def measure(html: str) -> Measured:
    """The numbers of a text; headings and points of lists count as sentences. A text without words has LIX 0."""
    found = [sentence for line in lines_of(html) for sentence in line.sentences]
    return Measured(_lix(found), sum(len(words(sentence)) for sentence in found), len(found))


def hardest(html: str, most: int = 3) -> list[str]:
    """The sentences to simplify first: too long, or hard words one after the other; the hardest first."""
    too_long = limit("sentence_words", SOURCE)
    found = [
        sentence
        for line in lines_of(html)
        if not line.heading
        for sentence in line.sentences
        if len(words(sentence)) > too_long or (_lix([sentence]) >= data()["lix"]["fair"] and len(words(sentence)) > 5)
    ]
    return sorted(dict.fromkeys(found), key=lambda sentence: -_lix([sentence]))[:most]


def _lix(found: list[str]) -> int:
    counted = [words(sentence) for sentence in found]
    total = sum(map(len, counted))
    if not total:
        return 0
    long_words = sum(len(word) > LONG for one in counted for word in one)
    return round(total / len(counted) + 100 * long_words / total)
