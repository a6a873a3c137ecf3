"""The due jobs of volunteering; each may run twice without harm."""

from datetime import datetime, timedelta

from cms.jobs import Job
from cms.jobs import register as register_job
from volunteering.domain import joining, places, shifts


def lapse_offers(at: datetime) -> str:
    """Offers whose time is over; the next in the queue is asked."""
    return f"{places.lapse_offers(at=at)} offers lapsed."


def close_queues(at: datetime) -> str:
    """Two hours before the start who still waits is told; requests nobody decided end with the start."""
    return f"{shifts.close_due_queues(at=at)} people were told that it did not work out."


def sweep_queues(at: datetime) -> str:
    """A second look at every free place beside a queue."""
    return f"{shifts.sweep(at=at)} shifts with a free place and a queue looked at."


def finish_shifts(at: datetime) -> str:
    """Shifts that are over."""
    return f"{shifts.finish_due_shifts(at=at)} shifts are done."


def forget_unproved(at: datetime) -> str:
    """Sign-ups of guests who did not prove their address within a day."""
    return f"{joining.forget_unproved(at=at)} unproved sign-ups forgotten."


class CountersDiffer(Exception):
    """Counters do not match the sign-ups; a person has to look, nothing is mended silently."""


def recount(_at: datetime) -> str:
    """Compare every counter with its sign-ups; a difference makes the job fail, which is an alarm."""
    if differences := shifts.recount():
        raise CountersDiffer(" ".join(differences))
    return "All counters match their sign-ups."


JOBS = (
    Job("volunteering.lapse_offers", timedelta(minutes=5), lapse_offers),
    Job("volunteering.close_queues", timedelta(minutes=5), close_queues),
    Job("volunteering.sweep_queues", timedelta(minutes=15), sweep_queues),
    Job("volunteering.finish_shifts", timedelta(minutes=15), finish_shifts),
    Job("volunteering.forget_unproved", timedelta(hours=1), forget_unproved),
    Job("volunteering.recount", timedelta(days=1), recount),
)


def register() -> None:
    """Put the jobs on the list; called when the app is ready."""
    for job in JOBS:
        register_job(job)
