"""Translating a whole text at once: for the demo, for tests, and for staff who publish from the list of sentences."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Locale, Revision
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from cms.translation.assigning import end_assignment
from cms.translation.composing import compose, ensure_translation, make_row, record_release
from cms.translation.enums import Obstacle, Reason
from cms.translation.gate import PublishRefused, obstacle_to_publish
from cms.translation.models import Release
from cms.translation.reviews import review_of
from cms.translation.rights import may_lead
from cms.translation.sources import sentences

if TYPE_CHECKING:
    from cms.users.models import User

__all__ = ["MissingSentences", "publish_as_lead", "publish_translation", "sentences"]


class MissingSentences(ValueError):  # named for what it lists
    """Some German sentences have no translation; `missing` lists them in reading order."""

    def __init__(self, source: Any, code: str, missing: list[str]) -> None:
        self.missing = missing
        listed = "\n".join(f"  {sentence}" for sentence in missing)
        super().__init__(f"{source} ({code}): {len(missing)} German sentences have no translation:\n{listed}")


@transaction.atomic
def publish_translation(
    source: Any,
    locale: Locale | str,
    translations: Mapping[str, str],
    by: "User | None" = None,
    *,
    checked_by: "User | None" = None,
    at: datetime | None = None,
) -> Any:
    """Fill the sentences of a live source, compose a revision and publish it through the gate; returns the live row.

    `translations` gives each German sentence (as in `sentences(source)`) its translation, with the same marks.
    `by` translated it, `checked_by` is the second person. Raises MissingSentences, PublishRefused, or OwnText.
    """
    moment = at or timezone.now()
    row, release = enter_translation(source, locale, translations, by=by, at=moment)
    _check(release, checked_by, at=moment)
    revision_of(release).publish(user=checked_by or by, skip_permission_checks=True)
    row.refresh_from_db()
    return row


@transaction.atomic
def enter_translation(
    source: Any, locale: Locale | str, translations: Mapping[str, str], *, by: "User | None" = None, at: datetime
) -> tuple[Any, Release]:
    """Fill the sentences of a live source and compose them; the text row and its new release, still unpublished.

    Raises MissingSentences, or OwnText.
    """
    source = getattr(source, "specific", source)
    target = locale if isinstance(locale, Locale) else Locale.objects.get(language_code=locale)
    translation = ensure_translation(source, target, by=by)
    _fill(translation.source, target, translations, by=by)
    row = source.get_translation_or_none(target)
    if row is not None:
        return row, compose(source, target, by=by, at=at)
    row = make_row(translation, source, by=by)  # the first draft already holds these sentences
    return row, record_release(translation.source, target, row.latest_revision, by=by, at=at)


@transaction.atomic
def publish_as_lead(row: Any, *, by: "User", at: datetime | None = None, confirm_terms: bool = False) -> Release:
    """Compose a managed text row from its sentences and publish it; whoever publishes another's work has checked it.

    A lead may confirm that German words are left out. Raises PublishRefused with the first obstacle; nothing is changed
    then.
    """
    if review_of(row):
        raise PublishRefused(Obstacle(Reason.IN_REVIEW))
    moment = at or timezone.now()
    translator = _last_translator(row)
    release = compose(row.facts, row.locale, by=translator, at=moment)
    if translator != by:
        _check(release, by, at=moment)
    if release.dropped_terms and confirm_terms and may_lead(by):
        release.terms_confirmed_by = by
        release.save(update_fields=["terms_confirmed_by"])
    revision = revision_of(release)
    if obstacle := obstacle_to_publish(row, revision, by):
        raise PublishRefused(obstacle)
    revision.publish(user=by)
    log(instance=row, action="translation.publish", user=by, revision=revision)
    end_assignment(row.facts, row.language, at=moment)
    return release


def _fill(frozen: TranslationSource, locale: Locale, translations: Mapping[str, str], *, by: "User | None") -> None:
    """Write the sentences one by one: wagtail-localize validates a translation only when it is saved."""
    segments = list(StringSegment.objects.filter(source=frozen).select_related("string", "context").order_by("order"))
    missing = list(dict.fromkeys(seg.string.data for seg in segments if not translations.get(seg.string.data)))
    if missing:
        raise MissingSentences(frozen.object_repr, locale.language_code, missing)
    known = {
        (row.translation_of_id, row.context_id): row
        for row in StringTranslation.objects.filter(context__object_id=frozen.object_id, locale=locale)
    }
    for segment in segments:
        words = translations[segment.string.data]
        row = known.get((segment.string_id, segment.context_id))
        if row is not None and row.data == words:
            continue
        row = row or StringTranslation(translation_of=segment.string, locale=locale, context=segment.context)
        row.data, row.has_error, row.field_error = words, False, ""
        row.translation_type, row.tool_name = StringTranslation.TRANSLATION_TYPE_MANUAL, ""
        row.last_translated_by = by
        row.save()
        known[segment.string_id, segment.context_id] = row


def revision_of(release: Release) -> Revision:
    """The composed revision.

    Raises LookupError when Wagtail has purged it: compose again.
    """
    if release.revision is None:
        raise LookupError(f"The revision of release {release.pk} was purged; compose the translation again.")
    return release.revision


def _check(release: Release, reviewer: "User | None", *, at: datetime) -> None:
    if reviewer is not None:
        release.reviewer, release.reviewed_at = reviewer, at
        release.save(update_fields=["reviewer", "reviewed_at"])


def _last_translator(row: Any) -> "User | None":
    last = (
        StringTranslation.objects.filter(context__object_id=row.translation_key, locale_id=row.locale_id)
        .exclude(last_translated_by=None)
        .select_related("last_translated_by")
        .order_by("-updated_at")
        .first()
    )
    user: User | None = last.last_translated_by if last else None
    return user
