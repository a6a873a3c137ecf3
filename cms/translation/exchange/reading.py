"""From the bytes of an upload to sentences: which files there are, what each holds, or what is wrong with it."""

import json
from dataclasses import dataclass, replace
from typing import Any

from cms.translation.exchange import po, xliff
from cms.translation.exchange.archive import MANIFEST, OURS, Member, open_upload
from cms.translation.exchange.faults import Fault, FileRefused, Problem
from cms.translation.exchange.sheets import Sheet, code_of


@dataclass(frozen=True)
class Read:
    """One piece of an upload: the sheet that was read, or the problem that kept us from it."""

    name: str
    sheet: Sheet | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class Upload:
    """What somebody sent: `format` is po or xliff (of a mixed archive: of its first file)."""

    format: str
    files: tuple[Read, ...]


def read_upload(name: str, content: bytes, *, only: str = "") -> Upload:
    """All pieces of an upload, each with its sheet or its problem; with `only` those of the file that holds this one.

    Raises FileRefused where nothing can be used: the whole is refused, or every single file is.
    """
    members = open_upload(name, content)
    if only:
        members = [member for member in members if member.name == MANIFEST or _holds(member.name, only)]
    manifest = _manifest(members)
    wanted = [member for member in members if member.name.rpartition("/")[2].lower() not in OURS]
    files = [read for member in wanted for read in _read(member, manifest.get(member.name, {}))]
    if not any(member.kind for member in wanted):
        raise FileRefused(Fault.NOTHING_INSIDE)
    if not any(file.sheet for file in files):
        worst = next(file.problem for file in files if file.problem and file.problem.fault is not Fault.WRONG_KIND)
        raise FileRefused(worst.fault, **worst.facts)
    return Upload(next(member.kind for member in wanted if member.kind), tuple(files))


def _holds(member: str, wanted: str) -> bool:
    """Whether this file has the piece: its own, or one of several in an XLIFF file, which carry a number."""
    return wanted == member or (wanted.startswith(f"{member} (") and wanted.endswith(")"))


def _read(member: Member, told: dict[str, str]) -> list[Read]:
    if not member.kind:
        return [Read(member.name, problem=Problem(Fault.WRONG_KIND, {"kinds": "PO, XLIFF"}))]
    try:
        sheets = [po.read(member.content)] if member.kind == "po" else xliff.read(member.content)
    except FileRefused as refused:
        return [Read(member.name, problem=refused.problem)]
    if not sheets:
        return [Read(member.name, problem=Problem(Fault.NO_PIECE))]
    names = [member.name] if len(sheets) == 1 else [f"{member.name} ({n})" for n in range(1, len(sheets) + 1)]
    return [_with_manifest(name, sheet, told) for name, sheet in zip(names, sheets, strict=True)]


def _with_manifest(name: str, sheet: Sheet, told: dict[str, str]) -> Read:
    """What a program dropped from the head of a file stands in the manifest; the head counts where they differ."""
    key, code = sheet.key or told.get("key", ""), sheet.code or code_of(told.get("language", ""))
    sheet = replace(sheet, key=key, code=code, digest=sheet.digest or told.get("digest", ""))
    return Read(name, sheet) if key else Read(name, problem=Problem(Fault.NO_PIECE))


def _manifest(members: list[Member]) -> dict[str, dict[str, str]]:
    """What our manifest says of each file by its name; nothing where there is none, or somebody else's."""
    found = next((member for member in members if member.name == MANIFEST), None)
    try:
        said: Any = json.loads(found.content) if found else {}
        files: Any = said.get("files", [])
        return {
            str(file["file"]): {key: str(file.get(key, "")) for key in ("key", "language", "digest")} for file in files
        }
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):
        return {}
