"""The facts of many texts in a constant number of queries, and the sentence about one text for its readers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, Subquery
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from wagtail.models import DraftStateMixin, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.translation import easy
from cms.translation.enums import TranslationState
from cms.translation.languages import EASY, LANGUAGES, SOURCE
from cms.translation.models import Release, SourceVersion
from cms.translation.roots import roots
from cms.translation.states import Facts, Managed, Row, Source, derive


@dataclass(frozen=True)
class Piece:
    """One source in one language: its state, and how far its sentences are (errors count as open)."""

    state: TranslationState
    row_id: int | None = None
    done: int = 0
    total: int = 0
    machine: int = 0
    errors: int = 0
    newer_draft: bool = False


@dataclass(frozen=True)
class _Gathered:
    rows: dict[tuple[UUID, str], dict[str, Any]]
    digests: dict[UUID, str]
    managed: dict[tuple[UUID, str], bool]
    totals: dict[UUID, int]
    counts: dict[tuple[UUID, str], dict[str, int]]
    releases: dict[int, dict[str, Any]]

    def piece(self, key: UUID, code: str) -> Piece:
        row, german = self.rows.get((key, code)), self.rows.get((key, SOURCE))
        release = self.releases.get(row["live_revision_id"], {}) if row else {}
        counts = self.counts.get((key, code), {})
        facts = Facts(
            is_source=code == SOURCE and row is not None,
            source=self._source(key, german),
            row=Row.NONE if row is None else Row.LIVE if row["live"] else Row.DRAFT,
            managed=self._managed(key, code),
            current=bool(release) and release["digest"] == self.digests.get(key),
            machine=bool(release.get("machine_sentences")),
            checked=release.get("reviewer_id") not in {None, release.get("composed_by_id")},
        )
        return Piece(
            state=derive(facts),
            row_id=row["pk"] if row else None,
            done=counts.get("done", 0),
            total=self.totals.get(key, 0),
            machine=counts.get("machine", 0),
            errors=counts.get("errors", 0),
            newer_draft=bool(row and row["live"] and row["has_unpublished_changes"]),
        )

    def _source(self, key: UUID, german: dict[str, Any] | None) -> Source:
        if german is not None:
            return Source.LIVE if german["live"] else Source.HIDDEN
        return Source.GONE if key in self.totals or key in self.digests else Source.NEVER

    def _managed(self, key: UUID, code: str) -> Managed:
        enabled = self.managed.get((key, code))
        return Managed.NEVER if enabled is None else Managed.NOW if enabled else Managed.ENDED


def state_table(texts: Iterable[Any], codes: Sequence[str] = tuple(LANGUAGES)) -> dict[tuple[UUID, str], Piece]:
    """State and progress of texts in languages, by (translation key, language code).

    `texts` are rows in any language, pages and snippets mixed. Five queries and one for each kind of text.
    """
    keys: dict[Any, set[UUID]] = {}
    for text in texts:
        keys.setdefault(Page if isinstance(text, Page) else type(text), set()).add(text.translation_key)
    everything = [key for group in keys.values() for key in group]
    rows = {at: row for model, group in keys.items() for at, row in _rows(model, group).items()}
    gathered = _Gathered(
        rows=rows,
        digests=_digests(everything),
        managed=_managed(everything),
        totals=_totals(everything),
        counts=_counts(everything),
        releases=_releases([row["live_revision_id"] for row in rows.values() if row["live_revision_id"]]),
    )
    return {(key, code): gathered.piece(key, code) for key in everything for code in codes}


def _rows(model: Any, keys: set[UUID]) -> dict[tuple[UUID, str], dict[str, Any]]:
    if not issubclass(model, DraftStateMixin):
        raise TypeError(f"{model.__name__} knows no drafts; every text is a TranslatedSnippet or TranslatedPage.")
    found = model._default_manager.filter(translation_key__in=keys)
    fields = ("pk", "translation_key", "locale_id", "live", "has_unpublished_changes", "live_revision_id")
    return {(row["translation_key"], roots().code_of(row["locale_id"])): row for row in found.values(*fields)}


def _digests(keys: list[UUID]) -> dict[UUID, str]:
    versions = SourceVersion.objects.filter(translation_key__in=keys).order_by("number")
    return dict(versions.values_list("translation_key", "digest"))


def _managed(keys: list[UUID]) -> dict[tuple[UUID, str], bool]:
    rows = Translation.objects.filter(source__object_id__in=keys)
    found = rows.values_list("source__object_id", "target_locale_id", "enabled")
    return {(key, roots().code_of(locale)): enabled for key, locale, enabled in found}


def _totals(keys: list[UUID]) -> dict[UUID, int]:
    rows = StringSegment.objects.filter(source__object_id__in=keys).values("source__object_id").order_by()
    return dict(rows.annotate(total=Count("pk")).values_list("source__object_id", "total"))


def _counts(keys: list[UUID]) -> dict[tuple[UUID, str], dict[str, int]]:
    sound = Q(string__translations__has_error=False)
    machine = Q(string__translations__translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    rows = (
        StringSegment.objects.filter(source__object_id__in=keys, string__translations__context_id=F("context_id"))
        .values("source__object_id", "string__translations__locale_id")
        .order_by()
        .annotate(
            done=Count("pk", filter=sound),
            machine=Count("pk", filter=sound & machine),
            errors=Count("pk", filter=~sound),
        )
    )
    return {
        (row.pop("source__object_id"), roots().code_of(row.pop("string__translations__locale_id"))): row for row in rows
    }


def _releases(revisions: list[int]) -> dict[int, dict[str, Any]]:
    rows = Release.objects.filter(revision_id__in=revisions)
    fields = ("revision_id", "digest", "machine_sentences", "composed_by_id", "reviewer_id")
    return {row["revision_id"]: row for row in rows.values(*fields)}


def reader_line(row: Any) -> str:
    """What readers are told about the words of a text row, in their language; empty for sources and own texts.

    Leichte Sprache has a label in any case. One query; a second one where the live revision was not composed by us, or
    where readers of Leichte Sprache may have tested the text.
    """
    code = row.language
    if code == SOURCE or not row.live:
        return ""
    latest = SourceVersion.objects.filter(translation_key=row.translation_key).order_by("-number")
    release = (
        Release.objects.filter(revision_id=row.live_revision_id, translation__enabled=True)
        .annotate(source_digest=Subquery(latest.values("digest")[:1]), source_at=Subquery(latest.values("at")[:1]))
        .first()
    )
    if release is None:
        ours = Translation.objects.filter(source__object_id=row.translation_key, target_locale_id=row.locale_id)
        if not ours.filter(enabled=True).exists():
            return easy.reader_label(row) if code == EASY else ""
        return gettext("The German text was changed. This translation is being updated.")
    if release.digest != release.source_digest:
        return gettext("The German text was changed on %(date)s. This translation is being updated.") % {
            "date": date_format(localtime(release.source_at))
        }
    if release.machine_sentences:
        return gettext("Machine translation, not checked by a person.")
    if code == EASY:
        return easy.reader_label(row)
    if release.reviewer_id and release.reviewer_id != release.composed_by_id and release.reviewed_at:
        return gettext("Translated and checked on %(date)s.") % {"date": date_format(localtime(release.reviewed_at))}
    return gettext("Translated.")
