"""A mailer for one's own machine: every mail is a file that a person or `/demo/mail/` can read."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMessage, InvalidMailer
from django.core.mail.backends.base import BaseEmailBackend

#: The newest mails that stay; the folder is for looking, not for keeping.
KEEP = 500


class FolderBackend(BaseEmailBackend):
    """Writes each mail as an `.eml` file whose name begins with the moment, so that the order is the order of names."""

    def __init__(self, *, folder: str | os.PathLike[str] = "", **options: Any) -> None:
        super().__init__(**options)
        if not folder:
            raise InvalidMailer("OPTIONS must define 'folder'.", alias=options.get("alias"))
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Writes the mails and returns how many they were."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
            unfinished = self.folder / f".{uuid4().hex}"
            unfinished.write_bytes(message.message().as_bytes())
            unfinished.rename(self.folder / f"{moment}-{uuid4().hex[:8]}.eml")
        for old in sorted(self.folder.glob("*.eml"))[:-KEEP]:
            old.unlink(missing_ok=True)
        return len(email_messages)
