"""The life of a process: start, offer, begin, pause, resume, conclude, cancel."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from cms.network.models import District, Organisation
from cms.users.models import User
from opening import notifications
from opening.domain import access, definitions, template
from opening.domain.access import Actor
from opening.domain.changes import change
from opening.domain.loading import complete, day, holding
from opening.domain.missing import Missing, RefusedError, refuse
from opening.domain.stage import open_stage
from opening.domain.trail import record
from opening.enums import (
    PROCESS_CHANGES,
    AssessmentState,
    DefinitionKind,
    ItemKind,
    PartyState,
    ProcessState,
    StageState,
    Voice,
)
from opening.models import Definition, Item, Party, Process, Stage
from opening.obstacles import Obstacle

# ---------------------------------------------------------------- rules


def obstacle_to_start(definition: Definition | None, user: User, organisation: Organisation | None) -> Obstacle | None:
    """The first reason why this person may not start a process of this kind with this institution."""
    if not access.may_start(user):
        return Obstacle.NOT_FOR_YOU
    if definition is None:
        return Obstacle.TEMPLATE_UNKNOWN
    wanted = template.of_definition(definition).raw["organisation"]
    if wanted == "required" and organisation is None:
        return Obstacle.ORGANISATION_REQUIRED
    if wanted == "none" and organisation is not None:
        return Obstacle.ORGANISATION_UNWANTED
    return None


def missing_to_conclude(process: Process) -> list[Missing]:
    """Everything that keeps a running process from its conclusion."""
    words = template.of_process(process)
    found = [
        Missing(Obstacle.STAGES_OPEN, target=s, values={"phase": words.words(words.phase(s.key).raw["title"])})
        for s in process.stages.all()
        if not s.is_settled
    ]
    kinds = {ItemKind.GOAL, ItemKind.MEASURE}
    if any(item.kind in kinds and not item.is_settled for item in process.items.all()):
        found.append(Missing(Obstacle.ITEMS_UNSETTLED))
    over = {AssessmentState.RELEASED, AssessmentState.VOID}
    if any(assessment.state not in over for assessment in process.assessments.all()):
        found.append(Missing(Obstacle.ASSESSMENT_OPEN))
    return found


# ---------------------------------------------------------------- actions


def start(
    key: str,
    user: User,
    *,
    title: str,
    at: datetime,
    organisation: Organisation | None = None,
    district: District | None = None,
    language: str = "de",
    summary: str = "",
) -> Process:
    """A new process in preparation, pinned to the published version of this template; `user` becomes lead advisor.

    Raises RefusedError with the obstacle.
    """
    definition = definitions.current(DefinitionKind.PROCESS, key)
    access.require(obstacle_to_start(definition, user, organisation))
    assert definition is not None
    for _attempt in range(3):
        try:
            with transaction.atomic():
                return _create(definition, user, title, at, organisation, district, language, summary)
        except IntegrityError:  # another process took the same number at the same moment
            continue
    raise refuse(Obstacle.CHANGED_MEANWHILE)


def _create(
    definition: Definition,
    user: User,
    title: str,
    at: datetime,
    organisation: Organisation | None,
    district: District | None,
    language: str,
    summary: str,
) -> Process:
    kind = template.of_definition(definition)
    catalogue = kind.raw["catalogue"]
    process = Process.objects.create(
        code=next_code(kind.raw["code_prefix"], day(at).year),
        kind=kind.raw["kind"],
        title=title,
        summary=summary,
        definition=definition,
        catalogue=None
        if catalogue == "none"
        else Definition.objects.get(kind=DefinitionKind.CATALOGUE, key=catalogue["key"], version=catalogue["version"]),
        organisation=organisation,
        district=district or (organisation.district if organisation else None),
        language=language,
        funding_field=kind.raw["funding_field"],
        created_on=day(at),
        last_activity_on=day(at),
    )
    for position, phase in enumerate(kind.phases, 1):
        stage = Stage.objects.create(process=process, key=phase.key, position=position)
        Item.objects.bulk_create(
            Item(
                process=process,
                stage=stage,
                kind=ItemKind.CHECK,
                key=check.key,
                title=kind.words(check.text, language).text[:200],
                created_on=day(at),
            )
            for check in phase.checks
        )
    Party.objects.create(
        process=process,
        number=1,
        user=user,
        role=template.LEAD,
        voice=Voice.MANDATE,
        state=PartyState.ACTIVE,
        since=day(at),
    )
    process = complete(Process.objects.all()).get(pk=process.pk)
    actor = access.actor_in(process, user)
    assert actor is not None
    record(process, "opening.process.start", actor, template=str(definition))
    return process


def next_code(prefix: str, year: int) -> str:
    """The next code of a kind in a year, such as IKOE-2026-001."""
    begin = f"{prefix}-{year}-"
    numbers = [
        int(code.removeprefix(begin))
        for code in Process.objects.filter(code__startswith=begin).values_list("code", flat=True)
    ]
    return f"{begin}{max(numbers, default=0) + 1:03}"


def offer(actor: Actor, *, at: datetime) -> None:
    """Offers a prepared process and opens its first phase."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        change(now.process, ProcessState.OFFERED, PROCESS_CHANGES)
        record(now.process, "opening.process.offer", now)
        open_stage(now, now.process.stages.all()[0], at=at)


def pause(actor: Actor, reason: str, *, at: datetime, until: date | None = None) -> None:
    """Lets a running process rest; the reason is shown to everybody involved."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        _reason(reason)
        change(now.process, ProcessState.PAUSED, PROCESS_CHANGES, pause_reason=reason.strip(), paused_until=until)
        record(now.process, "opening.process.pause", now, reason=reason, until=str(until or ""))


def resume(actor: Actor, *, at: datetime) -> None:
    """Takes up a paused process again."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        if now.process.state != ProcessState.PAUSED:
            raise refuse(Obstacle.NOT_FROM_HERE, state=now.process.get_state_display())
        change(now.process, ProcessState.ACTIVE, PROCESS_CHANGES, paused_until=None)
        record(now.process, "opening.process.resume", now)


def conclude(actor: Actor, *, at: datetime) -> None:
    """Ends a process whose phases are all signed or skipped.

    Raises RefusedError with everything that is still open.
    """
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        if now.process.state == ProcessState.ACTIVE and (missing := missing_to_conclude(now.process)):
            raise RefusedError(*missing)
        change(now.process, ProcessState.CONCLUDED, PROCESS_CHANGES, closed_on=day(at))
        record(now.process, "opening.process.conclude", now)


def cancel(actor: Actor, reason: str, *, at: datetime) -> None:
    """Ends a process early; everybody involved is told the reason."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        _reason(reason)
        change(now.process, ProcessState.CANCELLED, PROCESS_CHANGES, close_reason=reason.strip(), closed_on=day(at))
        record(now.process, "opening.process.cancel", now, reason=reason)
        notifications.tell_cancelled(now.process, reason.strip(), at=at)


def _reason(reason: str) -> None:
    if not reason.strip():
        raise refuse(Obstacle.REASON_NEEDED)


def running_stage(process: Process) -> Stage | None:
    """The phase that is running or awaits signatures; the earliest where one was opened before its turn."""
    states = {StageState.ACTIVE, StageState.IN_REVIEW}
    return next((stage for stage in process.stages.all() if stage.state in states), None)
