"""Files that people send: right kind by name and by content, and not too big."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import pgettext

MOST_BYTES = 10 * 1024 * 1024
HEAD = 1024


def _starts_with(*heads: bytes) -> Callable[[BinaryIO], bool]:
    return lambda file: file.read(HEAD).startswith(heads)


def _is_pdf(file: BinaryIO) -> bool:
    return b"%PDF-" in file.read(HEAD)


def _is_webp(file: BinaryIO) -> bool:
    head = file.read(12)
    return head[:4] == b"RIFF" and head[8:] == b"WEBP"


def _is_calendar(file: BinaryIO) -> bool:
    return file.read(HEAD).removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"BEGIN:VCALENDAR")


def _holds(member: str, content: bytes = b"") -> Callable[[BinaryIO], bool]:
    """Whether the file is a ZIP archive with this member (that begins with this content), and without macros."""

    def check(file: BinaryIO) -> bool:
        try:
            with zipfile.ZipFile(file) as archive:
                names = archive.namelist()
                if member not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
                    return False
                with archive.open(member) as found:
                    return found.read(len(content)) == content
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
            return False

    return check


KINDS: dict[str, Callable[[BinaryIO], bool]] = {
    "pdf": _is_pdf,
    "docx": _holds("word/document.xml"),
    "odt": _holds("mimetype", b"application/vnd.oasis.opendocument.text"),
    "ics": _is_calendar,
    "jpg": _starts_with(b"\xff\xd8\xff"),
    "jpeg": _starts_with(b"\xff\xd8\xff"),
    "png": _starts_with(b"\x89PNG\r\n\x1a\n"),
    "webp": _is_webp,
}


def check_upload(file: File[bytes], allowed: Sequence[str], *, most_bytes: int = MOST_BYTES) -> None:
    """Raises ValidationError with a sentence when the file is too big, of another kind, or not what its name says."""
    if file.size > most_bytes:
        raise ValidationError(
            pgettext("staff", "This file is %(size)s big. The largest size is %(limit)s."),
            code="too_big",
            params={"size": filesizeformat(file.size), "limit": filesizeformat(most_bytes)},
        )
    kind = PurePath(file.name or "").suffix.lower().removeprefix(".")
    if kind not in allowed:
        raise ValidationError(
            pgettext("staff", "Files of this kind cannot be taken. Possible are: %(kinds)s."),
            code="wrong_kind",
            params={"kinds": ", ".join(allowed)},
        )
    file.seek(0)
    try:
        if not KINDS[kind](file):  # type: ignore[arg-type]  # a File reads and seeks like any other
            raise ValidationError(
                pgettext(
                    "staff",
                    "The content of this file does not fit its ending .%(kind)s. Please save it again in that format.",
                ),
                code="wrong_content",
                params={"kind": kind},
            )
    finally:
        file.seek(0)
