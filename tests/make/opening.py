"""Accompanied processes: people with seats, processes as far as a test needs them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from cms.network.models import Organisation
from cms.users import roles
from cms.users.models import User
from opening.domain import access, definitions, documents, guards, items, process, sessions, signing, stage, template
from opening.domain.access import Actor
from opening.domain.loading import complete
from opening.enums import (
    AssessmentState,
    DefinitionKind,
    DocumentState,
    InviteChannel,
    ItemKind,
    ItemState,
    Outcome,
    PartyState,
    SessionState,
    StageState,
    Voice,
)
from opening.models import Assessment, Definition, Document, Invite, Item, Party, Process, Session, Stage
from tests.make.network import make_contact, make_organisation
from tests.make.people import make_staff, make_user

# A Monday noon in local time; nothing in the rules reads the clock.
AT = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)
_numbers = count(1)


_shipped: list[Definition] = []


def make_definitions() -> None:
    """The shipped definitions, as the loader stores them; read once a run."""
    if not _shipped:
        definitions.load()
        _shipped.extend(Definition.objects.order_by("pk"))
        return
    Definition.objects.bulk_create(
        Definition(**{f.attname: getattr(row, f.attname) for f in Definition._meta.fields if not f.primary_key})
        for row in _shipped
    )


def make_advisor(name: str = "Farida Rahimi") -> User:
    """Somebody of the agency who may start and lead processes."""
    return make_staff(roles.ADVISOR, name=name)


def make_manager(name: str = "Thomas Wieczorek") -> User:
    """Somebody who oversees all processes."""
    return make_staff(roles.MANAGER, name=name)


def make_process(
    key: str = "opening",
    *,
    advisor: User | None = None,
    organisation: Organisation | None = None,
    offered: bool = True,
    title: str = "Unsere Kita öffnet sich",
    at: datetime = AT,
    **fields: Any,
) -> Process:
    """A process with its lead advisor; offered, so that its first phase is running."""
    if not Definition.objects.exists():
        make_definitions()
    advisor = advisor or make_advisor()
    wanted = template.of_definition(definitions.current(DefinitionKind.PROCESS, key)).raw["organisation"]
    if organisation is None and wanted == "required":
        organisation = make_organisation("Kita Regenbogen")
    made = process.start(key, advisor, title=title, organisation=organisation, at=at, **fields)
    if offered:
        process.offer(actor_of(made, advisor), at=at)
    return again(made)


def again(row: Process) -> Process:
    """The process as the database has it now, complete."""
    return complete(Process.objects.all()).get(pk=row.pk)


def actor_of(row: Process, user: User) -> Actor:
    """This person in the process as it is now."""
    actor = access.actor_in(again(row), user)
    assert actor is not None, f"{user} has no business in {row.code}"
    return actor


def lead_of(row: Process) -> Actor:
    """The lead advisor of a process."""
    return actor_of(row, row.parties.get(role=template.LEAD).user)


def make_party(
    row: Process,
    role: str,
    *,
    user: User | None = None,
    name: str = "",
    organisation: Organisation | None = None,
    state: str = PartyState.ACTIVE,
    voice: str = Voice.MANDATE,
    can_sign: bool = True,
    with_account: bool = True,
    **fields: Any,
) -> Party:
    """A seat that is taken, with an account unless said otherwise."""
    number = next(_numbers)
    name = name or f"{role.capitalize()} {number}"
    if user is None and with_account:
        user = make_user(f"{role}{number}@post.example", name=name)
    contact = make_contact(name, email="" if user is None else user.email, organisation=row.organisation, public=False)
    return Party.objects.create(
        process=row,
        number=max(row.parties.values_list("number", flat=True), default=0) + 1,
        user=user,
        contact=contact,
        organisation=organisation or row.organisation,
        role=role,
        state=state,
        voice=voice,
        can_sign=can_sign,
        since=TODAY,
        **fields,
    )


def stage_of(row: Process, key: str) -> Stage:
    """One phase of a process as it is now."""
    found = stage.stage_of(again(row), key)
    assert found is not None
    return found


def running(row: Process) -> Stage:
    """The phase that is running now."""
    found = process.running_stage(again(row))
    assert found is not None
    return found


def put_into(row: Process, key: str) -> Stage:
    """Puts a process straight into one phase, without walking through the ones before."""
    reached = stage_of(row, key)
    row.stages.filter(position__lt=reached.position).update(
        state=StageState.SIGNED, opened_on=TODAY, submitted_on=TODAY, closed_on=TODAY
    )
    row.stages.filter(position__gt=reached.position).update(state=StageState.PENDING)
    row.stages.filter(pk=reached.pk).update(state=StageState.ACTIVE, opened_on=TODAY, due_on=TODAY + timedelta(weeks=8))
    return stage_of(row, key)


def make_document(
    row: Process,
    at_stage: Stage | None = None,
    *,
    deliverable: str = "",
    title: str = "Prozessvereinbarung",
    body: str = "Wir begleiten Sie.",
    shared: bool = True,
    at: datetime = AT,
) -> Document:
    """A document of the agency, shared unless said otherwise."""
    made = documents.write(lead_of(row), title, body, stage=at_stage, deliverable=deliverable, at=at)
    if shared:
        documents.share(lead_of(row), made, at=at)
    return Document.objects.get(pk=made.pk)


def make_session(
    row: Process,
    at_stage: Stage | None = None,
    *,
    kind: str = "steering",
    title: str = "Steuerungstreffen",
    days: float = 7,
    state: str = SessionState.PLANNED,
    at: datetime = AT,
) -> Session:
    """A meeting that many days after `at`; held, minuted or approved ones lie before it."""
    starts = at + timedelta(days=days if state == SessionState.PLANNED else -days)
    made = sessions.plan(
        lead_of(row), kind, title, starts=starts, ends=starts + timedelta(hours=2), stage=at_stage, at=at
    )
    if state != SessionState.PLANNED:
        Session.objects.filter(pk=made.pk).update(state=state, outcomes=sessions.outcome_rows(["Wir machen weiter."]))
    return Session.objects.get(pk=made.pk)


def make_assessment(row: Process, wave: str, *, state: str = AssessmentState.RELEASED) -> Assessment:
    """A self-assessment in this state; its own doors come with the survey."""
    return Assessment.objects.create(process=row, definition=row.catalogue, wave=wave, state=state)


def make_invite(
    row: Process, party: Party, *, channel: str = InviteChannel.MAIL, at: datetime = AT
) -> tuple[Invite, str]:
    """A link to take part and its token."""
    from opening.domain import invites

    issued = invites.issue(lead_of(row), party, InviteChannel(channel), at=at)
    return issued.invite, issued.token


def make_item(
    row: Process, kind: str, title: str = "Elternbriefe verständlich", *, at: datetime = AT, **fields: Any
) -> Item:
    """A goal, measure, task or agreement."""
    return items.add(lead_of(row), ItemKind(kind), title, at=at, **fields)


def settle(row: Process, missing: Any, *, at: datetime = AT) -> None:
    """Does what a missing thing asks for, by the doors of the domain; the way a process is walked through in tests."""
    kind, arguments = missing
    _SETTLERS[kind](row, running(row), at, **arguments)


def _party(row: Process, at_stage: Stage, at: datetime, *, role: str, min: int) -> None:
    while row.parties.filter(role=role, state=PartyState.ACTIVE).count() < min:
        make_party(row, role, organisation=make_organisation())


def _document(row: Process, at_stage: Stage, at: datetime, *, kind: str, state: str, key: str = "") -> None:
    phase = template.phase_of(at_stage)
    deliverable = next(d for d in template.deliverables_of_kind(phase, kind, key) if d.required)
    made = make_document(row, at_stage, deliverable=deliverable.key, title=deliverable.title["de"], at=at)
    if state == DocumentState.SIGNED:
        sign_by_all(row, made, at=at)


def sign_by_all(row: Process, target: signing.Target, *, at: datetime = AT) -> None:
    """Everybody who is asked signs, one after the other, until nothing is missing."""
    for _turn in range(50):
        fresh = fresh_target(row, target)
        waited = [one for one in signing.missing_signatures(fresh) if one.party_ids]
        if not waited or not signing.is_open(fresh):
            return
        party = Party.objects.get(pk=waited[0].party_ids[0])
        actor = actor_of(row, party.user)
        fresh = fresh_target(row, target)
        door: Callable[..., Any] = {Stage: stage.sign, Document: documents.sign, Session: sessions.approve}[type(fresh)]
        door(actor, fresh, signing.digest(fresh), at=at)


def fresh_target(row: Process, target: signing.Target) -> signing.Target:
    """The same thing from the process as it is now."""
    fresh = again(row)
    rows = {Stage: fresh.stages, Document: fresh.documents, Session: fresh.sessions}[type(target)]
    return next(one for one in rows.all() if one.pk == target.pk)


def _assessment(row: Process, at_stage: Stage, at: datetime, *, wave: str, state: str) -> None:
    make_assessment(row, wave, state=state)


def _items(row: Process, at_stage: Stage, at: datetime, *, kind: str, min: int, have: list[str] | None = None) -> None:
    owner = row.parties.filter(state=PartyState.ACTIVE).exclude(role=template.LEAD).first() or row.parties.first()
    goal = row.items.filter(kind=ItemKind.GOAL).first()
    if goal is None and "goal" in (have or []):
        goal = make_item(row, ItemKind.GOAL, at=at)
    for _number in range(min):
        _item(row, kind, at_stage, at, have or [], owner, goal)


def _item(
    row: Process, kind: str, at_stage: Stage, at: datetime, have: list[str], owner: Party, goal: Item | None
) -> None:
    make_item(
        row,
        kind,
        at=at,
        stage=at_stage,
        parent=goal if "goal" in have else None,
        owner=owner,
        due_on=TODAY + timedelta(days=200),
        indicators=["lei.01"],
        measure_of_success="Eltern antworten",
        baseline="1 von 10",
        target="8 von 10",
        evidence_expected="Elternbrief" if "evidence_expected" in have else "",
    )


def _items_settled(row: Process, at_stage: Stage, at: datetime, *, kind: str) -> None:
    for item in Item.objects.filter(process=row, kind=kind).unsettled():
        proof = [make_document(row, at_stage, title="Nachweis", at=at)] if item.evidence_expected else []
        items.move(lead_of(row), item, ItemState.DONE, evidence=proof, at=at)


def settle_goals(row: Process, *, at: datetime = AT) -> None:
    """Every goal is assessed."""
    for item in Item.objects.filter(process=row, kind=ItemKind.GOAL).unsettled():
        items.move(
            lead_of(row),
            item,
            ItemState.DONE,
            actual="7 von 10",
            outcome=Outcome.PARTLY,
            outcome_reason="Briefe sind verständlich, Antworten fehlen noch.",
            at=at,
        )


def _session(row: Process, at_stage: Stage, at: datetime, *, kind: str, state: str, min: int) -> None:
    for number in range(min):
        made = make_session(row, at_stage, kind=kind, title=f"Treffen {number}", days=1, at=at - timedelta(days=9))
        sessions.hold(lead_of(row), made, ["Wir machen weiter."], at=at)
        if state != SessionState.HELD:
            sessions.share_minutes(lead_of(row), made, at=at)
        if state == SessionState.APPROVED:
            sign_by_all(row, made, at=at)


def _checklist(row: Process, at_stage: Stage, at: datetime) -> None:
    for item in at_stage.items.filter(kind=ItemKind.CHECK).unsettled():
        items.tick(lead_of(row), item, at=at)


_SETTLERS: dict[str, Callable[..., None]] = {
    "party": _party,
    "document": _document,
    "assessment": _assessment,
    "items": _items,
    "items_settled": _items_settled,
    "session": _session,
    "checklist": _checklist,
}


def settle_stage(row: Process, *, at: datetime = AT) -> None:
    """Does everything the running phase asks for."""
    for name, arguments in template.phase_of(running(row)).exits:
        settle(row, (name, arguments), at=at)


def seat_signers(row: Process) -> None:
    """Makes sure that every role that signs the running phase is taken, and that somebody can approve minutes."""
    words = template.of_process(again(row))
    partner = next(role for role in words.used_roles() if words.side(role) == template.PARTNER)
    for role in (*template.phase_of(running(row)).sign_off.roles, partner):
        if not row.parties.filter(role=role, state=PartyState.ACTIVE).exists():
            make_party(row, role, organisation=make_organisation() if row.organisation is None else None)


def finish_stage(row: Process, *, at: datetime = AT) -> None:
    """Walks the running phase to its end: everything settled, submitted, signed by all."""
    seat_signers(row)
    settle_stage(row, at=at)
    own = running(row)
    assert guards.missing_to_submit(own) == []
    stage.submit(lead_of(row), own, at=at)
    sign_by_all(row, own, at=at)
