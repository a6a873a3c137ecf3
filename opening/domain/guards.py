"""The seven guards that decide whether a phase may be submitted (`opening.md` 4.2).

Each yields what is missing, addressed to whoever has to act. Button, dashboard, mail and refusal read the same list.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from opening.domain import signing, template
from opening.domain.missing import Missing
from opening.domain.wording import Words
from opening.enums import (
    AssessmentState,
    DocumentState,
    ItemKind,
    ItemState,
    PartyState,
    SessionState,
)
from opening.models import Document, Item, Session, Stage
from opening.obstacles import Obstacle

type Guard = Callable[..., Iterator[Missing]]

GUARDS: Final[dict[str, Guard]] = {}


def guard(name: str) -> Callable[[Guard], Guard]:
    """Registers a guard under the name templates use."""

    def register(function: Guard) -> Guard:
        GUARDS[name] = function
        return function

    return register


def missing_to_submit(stage: Stage) -> list[Missing]:
    """Everything that keeps a phase from being submitted, in the order of its template."""
    return [
        missing for name, arguments in template.phase_of(stage).exits for missing in GUARDS[name](stage, **arguments)
    ]


def hints(stage: Stage) -> Iterator[Missing]:
    """Required deliverables without a guard: worth saying, but nothing waits for them."""
    phase = template.phase_of(stage)
    words = template.of_process(stage.process)
    guarded = {d.key for name, a in phase.exits if name == "document" for d in phase.deliverables if _meant(d, a)}
    filed = {document.deliverable for document in _documents(stage)}
    for deliverable in phase.deliverables:
        if deliverable.required and not deliverable.wave and deliverable.key not in guarded | filed:
            yield Missing(
                Obstacle.DELIVERABLE_MISSING,
                role=phase.lead,
                target=stage,
                values={"document": words.words(deliverable.title)},
                since=stage.opened_on,
                blocking=False,
            )


def _meant(deliverable: template.Deliverable, arguments: Mapping[str, Any]) -> bool:
    return bool(deliverable.kind == arguments["kind"]) and arguments.get("key", deliverable.key) == deliverable.key


@guard("party")
def party(stage: Stage, *, role: str, min: int) -> Iterator[Missing]:
    """At least `min` seats of the role are taken."""
    taken = [p for p in stage.process.parties.all() if p.role == role and p.state == PartyState.ACTIVE]
    if len(taken) < min:
        obstacle = Obstacle.ROLE_VACANT if not taken else Obstacle.ROLE_TOO_FEW
        title = template.of_process(stage.process).role(role)
        values = {"role": title} if not taken else {"role": title, "got": len(taken), "min": min}
        yield Missing(obstacle, role=template.LEAD, target=stage, values=values, since=stage.opened_on)


@guard("document")
def document(stage: Stage, *, kind: str, state: str, key: str = "") -> Iterator[Missing]:
    """The latest version of a document of the phase has at least this state."""
    phase = template.phase_of(stage)
    meant = list(template.deliverables_of_kind(phase, kind, key))
    for deliverable in [one for one in meant if one.required] or meant:
        title = template.of_process(stage.process).words(deliverable.title)
        latest = latest_document(stage, deliverable.key)
        values: dict[str, Any] = {"document": Words(latest.title, stage.process.language) if latest else title}
        if latest is None:
            yield Missing(
                Obstacle.DOCUMENT_MISSING, role=phase.lead, target=stage, values=values, since=stage.opened_on
            )
        elif latest.state == DocumentState.DRAFT and state != DocumentState.DRAFT:
            written = latest.written_on
            yield Missing(Obstacle.DOCUMENT_DRAFT, role=phase.lead, target=latest, values=values, since=written)
        elif state == DocumentState.SIGNED:
            since = latest.shared_on
            yield from signing.waiting_for(latest, Obstacle.DOCUMENT_UNSIGNED, since=since, **values)


def _documents(stage: Stage) -> list[Document]:
    """The latest version of each series filed under the phase; withdrawn ones are gone."""
    latest = {
        str(one.series): one
        for one in stage.process.documents.all()
        if one.stage_id == stage.pk and one.state != DocumentState.WITHDRAWN
    }
    return list(latest.values())


def latest_document(stage: Stage, deliverable: str) -> Document | None:
    """The latest version of the document that stands for this deliverable, or None."""
    found = [one for one in _documents(stage) if one.deliverable == deliverable]
    return max(found, key=lambda one: one.pk, default=None)


@guard("assessment")
def assessment(stage: Stage, *, wave: str, state: str) -> Iterator[Missing]:
    """The self-assessment of this wave has this state."""
    found = next((one for one in stage.process.assessments.all() if one.wave == wave), None)
    if found is not None and found.state == state:
        return
    phase = template.phase_of(stage)
    named = next(d for d in phase.deliverables if d.wave == wave)
    started = found is not None and found.state != AssessmentState.VOID
    yield Missing(
        Obstacle.ASSESSMENT_NOT_THERE if started else Obstacle.ASSESSMENT_MISSING,
        role=phase.lead,
        target=stage,
        values={"document": template.of_process(stage.process).words(named.title)},
        since=stage.opened_on,
    )


@guard("items")
def items(stage: Stage, *, kind: str, min: int, have: Sequence[str] = ()) -> Iterator[Missing]:
    """At least `min` goals, measures or agreements exist, and each has the fields of `have`."""
    found = [i for i in stage.process.items.all() if i.kind == kind and i.state != ItemState.DROPPED]
    if len(found) < min:
        yield Missing(
            Obstacle.TOO_FEW_ITEMS,
            role=_coordinating_role(stage),
            target=stage,
            values={"kind": ItemKind(kind).label, "min": min, "got": len(found)},
            since=stage.opened_on,
        )
    for item in found:
        for field in have:
            if not item.has(field):
                yield _about_item(stage, item, Obstacle.ITEM_FIELD_EMPTY, field=FIELD_LABELS[field])


@guard("items_settled")
def items_settled(stage: Stage, *, kind: str) -> Iterator[Missing]:
    """Every item of the kind is done, verified or dropped."""
    for item in stage.process.items.all():
        if item.kind == kind and not item.is_settled:
            yield _about_item(stage, item, Obstacle.ITEM_OPEN)


def _about_item(stage: Stage, item: Item, obstacle: Obstacle, **values: object) -> Missing:
    owner = next((p for p in stage.process.parties.all() if p.pk == item.owner_id), None)
    return Missing(
        obstacle,
        role=owner.role if owner else _coordinating_role(stage),
        target=item,
        party_ids=(owner.pk,) if owner else (),
        values={"item": Words(item.title, stage.process.language), **values},
        since=item.created_on,
        due=item.due_on,
    )


def _coordinating_role(stage: Stage) -> str:
    """The coordinator, or who leads the phase in a process that has none."""
    taken = {p.role for p in stage.process.parties.all() if p.state == PartyState.ACTIVE}
    return "coordinator" if "coordinator" in taken else template.phase_of(stage).lead


FIELD_LABELS: Final = {
    "goal": _("the goal it belongs to"),
    "owner": _("who is responsible"),
    "due": _("by when"),
    "indicators": _("indicators"),
    "measure_of_success": _("how success is recognised"),
    "baseline": _("value at the beginning"),
    "target": _("value to reach"),
    "actual": _("value reached"),
    "evidence_expected": _("expected evidence"),
}
"""What the fields are called that an exit may ask for."""


_REACHED: Final = {
    "held": (SessionState.HELD, SessionState.MINUTED, SessionState.APPROVED),
    "minuted": (SessionState.MINUTED, SessionState.APPROVED),
    "approved": (SessionState.APPROVED,),
}
_SESSION_OBSTACLES: Final = {
    "held": Obstacle.SESSION_MISSING,
    "minuted": Obstacle.SESSION_UNMINUTED,
    "approved": Obstacle.SESSION_UNAPPROVED,
}


@guard("session")
def session(stage: Stage, *, kind: str, state: str, min: int) -> Iterator[Missing]:
    """At least `min` sessions of the phase have the state or are beyond it."""
    found = [s for s in stage.process.sessions.all() if s.stage_id == stage.pk and s.kind == kind]
    got = sum(1 for one in found if one.state in _REACHED[state])
    if got >= min:
        return
    title = template.of_process(stage.process).session_kind(kind)
    yield Missing(
        _SESSION_OBSTACLES[state],
        role=template.phase_of(stage).lead,
        target=stage,
        values={"session": title, "got": got, "min": min},
        since=stage.opened_on,
    )
    if state == "approved":
        for one in found:
            yield from unapproved(one)


def unapproved(target: Session, *, blocking: bool = True) -> Iterator[Missing]:
    """One entry for each side whose approval shared minutes still need."""
    if target.state == SessionState.MINUTED:
        title = Words(target.title, target.process.language)
        since = target.minuted_on
        yield from signing.waiting_for(target, Obstacle.MINUTES_UNSIGNED, since=since, blocking=blocking, session=title)


@guard("checklist")
def checklist(stage: Stage) -> Iterator[Missing]:
    """Every required entry of the checklist is confirmed."""
    done = {i.key for i in stage.process.items.all() if i.stage_id == stage.pk and i.is_done and i.key}
    words = template.of_process(stage.process)
    rows = {i.key: i for i in stage.process.items.all() if i.stage_id == stage.pk and i.key}
    for check in template.phase_of(stage).checks:
        if check.required and check.key not in done:
            yield Missing(
                Obstacle.CHECK_OPEN,
                role=check.by,
                target=rows.get(check.key, stage),
                values={"check": words.words(check.text)},
                since=stage.opened_on,
                due=stage.due_on,
            )
