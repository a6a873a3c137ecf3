"""Running what is due: each job under a lease (conditional UPDATE) and with a heartbeat row."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q

from cms.jobs.models import Heartbeat
from cms.jobs.registry import Job, registered

logger = logging.getLogger(__name__)

#: A job that takes longer counts as crashed and may be taken by another worker.
LEASE = timedelta(minutes=15)
#: The pause before a job that failed is tried again, unless it comes round earlier anyway.
RETRY = timedelta(minutes=10)


def heartbeat_of(job: Job, *, at: datetime) -> Heartbeat:
    """The row of this job, made when it is first seen."""
    row = Heartbeat.objects.filter(name=job.name).first()
    if row is not None:
        return row
    try:
        with transaction.atomic():
            return Heartbeat.objects.create(name=job.name, first_seen_at=at)
    except IntegrityError:
        return Heartbeat.objects.get(name=job.name)


def is_due(job: Job, heartbeat: Heartbeat, *, at: datetime) -> bool:
    """Whether the job's turn has come: never ran, its interval is over, it failed a while ago, or something waits."""
    if heartbeat.leased_until is not None and heartbeat.leased_until > at:
        return False
    if heartbeat.started_at is None:
        return True
    pause = min(job.every, RETRY) if heartbeat.failed_last else job.every
    return heartbeat.started_at + pause <= at or job.waiting(at)


def due(at: datetime) -> list[tuple[Job, Heartbeat]]:
    """The jobs whose turn has come at `at`, each with the row by which that was judged."""
    rows = {row.name: row for row in Heartbeat.objects.all()}
    seen = [(job, rows.get(job.name) or heartbeat_of(job, at=at)) for job in registered()]
    return [(job, row) for job, row in seen if is_due(job, row, at=at)]


def run(job: Job, *, at: datetime, clock: Callable[[], datetime], judged_by: Heartbeat | None = None) -> str | None:
    """Runs the job under its lease and returns its sentence; None when another worker holds it or was faster.

    `clock` tells the time at the end; `judged_by` is the row as it was when the job was found due. A failure is
    recorded and raised again.
    """
    token = uuid4().hex
    row = judged_by or heartbeat_of(job, at=at)
    free = Heartbeat.objects.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=at), pk=row.pk)
    if not free.filter(started_at=row.started_at).update(leased_until=at + LEASE, lease=token, started_at=at):
        return None
    mine = Heartbeat.objects.filter(pk=row.pk, lease=token)
    try:
        sentence = job.run(at)
    except Exception as problem:
        mine.update(leased_until=None, lease="", failed_at=clock(), sentence=type(problem).__name__)
        raise
    mine.update(leased_until=None, lease="", succeeded_at=clock(), sentence=sentence[:300])
    return sentence


def run_due(at: datetime, *, clock: Callable[[], datetime]) -> list[tuple[Job, str]]:
    """Runs everything that is due at `at`; one job's failure is logged and does not keep the others."""
    done = []
    for job, row in due(at):
        try:
            sentence = run(job, at=at, clock=clock, judged_by=row)
        except Exception:
            logger.exception("The job %s failed.", job.name)
            done.append((job, "failed"))
            continue
        if sentence is not None:
            logger.info("%s: %s", job.name, sentence)
            done.append((job, sentence))
    return done
