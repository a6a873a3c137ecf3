"""The sentences of a piece, those of today and those that once were, with the words that stand here for each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wagtail_localize.models import String, StringTranslation, TranslationContext

from cms.translation.differences import previous_for
from cms.translation.exchange.sheets import Unit, for_file
from cms.translation.roots import roots
from cms.translation.sentences import Kind, Sentence, sentences_of
from cms.translation.sentences.listing import with_translation
from cms.translation.sources import source_of


@dataclass(frozen=True)
class Known:
    """A German sentence of this text; `is_current` unless it was taken out or changed since.

    `row` is what stands here for it, `start` the former translation from which whoever exports it begins.
    """

    sentence: Sentence
    is_current: bool = True
    row: StringTranslation | None = None
    start: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing sound stands here for it."""
        return self.sentence.is_open

    @property
    def by_machine(self) -> bool:
        """Whether what stands here was written by a machine and confirmed by nobody."""
        return self.sentence.kind is Kind.MACHINE

    @property
    def ids(self) -> tuple[int, int]:
        """The context and the string of wagtail-localize."""
        return _ids(self.sentence.ref)


@dataclass
class Stored:
    """All sentences of one piece that a file may speak of."""

    current: Mapping[str, Known] = field(default_factory=dict)
    former: Mapping[str, Known] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Any, code: str, units: Iterable[Unit]) -> "Stored":
        """What is stored of a piece; at most nine queries, however many sentences there are."""
        rows = _rows(source, code)
        sentences = sentences_of(source, code)
        starts = previous_for(source, code, [sentence for sentence in sentences if sentence.is_open])
        current = {
            sentence.ref: Known(
                sentence,
                row=rows.get(sentence.ref),
                start=starts[sentence.ref].text if sentence.ref in starts else "",
            )
            for sentence in sentences
        }
        wanted = {unit.ref for unit in units} | rows.keys()
        return cls(current, {known.sentence.ref: known for known in _former(source, wanted - current.keys(), rows)})

    def find(self, unit: Unit) -> Known | None:
        """The sentence that a file means: by its reference where the German words agree, else by place and words."""
        known = self.current.get(unit.ref) or self.former.get(unit.ref)
        if known and for_file(known.sentence.marked.text) == for_file(unit.german):
            return known
        return self._by_words.get((unit.path, for_file(unit.german)))

    @cached_property
    def _by_words(self) -> dict[tuple[str, str], Known]:
        every = [*self.former.values(), *self.current.values()]
        return {(known.sentence.path, for_file(known.sentence.marked.text)): known for known in every}


def text_of_refs(refs: Iterable[str]) -> Any | None:
    """The German row that has most of these sentences; None where no text has any."""
    contexts = [context for context, _string in _pairs(refs)]
    keys = list(TranslationContext.objects.filter(pk__in=contexts[:500]).values_list("object_id", flat=True))
    return source_of(max(set(keys), key=keys.count)) if keys else None


def _rows(source: Any, code: str) -> dict[str, StringTranslation]:
    rows = StringTranslation.objects.filter(
        context__object_id=source.translation_key, locale_id=roots().languages[code].locale_id
    )
    found = rows.select_related("context", "translation_of", "last_translated_by")
    return {f"{row.context_id}-{row.translation_of_id}": row for row in found}


def _former(source: Any, refs: set[str], rows: Mapping[str, StringTranslation]) -> Iterator[Known]:
    """Sentences that this text had once: their places and words are never deleted."""
    pairs = list(dict.fromkeys(_pairs(refs)))
    contexts = TranslationContext.objects.filter(object_id=source.translation_key).in_bulk({pair[0] for pair in pairs})
    strings = String.objects.filter(locale_id=source.locale_id).in_bulk({pair[1] for pair in pairs})
    for context, string in pairs:
        if context in contexts and string in strings:
            ref, german = f"{context}-{string}", strings[string].data
            bare = Sentence(ref=ref, number=0, path=contexts[context].path, german=german, words=0)
            yield Known(with_translation(bare, rows.get(ref)), is_current=False, row=rows.get(ref))


def _pairs(refs: Iterable[str]) -> Iterator[tuple[int, int]]:
    for ref in refs:
        context, _dash, string = ref.partition("-")
        if all(part.isascii() and part.isdecimal() and len(part) < 18 for part in (context, string)):
            yield int(context), int(string)


def _ids(ref: str) -> tuple[int, int]:
    context, _dash, string = ref.partition("-")
    return int(context), int(string)
