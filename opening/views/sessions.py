"""Meetings: the list, one of them, planning, minutes, approval, calendar file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.calendar import holidays, ical
from cms.ui.links import absolute
from opening.addresses import session_address
from opening.domain import process, sessions, signing, stage
from opening.domain.access import Actor
from opening.domain.missing import Missing, RefusedError
from opening.enums import SessionState, Visibility
from opening.forms.documents import CommentForm
from opening.forms.processes import ReasonForm
from opening.forms.sessions import MinutesForm, SessionForm
from opening.models import Session
from opening.obstacles import Obstacle
from opening.views import shown
from opening.views.entering import in_process, refused
from opening.views.frame import frame
from opening.views.stages import differences, form_of


def found(actor: Actor, number: int) -> Session:
    """The meeting of this number; 404 where there is none."""
    row = next((one for one in actor.process.sessions.all() if one.number == number), None)
    if row is None:
        raise Http404
    return row


def _frame(actor: Actor, row: Session, *more: tuple[object, str]) -> dict[str, Any]:
    line = shown.session_line(actor, row)
    meetings = (_("Meetings"), reverse("opening:session_list", args=[actor.process.code]))
    crumbs = (meetings, (line["title"].html, line["url"] if more else ""), *more)
    return {**frame(actor, "session_list", *crumbs), "session": line, "code_words": shown.code_words(actor.process)}


@require_safe
@in_process
def session_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All meetings, those to come first."""
    lines = [shown.session_line(actor, session) for session in actor.process.sessions.all()]
    planned = [line for line in lines if line["row"].state == SessionState.PLANNED]
    context = {
        **frame(actor, "session_list", (_("Meetings"), "")),
        "coming": planned,
        "past": [line for line in reversed(lines) if line not in planned],
        "code_words": shown.code_words(actor.process),
    }
    return render(request, "opening/session_list.html", context)


