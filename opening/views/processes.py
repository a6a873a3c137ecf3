"""My processes, starting one, the dashboard, and what happens to a process as a whole."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opening.addresses import process_address
from opening.domain import access, documents, invites, next_steps, parties, process, template
from opening.domain.access import Actor
from opening.domain.loading import complete, day
from opening.domain.missing import RefusedError
from opening.domain.next_steps import Box
from opening.domain.sessions import next_session
from opening.domain.wording import Words
from opening.enums import InviteChannel, ProcessState, Voice
from opening.forms.processes import StartForm, StateForm
from opening.views import shown
from opening.views.entering import in_process, outline_process, person, private
from opening.views.frame import frame
from opening.views.letters import letter

SHOWN_AT_FIRST = 4
"""Steps in a box before the others are folded away."""


@require_safe
@login_required
def process_list(request: HttpRequest) -> HttpResponse:
    """The processes of this person, with phase and what they have to do."""
    user, at = person(request), timezone.now()
    rows = []
    for one in complete(access.visible_to(user).filter(parties__in=access.seats_of(user)).distinct()):
        actor = access.actor_in(one, user)
        assert actor is not None  # the query asked for their seats
        rows.append(_line(actor, [s for s in next_steps.next_steps(actor, at=at) if s.box is Box.YOU]))
    context = {"rows": rows, "may_start": access.may_start(user), "sees_all": user.has_perm(access.LIST)}
    return private(render(request, "opening/process_list.html", context))


def _line(actor: Actor, mine: list[next_steps.Step]) -> dict[str, Any]:
    running = process.running_stage(actor.process)
    return {
        "process": actor.process,
        "title": Words(actor.process.title, actor.process.language),
        "url": process_address(actor.process),
        "stage": shown.stage(running) if running else None,
        "count": len(actor.process.stages.all()),
        "state_kind": shown.status_kind(actor.process),
        "first": mine[0].missing.html if mine else "",
        "more": len(mine) - 1,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def process_start(request: HttpRequest) -> HttpResponse:
    """The agency starts a process and invites the first person by mail or letter."""
    if not access.may_start(person(request)):
        raise Http404
    form = StartForm(request.POST or None, initial={"language": "de", "template": "opening"})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                return private(_start(request, data))
        except RefusedError as refusal:
            form.add_error(None, refusal.missing[0].sentence)
    return private(render(request, "opening/process_start.html", {"form": form}))


def _start(request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    """Starts and offers the process; the first person gets a mail, or the letter is shown to be printed."""
    user, at = person(request), timezone.now()
    made = process.start(
        data["template"],
        user,
        title=data["title"],
        organisation=data["organisation"],
        district=data["district"],
        language=data["language"],
        summary=data["summary"],
        at=at,
    )
    actor = access.actor_in(made, user)
    assert actor is not None  # who starts a process leads it
    process.offer(actor, at=at)
    messages.success(request, pgettext("staff", "The process is offered and its first phase is open."))
    if not data["sponsor_name"]:
        return redirect(process_address(made))
    contact = parties.contact_for(
        data["sponsor_name"],
        email=data["sponsor_email"],
        organisation=made.organisation,
        language=made.language,
    )
    role = "sponsor" if made.organisation else template.of_process(made).used_roles()[0]
    channel = InviteChannel.MAIL if data["sponsor_email"] else InviteChannel.LETTER
    issued = invites.invite(actor, role, contact, channel, voice=Voice.MANDATE, at=at)
    if channel == InviteChannel.LETTER:
        return letter(request, actor, issued)
    messages.success(request, pgettext("staff", "The invitation is on its way."))
    return redirect(process_address(made))


@require_safe
@outline_process
def process_detail(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where do we stand, what comes, who must act."""
    if not actor.sees_all:
        return render(request, "opening/process_outline.html", _outline(actor))
    at = timezone.now()
    steps = next_steps.next_steps(actor, at=at)
    running = process.running_stage(actor.process)
    stages = shown.stages(actor.process)
    coming = next_session(actor.process, at=at)
    context = {
        **frame(actor, "process_detail"),
        **_boxes(actor, steps, day(at)),
        "code_words": shown.code_words(actor.process),
        "steps": shown.stepper(stages),
        "running": shown.stage(running) if running else None,
        "running_since": shown.days_words((day(at) - running.opened_on).days) if running and running.opened_on else "",
        "count": len(stages),
        "session": shown.session_line(actor, coming) if coming else None,
        "advisor": shown.advisor(actor.process),
        "documents": [_document_line(actor, document) for document in documents.readable(actor)[:3]],
        "state_kind": shown.status_kind(actor.process),
    }
    return render(request, "opening/process_detail.html", context)


