"""The one kind of mail that has no words of its own: what libraries send through Django."""

from collections.abc import Mapping
from typing import Any

from cms.mail import kinds
from cms.mail.backend import KIND
from cms.mail.letters import Letter


def notice(values: Mapping[str, Any]) -> Letter:
    """Text of a library; its first paragraph is the greeting when it ends like one."""
    paragraphs = [part.strip() for part in str(values["text"]).split("\n\n") if part.strip()]
    greeting = paragraphs.pop(0) if paragraphs and paragraphs[0].endswith((",", "!", "،")) else ""
    return Letter(subject=str(values["subject"]), greeting=greeting, paragraphs=paragraphs)


def register() -> None:
    """Tells the register of mail kinds."""
    kinds.register(
        kinds.MailKind(KIND, notice, lambda: {"subject": "Seite eingereicht", "text": "Hallo,\n\neine Seite wartet."})
    )
