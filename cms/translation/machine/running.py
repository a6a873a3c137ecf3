"""A machine run: asked for by staff, worked on batch by batch, resumable; it never overwrites and never publishes.

`run_machine` for one text, `run_pieces` for many; `work_on` is one batch. The answers wait for a person: the gate lets
no translation pass with a sentence that nobody confirmed.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import npgettext, pgettext, pgettext_lazy
from wagtail.log_actions import log
from wagtail_localize.models import StringTranslation

from cms.jobs import runs
from cms.jobs.models import BackgroundRun
from cms.jobs.registry import Job, register
from cms.jobs.runs import Outcome, Result
from cms.translation.languages import endonym
from cms.translation.machine import budget, router
from cms.translation.machine.batches import Answers, ask, next_batch, open_for_machines, words_of
from cms.translation.machine.obstacles import (
    MachineObstacle,
    MachineReason,
    MachineRefused,
    obstacle_to_run,
    reason_to_stop,
)
from cms.translation.machine.router import Provider, Sleep
from cms.translation.models import MachineRun, MachineRunState
from cms.translation.roots import roots
from cms.translation.sentences import Sentence, sentences_of
from cms.translation.sources import source_of

KIND = "translation.machine"
MOST_FAILED_BATCHES = 3
NO_SIGN_OF_LIFE = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """A text in a language, its words for the machine, and who will translate it."""

    source: Any
    code: str
    words: int
    provider: Provider


# ---------------------------------------------------------------- asking for a run
def run_machine(source: Any, code: str, *, by: Any, at: datetime) -> BackgroundRun:
    """Queue a run over the open sentences of a text; returns the background run with its progress.

    Raises MachineRefused; a run that exceeds the budget is noted as refused.
    """
    return run_pieces([(source, code)], by=by, at=at)


def run_pieces(pieces: Iterable[tuple[Any, str]], *, by: Any, at: datetime) -> BackgroundRun:
    """Queue runs over many texts as one background run; those with an obstacle are left out and named in its notes.

    All words together must fit into what is left of the month. Raises MachineRefused when they do not, or when no
    text is left.
    """
    asked, left_out = _sort(pieces, by, at=at)
    if not asked:
        raise MachineRefused(left_out[0][2])
    with transaction.atomic():
        budget.lock()
        refused = _over_budget(asked, at=at)
        if refused is None:
            return _queue(asked, [_note(*piece) for piece in left_out], by=by, at=at)
    for piece in asked:
        _record(piece, by=by, at=at, state=MachineRunState.REFUSED, reason=str(refused)[:300], finished_at=at)
    raise MachineRefused(refused)


def _sort(
    pieces: Iterable[tuple[Any, str]], by: Any, *, at: datetime
) -> tuple[list[Asked], list[tuple[Any, str, MachineObstacle]]]:
    asked: list[Asked] = []
    left_out: list[tuple[Any, str, MachineObstacle]] = []
    for source, code in pieces:
        obstacle = obstacle_to_run(source, code, by, at=at)
        words = 0 if obstacle else words_of(open_for_machines(sentences_of(source, code)))
        provider = router.provider_for(code) if words else None
        if provider:
            asked.append(Asked(source, code, words, provider))
        else:
            left_out.append((source, code, obstacle or MachineObstacle(MachineReason.NOTHING_OPEN, code)))
    return asked, left_out


def _over_budget(asked: Sequence[Asked], *, at: datetime) -> MachineObstacle | None:
    needed: dict[str, int] = {}
    for piece in asked:
        needed[piece.code] = needed.get(piece.code, 0) + piece.words
    code = budget.too_much(needed, at=at)
    return MachineObstacle(MachineReason.OVER_BUDGET, code, budget.left(code, at=at).words) if code else None


def _queue(asked: Sequence[Asked], notes: list[str], *, by: Any, at: datetime) -> BackgroundRun:
    rows = [_record(piece, by=by, at=at, planned=piece.words) for piece in asked]
    job = runs.start(KIND, title=_title(asked), items=[row.pk for row in rows], by=by, at=at)
    if notes:
        BackgroundRun.objects.filter(pk=job.pk).update(notes=notes[: runs.KEPT_NOTES])
    MachineRun.objects.filter(pk__in=[row.pk for row in rows]).update(job=job)
    for piece in asked:
        told = {"language": piece.code, "words": piece.words, "provider": piece.provider.name}
        log(instance=piece.source, action="translation.run_machine", user=by, data=told)
    return job


def _record(piece: Asked, *, by: Any, at: datetime, **fields: Any) -> MachineRun:
    return MachineRun.objects.create(
        translation_key=piece.source.translation_key,
        model=piece.source._meta.label_lower,
        locale_id=roots().languages[piece.code].locale_id,
        provider=piece.provider.name,
        by=by,
        at=at,
        **fields,
    )


def _title(asked: Sequence[Asked]) -> str:
    if len(asked) == 1:
        return _named(
            pgettext("staff", "Machine translation of “%(title)s” (%(language)s)"), asked[0].source, asked[0].code
        )
    texts = npgettext(
        "staff", "Machine translation of %(count)d text", "Machine translation of %(count)d texts", len(asked)
    )
    return texts % {"count": len(asked)}


def _named(sentence: str, source: Any, code: str) -> str:
    return sentence % {"title": source, "language": endonym(code)}


def _note(source: Any, code: str, obstacle: MachineObstacle) -> str:
    words = pgettext("staff", "Left out: “%(title)s” (%(language)s). %(reason)s")
    return words % {"title": source, "language": endonym(code), "reason": obstacle}


# ---------------------------------------------------------------- working on a run
def translate_piece(_job: BackgroundRun, item: Any) -> Outcome:
    """The step of the background run: one batch of one text."""
    return work_on(MachineRun.objects.get(pk=item), at=timezone.now(), sleep=time.sleep)


def work_on(run: MachineRun, *, at: datetime, sleep: Sleep) -> Outcome:
    """Send the next batch and store what can be used. No transaction is open while the provider is asked."""
    if run.state not in budget.OPEN:
        return Outcome(Result.SKIPPED)
    source, code = source_of(run.translation_key), roots().code_of(run.locale_id)
    provider = router.providers().get(run.provider)
    if provider is None:
        return _break_off(run, MachineReason.LANGUAGE_OFF, at=at)
    if reason := reason_to_stop(source, code):
        return _break_off(run, reason, at=at)
    batch = _next_batch(run, source, code)
    if not batch:
        return _end(run, MachineRunState.PARTIAL if run.reasons else MachineRunState.DONE, "", at=at)
    MachineRun.objects.filter(pk=run.pk).update(state=MachineRunState.RUNNING, heartbeat_at=at)
    answers = ask(provider, code, batch, sleep=sleep)
    _keep(run, provider, answers)
    if answers.failed and _failed_batches(run) >= MOST_FAILED_BATCHES:
        return _provider_is_down(run, answers, at=at)
    return Outcome(again=True)


def _next_batch(run: MachineRun, source: Any, code: str) -> list[Sentence]:
    """What is still open and was not tried in this run."""
    waiting = [row for row in open_for_machines(sentences_of(source, code)) if row.ref not in run.reasons]
    most, most_bytes = router.batch_limits()
    return next_batch(waiting, most=most, most_bytes=most_bytes)


def _break_off(run: MachineRun, reason: MachineReason, *, at: datetime) -> Outcome:
    return _end(run, MachineRunState.FAILED, str(MachineObstacle(reason)), at=at)


def _provider_is_down(run: MachineRun, answers: Answers, *, at: datetime) -> Outcome:
    why = str(answers.problem or pgettext("staff", "The provider answered with the wrong number of sentences."))
    outcome = _end(run, MachineRunState.PARTIAL, why, at=at)
    return Outcome(outcome.result, outcome.note, stop=True)


@transaction.atomic
def _keep(run: MachineRun, provider: Provider, answers: Answers) -> None:
    """Store the answers and the account of them together."""
    stored = [store(ref, text, run.locale_id, provider.label) for ref, text in answers.texts.items()]
    run.refresh_from_db()
    run.words += answers.words
    run.characters += answers.characters
    run.cost += provider.cost(answers.characters)
    run.done += sum(stored)
    run.reasons = {**run.reasons, **answers.faults}
    run.failed = len(run.reasons)
    run.failed_batches += answers.failed
    run.save(update_fields=["words", "characters", "cost", "done", "reasons", "failed", "failed_batches"])


def store(ref: str, text: str, locale_id: int, tool: str) -> bool:
    """Store a machine's words for a sentence that has none; False where somebody was faster. Never overwrites."""
    context, _, string = ref.partition("-")
    place = {"context_id": int(context), "translation_of_id": int(string), "locale_id": locale_id}
    if StringTranslation.objects.filter(**place).exists():
        return False
    row = StringTranslation(
        **place, data=text, translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE, tool_name=tool
    )
    row.save()  # wagtail-localize validates a translation only there
    return True


