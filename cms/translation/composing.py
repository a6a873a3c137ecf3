"""Text rows: made as drafts, filled by composed revisions; a live row is never touched before its publication."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import extract_ids

from cms.translation.glossary import dropped_terms
from cms.translation.models import Release
from cms.translation.sources import is_source, latest_version, read_source
from cms.ui import page_cache

if TYPE_CHECKING:
    from cms.users.models import User


@dataclass(frozen=True)
class Progress:
    """The sentences of one source in one language as they are now; errors and lost marks count as open."""

    total: int
    done: int
    missing: int
    errors: int
    marks_lost: int
    machine: int


class OwnText(ValueError):  # the state it meets
    """A text row does not come from sentences; composing would overwrite what somebody wrote."""


@transaction.atomic
def ensure_row(source: Any, locale: Locale, *, by: "User | None" = None) -> Any:
    """The text row of a source in a language, made as a draft with its ancestors. Never touches an existing row.

    Raises ValueError when `source` is not in the source language.
    """
    if row := source.get_translation_or_none(locale):
        return row
    return make_row(ensure_translation(source, locale, by=by), source, by=by)


def make_row(translation: Translation, source: Any, *, by: "User | None" = None) -> Any:
    """The first draft of a text row that does not exist yet, with its ancestors and the snippets it needs."""
    locale = translation.target_locale
    if isinstance(source, Page) and source.depth > 2:
        ensure_row(source.get_parent().specific, locale, by=by)  # else live aliases would be made as parents
    for related in translation.source.relatedobjectsegment_set.select_related("object"):
        if companion := related.object.get_instance_or_none(source.locale):
            ensure_row(companion, locale, by=by)
    translation.save_target(user=by, publish=False)
    page_cache.changed()
    return source.get_translation(locale)


def ensure_translation(source: Any, locale: Locale, *, by: "User | None" = None) -> Translation:
    """wagtail-localize's record that this source is translated into this language.

    Raises OwnText when there is a row that somebody wrote by hand; a row that was deleted is begun anew.
    """
    read_source(source, by=by)
    frozen = TranslationSource.objects.get_for_instance(source)
    translation = Translation.objects.filter(source=frozen, target_locale=locale).first()
    if translation and translation.enabled:
        return translation
    if source.has_translation(locale):
        raise OwnText(f"{source} ({locale.language_code}) is a text of its own; sentences would overwrite it.")
    return Translation.objects.update_or_create(source=frozen, target_locale=locale, defaults={"enabled": True})[0]


@transaction.atomic
def compose(source: Any, locale: Locale, *, by: "User | None" = None, at: datetime | None = None) -> Release:
    """A revision of the text row from the sentences as they are now. The live row stays as it is.

    Raises ValidationError where a translated text does not fit its field, and OwnText.
    """
    ensure_row(source, locale, by=by)
    frozen = ensure_translation(source, locale, by=by).source
    draft = frozen.get_ephemeral_translated_instance(locale, fallback=True)
    if isinstance(draft, Page):  # else "slug in use": the front pages of the languages are siblings
        draft.slug = find_available_slug(draft.get_parent(), source.slug, ignore_page_id=draft.pk)
    return record_release(frozen, locale, draft.save_revision(user=by), by=by, at=at)


def record_release(
    frozen: TranslationSource,
    locale: Locale,
    revision: Revision,
    *,
    by: "User | None" = None,
    at: datetime | None = None,
) -> Release:
    """Note of which words a revision was composed, so that the gate and the state can tell later.

    German words that must stay are looked for in what people wrote; what the house itself entered has no translator.
    """
    progress = progress_of(frozen, locale)
    version = latest_version(frozen.object_id)
    dropped = dropped_terms(frozen.get_source_instance(), locale.language_code) if by else []
    return Release.objects.create(
        translation=Translation.objects.get(source=frozen, target_locale=locale),
        revision=revision,
        digest=version.digest if version else "",
        composed_at=at or timezone.now(),
        composed_by=by,
        sentences=progress.done,
        machine_sentences=progress.machine,
        dropped_terms=len(dropped),
    )


def progress_of(frozen: TranslationSource, locale: Locale) -> Progress:
    """How far the sentences of a source are in a language."""
    segments = list(StringSegment.objects.filter(source=frozen).values_list("string_id", "context_id", "string__data"))
    translations = {
        (row.translation_of_id, row.context_id): row
        for row in StringTranslation.objects.filter(context__object_id=frozen.object_id, locale=locale)
    }
    pairs = [(german, translations.get((string, context))) for string, context, german in segments]
    missing = sum(row is None for _german, row in pairs)
    errors = sum(row is not None and row.has_error for _german, row in pairs)
    sound = [(german, row) for german, row in pairs if row is not None and not row.has_error]
    lost = sum(bool(lost_marks(german, row.data)) for german, row in sound)
    return Progress(
        total=len(pairs),
        done=len(sound) - lost,
        missing=missing,
        errors=errors,
        marks_lost=lost,
        machine=sum(row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE for _german, row in sound),
    )


def lost_marks(german: str, translated: str) -> set[str]:
    """The links of a German sentence that its translation does not have; wagtail-localize notices unknown ones only."""
    if "<a " not in german:
        return set()
    return set(extract_ids(german)) - set(extract_ids(translated))


def managed(row: Any) -> Translation | None:
    """wagtail-localize's record behind a text row; None for sources and for own texts."""
    if is_source(row):
        return None
    return (
        Translation.objects.filter(source__object_id=row.translation_key, target_locale_id=row.locale_id, enabled=True)
        .select_related("source", "target_locale")
        .first()
    )
