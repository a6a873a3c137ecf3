"""Loads a process with all that its rules read, in a fixed number of queries, and locks it for an action."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from opening.domain.access import Actor
from opening.enums import PartyState
from opening.models import Document, Party, Process, SignOff


def complete(processes: QuerySet[Process]) -> QuerySet[Process]:
    """The same processes with everything guards, signing and next steps look at."""
    signed = SignOff.objects.select_related("party__organisation", "party__contact", "party__user")
    return processes.select_related("organisation", "district").prefetch_related(
        "definition",
        "stages",
        "items",
        "assessments",
        Prefetch("parties", Party.objects.with_names()),
        "sessions",
        Prefetch("sessions__sign_offs", signed),
        Prefetch("stages__sign_offs", signed),
        Prefetch("documents", Document.objects.order_by("series", "version")),
        Prefetch("documents__sign_offs", signed),
    )


def reread(actor: Actor) -> Actor:
    """The same person with the process as it is now, and with the seats they still hold."""
    process = complete(Process.objects.all()).get(pk=actor.process.pk)
    mine = {seat.pk for seat in actor.seats}
    seats = tuple(p for p in process.parties.all() if p.pk in mine and p.state == PartyState.ACTIVE)
    return replace(actor, process=process, seats=seats)


@contextmanager
def holding(actor: Actor, *, at: datetime) -> Iterator[Actor]:
    """One action on the actor's process: locked, read anew, with the seats the actor holds at this moment.

    Whatever is refused inside leaves nothing behind. SQLite knows no row locks; there the immediate transaction
    already keeps other writers out.
    """
    with transaction.atomic():
        Process.objects.select_for_update().filter(pk=actor.process.pk).first()
        yield reread(actor)
        Process.objects.filter(pk=actor.process.pk).update(last_activity_on=day(at))


def day(at: datetime) -> date:
    """The date of a moment in local time."""
    return timezone.localdate(at)
