"""Meetings: plan, hold, share minutes, approve, send back, cancel."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cms.network.models import Organisation
from opening import notifications
from opening.domain import access, signing, template
from opening.domain.access import Actor
from opening.domain.changes import change
from opening.domain.loading import day, holding, reread
from opening.domain.missing import refuse
from opening.domain.trail import record
from opening.enums import SESSION_CHANGES, SessionState, Visibility
from opening.models import Process, Session, SignOff, Stage
from opening.obstacles import Obstacle


def next_session(process: Process, *, at: datetime) -> Session | None:
    """The next planned session that has not ended, or None."""
    coming = [s for s in process.sessions.all() if s.state == SessionState.PLANNED and s.ends > at]
    return min(coming, key=lambda s: (s.starts, s.number), default=None)


def _own(actor: Actor, session: Session) -> Session:
    return next(one for one in actor.process.sessions.all() if one.pk == session.pk)


def plan(
    actor: Actor,
    kind: str,
    title: str,
    *,
    starts: datetime,
    ends: datetime,
    at: datetime,
    stage: Stage | None = None,
    place: str = "",
    online_url: str = "",
    host: Organisation | None = None,
    agenda: str = "",
) -> Session:
    """A new meeting; its kind is one of the template's."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        if ends <= starts:
            raise refuse(Obstacle.SESSION_ENDS_EARLY)
        if kind not in template.of_process(now.process).raw["session_kinds"]:
            raise refuse(Obstacle.KIND_UNKNOWN)
        session = Session.objects.create(
            process=now.process,
            number=max((s.number for s in now.process.sessions.all()), default=0) + 1,
            stage=stage,
            kind=kind,
            title=title,
            starts=starts,
            ends=ends,
            place=place,
            online_url=online_url,
            host=host,
            agenda=agenda,
        )
        record(session, "opening.session.plan", now, number=session.number, kind=kind)
        return session


def hold(actor: Actor, session: Session, outcomes: Iterable[str] = (), *, at: datetime) -> None:
    """The meeting took place; what came out of it may be written down at once."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        own = _own(now, session)
        if own.starts > at:
            raise refuse(Obstacle.SESSION_NOT_YET)
        change(own, SessionState.HELD, SESSION_CHANGES, outcomes=outcome_rows(outcomes))
        record(own, "opening.session.hold", now, number=own.number)


def outcome_rows(texts: Iterable[str]) -> list[dict[str, Any]]:
    """Outcomes as they are stored: text and who may read it."""
    return [{"text": text.strip(), "visibility": str(Visibility.PARTIES)} for text in texts if text.strip()]


def share_minutes(actor: Actor, session: Session, outcomes: Iterable[str] | None = None, *, at: datetime) -> None:
    """Shows the outcomes to everybody involved and asks the partner side to approve them."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        own = _own(now, session)
        rows = own.outcomes if outcomes is None else outcome_rows(outcomes)
        if not rows:
            raise refuse(Obstacle.OUTCOMES_MISSING)
        change(
            own,
            SessionState.MINUTED,
            SESSION_CHANGES,
            outcomes=rows,
            minuted_on=day(at),
            row_version=own.row_version + 1,
        )
        record(own, "opening.session.share", now, number=own.number)
        notifications.ask_to_approve_minutes(own, signing.missing_signatures(own), at=at)


def approve(actor: Actor, session: Session, shown: str, *, at: datetime) -> None:
    """Approves shared minutes; with the last side they are approved."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_write(now.process))
        signing.put_signature(_own(now, session), now, shown, at=at)
        after = reread(now)
        own = _own(after, session)
        if not signing.missing_signatures(own):
            change(own, SessionState.APPROVED, SESSION_CHANGES)
            record(own, "opening.session.approve", after, number=own.number)


def request_changes(actor: Actor, session: Session, comment: str, *, at: datetime) -> SignOff:
    """Sends minutes back; they can be changed and shared again."""
    with holding(actor, at=at) as now:
        own = _own(now, session)
        row = signing.ask_for_changes(own, now, comment, at=at)
        change(own, SessionState.HELD, SESSION_CHANGES)
        record(own, "opening.session.request_changes", now, number=own.number, reason=comment)
        notifications.tell_changes_requested(own, row, at=at)
        return row


def cancel(actor: Actor, session: Session, reason: str, *, at: datetime) -> None:
    """Cancels a planned meeting; everybody involved is told."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        if not reason.strip():
            raise refuse(Obstacle.REASON_NEEDED)
        own = _own(now, session)
        change(own, SessionState.CANCELLED, SESSION_CHANGES, cancel_reason=reason.strip(), sequence=own.sequence + 1)
        record(own, "opening.session.cancel", now, number=own.number, reason=reason)
        notifications.tell_session_cancelled(own, at=at)
