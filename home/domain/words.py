"""Glossary words as readers meet them: in the best language, with the way to the page about them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.translation.glossary import KnownTerm, fold, glossary
from cms.translation.languages import SOURCE
from cms.ui import page_cache
from home.navigation import Link, links_to

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
ARTICLE = "ال"


@dataclass(frozen=True)
class WordLine:
    """A word with its explanation; `lang` is their language where it is not the reader's."""

    german: str
    term: str
    explanation: str
    lang: str
    anchor: str
    page: Link | None = None
    audio: str = ""

    @property
    def german_beside(self) -> str:
        """The German word where the reader's word is another one; empty where it is the same."""
        return "" if fold(self.term) == fold(self.german) else self.german


@dataclass(frozen=True)
class Letter:
    """The words under one letter."""

    sign: str
    lines: list[WordLine]


def anchor(german: str) -> str:
    """The id of a word on the page of all words: "wort-buergergeld"."""
    signs = fold(german).translate(UMLAUTS)
    return "wort-" + "-".join("".join(sign if sign.isalnum() else " " for sign in signs).split())


def line_of(term: KnownTerm, reader: str, *, page: Link | None = None, audio: str = "") -> WordLine:
    """A word for a reader: live words in their language, else German ones."""
    words = term.best(reader)
    return WordLine(
        german=term.german,
        term=words.term,
        explanation=words.explanation,
        lang="" if words.language == reader else words.language,
        anchor=anchor(term.german),
        page=page,
        audio=audio,
    )


def all_words(reader: str) -> list[WordLine]:
    """Every public word with the page about it and its recording; three queries when something changed."""
    return page_cache.remembered(("home.words", reader), lambda: _all_words(reader))


def by_letter(lines: Iterable[WordLine], *, by_german: bool = False) -> list[Letter]:
    """The words in the order of the reader's word, or of the German one, under their first letters."""

    def place(line: WordLine) -> str:
        return sorted_as(line.german if by_german else line.term)

    rows = sorted(lines, key=place)
    return [Letter(sign.upper(), list(group)) for sign, group in groupby(rows, key=lambda line: place(line)[:1])]


def sorted_as(word: str) -> str:
    """How a word is put in order: without accents and without the Arabic article."""
    letters = unicodedata.normalize("NFD", fold(word))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.removeprefix(ARTICLE) or plain


def is_german(reader: str) -> bool:
    """Whether this reader's words are German ones, so that one order is enough."""
    return reader.split("-")[0] == SOURCE


def _all_words(reader: str) -> list[WordLine]:
    terms = glossary().terms.values()
    pages = {row.pk: row for row in Page.objects.filter(pk__in=_numbers(term.related_page_id for term in terms))}
    links = links_to(pages.values(), reader)
    documents: Any = get_document_model().objects.in_bulk(_numbers(term.audio_id for term in terms))
    return [
        line_of(
            term,
            reader,
            page=links.get(pages[term.related_page_id].translation_key) if term.related_page_id in pages else None,
            audio=documents[term.audio_id].url if term.audio_id in documents else "",
        )
        for term in terms
    ]


def _numbers(found: Iterable[int | None]) -> list[int]:
    return [number for number in found if number is not None]
