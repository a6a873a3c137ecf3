"""What a provider never sees: names, protected words, numbers and addresses travel as tokens and come back unchanged.

A token is `XQ7X`; its number runs through a whole batch, so that one that wandered into another sentence is found.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count

TOKEN = re.compile(r"(?i:XQ\d+X)")
"""Some providers write it in small letters; it is the same token."""
MARK = re.compile(r"(<[^<>]*>)")
"""Inline tags of wagtail-localize; with a group, so that splitting keeps them."""

MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
WEB = r"(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)]"
SITE = r"(?:[a-z0-9-]+\.)+(?:de|com|org|net|eu|info|example)(?:/[^\s<>\"]*[^\s<>\".,;:!?)])?"
DATE = r"\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4})?|\d{4}-\d{2}-\d{2}"
PHONE = r"(?:\+|\(?0)[\d\s()/\-\u2013]{4,}\d"
LAW = r"§§?\s?\d+\w?"
CODE = r"[A-Z]{1,6}(?:-\d+)+|[A-Z]{1,3}\d+(?:[./]\d+)*|\d{4,}"

PATTERNS = (MAIL, WEB, SITE, DATE, PHONE, LAW, CODE)
"""In the order in which they are tried at one place. Dates with the name of a month stay: readers need it in theirs."""


@dataclass(frozen=True)
class Masked:
    """A sentence as the provider gets it, and what each of its tokens stands for."""

    text: str
    tokens: tuple[tuple[str, str], ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether anything is left to translate."""
        return any(letter.isalpha() for letter in self.bare)

    @property
    def bare(self) -> str:
        """The words that the provider sees, without marks and tokens."""
        return TOKEN.sub(" ", MARK.sub(" ", re.sub(r"&\w+;", " ", self.text)))

    def restore(self, answer: str) -> str | None:
        """The answer with every token replaced by what it stands for.

        None unless each of them is there exactly once, and no other.
        """
        kept = dict(self.tokens)
        if sorted(token.upper() for token in TOKEN.findall(answer)) != sorted(kept):
            return None
        return TOKEN.sub(lambda found: kept[found[0].upper()], answer)


class Masker:
    """Masks the sentences of one batch; `protected` are words and names that stay as they are."""

    def __init__(self, protected: Iterable[str]) -> None:
        names = sorted({escape(word.strip(), quote=False) for word in protected} - {""}, key=len, reverse=True)
        listed = [rf"(?<!\w){_spaced(name)}(?!\w)" for name in names]
        found = [rf"(?<![\w.@-])(?:{pattern})(?![\w@])" for pattern in PATTERNS]
        self._pattern = re.compile("|".join([TOKEN.pattern, *_ignoring_case(listed), *found]))
        self._numbers: Iterator[int] = count(1)

    def mask(self, sentence: str) -> Masked:
        """The sentence (wagtail-localize's inline HTML) with tokens; its marks stay where they are."""
        tokens: list[tuple[str, str]] = []

        def replace(found: re.Match[str]) -> str:
            tokens.append((f"XQ{next(self._numbers)}X", found[0]))
            return tokens[-1][0]

        parts = MARK.split(sentence)
        parts[::2] = [self._pattern.sub(replace, part) for part in parts[::2]]
        return Masked("".join(parts), tuple(tokens))


def mask_all(sentences: Sequence[str], protected: Iterable[str]) -> list[Masked]:
    """The sentences of one batch, masked with numbers that run through it."""
    masker = Masker(protected)
    return [masker.mask(sentence) for sentence in sentences]


def _spaced(name: str) -> str:
    """The name with any white space between its words."""
    return r"\s+".join(re.escape(part) for part in name.split())


def _ignoring_case(patterns: list[str]) -> list[str]:
    return [f"(?i:{'|'.join(patterns)})"] if patterns else []
