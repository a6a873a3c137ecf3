"""The facts about many texts in all languages, gathered in a constant number of queries for state_table.py."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, F, FilteredRelation, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Length, Replace, Trim
from wagtail.models import DraftStateMixin, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.translation.models import Assignment, Demand, Question, QuestionState, SourceVersion
from cms.translation.roots import roots

type At = tuple[UUID, str]
"""One text in one language: its translation key and the language code."""

ROW = ("pk", "translation_key", "locale_id", "live", "has_unpublished_changes", "live_revision_id")


@dataclass(frozen=True)
class Gathered:
    """Everything that is known about some texts; what is not there was never the case."""

    rows: dict[At, dict[str, Any]] = field(default_factory=dict)
    sources: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    translations: dict[At, dict[str, Any]] = field(default_factory=dict)
    counts: dict[At, dict[str, int]] = field(default_factory=dict)
    in_review: set[At] = field(default_factory=set)
    assignments: dict[At, dict[str, Any]] = field(default_factory=dict)
    questions: dict[At, int] = field(default_factory=dict)
    demand: dict[At, int] = field(default_factory=dict)


def gather(keys: Mapping[Any, Collection[UUID]], *, since: date | None = None) -> Gathered:
    """The facts about the texts with these keys, by their model; pages under `Page`. Eight queries in all.

    `since` is the first day of the demand that counts; without it all demand does.
    """
    everything = [key for group in keys.values() for key in group]
    if not everything:
        return Gathered()
    rows = _rows(keys)
    return Gathered(
        rows=rows,
        sources=_sources(everything),
        translations=_translations(everything, [row["live_revision_id"] for row in rows.values()]),
        counts=_counts(everything),
        in_review=_in_review(rows),
        assignments=_assignments(everything),
        questions=_by_piece(Question.objects.filter(state=QuestionState.OPEN), everything, Count("pk")),
        demand=_by_piece(
            Demand.objects.filter(day__gte=since) if since else Demand.objects.all(), everything, Sum("count")
        ),
    )


def words_of(name: str) -> Any:
    """How many words a sentence has, by its spaces; `name` leads to its data with the marks of wagtail-localize."""
    spaced = Replace(Replace(F(name), Value("<br/>"), Value(" ")), Value("<a id="), Value("<a_id="))
    return Length(Trim(spaced)) - Length(Replace(Trim(spaced), Value(" "), Value(""))) + 1


def _rows(keys: Mapping[Any, Collection[UUID]]) -> dict[At, dict[str, Any]]:
    """Every row of the texts, whatever its kind, in one query."""
    parts = []
    for model, group in keys.items():
        if not issubclass(model, DraftStateMixin):
            raise TypeError(f"{model.__name__} knows no drafts; every text is a TranslatedSnippet or TranslatedPage.")
        found = model._default_manager.filter(translation_key__in=group).order_by()
        kind = Value(model._meta.label_lower, output_field=CharField())
        parts.append(found.annotate(kind=kind).values_list("kind", *ROW))
    united = parts[0].union(*parts[1:], all=True).order_by() if len(parts) > 1 else parts[0]  # not as the first model
    named = (dict(zip(("kind", *ROW), row, strict=True)) for row in united)
    return {(row["translation_key"], roots().code_of(row["locale_id"])): row for row in named}


def _sources(keys: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """What was read of each source last: digest, sentences, words, and what it was called."""
    latest = SourceVersion.objects.filter(translation_key=OuterRef("object_id")).order_by("-number")
    rows = (
        TranslationSource.objects.filter(object_id__in=keys, locale_id=roots().source.locale_id)
        .values("object_id", "object_repr")
        .order_by()
        .annotate(total=Count("stringsegment"), words=Sum(words_of("stringsegment__string__data")))
        .annotate(digest=Subquery(latest.values("digest")[:1]))
    )
    return {row["object_id"]: row for row in rows}


def _translations(keys: list[UUID], live_revisions: list[int | None]) -> dict[At, dict[str, Any]]:
    """wagtail-localize's record of each text row, with the release that is live."""
    known = [revision for revision in live_revisions if revision] or [0]  # an empty list would empty the whole answer
    live = Q(releases__revision_id__in=known)
    rows = (
        Translation.objects.filter(source__object_id__in=keys)
        .annotate(released=FilteredRelation("releases", condition=live))
        .values(
            "source__object_id",
            "target_locale_id",
            "enabled",
            digest=F("released__digest"),
            machine_sentences=F("released__machine_sentences"),
            composed_by=F("released__composed_by_id"),
            reviewer=F("released__reviewer_id"),
        )
        .order_by("released__composed_at")
    )
    return {(row["source__object_id"], roots().code_of(row["target_locale_id"])): row for row in rows}


def _counts(keys: list[UUID]) -> dict[At, dict[str, int]]:
    """Sentences and words with a translation; one by a machine counts twice, as done and as open to a person."""
    sound = Q(string__translations__has_error=False)
    machine = Q(string__translations__translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    words = words_of("string__data")
    rows = (
        StringSegment.objects.filter(source__object_id__in=keys, string__translations__context_id=F("context_id"))
        .values("source__object_id", "string__translations__locale_id")
        .order_by()
        .annotate(
            done=Count("pk", filter=sound),
            machine=Count("pk", filter=sound & machine),
            errors=Count("pk", filter=~sound),
            words=Sum(Case(When(sound, then=words), default=Value(0))),
            machine_words=Sum(Case(When(sound & machine, then=words), default=Value(0))),
        )
    )
    return {(row["source__object_id"], roots().code_of(row["string__translations__locale_id"])): row for row in rows}


def _in_review(rows: Mapping[At, Mapping[str, Any]]) -> set[At]:
    """The pieces whose row is in an open workflow; these are few, so all are read."""
    found = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).values_list(
        "base_content_type__app_label", "base_content_type__model", "object_id"
    )
    open_rows = {(f"{app}.{model}", pk) for app, model, pk in found}
    return {at for at, row in rows.items() if (row["kind"], str(row["pk"])) in open_rows}


def _assignments(keys: list[UUID]) -> dict[At, dict[str, Any]]:
    fields = ("translation_key", "locale_id", "assignee_id", "assignee__name", "due_on", "urgent")
    rows = Assignment.objects.filter(translation_key__in=keys, ended_at=None).values(*fields)
    return {(row["translation_key"], roots().code_of(row["locale_id"])): row for row in rows}


def _by_piece(rows: Any, keys: list[UUID], number: Any) -> dict[At, int]:
    found = rows.filter(translation_key__in=keys).values_list("translation_key", "locale_id").order_by()
    return {(key, roots().code_of(locale)): count for key, locale, count in found.annotate(number=number)}
