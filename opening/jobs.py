"""Due jobs of the accompanied processes."""

from datetime import datetime, timedelta

from cms import jobs
from cms.jobs import Job
from opening.domain import invites


def expire_links(at: datetime) -> str:
    """Expiry is derived from the date; the job deletes links that are 30 days past it and were never used."""
    deleted = invites.delete_old(at=at)
    return f"{deleted} links deleted that expired more than 30 days ago, {invites.expired(at=at)} expired in all."


def register() -> None:
    """Makes the jobs known; called when the app is ready."""
    jobs.register(Job("opening.expire_links", timedelta(days=1), expire_links))
