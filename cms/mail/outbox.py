"""Writing to the outbox: one row a message, in the transaction of its cause."""

from collections.abc import Mapping
from datetime import datetime
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from cms import jobs
from cms.mail import kinds
from cms.mail.enums import ResendObstacle, Status
from cms.mail.letters import Letter, render
from cms.mail.models import OutboxAttachment, OutboxMessage


def enqueue(
    kind: str,
    *,
    to: str,
    name: str = "",
    language: str,
    key: str,
    values: Mapping[str, Any],
    at: datetime | None = None,
) -> OutboxMessage | None:
    """Writes a message of this kind, composed and rendered now in `language`; it is sent after the commit.

    `key` is `<app>.<kind>:<object>:<version>`; a message with the same key exists once, the second call returns
    None. Call it inside the transaction of the change it tells of. Raises LookupError for an unknown kind.
    """
    mail_kind = kinds.find(kind)
    if OutboxMessage.objects.filter(key=key).exists():
        return None
    code = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(code):
        letter = mail_kind.compose(values)
    try:
        with transaction.atomic():
            message = _write(mail_kind, letter, to=to, name=name, language=code, key=key, at=at or timezone.now())
    except IntegrityError:
        if OutboxMessage.objects.filter(key=key).exists():
            return None
        raise
    transaction.on_commit(jobs.wake)
    return message


def _write(
    kind: kinds.MailKind, letter: Letter, *, to: str, name: str, language: str, key: str, at: datetime
) -> OutboxMessage:
    rendered = render(letter, language=language, name=name)
    message = OutboxMessage.objects.create(
        key=key,
        kind=kind.key,
        language=language,
        to=to,
        name=name[:120],
        subject=rendered.subject[:250],
        text=rendered.text,
        html=rendered.html,
        message_id=make_msgid(domain=parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or None),
        confidential=kind.confidential,
        created_at=at,
        not_before=at,
    )
    OutboxAttachment.objects.bulk_create(
        OutboxAttachment(message=message, name=a.name, mime=a.mime, content=a.content) for a in letter.attachments
    )
    return message


def obstacle_to_resend(message: OutboxMessage) -> ResendObstacle | None:
    """The reason why this message cannot be sent again, or None when it can."""
    if message.status == Status.WAITING:
        return ResendObstacle.WAITING
    if message.is_erased:
        return ResendObstacle.ERASED
    return None


def resend(message: OutboxMessage, *, at: datetime) -> ResendObstacle | None:
    """Puts the message back in its place with the same Message-ID; returns the obstacle when it cannot be."""
    obstacle = obstacle_to_resend(message)
    if obstacle is None:
        OutboxMessage.objects.filter(pk=message.pk, status=message.status).update(
            status=Status.WAITING, not_before=at, attempts=0, leased_until=None, lease="", problem=""
        )
        transaction.on_commit(jobs.wake)
    return obstacle
