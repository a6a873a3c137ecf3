"""The German side: reading the sentences of a published source, their digest, and its numbered versions."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import DraftStateMixin, TranslatableMixin
from wagtail_localize.models import StringSegment, TemplateSegment, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.translation.changes import Changes, Place, compare
from cms.translation.models import SourceVersion
from cms.translation.roots import roots

if TYPE_CHECKING:
    from cms.users.models import User


def is_source(row: Any) -> bool:
    """Whether this row is in the language in which everything is written first."""
    return isinstance(row, TranslatableMixin) and row.locale_id == roots().source.locale_id


def source_of(translation_key: UUID) -> Any | None:
    """The source row of a text by its key, whatever its kind; None where nothing with this key was ever published."""
    frozen = TranslationSource.objects.filter(object_id=translation_key).select_related("specific_content_type").first()
    model: Any = frozen.specific_content_type.model_class() if frozen else None
    if model is None:
        return None
    return model._default_manager.filter(translation_key=translation_key, locale_id=roots().source.locale_id).first()


def text_of(source: Any, code: str) -> Any:
    """The row of a source in a language, as what it is (a page of its kind); None where there is none."""
    row = source.get_translation_or_none(roots().languages[code].locale_id)
    return getattr(row, "specific", row)


def is_public(row: Any) -> bool:
    """Whether readers may see this row now, as far as its own state goes."""
    return not isinstance(row, DraftStateMixin) or bool(row.live)


def sentences(source: Any) -> list[str]:
    """The German sentences of a row in reading order, each once, with inline marks as wagtail-localize keeps them.

    A link is `<a id="a1">words</a>`, bold is `<b>words</b>`, a line break in a text field is `<br/>`.
    """
    segments = extract_segments(_stored(source))
    found = (segment.string.data for segment in segments if isinstance(segment, StringSegmentValue))
    return list(dict.fromkeys(found))


@transaction.atomic
def read_source(source: Any, *, by: "User | None" = None, at: datetime | None = None) -> SourceVersion:
    """Freeze the words of a live source row; a new version where the digest of its sentences changed.

    Raises ValueError for a row that is not a source: its words would be taken for German.
    """
    if not is_source(source):
        raise ValueError(f"{source!r} is not in the source language; only source rows have versions.")
    before = _places(source)
    frozen, _created = TranslationSource.update_or_create_from_instance(_stored(source))
    segments = list(_string_segments(frozen))
    digest = digest_of(frozen)
    latest = latest_version(source.translation_key)
    if latest and latest.digest == digest:
        return latest
    changes = compare(before, _places(source)) if latest else Changes(changed=len(segments), fits=False)
    return SourceVersion.objects.create(
        translation_key=source.translation_key,
        model=frozen.specific_content_type.model_class()._meta.label_lower,
        locale_id=source.locale_id,
        number=latest.number + 1 if latest else 1,
        digest=digest,
        sentences=len(segments),
        words=sum(count_words(segment.string.data) for segment in segments),
        at=at or timezone.now(),
        by=by,
        changes=changes.as_json(),
    )


def latest_version(translation_key: Any) -> SourceVersion | None:
    """The version of the source that holds now; None before its first publication."""
    return (
        SourceVersion.objects.filter(translation_key=translation_key, locale_id=roots().source.locale_id)
        .order_by("-number")
        .first()
    )


def digest_of(frozen: TranslationSource) -> str:
    """SHA-256 over the ordered sentences and templates with their places; facts do not count."""
    strings = StringSegment.objects.filter(source=frozen).values_list("order", "context__path", "string__data_hash")
    templates = TemplateSegment.objects.filter(source=frozen).values_list("order", "context__path", "template__uuid")
    rows = sorted([*strings, *templates], key=lambda row: (row[0], row[1]))
    lines = [f"{path} {words}" for _order, path, words in rows]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def count_words(sentence: str) -> int:
    """Words of a sentence without its marks."""
    return len(strip_tags(sentence.replace("<", " <")).split())


def _stored(source: Any) -> Any:
    """The row as the database has it: blocks of a page in memory get other ids at each look."""
    specific = getattr(source, "specific", source)
    return type(specific)._default_manager.get(pk=specific.pk)


def _places(source: Any) -> list[Place]:
    """The sentences as they were read last, in reading order."""
    rows = StringSegment.objects.filter(source__object_id=source.translation_key, source__locale_id=source.locale_id)
    found = rows.order_by("order", "pk").values_list("context_id", "string_id", "string__data")
    return [Place(*row) for row in found]


def _string_segments(frozen: TranslationSource) -> Any:
    return StringSegment.objects.filter(source=frozen).select_related("string", "context").order_by("order")
