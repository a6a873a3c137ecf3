"""What a query asks: every word, in all its forms, or a glossary word that means the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from cms.translation.glossary import KnownTerm, glossary
from cms.translation.languages import SOURCE
from cms.ui import page_cache
from home.search.folding import asked_forms, fold, spellings, stop_words, words_in

SHORTEST_PREFIX = 2
MOST_SYNONYMS = 16
WITHOUT_DOTS = str.maketrans("äöüÄÖÜ", "aouAOU")
FOUND_BY_BEGINNING = 4
"""Letters of a glossary word that must be typed before it counts as begun."""

type Word = tuple["Form", ...]
"""Any of these forms."""
type Phrase = tuple[Word, ...]
"""All of these words."""
type Group = tuple[Phrase, ...]
"""Any of these phrases: what was typed, or what means the same."""


@dataclass(frozen=True)
class Form:
    """A folded word to look for; `begins` finds every word that begins with it."""

    text: str
    begins: bool = False


@dataclass(frozen=True)
class Question:
    """All groups together are looked for first; any of them where that finds too little."""

    groups: tuple[Group, ...]

    def __bool__(self) -> bool:
        return bool(self.groups)


@dataclass(frozen=True)
class Asked:
    """The words of a query with the glossary words among them."""

    words: tuple[str, ...]
    terms: tuple[KnownTerm, ...] = ()
    spans: tuple[tuple[int, int, KnownTerm], ...] = ()


def asked(query: str, reader: str) -> Asked:
    """The words of a cleaned query; those that say nothing are left out where others remain."""
    words = tuple(words_in(query))
    telling = tuple(word for word in words if spellings(fold(word))[0] not in stop_words(reader)) or words
    spans = tuple(_terms_in(telling, reader))
    terms = {term.key: term for _start, _end, term in spans}
    return Asked(telling, tuple(terms.values()), spans)


def question(found: Asked, code: str) -> Question:
    """What to ask texts in the language `code`; the last word may be unfinished."""
    groups: list[Group] = []
    position = 0
    spans = {start: (end, term) for start, end, term in found.spans}
    while position < len(found.words):
        end, term = spans.get(position, (position + 1, None))
        typed = _phrase(found.words[position:end], code, unfinished=end == len(found.words))
        meant = (_phrase(tuple(words_in(form)), code) for form in (term.forms(code) if term else ()))
        groups.append(tuple(dict.fromkeys(phrase for phrase in (typed, *islice(meant, MOST_SYNONYMS)) if phrase)))
        position = end
    return Question(tuple(group for group in groups if group))


def _phrase(words: Sequence[str], code: str, *, unfinished: bool = False) -> Phrase:
    phrase = [tuple(Form(form) for form in asked_forms(word, code) if form) for word in words]
    if unfinished and words:
        begun = spellings(fold(words[-1].replace("-", "")))[0]
        if len(begun) >= SHORTEST_PREFIX:
            phrase[-1] = (*phrase[-1], Form(begun, begins=True))
    return tuple(word for word in phrase if word)


# ---------------------------------------------------------------- glossary words in a query
def _terms_in(words: Sequence[str], reader: str) -> Iterator[tuple[int, int, KnownTerm]]:
    """Glossary words among these words with their first place and the place after; the longest one wins."""
    known = page_cache.remembered(("home.search.terms", reader), lambda: _known_terms(reader))
    asked_as = [_name((word,), reader) for word in words]
    longest = max(map(len, known), default=0)
    position = 0
    while position < len(words):
        for end in range(min(len(words), position + longest), position, -1):
            name = tuple(form for forms in asked_as[position:end] for form in forms)
            if term := known.get(name) or (_begun(name, known) if end == len(words) else None):
                yield position, end, term
                position = end - 1
                break
        position += 1


def _known_terms(reader: str) -> dict[tuple[str, ...], KnownTerm]:
    """Every glossary word by the names under which this reader may look for it, umlauts as ue and as u."""
    return {
        _name(tuple(words_in(spelling)), code): term
        for term in glossary().terms.values()
        for code in dict.fromkeys((SOURCE, reader))
        for form in term.forms(code)
        for spelling in (form.translate(WITHOUT_DOTS), form)
    }


def _name(words: Sequence[str], code: str) -> tuple[str, ...]:
    """A glossary word as it is compared; German rules for its German words, whatever the reader's language."""
    latin = all(fold(word)[:1].isascii() for word in words)
    return tuple(asked_forms(word, SOURCE if latin else code)[-1] for word in words)


def _begun(name: tuple[str, ...], known: dict[tuple[str, ...], KnownTerm]) -> KnownTerm | None:
    """The word of which the last part is not finished, where only one fits."""
    *before, last = name
    if len(last) < FOUND_BY_BEGINNING:
        return None
    fitting = {
        term.key: term
        for form, term in known.items()
        if len(form) == len(name) and list(form[:-1]) == before and form[-1].startswith(last)
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None
