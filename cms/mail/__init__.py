"""Outbox: every message is a row before it is sent."""

from cms.mail.letters import Attachment, Letter

__all__ = ["Attachment", "Letter"]
