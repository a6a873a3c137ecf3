"""Django's default mailer writes to the outbox, so that mails of Wagtail and other libraries go its way, too."""

from collections.abc import Sequence
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation

from cms.mail import outbox

KIND = "mail.notice"


class OutboxBackend(BaseEmailBackend):
    """Each recipient gets an own message in the house's one form; the worker sends it by the mailer `outgoing`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Writes the mails to the outbox and returns how many they were."""
        for message in email_messages:
            for address in message.recipients():
                outbox.enqueue(
                    KIND,
                    to=address,
                    language=translation.get_language() or settings.LANGUAGE_CODE,
                    key=f"{KIND}:{uuid4().hex}:1",
                    values={"subject": str(message.subject), "text": str(message.body)},
                )
        return len(email_messages)
