"""The index: one entry for each public text in each language, written only where something changed."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from home.models.search import SearchEntry, SearchKind
from home.search.documents import SOURCES, Document
from home.search.folding import forms_of, words_in

MOST_WORDS = 6_000
"""Words of one text that count; no page of the house has a tenth of them."""
VERSION = "1"
"""Raised when the folding changes: every entry is then written anew by the nightly job."""


def refresh(kinds: Iterable[SearchKind], keys: Iterable[Any] | None = None) -> int:
    """Make the entries of these kinds (with these keys, or all) as the texts are now; returns how many changed."""
    wanted = frozenset(kinds)
    wanted_keys = None if keys is None else [str(key) for key in keys]
    documents = next(source for of_kinds, source in SOURCES.items() if of_kinds & wanted)
    entries = SearchEntry.objects.filter(kind__in=next(of_kinds for of_kinds in SOURCES if of_kinds & wanted))
    if wanted_keys is not None:
        entries = entries.filter(key__in=wanted_keys)
    with transaction.atomic():
        known = {(row["kind"], row["key"], row["language"]): row for row in entries.values(*KNOWN)}
        changed = sum(_keep(document, known) for document in documents(wanted_keys))
        SearchEntry.objects.filter(pk__in=[row["pk"] for row in known.values()]).delete()
        return changed + len(known)


KNOWN = ("pk", "kind", "key", "language", "digest")


def refresh_all() -> int:
    """Every kind; returns how many entries changed."""
    return sum(refresh(kinds) for kinds in SOURCES)


def marks_of(kind: str, language: str) -> str:
    """Language and kind as words of the index, so that it looks into one language only."""
    return f"{language_mark(language)} {kind_mark(kind)}"


def language_mark(language: str) -> str:
    """The word that stands for a language."""
    return f"lang{language.replace('-', '')}"


def kind_mark(kind: str) -> str:
    """The word that stands for a kind."""
    return f"kind{kind}"


def _keep(document: Document, known: dict[tuple[str, str, str], dict[str, Any]]) -> bool:
    """Write the entry where it differs; takes it out of `known`, in which at last stands what is gone."""
    entry = _entry(document)
    before = known.pop((entry.kind, entry.key, entry.language), None)
    if before is not None and before["digest"] == entry.digest:
        return False
    if before is not None:
        entry.pk = before["pk"]
    entry.save(force_insert=before is None, force_update=before is not None)
    return True


def _entry(document: Document) -> SearchEntry:
    title, text = _folded(document.heading, document.language), _folded(document.text, document.language)
    marks = marks_of(document.kind, document.language)
    shown = (document.heading[:255], document.summary[:400])
    digest = hashlib.sha256("\x00".join((VERSION, *shown, title, text, marks)).encode()).hexdigest()
    return SearchEntry(
        kind=document.kind,
        key=document.key,
        language=document.language,
        heading=shown[0],
        summary=shown[1],
        title_words=title,
        words=text,
        marks=marks,
        digest=digest,
    )


def _folded(text: str, language: str) -> str:
    forms: list[str] = []
    for number, word in enumerate(words_in(text)):
        if number >= MOST_WORDS:
            break
        forms += forms_of(word, language)
    return " ".join(forms)