def _failed_batches(run: MachineRun) -> int:
    """Of the whole background run: a provider that is down is down for the next text, too."""
    of_job = MachineRun.objects.filter(job=run.job_id) if run.job_id else MachineRun.objects.filter(pk=run.pk)
    return int(of_job.aggregate(total=Sum("failed_batches"))["total"] or 0)


def _end(run: MachineRun, state: MachineRunState, reason: str, *, at: datetime) -> Outcome:
    MachineRun.objects.filter(pk=run.pk).update(state=state, reason=reason[:300], finished_at=at)
    if state == MachineRunState.DONE:
        return Outcome()
    return Outcome(Result.FAILED, _account(run, reason))


def _account(run: MachineRun, reason: str) -> str:
    """What a note of the background run says of a text that is not complete."""
    words = npgettext(
        "staff",
        "“%(title)s” (%(language)s): %(count)d sentence stays open. %(reason)s",
        "“%(title)s” (%(language)s): %(count)d sentences stay open. %(reason)s",
        run.failed,
    )
    title, language = source_of(run.translation_key), endonym(roots().code_of(run.locale_id))
    return (words % {"title": title, "language": language, "count": run.failed, "reason": reason}).strip()


# ---------------------------------------------------------------- ends
def end_of_job(job: BackgroundRun) -> None:
    """What the background run never came to is over with it."""
    _give_up(MachineRun.objects.filter(job=job, state__in=budget.OPEN), at=timezone.now())


