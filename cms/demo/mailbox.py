"""The mails of the demo, read back from the files that the folder mailer wrote. Nothing here knows the outbox."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache
from pathlib import Path

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")
CODE = re.compile(r"^.+: (\d{4}-\d{4})$", re.MULTILINE)
#: What a mail of ours consists of; the subject stands above it, so its own heading goes.
TAGS = {"a", "bdi", "br", "dd", "dl", "dt", "p", "strong"}
ATTRIBUTES = {"a": {"href", "dir"}, "*": {"dir", "lang"}}
GONE = {"h1", "script", "style", "title"}
#: How many of the newest mails the list shows.
SHOWN = 100


@dataclass(frozen=True)
class File:
    """An attachment."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """One mail as a person sees it."""

    key: str
    at: datetime
    to: str
    name: str
    subject: str
    language: str
    text: str
    html: SafeString
    files: list[File] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The code in it, if there is one."""
        found = CODE.search(self.text)
        return found[1] if found else ""


def mails(to: str = "") -> list[Mail]:
    """The newest mails first; with `to` those whose address holds these letters."""
    keys = sorted(path.stem for path in folder().glob("*.eml") if NAME.fullmatch(path.stem))
    wanted = to.strip().lower()
    found = [mail for mail in (_read(folder(), key) for key in keys) if mail is not None and wanted in mail.to.lower()]
    return sorted(found, key=lambda mail: (mail.at, mail.key), reverse=True)[:SHOWN]


def mail(key: str) -> Mail | None:
    """The mail with this key, or None."""
    return _read(folder(), key) if NAME.fullmatch(key) else None


def folder() -> Path:
    """Where the folder mailer writes."""
    return Path(settings.DATA_DIR) / "mails"


@lru_cache(maxsize=512)
def _parse(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    name, address = getaddresses([str(message["To"] or "")])[0]
    return Mail(
        key=path.stem,
        at=parsedate_to_datetime(str(message["Date"])),
        to=address,
        name=name,
        subject=str(message["Subject"] or ""),
        language=str(message["Content-Language"] or settings.LANGUAGE_CODE),
        text=_content(message, "plain"),
        html=_harmless(_content(message, "html")),
        files=[
            File(part.get_filename() or "attachment", part.get_content_type(), _bytes(part))
            for part in message.iter_attachments()
        ],
    )


def _harmless(html: str) -> SafeString:
    """Only what our letters are made of; links keep the look of a button where they have it."""
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags=GONE,
        allowed_classes={"a": {"button"}},
        link_rel=None,
    )
    return mark_safe(clean)


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _read(place: Path, key: str) -> Mail | None:
    try:
        return _parse(place / f"{key}.eml")
    except FileNotFoundError:
        return None
