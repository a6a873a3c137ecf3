"""The phases of a process: open, submit, request changes, sign, skip, reopen."""

from datetime import datetime, timedelta

from opening import notifications
from opening.domain import access, signing, template
from opening.domain.access import Actor
from opening.domain.changes import change
from opening.domain.guards import missing_to_submit
from opening.domain.loading import day, holding, reread
from opening.domain.missing import Missing, RefusedError, refuse
from opening.domain.trail import record
from opening.enums import PROCESS_CHANGES, STAGE_CHANGES, ProcessState, StageState
from opening.models import Process, SignOff, Stage
from opening.obstacles import Obstacle

# ---------------------------------------------------------------- rules


def previous_open(stage: Stage) -> Stage | None:
    """The earliest phase before this one that is neither signed nor skipped, or None."""
    earlier = [one for one in stage.process.stages.all() if one.position < stage.position]
    return next((one for one in earlier if not one.is_settled), None)


def blockers(actor: Actor, stage: Stage) -> list[Missing]:
    """Why this person cannot submit this phase now; nothing means they can.

    The button, the dashboard, the mail and the page that refuses show this list.
    """
    if obstacle := access.obstacle_to_submit(actor, stage):
        return [Missing(obstacle)]
    if stage.state != StageState.ACTIVE:
        return [Missing(Obstacle.STAGE_NOT_OPEN)]
    return missing_to_submit(stage)


def _own(actor: Actor, stage: Stage) -> Stage:
    """The phase as it is now, from the process the actor holds."""
    return next(one for one in actor.process.stages.all() if one.pk == stage.pk)


# ---------------------------------------------------------------- actions


def open_stage(actor: Actor, stage: Stage, *, at: datetime, reason: str = "") -> None:
    """Opens a phase whose predecessors are settled; before its turn only with a reason, which is shown."""
    if obstacle := access.obstacle_to_work(actor.process):
        raise refuse(obstacle)
    if stage.state != StageState.PENDING:
        raise refuse(Obstacle.NOT_FROM_HERE, state=stage.get_state_display())
    earlier = previous_open(stage)
    if earlier and not reason.strip():
        raise refuse(Obstacle.STAGE_OUT_OF_ORDER, phase=_title(earlier))
    weeks = template.phase_of(stage).weeks[1]
    change(
        stage,
        StageState.ACTIVE,
        STAGE_CHANGES,
        advanced=earlier is not None,
        advance_reason=reason.strip() if earlier else "",
        opened_on=day(at),
        due_on=day(at) + timedelta(weeks=weeks),
    )
    record(stage, "opening.stage.open", actor, stage=stage.key, reason=reason)


def advance(actor: Actor, stage: Stage, reason: str, *, at: datetime) -> None:
    """Opens a phase before its turn; for the agency, with a reason that is shown."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        open_stage(now, _own(now, stage), at=at, reason=reason)


def submit(actor: Actor, stage: Stage, *, at: datetime) -> None:
    """Submits a phase for signature and asks everybody who signs.

    Raises RefusedError with the whole list of what is missing.
    """
    with holding(actor, at=at) as now:
        own = _own(now, stage)
        if missing := blockers(now, own):
            raise RefusedError(*missing)
        change(own, StageState.IN_REVIEW, STAGE_CHANGES, submitted_on=day(at))
        record(own, "opening.stage.submit", now, stage=own.key, round=own.round)
        notifications.ask_to_sign_stage(own, signing.missing_signatures(own), at=at)


def request_changes(actor: Actor, stage: Stage, comment: str, *, at: datetime) -> SignOff:
    """Sends a submitted phase back with a comment; a new round begins and everybody is told."""
    with holding(actor, at=at) as now:
        own = _own(now, stage)
        row = signing.ask_for_changes(own, now, comment, at=at)
        change(own, StageState.ACTIVE, STAGE_CHANGES, round=own.round + 1, submitted_on=None)
        record(own, "opening.stage.request_changes", now, stage=own.key, reason=comment)
        notifications.tell_changes_requested(own, row, at=at)
        return row


def sign(actor: Actor, stage: Stage, shown: str, *, at: datetime) -> None:
    """Signs a submitted phase; with the last signature it is signed off and the next one opens.

    `shown` is the fingerprint of what was on the screen. Raises RefusedError when it is out of date.
    """
    with holding(actor, at=at) as now:
        signing.put_signature(_own(now, stage), now, shown, at=at)
        after = reread(now)
        own = _own(after, stage)
        if not signing.missing_signatures(own):
            _settle(after, own, at=at)


def _settle(actor: Actor, stage: Stage, *, at: datetime) -> None:
    """The rule is met: the phase is signed off."""
    change(stage, StageState.SIGNED, STAGE_CHANGES, closed_on=day(at))
    record(stage, "opening.stage.signed", actor, stage=stage.key, round=stage.round)
    if actor.process.state == ProcessState.OFFERED:
        change(actor.process, ProcessState.ACTIVE, PROCESS_CHANGES, started_on=day(at))
        record(actor.process, "opening.process.begin", actor)
    following = open_next(actor, stage, at=at)
    notifications.tell_stage_signed(stage, following, at=at)


def open_next(actor: Actor, stage: Stage, *, at: datetime) -> Stage | None:
    """Opens the phase after this one when it is its turn."""
    pending = [s for s in actor.process.stages.all() if s.position > stage.position and s.state == StageState.PENDING]
    if not pending or previous_open(pending[0]):
        return None
    open_stage(actor, pending[0], at=at)
    return pending[0]


def skip(actor: Actor, stage: Stage, reason: str, *, at: datetime) -> None:
    """Leaves out a phase that the template calls optional."""
    with holding(actor, at=at) as now:
        own = _own(now, stage)
        access.require(access.obstacle_to_lead(now))
        if not template.phase_of(own).is_optional:
            raise refuse(Obstacle.STAGE_NOT_OPTIONAL)
        if not reason.strip():
            raise refuse(Obstacle.REASON_NEEDED)
        change(own, StageState.SKIPPED, STAGE_CHANGES, skip_reason=reason.strip(), closed_on=day(at))
        record(own, "opening.stage.skip", now, stage=own.key, reason=reason)
        open_next(now, own, at=at)


def reopen(actor: Actor, stage: Stage, reason: str, *, at: datetime) -> None:
    """Opens a signed phase again in a new round; its earlier signatures stay and show their round.

    A later phase that is already running is from now on ahead of its turn, for the same reason.
    """
    with holding(actor, at=at) as now:
        own = _own(now, stage)
        access.require(access.obstacle_to_lead(now) or access.obstacle_to_work(now.process))
        if own.state != StageState.SIGNED:
            raise refuse(Obstacle.NOT_FROM_HERE, state=own.get_state_display())
        if not reason.strip():
            raise refuse(Obstacle.REASON_NEEDED)
        now.process.stages.filter(
            position__gt=own.position, state__in=[StageState.ACTIVE, StageState.IN_REVIEW], advanced=False
        ).update(advanced=True, advance_reason=reason.strip())
        change(own, StageState.ACTIVE, STAGE_CHANGES, round=own.round + 1, submitted_on=None, closed_on=None)
        record(own, "opening.stage.reopen", now, stage=own.key, reason=reason)


def _title(stage: Stage) -> object:
    words = template.of_process(stage.process)
    return words.words(template.phase_of(stage).raw["title"])


def stage_of(process: Process, key: str) -> Stage | None:
    """The phase of this key, or None."""
    return next((stage for stage in process.stages.all() if stage.key == key), None)
