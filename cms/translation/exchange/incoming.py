"""An upload that waits for a decision: kept as it came, with what it would change and what somebody decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.log_actions import log

from cms.translation.exchange.faults import Fault, Problem
from cms.translation.exchange.preview import ANY, Preview, Wanted, preview
from cms.translation.exchange.reading import Read, read_upload
from cms.translation.models import Exchange, ExchangeKind, ExchangeState

if TYPE_CHECKING:
    from cms.users.models import User

LONGEST_NAME = 200


@dataclass(frozen=True)
class Choice:
    """What somebody decided about one file.

    `skip`: leave the file out. `drafts`: take unsure words, too, as drafts that somebody must confirm at the desk.
    `rows`: for a sentence whether the file's words win, and the mark of our words that the person saw.
    """

    skip: bool = False
    drafts: bool = False
    rows: Mapping[str, tuple[bool, str]] = field(default_factory=dict)


def receive(name: str, content: bytes, *, wanted: Wanted = ANY, by: "User", at: datetime) -> Exchange:
    """Keep an upload and what it would change; nothing else changes.

    Raises FileRefused where nothing of it can be used; nothing is kept then.
    """
    name = PurePosixPath(name.replace("\\", "/")).name[-LONGEST_NAME:]
    upload = read_upload(name, content)
    return Exchange.objects.create(
        kind=ExchangeKind.IMPORT,
        format=upload.format,
        scope={"key": wanted.key, "code": wanted.code},
        name=name,
        content=content,
        report={"files": [_summary(found) for found in _previews(upload.files, wanted, by, at)]},
        state=ExchangeState.PREVIEWED,
        by=by,
        at=at,
    )


def preview_of(exchange: Exchange, name: str, *, by: "User", at: datetime) -> Preview:
    """What one file of an upload would change now.

    Raises LookupError for a file that is not in the upload.
    """
    found = next((file for file in exchange.report["files"] if file["name"] == name), None)
    if found is None or exchange.content is None:
        raise LookupError(f"No file {name!r} in the upload {exchange.pk}.")
    if found["fault"] == Fault.TWICE:
        return Preview(name, problem=problem_in(found))
    upload = read_upload(exchange.name, bytes(exchange.content), only=name)
    read = next(file for file in upload.files if file.name == name)
    return preview(read, wanted=Wanted(**exchange.scope), by=by, at=at)


def choice_of(exchange: Exchange, name: str) -> Choice:
    """What was decided about one file; nothing where nobody decided."""
    found: dict[str, Any] = exchange.report.get("choices", {}).get(name, {})
    rows = {ref: (bool(take), str(seen)) for ref, (take, seen) in found.get("rows", {}).items()}
    return Choice(skip=found.get("skip", False), drafts=found.get("drafts", False), rows=rows)


@transaction.atomic
def choose(exchange: Exchange, name: str, choice: Choice) -> bool:
    """Keep a decision about one file; False when the upload was taken over or discarded meanwhile."""
    locked = Exchange.objects.select_for_update().get(pk=exchange.pk)
    if locked.state != ExchangeState.PREVIEWED:
        return False
    rows = {ref: list(decided) for ref, decided in choice.rows.items()}
    choices = {**locked.report.get("choices", {}), name: {"skip": choice.skip, "drafts": choice.drafts, "rows": rows}}
    locked.report = {**locked.report, "choices": choices}
    locked.save(update_fields=["report"])
    exchange.report = locked.report
    return True


def discard(exchange: Exchange, *, by: "User | None") -> bool:
    """Throw an upload away before anything was taken over; False when it was not waiting any more."""
    waiting = Exchange.objects.filter(pk=exchange.pk, kind=ExchangeKind.IMPORT, state=ExchangeState.PREVIEWED)
    discarded = bool(waiting.update(state=ExchangeState.DISCARDED, content=None))
    exchange.refresh_from_db()
    if discarded:
        log(instance=exchange, action="translation.discard_exchange", user=by)
    return discarded


def _previews(files: tuple[Read, ...], wanted: Wanted, by: "User", at: datetime) -> Iterator[Preview]:
    seen: dict[tuple[Any, str], str] = {}
    for read in files:
        found = preview(read, wanted=wanted, by=by, at=at)
        if found.source is not None and found.problem is None:
            first = seen.setdefault((found.source.translation_key, found.code), found.name)
            if first != found.name:
                found = Preview(found.name, found.source, found.code, problem=Problem(Fault.TWICE, {"name": first}))
        yield found


def _summary(found: Preview) -> dict[str, Any]:
    problem = found.problem
    return {
        "name": found.name,
        "key": str(found.source.translation_key) if found.source is not None else "",
        "title": found.title,
        "code": found.code,
        "german_changed": found.german_changed,
        "counts": {str(verdict): count for verdict, count in found.counts.items()},
        "fault": str(problem.fault) if problem else "",
        "facts": problem.facts if problem else {},
    }


def problem_in(entry: Mapping[str, Any]) -> Problem | None:
    """What was wrong with a file, from what was kept of it."""
    return Problem(Fault(entry["fault"]), entry["facts"]) if entry["fault"] else None
