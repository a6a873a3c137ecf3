"""Sending what waits in the outbox: lease one, send it, mark it.

Nothing here runs while a person waits for an answer. The lease is a conditional UPDATE, so any number of workers
may drain at once; after a crash it lapses and the message goes again with the Message-ID it was born with.
"""

import logging
import smtplib
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime, formataddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.db import transaction
from django.db.models import F

from cms.mail.enums import Status
from cms.mail.models import OutboxAttachment, OutboxMessage, OutboxQuerySet

logger = logging.getLogger(__name__)

#: The mailer that really sends; Django's default one writes to the outbox, see `backend.py`.
OUTGOING = "outgoing"
#: Longer than any SMTP dialogue may take (its timeout is 20 s), so that nobody takes a message being sent.
LEASE = timedelta(minutes=5)
#: The pause after the first, second … attempt; after the last one the message is given up (about two days).
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
#: One round ends after this time, so that other work of the same thread gets its turn.
ROUND = timedelta(seconds=60)
BATCH = 100
#: Answers of the mail server to this letter; every other OSError means that the server itself is in trouble.
ABOUT_ONE_LETTER = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)


def drain(at: datetime) -> int:
    """Sends what is ready at `at` and returns how many messages went out.

    A round ends early when the mail server cannot be reached: the rest keeps its place without losing an attempt.
    """
    started = time.monotonic()

    def moment() -> datetime:
        return at + timedelta(seconds=time.monotonic() - started)

    ready = list(OutboxMessage.objects.ready(at).order_by("not_before", "pk").values_list("pk", flat=True)[:BATCH])
    if not ready:
        return 0
    mailer = mailers[OUTGOING]
    sent = 0
    try:
        for pk in ready:
            if moment() > at + ROUND:
                break
            message = lease(pk, at=moment())
            if message is None:
                continue
            try:
                _send(mailer, message)
            except Exception as problem:
                mark_failed(message, problem, at=moment())
                if isinstance(problem, OSError) and not isinstance(problem, ABOUT_ONE_LETTER):
                    break
                continue
            sent += mark_sent(message, at=moment())
    finally:
        _close(mailer)
    return sent


def lease(pk: int, *, at: datetime) -> OutboxMessage | None:
    """Takes a message for LEASE, or returns None when somebody else was faster."""
    token = uuid4().hex
    taken = (
        OutboxMessage.objects.ready(at)
        .filter(pk=pk)
        .update(leased_until=at + LEASE, lease=token, attempts=F("attempts") + 1)
    )
    return OutboxMessage.objects.get(pk=pk) if taken else None


def mark_sent(message: OutboxMessage, *, at: datetime) -> bool:
    """The mail server took it; a confidential body is erased. False when the lease lapsed before."""
    return _finish(message, status=Status.SENT, sent_at=at, problem="")


def mark_failed(message: OutboxMessage, problem: Exception, *, at: datetime) -> None:
    """It did not go: again after a growing pause, or given up after the last attempt, which erases codes, too."""
    logger.warning("Message %s was not sent: %s", message.pk, type(problem).__name__)
    if message.attempts > len(PAUSES):
        _finish(message, status=Status.FAILED, problem=_in_words(problem))
        return
    _held(message).update(
        not_before=at + PAUSES[message.attempts - 1], leased_until=None, lease="", problem=_in_words(problem)
    )


def _finish(message: OutboxMessage, **change: Any) -> bool:
    erased = {"text": "", "html": ""} if message.confidential else {}
    with transaction.atomic():
        finished = _held(message).update(leased_until=None, lease="", **erased, **change)
        if finished and message.confidential:
            OutboxAttachment.objects.filter(message=message).delete()
    return bool(finished)


def _held(message: OutboxMessage) -> OutboxQuerySet:
    return OutboxMessage.objects.filter(pk=message.pk, lease=message.lease)


def _send(mailer: Any, message: OutboxMessage) -> None:
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [_address(message)],
        headers={
            "Message-ID": message.message_id,
            "Date": format_datetime(message.created_at),
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(message.html, "text/html")
    for attachment in message.attachments.all():
        mail.attach(attachment.name, bytes(attachment.content), attachment.mime)
    mailer.open()
    mailer.send_messages([mail])


def _address(message: OutboxMessage) -> str:
    """Name and address as a header; a domain with umlauts goes without the name, Django encodes it."""
    return formataddr((" ".join(message.name.split()), message.to)) if message.to.isascii() else message.to


def _in_words(problem: Exception) -> str:
    code = getattr(problem, "smtp_code", None) or getattr(problem, "errno", None)
    return f"{type(problem).__name__}{f' {code}' if code else ''}"


def _close(mailer: Any) -> None:
    close: Callable[[], None] = mailer.close
    try:
        close()
    except OSError:
        logger.info("The connection to the mail server was already gone.")
