"""Taking over what a file brings: one transaction for each file, once only, never over newer words of a person."""

from collections import Counter
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from wagtail.log_actions import log
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, TranslationSource

from cms.jobs import runs
from cms.jobs.models import BackgroundRun
from cms.translation.composing import ensure_row
from cms.translation.exchange.incoming import Choice, choice_of, preview_of, problem_in
from cms.translation.exchange.preview import DECIDED, SILENT, TAKEN, Preview, Row, Verdict
from cms.translation.models import Exchange, ExchangeKind, ExchangeState
from cms.translation.places import place_of
from cms.translation.rights import MANAGE, may_manage
from cms.translation.sources import is_public

if TYPE_CHECKING:
    from cms.users.models import User

KIND = "translation.import"
MOST_ROWS = 2_000
"""Sentences of one file that its report lists; the others are counted."""


class ApplyObstacle(StrEnum):
    """Why an upload cannot be taken over."""

    NO_RIGHT = "no_right"
    ALREADY = "already"
    DISCARDED = "discarded"
    GONE = "gone"
    NOTHING = "nothing"

    @property
    def sentence(self) -> str:
        """What staff read."""
        return str(_SENTENCES[self])


_SENTENCES: dict[ApplyObstacle, str | Promise] = {
    ApplyObstacle.NO_RIGHT: pgettext_lazy(
        "staff", "You may not take over translations. Ask somebody from communications."
    ),
    ApplyObstacle.ALREADY: pgettext_lazy(
        "staff", "This upload was taken over already. Nothing was changed a second time."
    ),
    ApplyObstacle.DISCARDED: pgettext_lazy("staff", "This upload was discarded. Send the file again to take it over."),
    ApplyObstacle.GONE: pgettext_lazy("staff", "The file was deleted after 30 days. Send it again to take it over."),
    ApplyObstacle.NOTHING: pgettext_lazy("staff", "No file of this upload can be taken over."),
}


class ApplyRefused(ValueError):
    """An upload cannot be taken over; `obstacle` says why."""

    def __init__(self, obstacle: ApplyObstacle) -> None:
        super().__init__(obstacle.sentence)
        self.obstacle = obstacle


def obstacle_to_apply(exchange: Exchange, by: "User") -> ApplyObstacle | None:
    """The first reason why this upload cannot be taken over, or None when it can."""
    if not may_manage(by):
        return ApplyObstacle.NO_RIGHT
    if exchange.state == ExchangeState.APPLIED:
        return ApplyObstacle.ALREADY
    if exchange.state == ExchangeState.DISCARDED:
        return ApplyObstacle.DISCARDED
    if exchange.kind != ExchangeKind.IMPORT or exchange.content is None:
        return ApplyObstacle.GONE
    return None if _usable(exchange) else ApplyObstacle.NOTHING


@transaction.atomic
def apply_exchange(exchange: Exchange, *, by: "User", at: datetime) -> BackgroundRun:
    """Begin to take over an upload, file by file; what was decided about it holds.

    Raises ApplyRefused; a second tab or a second click finds that it was taken over already.
    """
    locked = Exchange.objects.select_for_update().get(pk=exchange.pk)
    if obstacle := obstacle_to_apply(locked, by):
        raise ApplyRefused(obstacle)
    run = runs.start(KIND, title=locked.name, items=_usable(locked), by=by, at=at, options={"exchange": locked.pk})
    locked.state = ExchangeState.APPLIED
    locked.report = {**locked.report, "run": run.pk, "results": {}}
    locked.save(update_fields=["state", "report"])
    exchange.refresh_from_db()
    return run


def register_kind() -> None:
    """Taking over is a background run with one step for each file."""
    runs.register_kind(KIND, _step, label=pgettext_lazy("staff", "Take over files of translators"), permission=MANAGE)


def _usable(exchange: Exchange) -> list[str]:
    return [
        file["name"]
        for file in exchange.report.get("files", [])
        if not file["fault"] and not choice_of(exchange, file["name"]).skip
    ]


def _step(run: BackgroundRun, name: str) -> runs.Outcome:
    exchange = Exchange.objects.select_for_update().get(pk=run.options["exchange"])
    results = exchange.report["results"]
    if name in results:
        return runs.Outcome()
    if run.by is None:  # the account was deleted meanwhile
        return runs.Outcome(runs.Result.FAILED, ApplyObstacle.NO_RIGHT.sentence)
    with translation.override(run.by.language):
        results[name] = take_file(exchange, name, by=run.by, at=timezone.now())
    exchange.save(update_fields=["report"])
    problem = problem_in(results[name])
    return runs.Outcome(runs.Result.SKIPPED, f"{name}: {problem}") if problem else runs.Outcome()


