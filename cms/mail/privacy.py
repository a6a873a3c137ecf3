"""What the outbox holds on people."""

from django.utils.translation import gettext_lazy as _

from cms.privacy.register import LegalBasis, not_personal, personal


def register() -> None:
    """Declares the personal fields of the outbox."""
    for field in ("to", "name", "subject", "text", "html"):
        personal(
            f"mail.OutboxMessage.{field}",
            purpose=_("Sending you the messages that belong to what you asked for or agreed with us."),
            legal_basis=LegalBasis.CONTRACT,
            keep=_("90 days; messages with a code or a personal link lose their text as soon as they are sent."),
        )
    personal(
        "mail.OutboxAttachment.content",
        purpose=_("Files that go with a message, such as a calendar entry."),
        legal_basis=LegalBasis.CONTRACT,
        keep=_("90 days; messages with a code or a personal link lose their text as soon as they are sent."),
    )
    not_personal("mail.OutboxAttachment.name", "mail.OutboxMessage.message_id")
