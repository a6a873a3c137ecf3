"""How words are compared: one spelling for all ways to write them, the same for the index and for what is looked for.

The index holds every form of a word by which it may be looked for (`forms_of`); a query asks for one of a few forms
(`asked_forms`). So "pruefung", "prufung" and "Prüfungen" meet at "pruefung" and "prufung".
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cms.translation.languages import SOURCE

FILE = Path(__file__).resolve().parent.parent / "data" / "search.yaml"
LONGEST = 40
"""Letters of a word that count; what is longer is no word."""

# Soft hyphen, middle dot of Leichte Sprache, zero-width signs, tatweel, vowel signs: inside a word, of no account.
SILENT = "\u00ad\u00b7\u200b\u200d\u2060\ufeff\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0300-\u036f"
JOINERS = "-\u2010\u2011\u200c"
"""Between the parts of a compound: hyphens and the zero-width non-joiner of Persian."""
WORD = re.compile(rf"[^\W_][^\W_{JOINERS}{SILENT}]*(?:[{JOINERS}{SILENT}]*[^\W_]+)*")
DROPPED = re.compile(f"[{SILENT}]")
SPLIT = re.compile(f"[{JOINERS}]+")

TURKISH_I = str.maketrans({"ı": "i", "İ": "i", "I": "i"})
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیې", "ي"),
        **dict.fromkeys("ةۀە", "ه"),
        "ک": "ك",
        "ؤ": "و",
        "ئ": "ي",
        "ё": "е",
        "ґ": "г",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
    }
)
ARTICLE = re.compile(r"^(?:[وفبكل]?ال|لل)(?=\w{3})")
WITH_ARTICLE = 5
"""Letters that an Arabic word has at least before its article is taken off."""
ENDINGS = ("ern", "en", "er", "es", "em", "e", "n", "s")
STEMMED = 5
STEM = 4
"""German words of five letters lose their endings as long as four remain: Kurse and Kurs, Karten and Karte."""
BEFORE_HEAD = 3


def is_german(code: str) -> bool:
    """Whether German rules hold: for German and for Leichte Sprache."""
    return code.split("-")[0] == SOURCE


def words_in(text: str) -> Iterator[str]:
    """The words of a text as they are written, hyphens and joiners inside."""
    for match in WORD.finditer(unicodedata.normalize("NFC", text)):
        yield match[0]


def fold(word: str) -> str:
    """A word without case, accents and silent signs; umlauts stay for `spellings`."""
    small = DROPPED.sub("", word.translate(TURKISH_I)).casefold()
    return "".join(map(_letter, small.translate(LETTERS)))[:LONGEST]


@cache
def _letter(letter: str) -> str:
    """One letter: digits of any script as 0–9, Latin letters without accents, umlauts and all others as they are."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if letter in "äöü":
        return letter
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter


def spellings(folded: str) -> tuple[str, ...]:
    """How a folded word is written without umlauts: as ue first, then as u."""
    with_e = folded.translate(UMLAUTS)
    if with_e == folded:
        return (folded,)
    return with_e, "".join(unicodedata.normalize("NFD", letter)[0] for letter in folded)


def forms_of(word: str, code: str) -> list[str]:
    """Every form by which this word of a text in the language `code` may be looked for, each once."""
    parts = [part for part in map(fold, SPLIT.split(word)) if part]
    whole = ["".join(parts)[:LONGEST], *(part for part in parts if len(parts) > 1 and len(part) > 1)]
    found = [form for part in whole for spelling in spellings(part) for form in _with_derived(spelling, code)]
    return list(dict.fromkeys(form for form in found if form))


def asked_forms(word: str, code: str) -> list[str]:
    """The forms one of which a text must hold: a German word by its stem, an Arabic one with or without article."""
    whole = spellings(fold("".join(SPLIT.split(word))))[0]
    if is_german(code):
        return [stem(whole)]
    return list(dict.fromkeys([whole, without_article(whole)]))


def _with_derived(form: str, code: str) -> Iterator[str]:
    yield form
    yield without_article(form)
    if is_german(code):
        shorter = list(shortened(form))
        yield from shorter
        for head in heads():
            if any(found.endswith(head) and len(found) >= len(head) + BEFORE_HEAD for found in (form, *shorter)):
                yield head
                yield stem(head)


def stem(form: str) -> str:
    """A German word without its endings."""
    return [form, *shortened(form)][-1]


def shortened(form: str) -> Iterator[str]:
    """A German word with one ending less each time: sprachkurse, sprachkurs, sprachkur."""
    while len(form) >= STEMMED and form.isascii() and form.isalpha():
        ending = next((found for found in ENDINGS if form.endswith(found) and len(form) - len(found) >= STEM), None)
        if ending is None:
            return
        form = form.removesuffix(ending)
        yield form


def without_article(form: str) -> str:
    """An Arabic word without its article and the small word before it; any other word as it is."""
    return ARTICLE.sub("", form) if len(form) >= WITH_ARTICLE else form


@cache
def heads() -> tuple[str, ...]:
    """The last parts of German compounds, in both spellings."""
    return tuple(form for head in _data()["heads"] for form in spellings(fold(head)))


@cache
def stop_words(code: str) -> frozenset[str]:
    """Words of a language that say nothing about what is looked for."""
    words = _data()["stop"].get(SOURCE if is_german(code) else code, [])
    return frozenset(form for word in words for form in spellings(fold(str(word))))


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found
