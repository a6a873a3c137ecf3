"""Documents written here: write, rewrite, share, sign, send back, withdraw."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from opening import notifications
from opening.canonical import fingerprint
from opening.domain import access, signing, template
from opening.domain.access import Actor
from opening.domain.changes import change
from opening.domain.loading import day, holding, reread
from opening.domain.missing import refuse
from opening.domain.trail import record
from opening.enums import DOCUMENT_CHANGES, DocumentState, Visibility
from opening.models import Document, SignOff, Stage
from opening.obstacles import Obstacle

# ---------------------------------------------------------------- rules


def readable(actor: Actor) -> list[Document]:
    """The latest version of every document this person may read, the newest first.

    Drafts and what is for the agency alone stay with the agency.
    """
    latest = {str(document.series): document for document in versions_for(actor)}
    return sorted(latest.values(), key=lambda document: (document.written_on, document.pk), reverse=True)


def versions_for(actor: Actor) -> list[Document]:
    """Every version this person may read; older ones stay readable with their signatures."""
    documents = list(actor.process.documents.all())
    if actor.leads:
        return documents
    if not actor.sees_all:
        return []
    states = {DocumentState.SHARED, DocumentState.SIGNED}
    return [d for d in documents if d.visibility == Visibility.PARTIES and d.state in states]


def is_latest(document: Document) -> bool:
    """Whether no later version of this document exists."""
    return not any(
        other.series == document.series and other.version > document.version
        for other in document.process.documents.all()
    )


def body_sha256(title: str, version: int, body: str) -> str:
    """The fingerprint of a version; signatures carry the same one."""
    return fingerprint({"title": title, "version": version, "body": body})


def _own(actor: Actor, document: Document) -> Document:
    return next(one for one in actor.process.documents.all() if one.pk == document.pk)


# ---------------------------------------------------------------- actions


def write(
    actor: Actor,
    title: str,
    body: str,
    *,
    at: datetime,
    stage: Stage | None = None,
    deliverable: str = "",
    kind: str = "other",
    visibility: Visibility = Visibility.PARTIES,
) -> Document:
    """The first version of a new document, as a draft of the agency."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        meant = template.phase_of(stage).deliverable(deliverable) if stage and deliverable else None
        document = Document.objects.create(
            process=now.process,
            stage=stage,
            deliverable=meant.key if meant else "",
            kind=meant.kind if meant else kind,
            title=title,
            body=body,
            sha256=body_sha256(title, 1, body),
            visibility=visibility,
            written_on=day(at),
            uploaded_by=now.user,
        )
        record(document, "opening.document.write", now, version=1)
        return document


def rewrite(
    actor: Actor, document: Document, *, title: str, body: str, seen: str, at: datetime, note: str = ""
) -> Document:
    """Changes a draft, or begins a new version of what was already shared; returns the draft.

    `seen` is the fingerprint of the version that was opened for editing. Raises RefusedError when somebody else wrote
    in the meantime; nothing is overwritten.
    """
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        own = _own(now, document)
        if own.sha256 != seen or not is_latest(own):
            raise refuse(Obstacle.TEXT_CHANGED)
        if own.state == DocumentState.DRAFT:
            own.title, own.body, own.note = title, body, note
            own.sha256 = body_sha256(title, own.version, body)
            own.save(update_fields=["title", "body", "note", "sha256"])
        else:
            version = own.version + 1
            own = Document.objects.create(
                process=now.process,
                stage_id=own.stage_id,
                deliverable=own.deliverable,
                kind=own.kind,
                series=own.series,
                version=version,
                title=title,
                body=body,
                note=note,
                sha256=body_sha256(title, version, body),
                visibility=own.visibility,
                written_on=day(at),
                uploaded_by=now.user,
            )
        record(own, "opening.document.write", now, version=own.version)
        return own


def share(actor: Actor, document: Document, *, at: datetime) -> None:
    """Shows a draft to everybody involved; where the phase asks for signatures, the signers are asked."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        own = _own(now, document)
        change(own, DocumentState.SHARED, DOCUMENT_CHANGES, shared_on=day(at))
        record(own, "opening.document.share", now, version=own.version)
        if needs_signatures(own):
            notifications.ask_to_sign_document(own, signing.missing_signatures(own), at=at)


def needs_signatures(document: Document) -> bool:
    """Whether an exit of its phase asks for this document to be signed."""
    stage = signing.stage_of(document)
    if stage is None or not document.deliverable:
        return False
    phase = template.phase_of(stage)
    return any(
        guard == "document"
        and arguments["state"] == DocumentState.SIGNED
        and document.deliverable
        in {d.key for d in template.deliverables_of_kind(phase, arguments["kind"], arguments.get("key", ""))}
        for guard, arguments in phase.exits
    )


def obstacle_to_sign(document: Document, actor: Actor) -> Obstacle | None:
    """Why this person may not sign this document now, or None."""
    if not needs_signatures(document) or not is_latest(document):
        return Obstacle.NOTHING_TO_SIGN
    return signing.obstacle_to_sign(document, actor)


def sign(actor: Actor, document: Document, shown: str, *, at: datetime) -> None:
    """Signs a shared document; with the last signature it is signed.

    `shown` is the fingerprint of what was on the screen. Raises RefusedError when it is out of date.
    """
    with holding(actor, at=at) as now:
        own = _own(now, document)
        access.require(access.obstacle_to_write(now.process) or obstacle_to_sign(own, now))
        signing.put_signature(own, now, shown, at=at)
        after = reread(now)
        own = _own(after, document)
        if not signing.missing_signatures(own):
            change(own, DocumentState.SIGNED, DOCUMENT_CHANGES, signed_on=day(at))
            record(own, "opening.document.signed", after, version=own.version)


def request_changes(actor: Actor, document: Document, comment: str, *, at: datetime) -> SignOff:
    """Asks for another wording; the signatures given so far stay with this round."""
    with holding(actor, at=at) as now:
        own = _own(now, document)
        access.require(access.obstacle_to_write(now.process) or obstacle_to_sign(own, now))
        row = signing.ask_for_changes(own, now, comment, at=at)
        notifications.tell_changes_requested(own, row, at=at)
        return row


def withdraw(actor: Actor, document: Document, reason: str, *, at: datetime) -> None:
    """Takes a document back with a reason; its signatures stay on record."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        if not reason.strip():
            raise refuse(Obstacle.REASON_NEEDED)
        own = _own(now, document)
        change(own, DocumentState.WITHDRAWN, DOCUMENT_CHANGES, withdraw_reason=reason.strip())
        record(own, "opening.document.withdraw", now, version=own.version, reason=reason)


# ---------------------------------------------------------------- differences


@dataclass(frozen=True)
class Line:
    """One paragraph of a comparison: what stayed, came, or went."""

    change: str
    text: str


def differences(before: str, after: str) -> Iterator[Line]:
    """Two texts compared paragraph by paragraph; `change` is same, new or gone."""
    old, new = before.splitlines(), after.splitlines()
    for tag, a1, a2, b1, b2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Line("same", text) for text in old[a1:a2])
        else:
            yield from (Line("gone", text) for text in old[a1:a2] if text.strip())
            yield from (Line("new", text) for text in new[b1:b2] if text.strip())
