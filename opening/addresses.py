"""Where things of a process stand: addresses below the language, made of codes and keys, never of row ids."""

from django.db import models
from django.urls import reverse

from opening.models import Document, Item, Party, Process, Session, Stage


def process_address(process: Process) -> str:
    """The dashboard of a process."""
    return reverse("opening:process_detail", args=[process.code])


def stage_address(process: Process, stage: Stage, anchor: str = "") -> str:
    """One phase; `anchor` is the place on its page."""
    return reverse("opening:stage_detail", args=[process.code, stage.key]) + (f"#{anchor}" if anchor else "")


def document_address(process: Process, document: Document) -> str:
    """One version of a document."""
    return reverse("opening:document_detail", args=[process.code, document.series, document.version])


def session_address(process: Process, session: Session) -> str:
    """One meeting."""
    return reverse("opening:session_detail", args=[process.code, session.number])


def address_of(process: Process, target: models.Model | None) -> str:
    """Where something of this process is shown; entries of a checklist on the page of their phase."""
    if isinstance(target, Stage):
        return stage_address(process, target)
    if isinstance(target, Document):
        return document_address(process, target)
    if isinstance(target, Session):
        return session_address(process, target)
    if isinstance(target, Party):
        return reverse("opening:party_list", args=[process.code])
    if isinstance(target, Item):
        stage = next((one for one in process.stages.all() if one.pk == target.stage_id), None)
        return stage_address(process, stage, f"check-{target.key}") if stage else process_address(process)
    return process_address(process)
