"""PO files: written so that `msgfmt --check` has nothing to say, read whatever Poedit and others made of them."""

import re
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import polib

from cms.translation.exchange.faults import Fault, FileRefused
from cms.translation.exchange.sheets import Sheet, Trust, Unit, code_of, for_file, moment_of, one_line

ENCODINGS = {
    "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-5", "iso-8859-6", "iso-8859-9", "iso-8859-15",
    "windows-1251", "windows-1252", "windows-1254", "windows-1256", "koi8-r", "koi8-u",
}  # fmt: skip
"""What the programs of translators have ever written; all others are refused, because some of them are no text."""
UTF16 = (b"\xff\xfe", b"\xfe\xff")
MOST_LINES = 200_000
LONGEST_ENTRY = 2_000
"""Lines of one entry: polib takes time by the square of them."""
LONGEST_LINE = 100_000
FUZZY = "fuzzy"
QUOTED = re.compile(r"(?:#~\s*|#\|\s*)*(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*)?(?P<rest>.*)")


def write(sheet: Sheet) -> bytes:
    """One piece as a PO file in UTF-8."""
    file = polib.POFile(wrapwidth=-1)
    file.metadata = _header(sheet)
    seen: set[tuple[str, str]] = set()
    for unit in sheet.units:
        context = _free(unit.path, unit.german, seen)
        file.append(_entry(unit, context))
    return f"{file}\n".encode()


def read(content: bytes) -> Sheet:
    """The piece of a PO file; what it belongs to is as the file says, and stays empty where it does not.

    Raises FileRefused for another encoding, for a size no text of ours has, and for a line that is not PO.
    """
    text = _decode(content)
    _check_shape(text)
    file = _parse(text)
    meta = {key.lower(): for_file(value) for key, value in file.metadata.items()}
    return Sheet(
        key=meta.get("x-piece", "").strip(),
        code=code_of(meta.get("x-language", "") or meta.get("language", "")),
        digest=meta.get("x-digest", "").strip(),
        exported_at=moment_of(meta.get("x-exported", "")),
        title=meta.get("project-id-version", "").strip(),
        units=tuple(_units(file)),
    )


def _header(sheet: Sheet) -> dict[str, str]:
    exported = f"{sheet.exported_at:%Y-%m-%d %H:%M%z}" if sheet.exported_at else ""
    return {
        "Project-Id-Version": one_line(sheet.title) or sheet.key,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": exported,
        "PO-Revision-Date": exported,
        "Last-Translator": "",
        "Language-Team": "",
        "Language": sheet.code.replace("-", "@"),  # as POSIX writes variants; Poedit knows no other way
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": "de",
        "X-Language": sheet.code,
        "X-Piece": sheet.key,
        "X-Digest": sheet.digest,
        "X-Exported": sheet.exported_at.isoformat() if sheet.exported_at else "",
    }


def _entry(unit: Unit, context: str) -> polib.POEntry:
    replaces = unit.trust is Trust.OPEN and bool(unit.previous_text)
    text = unit.previous_text if replaces else unit.text
    return polib.POEntry(
        msgctxt=context,
        msgid=for_file(unit.german),
        msgstr=for_file(text),
        comment="\n".join(one_line(line) for line in unit.note.splitlines()),
        occurrences=[(unit.ref, "")],
        previous_msgid=for_file(unit.previous) or None,
        flags=[FUZZY] if text and (replaces or unit.trust is Trust.DRAFT) else [],
    )


def _free(path: str, german: str, seen: set[tuple[str, str]]) -> str:
    """The context of an entry. Two sentences that differ in their formatting alone look the same: one gets a number."""
    context, number = path, 1
    while (context, for_file(german)) in seen:
        number += 1
        context = f"{path} ({number})"
    seen.add((context, for_file(german)))
    return context


def _units(file: polib.POFile) -> Iterator[Unit]:
    for entry in file:
        if entry.obsolete or entry.msgid_plural:
            continue
        fuzzy = FUZZY in entry.flags
        yield Unit(
            ref=for_file(next((name for name, _line in entry.occurrences), "")),
            path=for_file(entry.msgctxt or ""),
            german=for_file(entry.msgid),
            text=for_file(entry.msgstr),
            trust=(Trust.DRAFT if fuzzy else Trust.CHECKED) if entry.msgstr.strip() else Trust.OPEN,
            note=entry.comment,
            previous=entry.previous_msgid or "",
            line=entry.linenum or 0,
        )


def _decode(content: bytes) -> str:
    if content.startswith(UTF16):
        encoding = "utf-16"
    else:
        content = content.removeprefix(b"\xef\xbb\xbf")
        said = re.search(rb"charset=([\w.:-]{1,40})", content[:8192], re.ASCII)
        encoding = said[1].decode().lower() if said else "utf-8"
        encoding = "utf-8" if encoding == "charset" else encoding  # a template nobody has filled in
        if encoding not in ENCODINGS:
            raise FileRefused(Fault.UNKNOWN_ENCODING, encoding=encoding)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise FileRefused(Fault.WRONG_ENCODING, encoding=encoding) from None


def _check_shape(text: str) -> None:
    """Refuse what keeps polib busy for minutes (no text of ours comes near these numbers), and what it cuts off."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
        raise FileRefused(Fault.TOO_MANY_LINES)
    for number, line in enumerate(lines, start=1):
        if not _is_quoted(line.strip()):
            raise FileRefused(Fault.NOT_READABLE, line=number)
    for continued, run in groupby(line.lstrip("#~| \t").startswith('"') for line in lines):
        if continued and sum(1 for _ in run) > LONGEST_ENTRY:
            raise FileRefused(Fault.TOO_MANY_LINES)


def _is_quoted(line: str) -> bool:
    """Whether words stand between quotation marks; of others polib drops the first and the last character."""
    found = QUOTED.match(line)
    if found is None or not (found["word"] or found["rest"].startswith('"')):
        return True
    return len(found["rest"]) > 1 and found["rest"].startswith('"') and found["rest"].endswith('"')


def _parse(text: str) -> polib.POFile:
    """By way of a file: given words, polib takes them for the name of a file, and splits lines where PO does not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "upload.po")
        path.write_text(text, encoding="utf-8", newline="", errors="replace")
        try:
            return polib.pofile(str(path), encoding="utf-8", wrapwidth=-1)
        except (OSError, ValueError, IndexError, TypeError) as problem:
            found = re.search(r"line (\d+)", str(problem))
            raise FileRefused(Fault.NOT_READABLE, line=int(found[1]) if found else 1) from None