@require_safe
@in_process
def session_detail(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One meeting: when, where, agenda, what came out of it."""
    return _show(request, actor, found(actor, number), [], 200)


def _show(request: HttpRequest, actor: Actor, row: Session, changed: list[Any], status: int) -> HttpResponse:
    visible = row.state in {SessionState.MINUTED, SessionState.APPROVED} or actor.leads
    context = {
        **_frame(actor, row),
        **form_of(row),
        "outcomes": [o["text"] for o in row.outcomes if _readable(o, actor)] if visible else [],
        "signatures": shown.signatures(actor, row),
        "may_approve": signing.is_open(row) and bool(signing.open_seats(row, actor)),
        "may_change": signing.obstacle_to_sign(row, actor) is None,
        "may_hold": actor.leads and row.state == SessionState.PLANNED and row.starts <= timezone.now(),
        "may_share": actor.leads and row.state == SessionState.HELD,
        "may_cancel": actor.leads and row.state == SessionState.PLANNED,
        "changed": changed,
        "holiday": holidays.public_holiday(timezone.localdate(row.starts)),
    }
    return render(request, "opening/session_detail.html", context, status=status)


def _readable(outcome: dict[str, Any], actor: Actor) -> bool:
    return actor.leads or outcome.get("visibility", Visibility.PARTIES) == Visibility.PARTIES


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def session_plan(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The agency plans a meeting."""
    if not actor.leads:
        raise Http404
    running = process.running_stage(actor.process)
    form = SessionForm(request.POST or None, process=actor.process, initial={"stage": running.key if running else ""})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = sessions.plan(
            actor,
            data["kind"],
            data["title"],
            starts=data["starts"],
            ends=data["ends"],
            stage=stage.stage_of(actor.process, data["stage"]),
            place=data["place"],
            online_url=data["online_url"],
            agenda=data["agenda"],
            at=timezone.now(),
        )
        messages.success(request, pgettext("staff", "The meeting is planned."))
        return redirect(session_address(actor.process, made))
    crumbs = ((_("Meetings"), reverse("opening:session_list", args=[actor.process.code])),)
    context = {**frame(actor, "session_list", *crumbs, (pgettext("staff", "Plan a meeting"), "")), "form": form}
    return render(request, "opening/session_plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def session_minutes(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The meeting took place: what came out of it, and whether everybody reads it at once."""
    row = found(actor, number)
    if not actor.leads or row.state not in {SessionState.PLANNED, SessionState.HELD}:
        raise Http404
    if row.state == SessionState.PLANNED and row.starts > timezone.now():
        return refused(request, actor, RefusedError(Missing(Obstacle.SESSION_NOT_YET)))
    initial = {"outcomes": "\n".join(o["text"] for o in row.outcomes), "share": True}
    form = MinutesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        at, outcomes = timezone.now(), form.cleaned_data["outcomes"]
        if row.state == SessionState.PLANNED:
            sessions.hold(actor, row, outcomes, at=at)
        if form.cleaned_data["share"]:
            sessions.share_minutes(actor, row, outcomes, at=at)
        messages.success(request, pgettext("staff", "Saved."))
        return redirect(session_address(actor.process, row))
    context = {**_frame(actor, row, (pgettext("staff", "Minutes"), "")), "form": form}
    return render(request, "opening/session_minutes.html", context)


@require_POST
@in_process
def session_approve(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Approves the minutes that were shown."""
    row = found(actor, number)
    try:
        sessions.approve(actor, row, request.POST.get("shown", ""), at=timezone.now())
    except RefusedError as refusal:
        if refusal.obstacle != Obstacle.TEXT_CHANGED:
            raise
        changed = differences(request.POST.get("copy", ""), shown.lines_of(signing.content(row), row))
        return _show(request, actor, row, changed or [None], 409)
    messages.success(request, _("Thank you. Your approval is recorded."))
    return redirect(session_address(actor.process, row))


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def session_changes(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Sends minutes back with a comment."""
    row = found(actor, number)
    if obstacle := signing.obstacle_to_sign(row, actor):
        return refused(request, actor, RefusedError(Missing(obstacle)), title=_("Nothing to sign here"))
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sessions.request_changes(actor, row, form.cleaned_data["comment"], at=timezone.now())
        messages.success(request, _("Your request is recorded. Everybody involved has been told."))
        return redirect(session_address(actor.process, row))
    context = {
        **_frame(actor, row, (_("Request changes"), "")),
        "form": form,
        "title": _("Request changes"),
        "text": _("The minutes go back to the agency and are shared again."),
        "submit": _("Send the request"),
        "back_url": session_address(actor.process, row),
    }
    return render(request, "opening/reason.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def session_cancel(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Cancels a planned meeting, with a reason that everybody reads."""
    row = found(actor, number)
    if not actor.leads or row.state != SessionState.PLANNED:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sessions.cancel(actor, row, form.cleaned_data["reason"], at=timezone.now())
        messages.success(request, pgettext("staff", "The meeting is cancelled. Everybody involved has been told."))
        return redirect(session_address(actor.process, row))
    context = {
        **_frame(actor, row, (pgettext("staff", "Cancel"), "")),
        "form": form,
        "title": pgettext("staff", "Cancel the meeting"),
        "text": "",
        "submit": pgettext("staff", "Cancel the meeting"),
        "submit_kind": "danger",
        "back_url": session_address(actor.process, row),
    }
    return render(request, "opening/reason.html", context)


@require_safe
@in_process
def session_calendar(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The meeting as a file for the own calendar."""
    row = found(actor, number)
    event = ical.CalendarEvent(
        uid=f"opening-session-{row.pk}@offenes-haus",
        starts_at=row.starts,
        ends_at=row.ends,
        title=row.title,
        where=row.place or row.online_url,
        description=row.agenda,
        url=absolute(session_address(actor.process, row)),
        sequence=row.sequence,
        cancelled=row.state == SessionState.CANCELLED,
    )
    response = HttpResponse(ical.calendar([event], name=row.title), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{actor.process.code}-{row.number}.ics"'
    return response
