"""Due jobs of the outbox."""

from datetime import datetime, timedelta

from cms import jobs
from cms.mail import digest
from cms.mail.enums import Status
from cms.mail.models import OutboxMessage
from cms.mail.sending import drain

#: How long staff can look up what was sent; after that the row goes.
KEEP = timedelta(days=90)


def send_waiting(at: datetime) -> str:
    """Sends what is ready."""
    return f"{drain(at)} messages sent"


def has_waiting(at: datetime) -> bool:
    """Whether a message's turn has come."""
    return OutboxMessage.objects.ready(at).exists()


def delete_old(at: datetime) -> str:
    """Deletes messages that were sent or given up and are older than KEEP."""
    old = OutboxMessage.objects.exclude(status=Status.WAITING).filter(created_at__lt=at - KEEP)
    count = old.count()
    old.delete()
    return f"{count} old messages deleted"


def register() -> None:
    """Tells the register of due jobs."""
    jobs.register(jobs.Job("mail.outbox", timedelta(minutes=1), send_waiting, has_waiting))
    jobs.register(jobs.Job("mail.digest", timedelta(hours=1), digest.write_due))
    jobs.register(jobs.Job("mail.retention", timedelta(days=1), delete_old))
