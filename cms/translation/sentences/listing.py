"""The sentences of a text in one language as translators meet them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from wagtail_localize.models import StringSegment, StringTranslation

from cms.translation.composing import lost_marks
from cms.translation.link_targets import Targets, targets_of
from cms.translation.marks import Marked, plain, to_marks
from cms.translation.paths import limit_of
from cms.translation.roots import roots
from cms.translation.sources import count_words

if TYPE_CHECKING:
    from cms.users.models import User


class Kind(StrEnum):
    """How a sentence stands: open, by a person, by a machine and not confirmed, or broken."""

    OPEN = "open"
    HUMAN = "human"
    MACHINE = "machine"
    ERROR = "error"


@dataclass(frozen=True)
class Sentence:
    """One German sentence at its place, with its translation.

    `german` and `translation` are wagtail-localize's inline HTML, `marked` and `in_marks` the same as translators see
    them. `limit` are the characters that fit. `token` says of which translation one speaks when saving; it is empty
    where there is none. `notice` tells what saving did with the typed text.
    """

    ref: str
    number: int
    path: str
    german: str
    words: int
    limit: int | None = None
    translation: str = ""
    kind: Kind = Kind.OPEN
    error: str = ""
    token: str = ""
    translated_by: "User | None" = None
    translated_at: datetime | None = None
    tool: str = ""
    targets: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""

    @cached_property
    def marked(self) -> Marked:
        """The German sentence in marks form with its legend."""
        return to_marks(self.german, targets=self.targets)

    @cached_property
    def in_marks(self) -> str:
        """The translation in marks form, with the numbers of the German."""
        return to_marks(self.translation, self.marked.legend).text

    @property
    def plain_german(self) -> str:
        """The German words without marks."""
        return plain(self.german)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to write it: it is missing or broken."""
        return self.kind in {Kind.OPEN, Kind.ERROR}


def sentences_of(source: Any, code: str) -> list[Sentence]:
    """Every sentence of a source in reading order with its translation into a language: two to four queries.

    The same words at the same place are one sentence, however often they stand there.
    """
    segments = _segments(source)
    first: dict[str, StringSegment] = {}
    for segment in segments:
        first.setdefault(_ref(segment), segment)
    translations = _translations(source, code)
    targets = targets_of(segment.attrs for segment in segments)
    limits = {path: limit_of(source, path) for path in {segment.context.path for segment in segments}}
    return [
        _sentence(segment, number, limits[segment.context.path], targets, translations.get(ref))
        for number, (ref, segment) in enumerate(first.items(), start=1)
    ]


def find(source: Any, code: str, ref: str) -> Sentence | None:
    """One sentence by its reference; None where the text has no such sentence (any more)."""
    return next((sentence for sentence in sentences_of(source, code) if sentence.ref == ref), None)


def token_of(row: StringTranslation | None) -> str:
    """The mark of a translation as it is now: the time of its last change."""
    return row.updated_at.isoformat() if row else ""


def with_translation(sentence: Sentence, row: StringTranslation | None) -> Sentence:
    """The sentence with this translation."""
    if row is None:
        return replace(sentence, translation="", kind=Kind.OPEN, error="", token="", translated_by=None, tool="")
    error = error_of(sentence.german, row)
    return replace(
        sentence,
        translation=row.data,
        kind=_kind(row, error),
        error=error,
        token=token_of(row),
        translated_by=row.last_translated_by,
        translated_at=row.updated_at,
        tool=row.tool_name,
    )


def error_of(german: str, row: StringTranslation) -> str:
    """What is wrong with a stored translation, as a sentence; empty where nothing is."""
    if row.has_error:
        return row.field_error or gettext("The translation does not fit its place or its marks. Please correct it.")
    if lost_marks(german, row.data):
        return gettext("A link of the German sentence is missing in the translation.")
    return ""


def _kind(row: StringTranslation, error: str) -> Kind:
    if error:
        return Kind.ERROR
    return Kind.MACHINE if row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE else Kind.HUMAN


def _segments(source: Any) -> list[StringSegment]:
    found = StringSegment.objects.filter(source__object_id=source.translation_key, source__locale_id=source.locale_id)
    return list(found.select_related("string", "context").order_by("order", "pk"))


def _translations(source: Any, code: str) -> dict[str, StringTranslation]:
    rows = StringTranslation.objects.filter(
        context__object_id=source.translation_key, locale_id=roots().languages[code].locale_id
    )
    return {f"{row.context_id}-{row.translation_of_id}": row for row in rows.select_related("last_translated_by")}


def _ref(segment: StringSegment) -> str:
    return f"{segment.context_id}-{segment.string_id}"


def _sentence(
    segment: StringSegment, number: int, limit: int | None, targets: Targets, row: StringTranslation | None
) -> Sentence:
    german = segment.string.data
    bare = Sentence(
        ref=_ref(segment),
        number=number,
        path=segment.context.path,
        german=german,
        words=count_words(german),
        limit=limit,
        targets=targets.of(segment.attrs),
    )
    return with_translation(bare, row)
