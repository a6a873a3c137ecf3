"""Background runs: long work in steps, resumable by any worker, with progress for the person who asked.

A kind is registered once with its step; `start` stores what is to be done; each round of the queue takes the oldest
run and works step by step. Where no worker is alive, the progress page itself works (`work` for a few seconds).
"""

import logging
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from cms.jobs.models import BackgroundRun, RunState
from cms.jobs.registry import Job, register, wake

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""A step that takes longer counts as crashed; another worker begins it anew."""
KEPT_NOTES = 500
PATIENCE = timedelta(seconds=10)
"""So long a run may wait for a worker before whoever looks at it works on it."""


class Result(StrEnum):
    """How one step ended."""

    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Outcome:
    """The result of one step and, unless all is well, the sentence that says why.

    `again` asks for the same item once more: the step was one batch of several. `stop` ends the run as partial.
    """

    result: Result = Result.DONE
    note: str = ""
    again: bool = False
    stop: bool = False


type Step = Callable[[BackgroundRun, Any], Outcome]


@dataclass(frozen=True)
class Kind:
    """One kind of run: its step for one item, what to do after the last one, and where its progress is shown."""

    name: str
    step: Step
    finish: Callable[[BackgroundRun], None]
    label: str | Promise
    atomic: bool = True
    permission: str = ""


def _nothing(_run: BackgroundRun) -> None:
    return None


_kinds: dict[str, Kind] = {}


def register_kind(
    name: str,
    step: Step,
    *,
    label: str | Promise,
    finish: Callable[[BackgroundRun], None] = _nothing,
    atomic: bool = True,
    permission: str = "",
) -> None:
    """Adds a kind in `AppConfig.ready()`. A step must be safe to begin twice; it runs in a transaction of its own.

    Whoever started a run sees and stops it, and so does everybody with the `permission`.

    `atomic=False` for a step that waits for somebody else's server: an open transaction would keep everybody from
    writing meanwhile. Such a step stores what it got in a transaction of its own making.
    """
    _kinds[name] = Kind(name, step, finish, label, atomic, permission)


def kind_of(run: BackgroundRun) -> Kind:
    """The kind of a run; raises LookupError with the kinds that exist."""
    try:
        return _kinds[run.kind]
    except KeyError:
        raise LookupError(f"No kind of run is called {run.kind!r}; there are {', '.join(sorted(_kinds))}.") from None


def visible_to(user: Any) -> QuerySet[BackgroundRun]:
    """The runs that somebody may see and stop: their own, and those of kinds they have the permission for."""
    kinds = [kind.name for kind in _kinds.values() if kind.permission and user.has_perm(kind.permission)]
    return BackgroundRun.objects.filter(Q(by=user) | Q(kind__in=kinds))


def label_of(run: BackgroundRun) -> str:
    """What this kind of run is called; its name where nobody registers it any more."""
    kind = _kinds.get(run.kind)
    return str(kind.label) if kind else run.kind


def start(
    kind: str, *, title: str, items: Iterable[Any], by: Any, at: datetime, options: dict[str, Any] | None = None
) -> BackgroundRun:
    """Stores a run over `items` (JSON values, one for each step) and wakes the queue after the commit."""
    waiting = list(items)
    run = BackgroundRun.objects.create(
        kind=kind, title=title[:200], options=options or {}, items=waiting, total=len(waiting), by=by, created_at=at
    )
    transaction.on_commit(wake)
    return run


def work(run: BackgroundRun, *, seconds: float = 0, clock: Callable[[], datetime] = timezone.now) -> BackgroundRun:
    """Works on a run until it is over, or for about so many seconds; does nothing while another worker holds it."""
    token, begun = uuid4().hex, clock()
    free = BackgroundRun.objects.filter(Q(leased_until=None) | Q(leased_until__lte=begun), pk=run.pk)
    taken = free.filter(state__in=[RunState.QUEUED, RunState.RUNNING]).update(
        lease=token, leased_until=begun + LEASE, state=RunState.RUNNING
    )
    if taken:
        try:
            while _one_step(run.pk, token, clock):
                if seconds and (clock() - begun).total_seconds() >= seconds:
                    break
        finally:
            BackgroundRun.objects.filter(pk=run.pk, lease=token).update(lease="", leased_until=None)
    run.refresh_from_db()
    return run


def cancel(run: BackgroundRun, *, at: datetime) -> None:
    """Stops a run before its next step; what is done stays."""
    BackgroundRun.objects.filter(pk=run.pk, state__in=[RunState.QUEUED, RunState.RUNNING]).update(
        state=RunState.CANCELLED, finished_at=at, lease="", leased_until=None
    )


def is_left_alone(run: BackgroundRun, *, at: datetime) -> bool:
    """Whether the run waits although nobody works on it: no worker is alive, or all are busy."""
    held = run.leased_until is not None and run.leased_until > at
    return not run.is_over and not held and run.created_at + PATIENCE <= at


def _one_step(pk: int, token: str, clock: Callable[[], datetime]) -> bool:
    """One item; False when the run is over or not ours any more."""
    run = BackgroundRun.objects.get(pk=pk)
    if run.lease != token or run.is_over:
        return False
    if not run.items:
        return _finish(run, token, clock())
    outcome = _safely(run, run.items[0])
    if not outcome.again:
        run.items = run.items[1:]
        setattr(run, outcome.result.value, getattr(run, outcome.result.value) + 1)
    if outcome.note:
        run.notes = [*run.notes, outcome.note][:KEPT_NOTES]
    if outcome.stop:
        run.skipped, run.items = run.skipped + len(run.items), []
    kept = BackgroundRun.objects.filter(pk=pk, lease=token, state=RunState.RUNNING).update(
        items=run.items,
        done=run.done,
        failed=run.failed,
        skipped=run.skipped,
        notes=run.notes,
        leased_until=clock() + LEASE,
    )
    return bool(kept)


def _safely(run: BackgroundRun, item: Any) -> Outcome:
    try:
        kind = kind_of(run)
        with transaction.atomic() if kind.atomic else nullcontext():
            return kind.step(run, item)
    except Exception as problem:
        logger.exception("A step of the run %s (%s) failed.", run.pk, run.kind)
        return Outcome(Result.FAILED, _in_words(problem))


def _in_words(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"[:300]


def _finish(run: BackgroundRun, token: str, at: datetime) -> bool:
    notes = run.notes
    try:
        kind_of(run).finish(run)
    except Exception as problem:
        logger.exception("The end of the run %s (%s) failed.", run.pk, run.kind)
        notes = [*notes[: KEPT_NOTES - 1], _in_words(problem)]
    whole = not run.failed and not run.skipped and notes is run.notes
    BackgroundRun.objects.filter(pk=run.pk, lease=token).update(
        state=RunState.DONE if whole else RunState.PARTIAL, finished_at=at, notes=notes
    )
    return False


def _work_all(at: datetime) -> str:
    runs = BackgroundRun.objects.filter(_open(at)).order_by("created_at")
    worked = [work(run) for run in runs[:20]]
    return f"{len(worked)} background runs worked on." if worked else "No background run waits."


KEPT_FOR = timedelta(days=30)


def _forget(at: datetime) -> str:
    gone, _by_kind = BackgroundRun.objects.filter(finished_at__lt=at - KEPT_FOR).delete()
    return f"{gone} old background runs deleted."


def _open(at: datetime) -> Q:
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    return Q(state__in=[RunState.QUEUED, RunState.RUNNING]) & free


def register_job() -> None:
    """The due job that works on waiting runs; they wake it, so that nobody waits for its turn."""
    register(
        Job(
            "jobs.background_runs",
            every=timedelta(minutes=5),
            run=_work_all,
            waiting=lambda at: BackgroundRun.objects.filter(_open(at)).exists(),
        )
    )
    register(Job("jobs.old_background_runs", every=timedelta(days=1), run=_forget))