def _outline(actor: Actor) -> dict[str, Any]:
    running = process.running_stage(actor.process)
    return {
        "process": actor.process,
        "process_title": Words(actor.process.title, actor.process.language),
        "code_words": shown.code_words(actor.process),
        "running": shown.stage(running) if running else None,
        "steps": [{**one, "url": ""} for one in shown.stepper(shown.stages(actor.process))],
        "count": len(actor.process.stages.all()),
        "advisor": shown.advisor(actor.process),
    }


def _boxes(actor: Actor, steps: list[next_steps.Step], today: date) -> dict[str, Any]:
    boxes = next_steps.by_box(steps)
    waiting = next((s for s in [*boxes[Box.WE], *boxes[Box.OTHERS]] if s.missing.blocking), None)
    lines = {box: [shown.step(found, actor, today=today) for found in boxes[box]] for box in Box}
    return {
        "you": lines[Box.YOU][:SHOWN_AT_FIRST],
        "you_more": lines[Box.YOU][SHOWN_AT_FIRST:],
        "we": lines[Box.WE][:SHOWN_AT_FIRST],
        "we_more": lines[Box.WE][SHOWN_AT_FIRST:],
        "others": lines[Box.OTHERS][:SHOWN_AT_FIRST],
        "others_more": lines[Box.OTHERS][SHOWN_AT_FIRST:],
        "waiting": {"sentence": waiting.missing.html, "who": waiting.who} if waiting else None,
    }


def _document_line(actor: Actor, document: Any) -> dict[str, Any]:
    return {
        "title": Words(document.title, actor.process.language),
        "document": document,
        "url": reverse("opening:document_detail", args=[actor.process.code, document.series, document.version]),
        "state_kind": shown.status_kind(document),
    }


@require_POST
@in_process
def process_offer(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Offers a prepared process."""
    process.offer(actor, at=timezone.now())
    messages.success(request, pgettext("staff", "The process is offered and its first phase is open."))
    return redirect(process_address(actor.process))


_ACTIONS = {
    ProcessState.DRAFT: ["cancel"],
    ProcessState.OFFERED: ["cancel"],
    ProcessState.ACTIVE: ["pause", "conclude", "cancel"],
    ProcessState.PAUSED: ["resume", "cancel"],
}


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def process_state(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Let a process rest, take it up again, conclude it, end it early."""
    if not actor.leads:
        raise Http404
    actions = _ACTIONS.get(ProcessState(actor.process.state), [])
    form = StateForm(request.POST or None, actions=actions)
    if request.method == "POST" and form.is_valid():
        at, data = timezone.now(), form.cleaned_data
        if data["action"] == "pause":
            process.pause(actor, data["reason"], until=data["until"], at=at)
        elif data["action"] == "resume":
            process.resume(actor, at=at)
        elif data["action"] == "conclude":
            process.conclude(actor, at=at)
        else:
            process.cancel(actor, data["reason"], at=at)
        messages.success(request, pgettext("staff", "Saved."))
        return redirect(process_address(actor.process))
    context = {**frame(actor, "", (pgettext("staff", "State of the process"), "")), "form": form, "actions": actions}
    return render(request, "opening/process_state.html", context)


@require_safe
@in_process
def process_print(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything this person may read, on paper: next steps, phases with signatures, documents, meetings."""
    at = timezone.now()
    steps = next_steps.next_steps(actor, at=at)
    context = {
        **frame(actor, "", (_("To print"), "")),
        "code_words": shown.code_words(actor.process),
        "boxes": [
            (_("Your turn"), [shown.step(s, actor, today=day(at)) for s in steps if s.box is Box.YOU]),
            (_("Our turn"), [shown.step(s, actor, today=day(at)) for s in steps if s.box is Box.WE]),
            (_("Others’ turn"), [shown.step(s, actor, today=day(at)) for s in steps if s.box is Box.OTHERS]),
        ],
        "stages": [(one, shown.signatures(actor, one.row)) for one in shown.stages(actor.process)],
        "documents": [
            (_document_line(actor, document), shown.signatures(actor, document))
            for document in documents.readable(actor)
        ],
        "sessions": [shown.session_line(actor, session) for session in actor.process.sessions.all()],
        "language": get_language(),
        "printed_at": at,
    }
    return render(request, "opening/process_print.html", context)
