"""The facts of many texts in a constant number of queries, and the sentence about one text for its readers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Subquery
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translation import easy
from cms.translation.enums import TranslationState
from cms.translation.gathering import Gathered, gather
from cms.translation.languages import EASY, LANGUAGES, SOURCE
from cms.translation.models import Release, SourceVersion
from cms.translation.next_steps import NextStep, next_step
from cms.translation.states import Facts, Managed, Row, Source, derive


@dataclass(frozen=True)
class Piece:
    """One source in one language: its state, how far its sentences are, and who works on it.

    `done` counts sentences with a translation without error, `machine_open` those of them that a machine wrote and
    nobody confirmed. `open_words` wait for a person: words without a translation, with an error, or by a machine;
    `missing_words` have no translation at all. `demand` counts readers who got German words instead.
    """

    state: TranslationState
    row_id: int | None = None
    managed: bool = False
    done: int = 0
    total: int = 0
    machine_open: int = 0
    errors: int = 0
    words: int = 0
    open_words: int = 0
    missing_words: int = 0
    newer_draft: bool = False
    in_review: bool = False
    questions: int = 0
    demand: int = 0
    assignee: int | None = None
    assignee_name: str = ""
    due_on: date | None = None
    urgent: bool = False

    @property
    def next_step(self) -> NextStep | None:
        """What this piece needs next, whoever may do it; None when there is nothing to do."""
        return next_step(
            self.state,
            managed=self.managed,
            has_row=self.row_id is not None,
            in_review=self.in_review,
            questions=self.questions,
            open_sentences=self.total - self.done,
            machine_open=self.machine_open,
        )


def state_table(
    texts: Iterable[Any], codes: Sequence[str] = tuple(LANGUAGES), *, since: date | None = None
) -> dict[tuple[UUID, str], Piece]:
    """State and progress of texts in languages, by (translation key, language code), in eight queries.

    `texts` are rows in any language, pages and snippets mixed; `since` is the first day of the demand that counts.
    """
    keys: dict[Any, set[UUID]] = {}
    for text in texts:
        keys.setdefault(Page if isinstance(text, Page) else type(text), set()).add(text.translation_key)
    return table_of(gather(keys, since=since), [key for group in keys.values() for key in group], codes)


def table_of(gathered: Gathered, keys: Iterable[UUID], codes: Sequence[str]) -> dict[tuple[UUID, str], Piece]:
    """The same from facts that were gathered already; no query."""
    return {(key, code): _piece(gathered, key, code) for key in keys for code in codes}


def _piece(gathered: Gathered, key: UUID, code: str) -> Piece:
    at = (key, code)
    row, source = gathered.rows.get(at), gathered.sources.get(key, {})
    counts, assignment = gathered.counts.get(at, {}), gathered.assignments.get(at, {})
    words, machine_words = source.get("words") or 0, counts.get("machine_words", 0)
    missing = words - counts.get("words", 0)
    return Piece(
        state=derive(_facts(gathered, key, code)),
        row_id=row["pk"] if row else None,
        managed=bool(gathered.translations.get(at, {}).get("enabled")),
        done=counts.get("done", 0),
        total=source.get("total", 0),
        machine_open=counts.get("machine", 0),
        errors=counts.get("errors", 0),
        words=words,
        open_words=missing + machine_words,
        missing_words=missing,
        newer_draft=bool(row and row["live"] and row["has_unpublished_changes"]),
        in_review=at in gathered.in_review,
        questions=gathered.questions.get(at, 0),
        demand=gathered.demand.get(at, 0),
        assignee=assignment.get("assignee_id"),
        assignee_name=assignment.get("assignee__name") or "",
        due_on=assignment.get("due_on"),
        urgent=assignment.get("urgent", False),
    )


def _facts(gathered: Gathered, key: UUID, code: str) -> Facts:
    row, german = gathered.rows.get((key, code)), gathered.rows.get((key, SOURCE))
    translation = gathered.translations.get((key, code), {})
    digest, live = translation.get("digest"), bool(row and row["live"])
    return Facts(
        is_source=code == SOURCE and row is not None,
        source=_source(german, known=key in gathered.sources),
        row=Row.NONE if row is None else Row.LIVE if live else Row.DRAFT,
        managed=_managed(translation.get("enabled")),
        current=digest is not None and digest == gathered.sources.get(key, {}).get("digest"),
        machine=bool(translation.get("machine_sentences")),
        checked=translation.get("reviewer") not in {None, translation.get("composed_by")},
    )


def _source(german: dict[str, Any] | None, *, known: bool) -> Source:
    if german is not None:
        return Source.LIVE if german["live"] else Source.HIDDEN
    return Source.GONE if known else Source.NEVER


def _managed(enabled: bool | None) -> Managed:
    return Managed.NEVER if enabled is None else Managed.NOW if enabled else Managed.ENDED


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
