"""What somebody sent, opened carefully: one file or a ZIP, never written to disk, never bigger than allowed."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.template.defaultfilters import filesizeformat

from cms.translation.exchange.faults import Fault, FileRefused

MEBIBYTE = 1024 * 1024
MOST_BYTES = 10 * MEBIBYTE
MOST_UNPACKED = 50 * MEBIBYTE
MOST_FILES = 2_000
KINDS = {"po": "po", "pot": "po", "xlf": "xliff", "xliff": "xliff"}
MANIFEST = "manifest.json"
OURS = {"readme.txt", "liesmich.txt", MANIFEST}
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Member:
    """A file of an upload; `kind` is po, xliff, or empty for what is not for us."""

    name: str
    content: bytes

    @property
    def kind(self) -> str:
        """By the ending of its name."""
        return KINDS.get(PurePosixPath(self.name).suffix.lower().removeprefix("."), "")


def open_upload(name: str, content: bytes) -> list[Member]:
    """The files of an upload; of a ZIP all but the litter of computers.

    Raises FileRefused for what is empty, too big, of another kind, damaged, locked, or leads out of its folder.
    """
    if not content:
        raise FileRefused(Fault.EMPTY)
    refuse_size(len(content))
    if content.startswith(b"PK") and not Member(name, b"").kind:
        return list(_unpack(content))
    alone = Member(PurePosixPath(name.replace("\\", "/")).name, content)
    if not alone.kind:
        raise FileRefused(Fault.WRONG_KIND, kinds="ZIP, PO, XLIFF")
    return [alone]


def refuse_size(size: int) -> None:
    """Raises FileRefused when an upload of so many bytes is too big; to be asked before it is read."""
    if size > MOST_BYTES:
        raise FileRefused(Fault.TOO_BIG, size=filesizeformat(size), limit=filesizeformat(MOST_BYTES))


def _unpack(content: bytes) -> Iterator[Member]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_archive(entries)
            wanted = [entry for entry in entries if not _is_litter(entry.filename)]
            yield from (Member(entry.filename, _take(archive, entry)) for entry in wanted)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as problem:
        if isinstance(problem, FileRefused):
            raise
        raise FileRefused(Fault.BAD_ARCHIVE) from None


def _refuse_archive(entries: list[zipfile.ZipInfo]) -> None:
    """By what the archive says of itself, before anything is unpacked."""
    if len(entries) > MOST_FILES:
        raise FileRefused(Fault.TOO_MANY_FILES, count=len(entries), limit=MOST_FILES)
    size = sum(entry.file_size for entry in entries)
    if size > MOST_UNPACKED:
        raise FileRefused(Fault.TOO_BIG_UNPACKED, size=filesizeformat(size), limit=filesizeformat(MOST_UNPACKED))
    for entry in entries:
        if _leads_out(entry.filename):
            raise FileRefused(Fault.LEADS_OUT, name=entry.filename[:100])
        if entry.flag_bits & _ENCRYPTED:
            raise FileRefused(Fault.LOCKED)
        if entry.compress_type not in _PACKED:
            raise FileRefused(Fault.BAD_ARCHIVE)


def _take(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One file. Python reads no more than the archive said it would be, and compares its checksum."""
    with archive.open(entry) as opened:
        return opened.read(entry.file_size + 1)


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]


def _is_litter(name: str) -> bool:
    """What computers put beside files: folders of macOS, hidden files."""
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