def end_stale(at: datetime) -> str:
    """End runs that nobody works on any more, so that they hold no words of the month; the sentence is for the log."""
    quiet = [
        run for run in MachineRun.objects.filter(state__in=budget.OPEN).select_related("job") if _is_stale(run, at)
    ]
    ended = _give_up(MachineRun.objects.filter(pk__in=[run.pk for run in quiet], state__in=budget.OPEN), at=at)
    return f"{ended} stale machine runs ended." if ended else "No machine run is stale."


def _is_stale(run: MachineRun, at: datetime) -> bool:
    silence = at - (run.heartbeat_at or run.at)
    nobody = run.job is None or run.job.is_over
    return silence > (NO_SIGN_OF_LIFE if nobody else FORGOTTEN)


def _give_up(unfinished: Any, *, at: datetime) -> int:
    reason = pgettext("staff", "The run was stopped before it was complete.")
    return int(unfinished.update(state=MachineRunState.FAILED, reason=reason, finished_at=at))


def register_all() -> None:
    """The kind of background run, and the due job that ends stale runs."""
    runs.register_kind(
        KIND, translate_piece, label=pgettext_lazy("staff", "Machine translation"), finish=end_of_job, atomic=False
    )
    register(Job("translation.machine_runs", every=NO_SIGN_OF_LIFE, run=end_stale))
