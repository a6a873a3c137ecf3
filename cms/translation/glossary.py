"""The words of the field: found in sentences, explained to readers, shown to translators, kept from machines.

Matching is on whole words, case-folded; plural and compound forms are listed as other forms of a word; the longest
match wins. All words together stay in the process until one of them changes.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.utils.html import strip_tags
from wagtail_localize.models import StringSegment, StringTranslation

from cms.translation.languages import SOURCE
from cms.translation.models import Protected, Term, TermAlias
from cms.translation.roots import roots
from cms.ui.kept import Kept

JOINERS = "\u00ad\u00b7\u200b-\u200d\u0640"
"""Soft hyphen, middle dot of Leichte Sprache, joiners and tatweel: inside a word, and of no account."""
WORD = re.compile(rf"[\w{JOINERS}\u0300-\u036f\u064b-\u065f\u0670]+")
IN_WORDS = frozenset("\u00b7\u0640")
HYPHENS = frozenset("-\u2010\u2011")


@dataclass(frozen=True)
class Words:
    """A glossary word as one language has it."""

    term: str
    explanation: str
    language: str


@dataclass(frozen=True)
class KnownTerm:
    """A public glossary word: facts of the German row, live words by language, other forms by language."""

    key: UUID
    german: str
    keep_german: bool
    machine_protect: bool
    related_page_id: int | None
    audio_id: int | None
    words: Mapping[str, Words] = field(default_factory=dict)
    other_forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def best(self, code: str) -> Words:
        """The words in this language, else in German."""
        return self.words.get(code) or self.words[SOURCE]

    def forms(self, code: str) -> tuple[str, ...]:
        """Everything by which a text in this language may name it; the German word may stand in any text."""
        own = (self.words[code].term,) if code in self.words else ()
        german = self.other_forms.get(SOURCE, ()) if code == SOURCE else ()
        return tuple(dict.fromkeys((*own, *self.other_forms.get(code, ()), self.german, *german)))


@dataclass(frozen=True)
class Match:
    """A glossary word where it stands in a plain text: `text[start:end]`."""

    term: KnownTerm
    start: int
    end: int


@dataclass(frozen=True)
class Hit:
    """A glossary word of a German sentence for somebody who translates it.

    `translation` is empty while the word has no live words in the language; `explanation` is then German, as
    `explained_in` says.
    """

    key: UUID
    german: str
    translation: str
    explanation: str
    explained_in: str
    keep_german: bool


@dataclass(frozen=True)
class Glossary:
    """All public words and the texts that machines never see."""

    terms: Mapping[UUID, KnownTerm] = field(default_factory=dict)
    protected: tuple[str, ...] = ()
    _index: dict[str, dict[str, KnownTerm]] = field(default_factory=dict, compare=False, repr=False)

    def _forms(self, code: str) -> dict[str, KnownTerm]:
        """The words by each form in this language, as `fold` writes it."""
        if code not in self._index:
            self._index[code] = {fold(form): term for term in self.terms.values() for form in term.forms(code)}
        return self._index[code]

    def matches(self, text: str, code: str) -> Iterator[Match]:
        """Glossary words of a plain text in this language, in reading order; the longest match wins."""
        forms = self._forms(code)
        longest = max((form.count(" ") + 1 for form in forms), default=0)
        words = list(WORD.finditer(text))
        first = 0
        while first < len(words):
            for last in range(_last(words, first, text, longest), first - 1, -1):
                start, end = words[first].start(), words[last].end()
                if term := forms.get(fold(text[start:end])):
                    yield Match(term, start, end)
                    first = last
                    break
            first += 1

    def named(self, text: str, code: str) -> list[KnownTerm]:
        """The words of a plain text, each once, in reading order."""
        return list({match.term.key: match.term for match in self.matches(text, code)}.values())


def _last(words: list[re.Match[str]], first: int, text: str, longest: int) -> int:
    """The index of the last word that may belong to the same form: only spaces and hyphens between."""
    last = spaces = 0
    for left, right in pairwise(range(first, len(words))):
        gap = text[words[left].end() : words[right].start()]
        spaces += gap not in HYPHENS
        if spaces >= longest or not (gap in HYPHENS or gap.isspace()):
            break
        last = right
    return max(last, first)


def fold(form: str) -> str:
    """A form for comparison: case-folded, without accents of vocalisation, joiners and hyphens, single spaces."""
    letters = unicodedata.normalize("NFC", form).casefold()
    return " ".join("".join(letter for letter in letters if _counts(letter)).split())


def _counts(letter: str) -> bool:
    return letter not in HYPHENS | IN_WORDS and not unicodedata.category(letter).startswith(("M", "Cf"))


def plain(sentence: str) -> str:
    """A sentence without its marks, as one reads it."""
    return unescape(strip_tags(re.sub(r"<br\s*/?>", " ", sentence)))


def glossary() -> Glossary:
    """What is public now; no query unless something changed, then four."""
    return _kept()


def hits(german: str, code: str) -> list[Hit]:
    """The glossary words of a German sentence (with or without inline marks), each once, for the language `code`."""
    return [_hit(term, code) for term in glossary().named(plain(german), SOURCE)]


def protected_words() -> list[str]:
    """What machines must not translate, longest first: protected texts, and protected words with their other forms."""
    known = glossary()
    kept = [form for term in known.terms.values() if term.machine_protect for form in term.forms(SOURCE)]
    return sorted({*known.protected, *kept}, key=lambda text: (-len(text), text))


def dropped_terms(source: Any, code: str) -> list[KnownTerm]:
    """Words that must stay German and are missing in the translation of the sentence that holds them. Two queries.

    Sentences that are not translated yet do not count: they are gaps.
    """
    translated = {
        (row.translation_of_id, row.context_id): row.data
        for row in StringTranslation.objects.filter(
            context__object_id=source.translation_key, locale_id=roots().languages[code].locale_id, has_error=False
        )
    }
    segments = StringSegment.objects.filter(
        source__object_id=source.translation_key, source__locale_id=roots().source.locale_id
    ).order_by("order")
    dropped: dict[UUID, KnownTerm] = {}
    for string, context, german in segments.values_list("string_id", "context_id", "string__data"):
        if words := translated.get((string, context)):
            dropped.update({term.key: term for term in _dropped(plain(german), plain(words))})
    return list(dropped.values())


def _dropped(german: str, translation: str) -> Iterator[KnownTerm]:
    kept = {term.key for term in glossary().named(translation, SOURCE)}
    for term in glossary().named(german, SOURCE):
        if term.keep_german and term.key not in kept:
            yield term


def _hit(term: KnownTerm, code: str) -> Hit:
    words = term.best(code)
    return Hit(
        key=term.key,
        german=term.german,
        translation=term.words[code].term if code in term.words and code != SOURCE else "",
        explanation=words.explanation,
        explained_in=words.language,
        keep_german=term.keep_german,
    )


# ---------------------------------------------------------------- where readers find a word
type Address = Callable[[KnownTerm, str], str | None]
_address: list[Address] = []


def shown_at(address: Address) -> None:
    """Call in AppConfig.ready(): tells where readers find a word, as a public path by word and language, or None."""
    _address[:] = [address]


def address_of(key: UUID, code: str) -> str | None:
    """Where readers of this language find a public word; None while it is not shown."""
    term = glossary().terms.get(key)
    return _address[0](term, code) if _address and term else None


# ---------------------------------------------------------------- reading
def _read() -> Glossary:
    rows = list(Term.objects.filter(live=True).order_by("german"))
    code_of = roots().code_of
    words: defaultdict[UUID, dict[str, Words]] = defaultdict(dict)
    for row in rows:
        code = code_of(row.locale_id)
        words[row.translation_key][code] = Words(row.term, row.explanation, code)
    forms = _other_forms()
    sources = [row for row in rows if row.locale_id == roots().source.locale_id]
    return Glossary(
        terms={
            row.translation_key: KnownTerm(
                key=row.translation_key,
                german=row.german,
                keep_german=row.keep_german,
                machine_protect=row.machine_protect,
                related_page_id=row.related_page_id,
                audio_id=row.audio_id,
                words=words[row.translation_key],
                other_forms=forms[row.translation_key],
            )
            for row in sources
        },
        protected=tuple(Protected.objects.values_list("text", flat=True)),
    )


def _other_forms() -> defaultdict[UUID, dict[str, tuple[str, ...]]]:
    found: defaultdict[UUID, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for key, locale, word in TermAlias.objects.order_by("pk").values_list("term_key", "locale_id", "word"):
        code = roots().code_of(locale)
        found[key][code] = (*found[key].get(code, ()), word)
    return found


_kept = Kept(_read)
