"""What changed between two sentences, word by word, and which sentence an open one replaces."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef
from wagtail_localize.models import StringSegment, StringTranslation

from cms.translation.changes import likeness
from cms.translation.marks import Mark, doubled, plain, to_marks
from cms.translation.roots import roots
from cms.translation.sentences import Sentence

LIKE = 0.4
"""From this similarity on a sentence replaces another at the same place (ratio of Ratcliff and Obershelp, 1988)."""
WORD = re.compile(r"\{/?\d+/?\}|\w+|\s+|[^\w\s]")
"""What a difference is made of: marks, words, white space, and every other sign by itself."""


class Change(StrEnum):
    """What happened to some words; REMOVED is shown with `<del>`, ADDED with `<ins>`."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Part:
    """Some words in a row that are the same in both sentences, or only in one."""

    change: Change
    text: str


@dataclass(frozen=True)
class Previous:
    """The sentence that an open one replaces: its German, its translation, and the difference of the German words.

    `text` is the old translation in marks form with the numbers of the new German, as a text to start from.
    """

    german: str
    translation: str
    parts: tuple[Part, ...]
    ratio: float
    text: str


def word_diff(old: str, new: str) -> list[Part]:
    """The two texts as parts: those SAME and REMOVED make the old one, those SAME and ADDED the new one."""
    before, after = WORD.findall(old), WORD.findall(new)
    parts: list[tuple[Change, str]] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append((Change.SAME, "".join(before[i1:i2])))
        else:
            parts += [(Change.REMOVED, "".join(before[i1:i2])), (Change.ADDED, "".join(after[j1:j2]))]
    return list(_joined(part for part in parts if part[1]))


def previous_of(source: Any, code: str, sentence: Sentence) -> Previous | None:
    """The most similar sentence that stood at the same place before and has a translation; None without one."""
    return previous_for(source, code, [sentence]).get(sentence.ref)


def previous_for(source: Any, code: str, sentences: Iterable[Sentence]) -> dict[str, Previous]:
    """The same for many sentences by their reference, in one query."""
    wanted = list(sentences)
    contexts = {sentence.ref.partition("-")[0] for sentence in wanted}
    if not contexts:
        return {}
    current = StringSegment.objects.filter(
        source__object_id=source.translation_key,
        context_id=OuterRef("context_id"),
        string_id=OuterRef("translation_of_id"),
    )
    rows = (
        StringTranslation.objects.filter(
            context_id__in=contexts,
            context__object_id=source.translation_key,
            locale_id=roots().languages[code].locale_id,
            has_error=False,
        )
        .exclude(Exists(current))
        .select_related("translation_of")
        .order_by("context_id", "-updated_at")
    )
    obsolete = {str(context): list(found) for context, found in groupby(rows, key=lambda row: row.context_id)}
    pairs = ((sentence, _closest(sentence, obsolete)) for sentence in wanted)
    return {sentence.ref: previous for sentence, previous in pairs if previous}


def text_to_start(german: str, translation: str, legend: Sequence[Mark]) -> str:
    """An old translation in marks form for a German sentence with this legend.

    Its links keep their places where both German sentences have the same ones; else only the words are kept.
    """
    own = to_marks(german).legend
    if [(mark.tag, mark.name) for mark in own] == [(mark.tag, mark.name) for mark in legend]:
        return to_marks(translation, legend).text
    return doubled(plain(translation).replace("\n", " "))


def _closest(sentence: Sentence, obsolete: Mapping[str, Sequence[StringTranslation]]) -> Previous | None:
    candidates = obsolete.get(sentence.ref.partition("-")[0], ())
    rated = [(likeness(plain(row.translation_of.data), sentence.plain_german), row) for row in candidates]
    ratio, row = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    if row is None or ratio < LIKE:
        return None
    german = row.translation_of.data
    return Previous(
        german=german,
        translation=row.data,
        parts=tuple(word_diff(to_marks(german).text, sentence.marked.text)),
        ratio=ratio,
        text=text_to_start(german, row.data, sentence.marked.legend),
    )


def _joined(parts: Iterable[tuple[Change, str]]) -> Iterator[Part]:
    """Parts of the same kind in a row as one: white space between two changed words does not tear them apart."""
    for change, run in groupby(_smoothed(list(parts)), key=lambda part: part[0]):
        yield Part(change, "".join(text for _change, text in run))


def _smoothed(parts: list[tuple[Change, str]]) -> Iterator[tuple[Change, str]]:
    """Removed words before added ones, and a lone space between two changes as part of both."""
    removed, added = "", ""
    for number, (change, text) in enumerate(parts):
        lonely = change is Change.SAME and text.isspace() and 0 < number < len(parts) - 1
        if lonely or change is not Change.SAME:
            removed += text if lonely or change is Change.REMOVED else ""
            added += text if lonely or change is Change.ADDED else ""
            continue
        yield from _both(removed, added)
        removed, added = "", ""
        yield change, text
    yield from _both(removed, added)


def _both(removed: str, added: str) -> Iterator[tuple[Change, str]]:
    if removed:
        yield Change.REMOVED, removed
    if added:
        yield Change.ADDED, added
