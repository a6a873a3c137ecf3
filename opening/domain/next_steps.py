"""Where do we stand, what comes, who must act (`opening.md` 4.4): one list for pages, mails and cockpit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from opening.addresses import address_of
from opening.domain import documents, guards, signing, template
from opening.domain.access import Actor
from opening.domain.loading import day
from opening.domain.missing import Missing
from opening.domain.wording import Words
from opening.enums import DocumentState, ItemKind, PartyState, ProcessState, StageState, Visibility
from opening.models import Document, Party, Process, Stage
from opening.obstacles import Obstacle

SOON: Final = timedelta(days=14)
"""What is due within this time is named although nothing waits for it yet."""


class Box(StrEnum):
    """Whose turn it is, seen by the person who looks."""

    YOU = "you"
    WE = "we"
    OTHERS = "others"


@dataclass(frozen=True)
class Step:
    """One thing somebody has to do: what, who, where, since when, by when, and whether the phase waits for it."""

    missing: Missing
    box: Box
    who: str
    url: str
    overdue: bool

    @property
    def sentence(self) -> str:
        return self.missing.sentence

    @property
    def due(self) -> date | None:
        return self.missing.due

    @property
    def since(self) -> date | None:
        return self.missing.since


def next_steps(actor: Actor, *, at: datetime) -> list[Step]:
    """Every step of the process this person may know of, the most urgent first."""
    today = day(at)
    found = [_step(actor, missing, today) for missing in _unique(_everything(actor.process, today))]
    return sorted(found, key=lambda step: _urgency(step, today))


def by_box(steps: Sequence[Step]) -> dict[Box, list[Step]]:
    """The steps in three boxes, the order kept."""
    return {box: [step for step in steps if step.box is box] for box in Box}


def _urgency(step: Step, today: date) -> tuple[bool, bool, bool, date, str]:
    soon = step.due is not None and step.due <= today + SOON
    return (
        not step.missing.blocking,
        not step.overdue,
        not soon,
        step.due or step.since or date.max,
        f"{type(step.missing.target).__name__}{step.missing.target.pk if step.missing.target else 0:09}",
    )


# ---------------------------------------------------------------- what there is to do


def blocking(process: Process) -> list[Missing]:
    """What the running phases wait for; the cockpit counts these."""
    return [missing for stage in _running(process) for missing in _of_stage(stage) if missing.blocking]


def _running(process: Process) -> list[Stage]:
    if process.state not in {ProcessState.OFFERED, ProcessState.ACTIVE}:
        return []
    return [s for s in process.stages.all() if s.state in {StageState.ACTIVE, StageState.IN_REVIEW}]


def _everything(process: Process, today: date) -> Iterator[Missing]:
    if process.is_over:
        return
    if process.state == ProcessState.DRAFT:
        yield Missing(Obstacle.PROCESS_DRAFT, role=template.LEAD, target=process, since=process.created_on)
    if process.state == ProcessState.PAUSED:
        yield Missing(Obstacle.PROCESS_PAUSED, role=template.LEAD, due=process.paused_until, blocking=False)
        return
    for stage in _running(process):
        yield from _of_stage(stage)
    yield from _open_signatures(process)
    yield from _due_items(process, today)
    yield from _unanswered(process)


def _of_stage(stage: Stage) -> Iterator[Missing]:
    words = template.of_process(stage.process)
    phase = template.phase_of(stage)
    title = words.words(phase.raw["title"])
    if stage.state == StageState.IN_REVIEW:
        yield from signing.waiting_for(stage, Obstacle.STAGE_UNSIGNED, since=stage.submitted_on, phase=title)
        return
    missing = guards.missing_to_submit(stage)
    yield from missing
    if not missing:
        lead = phase.lead if _is_taken(stage.process, phase.lead) else template.LEAD
        yield Missing(Obstacle.STAGE_READY, role=lead, target=stage, values={"phase": title}, due=stage.due_on)
    yield from guards.hints(stage)
    yield from _vacant_roles(stage, phase)


def _vacant_roles(stage: Stage, phase: template.Phase) -> Iterator[Missing]:
    guarded = {arguments["role"] for guard, arguments in phase.exits if guard == "party"}
    words = template.of_process(stage.process)
    for role in dict.fromkeys([phase.lead, *phase.sign_off.roles]):
        if role not in guarded and not _is_taken(stage.process, role):
            yield Missing(
                Obstacle.ROLE_VACANT,
                role=template.LEAD,
                target=stage,
                values={"role": words.role(role)},
                since=stage.opened_on,
                blocking=False,
            )


def _is_taken(process: Process, role: str) -> bool:
    return any(party.role == role and party.state == PartyState.ACTIVE for party in process.parties.all())


def _open_signatures(process: Process) -> Iterator[Missing]:
    """Agreements and minutes that were shared and still wait for somebody, whether or not a phase waits for them."""
    for document in process.documents.all():
        shared = document.state == DocumentState.SHARED and documents.is_latest(document)
        if shared and documents.needs_signatures(document):
            yield from signing.waiting_for(
                document,
                Obstacle.DOCUMENT_UNSIGNED,
                since=document.shared_on,
                blocking=False,
                document=Words(document.title, process.language),
            )
    for session in process.sessions.all():
        yield from guards.unapproved(session, blocking=False)


def _due_items(process: Process, today: date) -> Iterator[Missing]:
    for item in process.items.all():
        if item.kind == ItemKind.CHECK or item.is_settled or item.due_on is None or item.due_on > today + SOON:
            continue
        owner = next((party for party in process.parties.all() if party.pk == item.owner_id), None)
        yield Missing(
            Obstacle.ITEM_DUE,
            role=owner.role if owner else "coordinator",
            target=item,
            party_ids=(owner.pk,) if owner else (),
            values={"item": Words(item.title, process.language)},
            since=item.created_on,
            due=item.due_on,
            blocking=False,
        )


def _unanswered(process: Process) -> Iterator[Missing]:
    for party in process.parties.all():
        if party.state == PartyState.INVITED:
            yield Missing(
                Obstacle.INVITATION_OPEN,
                role=party.role,
                target=party,
                party_ids=(party.pk,),
                values={"name": party.name},
                since=party.invited_on,
                blocking=False,
            )


def _unique(found: Iterator[Missing]) -> Iterator[Missing]:
    """The same thing asked twice, by a guard and by an open signature, is said once."""
    seen: set[tuple[object, ...]] = set()
    for missing in found:
        target = missing.target
        values = tuple(sorted((key, str(value)) for key, value in missing.values.items()))
        key = (missing.obstacle, missing.role, type(target), target.pk if target else None, missing.party_ids, values)
        if key not in seen:
            seen.add(key)
            yield missing


# ---------------------------------------------------------------- for whom, and what they may know


def _step(actor: Actor, missing: Missing, today: date) -> Step:
    return Step(
        missing=_discreet(actor, missing),
        box=box_of(actor, missing),
        who=who(actor, missing),
        url=_url(actor, missing),
        overdue=missing.due is not None and missing.due < today,
    )


def box_of(actor: Actor, missing: Missing) -> Box:
    """Whose turn it is for this person: theirs, the agency's, or somebody else's."""
    mine = {seat.pk for seat in actor.seats}
    sides = template.of_process(actor.process)
    if mine & set(missing.party_ids) or (not missing.party_ids and missing.role in actor.roles):
        return Box.YOU
    return Box.WE if sides.side(missing.role) == template.AGENCY else Box.OTHERS


def may_name(actor: Actor, party: Party) -> bool:
    """Whether this person may know who holds a seat.

    Where a template records names only with consent, partners see no list of persons.
    """
    sides = template.of_process(actor.process)
    if actor.leads or party in actor.seats or sides.side(party.role) == template.AGENCY:
        return True
    by_consent = sides.raw.get("privacy", {}).get("names") == "consent_only"
    return actor.sees_all and (not by_consent or party.names_consent_on is not None)


def who(actor: Actor, missing: Missing) -> str:
    """The names behind a step where the person may know them, else the role."""
    process = actor.process
    seats = [p for p in process.parties.all() if p.pk in missing.party_ids] or [
        p for p in process.parties.all() if p.role == missing.role and p.state == PartyState.ACTIVE
    ]
    names = [party.name for party in seats if may_name(actor, party) and party.is_named]
    if names and len(names) <= 2:
        return ", ".join(names)
    if missing.role == signing.PARTNERS:
        return signing.partners(process)
    return str(template.of_process(process).role(missing.role)) if missing.role else ""


def _discreet(actor: Actor, missing: Missing) -> Missing:
    """Names that this person may not know become roles."""
    if isinstance(missing.target, Party) and not may_name(actor, missing.target):
        values = {"name": template.of_process(actor.process).role(missing.target.role)}
        return Missing(missing.obstacle, missing.role, missing.target, (), values, missing.since, None, False)
    return missing


def _url(actor: Actor, missing: Missing) -> str:
    target = missing.target
    if isinstance(target, Document) and not actor.leads:
        hidden = target.state == DocumentState.DRAFT or target.visibility == Visibility.INTERNAL
        target = signing.stage_of(target) if hidden else target
    return address_of(actor.process, target)
