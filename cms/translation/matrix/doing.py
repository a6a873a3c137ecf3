"""Doing what a preview announced: short work at once, long work in the background, step by step with its progress."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import npgettext, pgettext, pgettext_lazy

from cms.jobs import runs
from cms.jobs.models import BackgroundRun
from cms.jobs.runs import Outcome, Result
from cms.translation import memory, rights, starting
from cms.translation.assigning import AssignRefused, assign
from cms.translation.exchange.export import ExportRefused, export
from cms.translation.languages import SOURCE, endonym
from cms.translation.machine.running import run_pieces
from cms.translation.matrix.bulk import Action, Chosen, Options, Prepared, reason_not_to_prefill
from cms.translation.sources import source_of
from cms.translation.state_table import state_table
from cms.translation.withdrawing import WithdrawRefused, withdraw

if TYPE_CHECKING:
    from cms.users.models import User

KIND = "translation.bulk"
EXPORT = "translation.export"


def do(prepared: Prepared, options: Options, *, by: "User", at: datetime) -> BackgroundRun:
    """Begin an action on the pieces of its preview; returns the run with its progress.

    Raises StartRefused or MachineRefused when things changed since the preview.
    """
    if prepared.action is Action.START:
        return starting.start_many(prepared.pieces, by=by, at=at, although_hard=options.although_hard)
    if prepared.action is Action.MACHINE:
        return run_pieces(prepared.pieces, by=by, at=at)
    items = [[str(source.translation_key), code] for source, code in prepared.pieces]
    title = _title(prepared)
    if prepared.action is Action.EXPORT:
        return runs.start(EXPORT, title=title, items=[items], by=by, at=at, options={"format": options.format})
    return runs.start(KIND, title=title, items=items, by=by, at=at, options=_stored(prepared.action, options))


def register() -> None:
    """The kinds of background runs."""
    runs.register_kind(
        KIND, _step, label=pgettext_lazy("staff", "Several translations at once"), permission=rights.MANAGE
    )
    runs.register_kind(
        EXPORT, _export, label=pgettext_lazy("staff", "Export for translators"), permission=rights.MANAGE
    )


def _stored(action: Action, options: Options) -> dict[str, Any]:
    return {
        "action": action.value,
        "to": options.to.pk if options.to else None,
        "due_on": options.due_on.isoformat() if options.due_on else "",
        "urgent": options.urgent,
        "note": options.note,
    }


def _step(run: BackgroundRun, item: Sequence[str]) -> Outcome:
    """One piece; an obstacle that has come up since the preview is told in its own words."""
    source, code = source_of(UUID(item[0])), item[1]
    with translation.override(run.by.language if run.by else SOURCE):
        if source is None:
            return Outcome(Result.SKIPPED, starting.StartObstacle.SOURCE_GONE.sentence)
        if run.by is None:
            return Outcome(Result.SKIPPED, pgettext("staff", "Whoever asked for this has no account any more."))
        try:
            note = _act(run, source, code, run.by)
        except (AssignRefused, WithdrawRefused) as refusal:
            return Outcome(Result.SKIPPED, f"{source} ({endonym(code)}): {refusal}")
        return Outcome(note=note)


def _act(run: BackgroundRun, source: Any, code: str, by: "User") -> str:
    at, options = timezone.now(), run.options
    if options["action"] == Action.WITHDRAW:
        withdraw(source, code, by=by, at=at)
        return ""
    if options["action"] == Action.PREFILL:
        return _prefill(source, code, by, at)
    assign(
        source,
        code,
        to=_person(options["to"]),
        due_on=date.fromisoformat(options["due_on"]) if options["due_on"] else None,
        urgent=options["urgent"],
        note=options["note"],
        by=by,
        at=at,
    )
    return ""


def _prefill(source: Any, code: str, by: "User", at: datetime) -> str:
    piece = state_table([source], (code,))[source.translation_key, code]
    if reason_not_to_prefill(piece):
        return ""
    filled = memory.prefill(source, code, by=by, at=at)
    sentence = npgettext(
        "staff",
        "“%(title)s” (%(language)s): %(count)d sentence filled.",
        "“%(title)s” (%(language)s): %(count)d sentences filled.",
        filled,
    )
    return sentence % {"title": source, "language": endonym(code), "count": filled}


def _export(run: BackgroundRun, items: Sequence[Sequence[str]]) -> Outcome:
    """All pieces in one archive, which the page of the run leads to."""
    pieces: list[Chosen] = [(source, code) for key, code in items if (source := source_of(UUID(key))) is not None]
    with translation.override(run.by.language if run.by else SOURCE):
        if run.by is None:
            return Outcome(Result.SKIPPED, pgettext("staff", "Whoever asked for this has no account any more."))
        try:
            made = export(pieces, run.options["format"], by=run.by, at=timezone.now())
        except ExportRefused as refusal:
            return Outcome(Result.FAILED, str(refusal))
    url = reverse("translation_exchange", args=[made.pk])
    BackgroundRun.objects.filter(pk=run.pk).update(result_url=url)
    return Outcome()


def _person(pk: int | None) -> "User | None":
    from cms.users.models import User

    return User.objects.filter(pk=pk).first() if pk else None


def _title(prepared: Prepared) -> str:
    count = len(prepared.pieces)
    pieces = npgettext("staff", "%(count)d piece", "%(count)d pieces", count) % {"count": count}
    return pgettext("staff", "%(action)s: %(pieces)s") % {"action": prepared.action.label, "pieces": pieces}
