"""Checklist entries, goals, measures, tasks and agreements: add, tick, settle."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from opening.domain import access, template
from opening.domain.access import Actor
from opening.domain.changes import change
from opening.domain.loading import day, holding
from opening.domain.missing import refuse
from opening.domain.trail import record
from opening.domain.wording import Words
from opening.enums import ITEM_CHANGES, ItemKind, ItemState, Outcome, StageState
from opening.models import Document, Item, Party, Stage
from opening.obstacles import Obstacle

PARENTS = {ItemKind.MEASURE: ItemKind.GOAL, ItemKind.TASK: ItemKind.MEASURE}
"""What a measure and a task may hang on; goals and agreements hang on nothing."""


def obstacle_to_tick(actor: Actor, item: Item) -> Obstacle | None:
    """Why this person cannot confirm this checklist entry now, or None."""
    stage = next(one for one in actor.process.stages.all() if one.pk == item.stage_id)
    if obstacle := access.obstacle_to_work(actor.process):
        return obstacle
    if stage.state != StageState.ACTIVE:
        return Obstacle.STAGE_NOT_OPEN
    return access.obstacle_to_tick(actor, item)


def confirming_role(actor: Actor, item: Item) -> Words:
    """The title of the role that confirms this entry."""
    stage = next(one for one in actor.process.stages.all() if one.pk == item.stage_id)
    check = template.phase_of(stage).check(item.key)
    return template.of_process(actor.process).role(check.by if check else template.LEAD)


def tick(actor: Actor, item: Item, *, at: datetime) -> None:
    """Confirms a checklist entry; confirming it twice changes nothing."""
    with holding(actor, at=at) as now:
        own = _own(now, item)
        access.require(obstacle_to_tick(now, own), role=confirming_role(now, own))
        if not own.is_done:
            seat = now.seats[0] if now.seats else None
            change(own, ItemState.DONE, ITEM_CHANGES, done_on=day(at), done_by=seat)
            record(own, "opening.item.change", now, key=own.key, before="open", after="done")


def take_back(actor: Actor, item: Item, reason: str, *, at: datetime) -> None:
    """Takes the confirmation of a checklist entry back, with a reason."""
    with holding(actor, at=at) as now:
        own = _own(now, item)
        access.require(obstacle_to_tick(now, own), role=confirming_role(now, own))
        if not reason.strip():
            raise refuse(Obstacle.REASON_NEEDED)
        change(own, ItemState.IN_PROGRESS, ITEM_CHANGES, done_on=None, done_by=None, reopen_reason=reason.strip())
        record(own, "opening.item.change", now, key=own.key, before="done", after="in_progress", reason=reason)


def add(
    actor: Actor,
    kind: ItemKind,
    title: str,
    *,
    at: datetime,
    stage: Stage | None = None,
    parent: Item | None = None,
    owner: Party | None = None,
    due_on: date | None = None,
    **fields: Any,
) -> Item:
    """A new goal, measure, task or agreement.

    Raises RefusedError when it hangs on the wrong kind of thing or its owner does not take part.
    """
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_write(now.process))
        if not now.leads and not now.roles & {"coordinator", "steering"}:
            raise refuse(Obstacle.NOT_FOR_YOU)
        if kind == ItemKind.CHECK or (parent and parent.kind != PARENTS.get(kind)):
            raise refuse(Obstacle.TREE_WRONG)
        if owner and owner.process_id != now.process.pk:
            raise refuse(Obstacle.OWNER_FOREIGN)
        item = Item.objects.create(
            process=now.process,
            stage=stage,
            parent=parent,
            kind=kind,
            title=title,
            owner=owner,
            due_on=due_on,
            created_on=day(at),
            **fields,
        )
        record(item, "opening.item.add", now, kind=kind)
        return item


def move(
    actor: Actor,
    item: Item,
    to: ItemState,
    *,
    at: datetime,
    reason: str = "",
    evidence: Sequence[Document] = (),
    **fields: Any,
) -> None:
    """Moves a goal, measure, task or agreement to another state, with what that state asks for.

    Blocking, dropping and taking back need a reason; done needs the evidence that was expected; a goal needs the value
    reached, an outcome and its reason. Only the agency verifies.
    """
    with holding(actor, at=at) as now:
        own = _own(now, item)
        access.require(access.obstacle_to_settle(now, own))
        if to == ItemState.VERIFIED and not now.leads:
            raise refuse(Obstacle.NOT_FOR_YOU)
        before = own.state
        access.require(obstacle_to_move(own, to, reason, evidence, fields))
        own.evidence.add(*evidence)
        change(own, to, ITEM_CHANGES, **fields, **_dates(own, to, reason.strip(), now, day(at)))
        record(own, "opening.item.change", now, before=before, after=str(to), reason=reason)


def obstacle_to_move(
    item: Item, to: ItemState, reason: str, evidence: Sequence[Document], fields: Mapping[str, Any]
) -> Obstacle | None:
    """What is missing for this change of state, or None; the map itself is asked afterwards."""
    back = to == ItemState.IN_PROGRESS and item.is_done
    if (back or to in {ItemState.BLOCKED, ItemState.DROPPED}) and not reason.strip():
        return Obstacle.REASON_NEEDED
    if to != ItemState.DONE:
        return None
    if item.evidence_expected and not evidence and not item.evidence.exists():
        return Obstacle.EVIDENCE_MISSING
    if item.kind == ItemKind.GOAL and not (
        fields.get("actual") and fields.get("outcome") in Outcome.values and fields.get("outcome_reason")
    ):
        return Obstacle.OUTCOME_MISSING
    return None


def _dates(item: Item, to: ItemState, reason: str, actor: Actor, today: date) -> dict[str, Any]:
    if to == ItemState.DONE:
        return {"done_on": today, "done_by": actor.seats[0] if actor.seats else None}
    if to == ItemState.VERIFIED:
        return {"verified_on": today}
    if to == ItemState.DROPPED:
        return {"dropped_on": today, "drop_reason": reason}
    if to == ItemState.BLOCKED:
        return {"block_reason": reason}
    if item.is_done:
        return {"done_on": None, "done_by": None, "verified_on": None, "reopen_reason": reason}
    return {}


def _own(actor: Actor, item: Item) -> Item:
    return next(one for one in actor.process.items.all() if one.pk == item.pk)