@transaction.atomic
def take_file(exchange: Exchange, name: str, *, by: "User", at: datetime) -> dict[str, Any]:
    """Take over one file as it is judged now; returns what the report keeps of it."""
    _lock(exchange, name)
    found = preview_of(exchange, name, by=by, at=at)
    choice = choice_of(exchange, name)
    taken = [row for row in found.rows if is_taken(row, choice)]
    for row in taken:
        _store(row, found, tool=f"file: {name}"[:255], by=by)
    if taken:
        _begin(found, by=by)
        data = {"language": found.code, "file": name, "sentences": len(taken)}
        log(instance=found.source, action="translation.apply_exchange", user=by, data=data)
    return _result(found, taken)


def _lock(exchange: Exchange, name: str) -> None:
    """The desk takes the same lock before it writes a sentence of this text."""
    keys = [file["key"] for file in exchange.report["files"] if file["name"] == name and file["key"]]
    list(TranslationSource.objects.select_for_update().filter(object_id__in=keys).values_list("pk"))


def is_taken(row: Row, choice: Choice) -> bool:
    """Whether a sentence of a file is taken over: as somebody decided who saw what stands here now, else by default."""
    if row.verdict is Verdict.DRAFT:
        return choice.drafts and row.may_be_draft
    if row.verdict in DECIDED and row.ref in choice.rows:
        take, seen = choice.rows[row.ref]
        if seen == row.seen:
            return take
    return row.verdict in TAKEN


def _store(row: Row, found: Preview, *, tool: str, by: "User") -> None:
    """By `save`: wagtail-localize validates a translation only there."""
    assert row.known is not None  # only sentences that we know are taken
    context, string = row.known.ids
    stored = row.known.row or StringTranslation(translation_of_id=string, context_id=context, locale_id=found.locale_id)
    draft = row.verdict is Verdict.DRAFT
    stored.data, stored.has_error, stored.field_error = row.html, False, ""
    stored.translation_type = (
        StringTranslation.TRANSLATION_TYPE_MACHINE if draft else StringTranslation.TRANSLATION_TYPE_MANUAL
    )
    stored.tool_name, stored.last_translated_by = tool, by
    if row.known.is_current:
        stored.save()
    else:
        _save_for_memory(stored, found)


def _save_for_memory(stored: StringTranslation, found: Preview) -> None:
    """A translated title is made that of the draft at once; a title that is gone must not be."""
    pages = Page.objects.filter(translation_key=found.source.translation_key, locale_id=found.locale_id)
    titles = dict(pages.values_list("pk", "draft_title"))
    stored.save()
    for pk, title in titles.items():
        Page.objects.filter(pk=pk).update(draft_title=title)


def _begin(found: Preview, *, by: "User") -> None:
    """A piece that nobody has begun gets its draft, so that the desk shows it."""
    locale = Locale.objects.get(pk=found.locale_id)
    if is_public(found.source) and not found.source.has_translation(locale):
        ensure_row(found.source, locale, by=by)


def _result(found: Preview, taken: list[Row]) -> dict[str, Any]:
    listed = [row for row in found.rows if row.verdict not in SILENT]
    refs = {id(row) for row in taken}
    return {
        "fault": str(found.problem.fault) if found.problem else "",
        "facts": found.problem.facts if found.problem else {},
        "counts": {str(verdict): count for verdict, count in found.counts.items()},
        "taken": {str(verdict): count for verdict, count in Counter(row.verdict for row in taken).items()},
        "rows": [_report_row(row, found, taken=id(row) in refs) for row in listed[:MOST_ROWS]],
        "left_out": max(0, len(listed) - MOST_ROWS),
    }


def place(found: Preview, row: Row) -> str:
    """Where a sentence of a file stands, in words; empty for one that the text does not have."""
    if row.known is None or not row.known.is_current:
        return ""
    return place_of(found.source, row.known.sentence.path, row.known.sentence.german)


def _report_row(row: Row, found: Preview, *, taken: bool) -> dict[str, Any]:
    return {
        "line": row.unit.line,
        "place": place(found, row),
        "german": row.unit.german,
        "before": row.ours,
        "words": row.unit.text,
        "verdict": str(row.verdict),
        "taken": taken,
        "reason": row.reason,
    }
