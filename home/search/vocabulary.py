"""Known words near to a misspelt one: those of titles and of the glossary."""

from difflib import get_close_matches

from cms.translation.glossary import glossary
from cms.translation.languages import SOURCE
from cms.ui import page_cache
from home.models.search import SearchEntry
from home.search.folding import fold, spellings, words_in

SHORTEST = 4
LIKENESS = 0.75
MOST_TITLES = 5_000


def nearest(query: str, reader: str) -> str:
    """The query with each unknown word replaced by the nearest known one; empty where nothing is near."""
    known = vocabulary(reader)
    words = list(words_in(query))
    found = [_nearest(word, known) for word in words]
    return " ".join(found) if found != words else ""


def vocabulary(reader: str) -> dict[str, str]:
    """Words of titles and of the glossary in this language and in German, folded, as they are written."""
    return page_cache.remembered(("home.search.vocabulary", reader), lambda: _vocabulary(reader))


def _nearest(word: str, known: dict[str, str]) -> str:
    folded = spellings(fold(word))[0]
    if len(folded) < SHORTEST or folded in known:
        return word
    near = get_close_matches(folded, known, n=1, cutoff=LIKENESS)
    return known[near[0]] if near else word


def _vocabulary(reader: str) -> dict[str, str]:
    codes = list(dict.fromkeys((SOURCE, reader)))
    titles = SearchEntry.objects.filter(language__in=codes).order_by("pk").values_list("heading", flat=True)
    words = [term.german for term in glossary().terms.values()]
    words += [form for term in glossary().terms.values() for code in codes for form in term.forms(code)]
    return {
        spellings(fold(word))[0]: word
        for text in (*words, *titles[:MOST_TITLES])
        for word in words_in(text)
        if len(word) >= SHORTEST
    }
