"""Rows as pages show them: words in the reader's language, names as far as the reader may know them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import models
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.network.models import Contact
from cms.ui import moments
from opening.addresses import address_of, document_address, session_address, stage_address
from opening.domain import access, documents, guards, items, next_steps, signing, template
from opening.domain.access import Actor
from opening.domain.missing import Missing, sentence_html
from opening.domain.next_steps import Step
from opening.domain.signing import Target
from opening.domain.wording import Words
from opening.enums import Decision, ItemKind, PartyState, StageState
from opening.models import Document, Item, Party, Process, Session, SignOff, Stage

STATUS_KINDS: Mapping[type[models.Model], Mapping[str, str]] = {
    Process: {"offered": "wait", "active": "accent", "paused": "wait", "concluded": "good", "cancelled": "bad"},
    Stage: {"active": "call", "in_review": "wait", "signed": "good"},
    Party: {"invited": "wait", "active": "good"},
    Session: {"planned": "accent", "held": "accent", "minuted": "wait", "approved": "good", "cancelled": "bad"},
    Document: {"draft": "wait", "shared": "accent", "signed": "good", "withdrawn": "bad"},
}


def status_kind(row: Process | Stage | Party | Session | Document) -> str:
    """The colour that helps the state of a row, which is always said in words, too."""
    return STATUS_KINDS[type(row)].get(row.state, "")


# ---------------------------------------------------------------- what has to be done


NEAR: Final = timedelta(days=28)
"""A date further away than this is no help on a list of things to do."""


def todo(missing: Missing, who: str, actor: Actor, *, today: date, url: str | None = None) -> dict[str, Any]:
    """One line of a list of things to do: what, who, and by when, or since when where no date is near."""
    if url is None:
        url = address_of(actor.process, missing.target) if missing.role and missing.target else ""
    near = missing.due is not None and missing.due <= today + NEAR
    late = missing.due is not None and missing.due < today
    since = "" if near else since_words(missing.since)
    return {
        "sentence": missing.html,
        "url": url,
        "note": " · ".join(part for part in (who, since) if part),
        "due": due_words(missing.due, today) if missing.due and near else "",
        "late": late,
    }


def step(found: Step, actor: Actor, *, today: date) -> dict[str, Any]:
    """A step as a line; the own name is left out."""
    who = "" if found.box is next_steps.Box.YOU else found.who
    return todo(found.missing, who, actor, url=found.url, today=today)


def due_words(day: date, today: date) -> str:
    """By when, in words."""
    pattern = _("was due on %(day)s") if day < today else _("by %(day)s")
    return pattern % {"day": moments.day(day, today=today)}


def since_words(day: date | None) -> str:
    """Since when, in words."""
    return _("since %(day)s") % {"day": date_format(day, "MONTH_DAY_FORMAT")} if day else ""


def days_words(days: int) -> str:
    """How long a phase has been running."""
    if days <= 0:
        return _("since today")
    return ngettext("for %(count)s day", "for %(count)s days", days) % {"count": days}


# ---------------------------------------------------------------- phases


@dataclass(frozen=True)
class ShownStage:
    """One phase with the words of its template."""

    row: Stage
    number: int
    title: Words
    heading: Words
    purpose: Words
    now: Words
    lead: Words
    state_kind: str
    url: str
    phase: template.Phase


def stages(process: Process) -> list[ShownStage]:
    """All phases in their order."""
    return [stage(row) for row in process.stages.all()]


def stage(row: Stage) -> ShownStage:
    """One phase."""
    words = template.of_process(row.process)
    phase = template.phase_of(row)
    return ShownStage(
        row=row,
        number=row.position,
        title=words.words(phase.raw["title"]),
        heading=hyphenated(words.words(phase.raw["title"])),
        purpose=words.words(phase.raw["purpose"]),
        now=words.words(phase.raw["now"]),
        lead=words.role(phase.lead),
        state_kind=status_kind(row),
        url=stage_address(row.process, row),
        phase=phase,
    )


_STEPPER = {
    StageState.SIGNED: "done",
    StageState.SKIPPED: "skipped",
    StageState.ACTIVE: "now",
    StageState.IN_REVIEW: "now",
}


def stepper(shown: Sequence[ShownStage]) -> list[dict[str, Any]]:
    """The phases as the bar shows them; the bar has one present step, the first that is running."""
    states = [_STEPPER.get(StageState(one.row.state), "todo") for one in shown]
    current = states.index("now") if "now" in states else -1
    return [
        {
            "label": one.heading.html,
            "state": "todo" if state == "now" and number != current else state,
            "url": one.url,
        }
        for number, (one, state) in enumerate(zip(shown, states, strict=True))
    ]


_JOINTS: Final = re.compile(
    "(?<=ngs|nds|ags)(?=[a-zäöüß]{5})|(?<=Ziel)(?=ver)|(?<=ess)(?=ver)|(?<=nahmen)(?=plan)|(?<=zial)(?=raum)"
)


def hyphenated(words: Words) -> Words:
    """Long German compounds with soft hyphens at their joints: not every browser brings a dictionary."""
    if not words.language.startswith("de"):
        return words
    return Words(_JOINTS.sub("\u00ad", words.text), words.language)


@dataclass(frozen=True)
class ShownCheck:
    """One entry of the checklist: its words, who confirms it, and what the reader may do."""

    item: Item
    text: Words
    by: Words
    required: bool
    done_by: str
    may_tick: bool
    why_not: str


def checks(actor: Actor, row: Stage) -> Iterator[ShownCheck]:
    """The checklist of a phase for this reader."""
    words = template.of_process(row.process)
    rows = {i.key: i for i in row.process.items.all() if i.stage_id == row.pk and i.kind == ItemKind.CHECK}
    for check in template.phase_of(row).checks:
        item = rows[check.key]
        role = words.role(check.by)
        obstacle = items.obstacle_to_tick(actor, item)
        yield ShownCheck(
            item=item,
            text=words.words(check.text),
            by=role,
            required=check.required,
            done_by=party_name(actor, item.done_by_id),
            may_tick=obstacle is None,
            why_not=sentence_html(obstacle, {"role": role}) if obstacle else "",
        )


@dataclass(frozen=True)
class ShownDeliverable:
    """One thing a phase produces, and what is on file for it."""

    title: Words
    required: bool
    key: str
    document: Document | None
    document_kind: str
    url: str
    is_written_here: bool


def deliverables(actor: Actor, row: Stage) -> Iterator[ShownDeliverable]:
    """The deliverables of a phase with their latest version this reader may read."""
    words = template.of_process(row.process)
    readable = {document.pk for document in documents.versions_for(actor)}
    for deliverable in template.phase_of(row).deliverables:
        found = guards.latest_document(row, deliverable.key)
        if found and found.pk not in readable:
            older = [d for d in documents.versions_for(actor) if d.series == found.series]
            found = older[-1] if older else None
        yield ShownDeliverable(
            title=words.words(deliverable.title),
            required=deliverable.required,
            key=deliverable.key,
            document=found,
            document_kind=status_kind(found) if found else "",
            url=document_address(row.process, found) if found else "",
            is_written_here=not deliverable.wave,
        )


def party_name(actor: Actor, party_id: int | None) -> str:
    """The name of a seat where this reader may know it, else its role; empty for nobody."""
    party = next((p for p in actor.process.parties.all() if p.pk == party_id), None)
    return seat_name(actor, party) if party else ""


def seat_name(actor: Actor, party: Party) -> str:
    """The name of a seat where this reader may know it, else its role."""
    if next_steps.may_name(actor, party) and party.name:
        return party.name
    return str(template.of_process(actor.process).role(party.role))


# ---------------------------------------------------------------- signatures


@dataclass(frozen=True)
class ShownSignature:
    """One decision: who, as what, when, in which round, and whether it counts for the present text."""

    row: SignOff
    name: str
    role: Words | str
    counts: bool
    is_approval: bool


def signatures(actor: Actor, target: Target) -> list[ShownSignature]:
    """Every decision on this, the oldest first; earlier ones stay visible."""
    words = template.of_process(target.process)
    return [
        ShownSignature(
            row=row,
            name=seat_name(actor, row.party),
            role=signing.partners(target.process) if row.role == signing.PARTNERS else words.role(row.role),
            counts=row.decision == Decision.APPROVED and signing.counts(row, target),
            is_approval=row.decision == Decision.APPROVED,
        )
        for row in target.sign_offs.all()
    ]


def lines_of(content: dict[str, Any], target: Target) -> list[str]:
    """What is signed, as lines of text: for the form, and to say what changed in between."""
    if not isinstance(target, Stage):
        agenda = str(content.get("agenda", ""))
        body = [str(content.get("body", ""))] if "body" in content else [agenda, *content.get("outcomes", [])]
        return [str(content["title"]), *(line for text in body for line in text.splitlines())]
    words = template.of_process(target.process)
    phase = template.phase_of(target)
    known = {check.key: check for check in phase.checks}
    return [
        str(words.words(content["sentence"])),
        *(
            _("Document: %(title)s, version %(version)s") % {"title": d["title"], "version": d["version"]}
            for d in content["documents"]
        ),
        *(
            _("Confirmed: %(text)s") % {"text": words.words(known[key].text)}
            for key in content["checks"]
            if key in known
        ),
        *(str(item["title"]) for item in content["items"]),
    ]


# ---------------------------------------------------------------- people


def advisor(process: Process) -> dict[str, Any] | None:
    """The named advisor with phone and address, for the contact card."""
    lead = next(
        (p for p in process.parties.all() if p.role == template.LEAD and p.state == PartyState.ACTIVE and p.user), None
    )
    if lead is None or lead.user is None:
        return None
    contact = Contact.objects.filter(user=lead.user).first()
    return {
        "name": lead.user.get_full_name(),
        "function": template.of_process(process).role(template.LEAD).html,
        "phone": contact.phone if contact else "",
        "email": (contact.email if contact and contact.email else lead.user.email),
    }


def session_line(actor: Actor, session: Session) -> dict[str, Any]:
    """One meeting as a row of a list."""
    return {
        "row": session,
        "title": Words(session.title, actor.process.language),
        "kind": template.of_process(actor.process).session_kind(session.kind),
        "url": session_address(actor.process, session),
        "status_kind": status_kind(session),
    }


def may_write(actor: Actor) -> bool:
    """Whether this reader edits the process."""
    return access.obstacle_to_lead(actor) is None


def code_words(process: Process) -> Any:
    """The small line above a title: institution and code."""
    if process.organisation:
        return format_html('<span dir="auto">{}</span> · <bdi>{}</bdi>', process.organisation.name, process.code)
    return format_html("<bdi>{}</bdi>", process.code)
