"""What a signature signs, who has to sign, and which signatures count (`opening.md` 4.3).

A signature belongs to the fingerprint of what was on the screen. Change the content, and the signature stays where it
is but counts no longer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext

from opening.canonical import fingerprint
from opening.domain import template
from opening.domain.access import Actor
from opening.domain.missing import Missing, refuse
from opening.domain.template import SignOffRule
from opening.domain.trail import record
from opening.enums import Decision, DocumentState, ItemState, PartyState, Visibility, Voice
from opening.models import Document, Item, Party, Process, Session, SignOff, Stage
from opening.obstacles import Obstacle

type Target = Stage | Document | Session

PARTNERS: Final = "partners"
"""Stands for the whole partner side where minutes are approved."""


# ---------------------------------------------------------------- content


def content(target: Target) -> dict[str, Any]:
    """What is signed, as plain data."""
    if isinstance(target, Stage):
        return _of_stage(target)
    if isinstance(target, Document):
        return {"title": target.title, "version": target.version, "body": target.body}
    visible = [row for row in target.outcomes if row.get("visibility", Visibility.PARTIES) == Visibility.PARTIES]
    return {"title": target.title, "agenda": target.agenda, "outcomes": [row["text"] for row in visible]}


def digest(target: Target) -> str:
    """The fingerprint of what is signed, computed anew from the rows."""
    return fingerprint(content(target))


def _of_stage(stage: Stage) -> dict[str, Any]:
    phase = template.phase_of(stage)
    return {
        "definition": stage.process.definition.sha256,
        "stage": stage.key,
        "round": stage.round,
        "sentence": dict(phase.sign_off.text),
        "documents": [{"title": d.title, "version": d.version, "sha256": digest(d)} for d in shared_documents(stage)],
        "checks": sorted(item.key for item in stage.process.items.all() if item.stage_id == stage.pk and item.is_done),
        "items": [_of_item(item, have) for item, have in items_of_exit(stage)],
    }


def shared_documents(stage: Stage) -> list[Document]:
    """The latest shared or signed version of every document of a phase."""
    latest: dict[str, Document] = {}
    for document in stage.process.documents.all():
        if document.stage_id == stage.pk and document.state in {DocumentState.SHARED, DocumentState.SIGNED}:
            latest[str(document.series)] = document
    return sorted(latest.values(), key=lambda d: (d.deliverable, d.title, d.pk))


def items_of_exit(stage: Stage) -> Iterator[tuple[Item, Sequence[str]]]:
    """The goals, measures or agreements that the exit of a phase names, with the fields it asks for."""
    for guard, arguments in template.phase_of(stage).exits:
        if guard == "items":
            for item in stage.process.items.all():
                if item.kind == arguments["kind"] and item.state != ItemState.DROPPED:
                    yield item, arguments.get("have", ())


def _of_item(item: Item, have: Sequence[str]) -> dict[str, Any]:
    fields = {
        "goal": item.parent_id,
        "due": item.due_on.isoformat() if item.due_on else "",
        "owner": item.owner_id,
        **{name: getattr(item, name) for name in have if name not in {"goal", "due", "owner"}},
    }
    return {"title": item.title, **{name: fields[name] for name in have}}


# ---------------------------------------------------------------- who has to sign


@dataclass(frozen=True)
class Signer:
    """An active seat as the rule sees it."""

    party_id: int
    role: str
    organisation_id: int | None = None
    mandate: bool = True
    can_sign: bool = True


@dataclass(frozen=True)
class Given:
    """A signature that counts."""

    party_id: int
    role: str
    organisation_id: int | None = None


@dataclass(frozen=True)
class Awaited:
    """One signature that is still missing, and the seats that could give it; none means the role is vacant."""

    role: str
    party_ids: tuple[int, ...] = ()
    organisation_id: int | None = None


def awaited(rule: SignOffRule, signers: Sequence[Signer], given: Sequence[Given]) -> tuple[Awaited, ...]:
    """Which signatures are missing; nothing means the rule is met.

    `any` joins the roles so that one of them is enough; then all of them are named until one has signed.
    """
    by_role = [tuple(_awaited_of(role, rule.who[role], signers, given)) for role in rule.roles]
    if rule.joined == "any" and any(not missing for missing in by_role):
        return ()
    return tuple(missing for group in by_role for missing in group)


def _awaited_of(role: str, who: str, signers: Sequence[Signer], given: Sequence[Given]) -> Iterator[Awaited]:
    seats = [signer for signer in signers if signer.role == role]
    able = [signer.party_id for signer in seats if signer.can_sign]
    signed = {one.party_id for one in given if one.role == role}
    left = tuple(party_id for party_id in able if party_id not in signed)
    if who == "one":
        if not signed:
            yield Awaited(role, left)
    elif who == "every":
        yield from (Awaited(role, (party_id,)) for party_id in left)
        if not able:
            yield Awaited(role)
    elif who == "majority":
        if 2 * len(signed & set(able)) <= len(able):
            yield Awaited(role, left)
    else:
        yield from _awaited_by_organisation(role, seats, {g.organisation_id for g in given if g.role == role})


def _awaited_by_organisation(role: str, seats: Sequence[Signer], signed: set[int | None]) -> Iterator[Awaited]:
    """One signature for each organisation somebody speaks for; who speaks personally does not count."""
    spoken_for = sorted({s.organisation_id for s in seats if s.mandate and s.organisation_id is not None})
    if not spoken_for:
        yield Awaited(role)
    for organisation_id in spoken_for:
        if organisation_id not in signed:
            able = [s.party_id for s in seats if s.organisation_id == organisation_id and s.mandate and s.can_sign]
            yield Awaited(role, tuple(able), organisation_id)


def rule_of(target: Target) -> SignOffRule | None:
    """Who signs this; None for a document that belongs to no phase.

    A document is signed by those who sign its phase. Minutes are approved by one of the partner side, and where
    attendance is counted by community, by one of each community.
    """
    if isinstance(target, Stage):
        return template.phase_of(target).sign_off
    if isinstance(target, Document):
        stage = stage_of(target)
        return template.phase_of(stage).sign_off if stage else None
    by_community = template.of_process(target.process).raw.get("privacy", {}).get("attendance") == "by_community"
    who = "one_per_community" if by_community else "one"
    return SignOffRule((PARTNERS,), "all", {PARTNERS: who}, {})


def stage_of(document: Document) -> Stage | None:
    """The phase of a document, from the loaded process."""
    return next((s for s in document.process.stages.all() if s.pk == document.stage_id), None)


def round_of(target: Target) -> int:
    """The round signatures are collected in; a request for changes starts a new one."""
    if isinstance(target, Stage):
        return target.round
    return 1 + sum(1 for row in target.sign_offs.all() if row.decision == Decision.CHANGES_REQUESTED)


def _role_for(target: Target, role: str) -> str:
    """The role under which a seat signs this: minutes know only sides."""
    if isinstance(target, Session):
        side = template.of_process(target.process).side(role)
        return PARTNERS if side == template.PARTNER else role
    return role


def signers(target: Target) -> list[Signer]:
    """The active seats of the process as the rule for this sees them."""
    return [
        Signer(
            party.pk,
            _role_for(target, party.role),
            party.organisation_id,
            party.voice == Voice.MANDATE,
            party.can_sign and party.is_named,
        )
        for party in target.process.parties.all()
        if party.state == PartyState.ACTIVE
    ]


def given(target: Target) -> list[Given]:
    """The signatures that count: approved, of this round, for exactly the present content."""
    present, current = digest(target), round_of(target)
    return [
        Given(row.party_id, row.role, row.party.organisation_id)
        for row in target.sign_offs.all()
        if row.decision == Decision.APPROVED and row.round == current and row.content_sha256 == present
    ]


def missing_signatures(target: Target) -> tuple[Awaited, ...]:
    """The signatures this still needs."""
    rule = rule_of(target)
    return awaited(rule, signers(target), given(target)) if rule else ()


def counts(row: SignOff, target: Target) -> bool:
    """Whether a signature still counts: same round, same content."""
    return row.round == round_of(target) and row.content_sha256 == digest(target)


# ---------------------------------------------------------------- signing


def signing_seats(target: Target, actor: Actor) -> list[Party]:
    """The seats of this person that may sign this, whether or not they already did."""
    rule = rule_of(target)
    roles = set(rule.roles) if rule else set()
    return [
        seat
        for seat in actor.seats
        if seat.state == PartyState.ACTIVE and seat.can_sign and _role_for(target, seat.role) in roles
    ]


def open_seats(target: Target, actor: Actor) -> list[Party]:
    """The seats of this person whose signature is still asked for."""
    wanted = {party_id for missing in missing_signatures(target) for party_id in missing.party_ids}
    return [seat for seat in signing_seats(target, actor) if seat.pk in wanted]


def is_open(target: Target) -> bool:
    """Whether signatures are being collected for this."""
    states: Mapping[type, str] = {Stage: "in_review", Document: "shared", Session: "minuted"}
    return bool(target.state == states[type(target)])


def obstacle_to_sign(target: Target, actor: Actor) -> Obstacle | None:
    """The first reason why this person may not sign this now, or None."""
    if not is_open(target) or rule_of(target) is None:
        return Obstacle.NOTHING_TO_SIGN
    return None if signing_seats(target, actor) else Obstacle.NO_SIGNING_SEAT


def put_signature(target: Target, actor: Actor, shown: str, *, at: datetime) -> list[SignOff]:
    """Adds the signature of every seat of this person; a second click on the same one adds nothing.

    `shown` is the fingerprint the form carried. Raises RefusedError when it is not that of the present content.
    """
    if obstacle := obstacle_to_sign(target, actor):
        raise refuse(obstacle)
    if shown != digest(target):
        raise refuse(Obstacle.TEXT_CHANGED)
    rows = []
    for seat in signing_seats(target, actor):
        row, new = SignOff.objects.get_or_create(
            **{type(target).__name__.lower(): target},
            round=round_of(target),
            party=seat,
            role=_role_for(target, seat.role),
            decision=Decision.APPROVED,
            content_sha256=shown,
            defaults={"at": at, "method": actor.via},
        )
        rows.append(row)
        if new:
            record(target, "opening.sign_off.approve", actor, role=row.role, sha256=shown)
    return rows


def ask_for_changes(target: Target, actor: Actor, comment: str, *, at: datetime) -> SignOff:
    """Adds a request for changes; the comment says what should change.

    Raises RefusedError when this person signs nothing here, or without a comment.
    """
    if obstacle := obstacle_to_sign(target, actor):
        raise refuse(obstacle)
    if not comment.strip():
        raise refuse(Obstacle.COMMENT_NEEDED)
    seat = signing_seats(target, actor)[0]
    row: SignOff = SignOff.objects.create(
        **{type(target).__name__.lower(): target},
        round=round_of(target),
        party=seat,
        role=_role_for(target, seat.role),
        decision=Decision.CHANGES_REQUESTED,
        comment=comment.strip(),
        content_sha256=digest(target),
        method=actor.via,
        at=at,
    )
    return row


def partners(process: Process) -> str:
    """The whole partner side in words: the institution, where there is one."""
    return str(process.organisation or gettext("the partner side"))


def waiting_for(
    target: Target, obstacle: Obstacle, *, since: date | None, blocking: bool = True, **values: object
) -> Iterator[Missing]:
    """One entry for each signature that is missing; a role that nobody holds is the lead advisor's business."""
    words = template.of_process(target.process)
    organisations = {p.organisation_id: p.organisation for p in target.process.parties.all() if p.organisation}
    for one in missing_signatures(target):
        role = partners(target.process) if one.role == PARTNERS else words.role(one.role)
        if not one.party_ids:
            vacant = {"role": role}
            yield Missing(Obstacle.ROLE_VACANT, template.LEAD, target, values=vacant, since=since, blocking=blocking)
            continue
        yield Missing(
            obstacle,
            role=one.role,
            target=target,
            party_ids=one.party_ids,
            values={**values, "role": organisations.get(one.organisation_id) or role},
            since=since,
            blocking=blocking,
        )
