"""The phases of a process: all of them, one of them, ticking, submitting, signing, sending back."""

from typing import Any

from django.contrib import messages
from django.core import signing as signed_values
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opening.addresses import stage_address
from opening.domain import access, documents, guards, items, next_steps, signing, stage, template
from opening.domain.access import Actor
from opening.domain.missing import Missing, RefusedError
from opening.domain.wording import Words
from opening.enums import ItemKind, StageState
from opening.forms.documents import CommentForm
from opening.forms.processes import ReasonForm
from opening.models import Stage
from opening.obstacles import Obstacle
from opening.views import shown
from opening.views.entering import in_process, refused
from opening.views.frame import frame


def found(actor: Actor, phase: str) -> Stage:
    """The phase of this key; 404 where there is none."""
    row = stage.stage_of(actor.process, phase)
    if row is None:
        raise Http404
    return row


def _frame(actor: Actor, row: Stage, *more: tuple[object, str]) -> dict[str, Any]:
    one = shown.stage(row)
    phases = (_("Phases"), reverse("opening:stage_list", args=[actor.process.code]))
    return {
        **frame(actor, "stage_list", phases, (one.title.html, one.url if more else ""), *more),
        "stage": one,
        "code_words": shown.code_words(actor.process),
    }


@require_safe
@in_process
def stage_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All phases with dates, rounds and signatures."""
    stages = [(one, shown.signatures(actor, one.row)) for one in shown.stages(actor.process)]
    context = {
        **frame(actor, "stage_list", (_("Phases"), "")),
        "stages": stages,
        "code_words": shown.code_words(actor.process),
    }
    return render(request, "opening/stage_list.html", context)


@require_safe
@in_process
def stage_detail(request: HttpRequest, actor: Actor, phase: str) -> HttpResponse:
    """One phase: what it is for, what is missing, and the next door."""
    row = found(actor, phase)
    words = template.of_process(actor.process)
    running = row.state == StageState.ACTIVE
    missing = guards.missing_to_submit(row) if running else []
    blockers = stage.blockers(actor, row) if running else []
    context = {
        **_frame(actor, row),
        "missing": [_line(actor, one) for one in missing if one.obstacle != Obstacle.CHECK_OPEN],
        "checks_open": sum(1 for one in missing if one.obstacle == Obstacle.CHECK_OPEN),
        "blockers": [one.html for one in blockers],
        "may_submit": access.obstacle_to_submit(actor, row) is None,
        "checks": list(shown.checks(actor, row)),
        "deliverables": list(shown.deliverables(actor, row)),
        "sessions": [shown.session_line(actor, s) for s in actor.process.sessions.all() if s.stage_id == row.pk],
        "may_advance": access.obstacle_to_work(actor.process) is None,
        "signatures": shown.signatures(actor, row),
        "awaited": [_line(actor, one) for one in _awaited(row)],
        "may_sign": bool(signing.is_open(row) and signing.open_seats(row, actor)),
        "may_change": signing.obstacle_to_sign(row, actor) is None,
        "sentence": _sentence(row),
        "questions": [words.words(one) for one in template.phase_of(row).raw["questions"]],
        "pitfalls": [words.words(one) for one in template.phase_of(row).raw["pitfalls"]] if actor.leads else [],
    }
    return render(request, "opening/stage_detail.html", context)


def _sentence(row: Stage) -> Words:
    """The sentence that is signed with a phase."""
    return template.of_process(row.process).words(template.phase_of(row).sign_off.text)


def _awaited(row: Stage) -> list[Any]:
    if row.state != StageState.IN_REVIEW:
        return []
    title = shown.stage(row).title
    return list(signing.waiting_for(row, Obstacle.STAGE_UNSIGNED, since=row.submitted_on, phase=title))


def _line(actor: Actor, missing: Missing) -> dict[str, Any]:
    return shown.todo(missing, next_steps.who(actor, missing), actor, today=timezone.localdate())


@require_POST
@in_process
def check_tick(request: HttpRequest, actor: Actor, phase: str, key: str) -> HttpResponse:
    """Confirms an entry of the checklist."""
    row = found(actor, phase)
    item = next((i for i in row.items.filter(kind=ItemKind.CHECK, key=key)), None)
    if item is None:
        raise Http404
    items.tick(actor, item, at=timezone.now())
    messages.success(request, _("Confirmed."))
    return redirect(stage_address(actor.process, row, f"check-{key}"))


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def check_take_back(request: HttpRequest, actor: Actor, phase: str, key: str) -> HttpResponse:
    """Takes the confirmation of an entry back, with a reason."""
    row = found(actor, phase)
    check = next((one for one in shown.checks(actor, row) if one.item.key == key), None)
    if check is None or not check.item.is_done:
        raise Http404
    access.require(items.obstacle_to_tick(actor, check.item), role=check.by)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        items.take_back(actor, check.item, form.cleaned_data["reason"], at=timezone.now())
        messages.success(request, _("The entry is open again."))
        return redirect(stage_address(actor.process, row, f"check-{key}"))
    context = {
        **_frame(actor, row, (_("Take back"), "")),
        "form": form,
        "title": _("Take back a confirmation"),
        "text": check.text.html,
        "submit": _("Take back"),
        "back_url": stage_address(actor.process, row, f"check-{key}"),
    }
    return render(request, "opening/reason.html", context)


@require_POST
@in_process
def stage_submit(request: HttpRequest, actor: Actor, phase: str) -> HttpResponse:
    """Submits a phase; with gaps, the page that refuses lists them (409)."""
    row = found(actor, phase)
    try:
        stage.submit(actor, row, at=timezone.now())
    except RefusedError as refusal:
        return refused(request, actor, refusal, title=_("This phase cannot be submitted yet"))
    messages.success(request, _("Submitted. Everybody who signs has been told."))
    return redirect(stage_address(actor.process, row))


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def stage_sign(request: HttpRequest, actor: Actor, phase: str) -> HttpResponse:
    """Shows what is signed, and signs exactly that."""
    row = found(actor, phase)
    if obstacle := signing.obstacle_to_sign(row, actor):
        return refused(request, actor, RefusedError(Missing(obstacle)), title=_("Nothing to sign here"))
    changed: list[documents.Line] = []
    if request.method == "POST":
        try:
            stage.sign(actor, row, request.POST.get("shown", ""), at=timezone.now())
        except RefusedError as refusal:
            if refusal.obstacle != Obstacle.TEXT_CHANGED:
                raise
            changed = differences(request.POST.get("copy", ""), shown.lines_of(signing.content(row), row))
        else:
            messages.success(request, _("Thank you. Your signature is recorded."))
            return redirect(stage_address(actor.process, row))
    context = {
        **_frame(actor, row, (_("Sign"), "")),
        **form_of(row),
        "changed": changed,
        "asked_again": request.method == "POST",
        "sentence": _sentence(row),
        "documents": [_document(actor, one) for one in signing.shared_documents(row)],
        "checks": [one for one in shown.checks(actor, row) if one.item.is_done],
        "items": [item for item, _have in signing.items_of_exit(row)],
        "seats": [template.of_process(actor.process).role(seat.role) for seat in signing.signing_seats(row, actor)],
        "open_seats": signing.open_seats(row, actor),
    }
    return render(request, "opening/stage_sign.html", context, status=409 if request.method == "POST" else 200)


def _document(actor: Actor, document: Any) -> dict[str, Any]:
    url = reverse("opening:document_detail", args=[actor.process.code, document.series, document.version])
    return {"document": document, "url": url}


COPY = "opening.shown"


def form_of(target: signing.Target) -> dict[str, str]:
    """What a signing form carries: the fingerprint of what is shown, and a sealed copy to compare with later."""
    content = signing.content(target)
    copy = signed_values.dumps(shown.lines_of(content, target), salt=COPY, compress=True)
    return {"shown": signing.digest(target), "copy": copy}


def differences(copy: str, now: list[str]) -> list[documents.Line]:
    """What changed since the form was opened; nothing where the copy is not ours."""
    try:
        before = signed_values.loads(copy, salt=COPY)
    except signed_values.BadSignature:
        return []
    return [line for line in documents.differences("\n".join(before), "\n".join(now)) if line.change != "same"]


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def stage_changes(request: HttpRequest, actor: Actor, phase: str) -> HttpResponse:
    """Sends a submitted phase back with a comment."""
    row = found(actor, phase)
    if obstacle := signing.obstacle_to_sign(row, actor):
        return refused(request, actor, RefusedError(Missing(obstacle)), title=_("Nothing to sign here"))
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stage.request_changes(actor, row, form.cleaned_data["comment"], at=timezone.now())
        messages.success(request, _("Your request is recorded. Everybody involved has been told."))
        return redirect(stage_address(actor.process, row))
    context = {
        **_frame(actor, row, (_("Request changes"), "")),
        "form": form,
        "title": _("Request changes"),
        "text": _("The phase goes back into work, and a new round of signatures follows. Earlier ones stay visible."),
        "submit": _("Send the request"),
        "back_url": stage_address(actor.process, row),
    }
    return render(request, "opening/reason.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def stage_reopen(request: HttpRequest, actor: Actor, phase: str) -> HttpResponse:
    """Opens a signed phase again, for the agency, with a reason."""
    row = found(actor, phase)
    if not actor.leads or row.state != StageState.SIGNED:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stage.reopen(actor, row, form.cleaned_data["reason"], at=timezone.now())
        messages.success(request, pgettext("staff", "The phase is open again."))
        return redirect(stage_address(actor.process, row))
    context = {
        **_frame(actor, row, (pgettext("staff", "Open again"), "")),
        "form": form,
        "title": pgettext("staff", "Open the phase again"),
        "text": pgettext("staff", "A new round begins. The earlier signatures stay visible with their round."),
        "submit": pgettext("staff", "Open again"),
        "back_url": stage_address(actor.process, row),
    }
    return render(request, "opening/reason.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def stage_advance(request: HttpRequest, actor: Actor, phase: str) -> HttpResponse:
    """Opens a phase before its turn, for the agency, with a reason that everybody reads."""
    row = found(actor, phase)
    if not actor.leads or row.state != StageState.PENDING:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stage.advance(actor, row, form.cleaned_data["reason"], at=timezone.now())
        messages.success(request, pgettext("staff", "The phase is open."))
        return redirect(stage_address(actor.process, row))
    context = {
        **_frame(actor, row, (pgettext("staff", "Open before its turn"), "")),
        "form": form,
        "title": pgettext("staff", "Open the phase before its turn"),
        "text": pgettext("staff", "Everybody involved reads the reason. The phases before it stay open."),
        "submit": pgettext("staff", "Open the phase"),
        "back_url": stage_address(actor.process, row),
    }
    return render(request, "opening/reason.html", context)
