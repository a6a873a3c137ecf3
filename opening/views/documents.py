"""Documents: the list, one version, writing, sharing, signing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opening.addresses import document_address
from opening.domain import agreement, documents, signing, stage
from opening.domain.access import Actor
from opening.domain.missing import Missing, RefusedError
from opening.domain.template import phase_of
from opening.domain.wording import Words
from opening.enums import DocumentState
from opening.forms.documents import CommentForm, DocumentForm
from opening.forms.processes import ReasonForm
from opening.models import Document
from opening.obstacles import Obstacle
from opening.views import shown
from opening.views.entering import in_process, refused
from opening.views.frame import frame
from opening.views.stages import differences, form_of


def found(actor: Actor, series: UUID, version: int) -> Document:
    """One version this person may read; 404 for all others."""
    row = next((d for d in documents.versions_for(actor) if d.series == series and d.version == version), None)
    if row is None:
        raise Http404
    return row


def _frame(actor: Actor, row: Document, *more: tuple[object, str]) -> dict[str, Any]:
    title = Words(row.title, actor.process.language)
    crumbs = ((title.html, document_address(actor.process, row) if more else ""), *more)
    return {**_list_frame(actor, *crumbs), "document": row, "document_title": shown.hyphenated(title)}


def _list_frame(actor: Actor, *more: tuple[object, str]) -> dict[str, Any]:
    url = reverse("opening:document_list", args=[actor.process.code]) if more else ""
    return {
        **frame(actor, "document_list", (_("Documents"), url), *more),
        "code_words": shown.code_words(actor.process),
    }


@require_safe
@in_process
def document_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The latest version of every document this person may read."""
    rows = [
        {
            "title": Words(document.title, actor.process.language),
            "document": document,
            "url": document_address(actor.process, document),
            "state_kind": shown.status_kind(document),
            "is_waiting": bool(
                documents.obstacle_to_sign(document, actor) is None and signing.open_seats(document, actor)
            ),
        }
        for document in documents.readable(actor)
    ]
    return render(request, "opening/document_list.html", {**_list_frame(actor), "rows": rows})


@require_safe
@in_process
def document_detail(request: HttpRequest, actor: Actor, series: UUID, version: int) -> HttpResponse:
    """One version: its text, its signatures, and the form that signs exactly this text."""
    return _show(request, actor, found(actor, series, version), [], 200)


def _show(request: HttpRequest, actor: Actor, row: Document, changed: list[Any], status: int) -> HttpResponse:
    obstacle = documents.obstacle_to_sign(row, actor)
    waiting = signing.waiting_for(row, Obstacle.DOCUMENT_UNSIGNED, since=row.shared_on, document=row.title)
    open_for_signing = documents.needs_signatures(row) and row.state == DocumentState.SHARED
    context = {
        **_frame(actor, row),
        **form_of(row),
        "state_kind": shown.status_kind(row),
        "signatures": shown.signatures(actor, row),
        "awaited": list(waiting) if open_for_signing and documents.is_latest(row) else [],
        "may_sign": obstacle is None and bool(signing.open_seats(row, actor)),
        "has_signed": obstacle is None and not signing.open_seats(row, actor),
        "may_change": obstacle is None,
        "is_latest": documents.is_latest(row),
        "latest_url": _latest_url(actor, row),
        "versions": [
            {"version": d.version, "url": document_address(actor.process, d), "document": d}
            for d in documents.versions_for(actor)
            if d.series == row.series
        ],
        "stage": shown.stage(own) if (own := signing.stage_of(row)) else None,
        "changed": changed,
    }
    return render(request, "opening/document_detail.html", context, status=status)


def _latest_url(actor: Actor, row: Document) -> str:
    same = [d for d in documents.versions_for(actor) if d.series == row.series]
    return document_address(actor.process, max(same, key=lambda d: d.version))


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def document_write(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The agency writes a document; an agreement begins with a draft made from what is known."""
    if not actor.leads:
        raise Http404
    row = stage.stage_of(actor.process, request.GET.get("phase", ""))
    meant = phase_of(row).deliverable(request.GET.get("deliverable", "")) if row else None
    initial = {}
    if meant:
        words = Words(str(frame(actor)["words"].words(meant.title, actor.process.language)), actor.process.language)
        first = agreement.draft(actor.process) if meant.kind == "agreement" else ""
        initial = {"title": words.text[:200], "body": first}
    form = DocumentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = documents.write(
            actor,
            form.cleaned_data["title"],
            form.cleaned_data["body"],
            stage=row,
            deliverable=meant.key if meant else "",
            at=timezone.now(),
        )
        messages.success(request, pgettext("staff", "Saved as a draft. Only the agency sees it."))
        return redirect(document_address(actor.process, made))
    context = {**_list_frame(actor, (pgettext("staff", "Write a document"), "")), "form": form}
    return render(request, "opening/document_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def document_edit(request: HttpRequest, actor: Actor, series: UUID, version: int) -> HttpResponse:
    """Changes a draft, or begins a new version of what was already shared."""
    row = found(actor, series, version)
    if not actor.leads:
        raise Http404
    initial = {"title": row.title, "body": row.body, "seen": row.sha256}
    form = DocumentForm(request.POST or None, initial=initial)
    other: list[Any] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = documents.rewrite(
                actor,
                row,
                title=data["title"],
                body=data["body"],
                note=data["note"],
                seen=data["seen"],
                at=timezone.now(),
            )
        except RefusedError as refusal:
            form.add_error(None, str(refusal.missing[0].sentence))
            other = list(documents.differences(row.body, data["body"]))
            form.data = {**form.data.dict(), "seen": row.sha256}  # type: ignore[attr-defined]  # a QueryDict
        else:
            messages.success(request, pgettext("staff", "Saved as a draft. Only the agency sees it."))
            return redirect(document_address(actor.process, made))
    context = {**_frame(actor, row, (pgettext("staff", "Edit"), "")), "form": form, "other": other}
    status = 409 if other else 200
    return render(request, "opening/document_form.html", context, status=status)


@require_POST
@in_process
def document_share(request: HttpRequest, actor: Actor, series: UUID, version: int) -> HttpResponse:
    """Shows a draft to everybody involved."""
    row = found(actor, series, version)
    documents.share(actor, row, at=timezone.now())
    messages.success(request, pgettext("staff", "Shared. Whoever has to sign has been told."))
    return redirect(document_address(actor.process, row))


@require_POST
@in_process
def document_sign(request: HttpRequest, actor: Actor, series: UUID, version: int) -> HttpResponse:
    """Signs the version that was shown."""
    row = found(actor, series, version)
    try:
        documents.sign(actor, row, request.POST.get("shown", ""), at=timezone.now())
    except RefusedError as refusal:
        if refusal.obstacle != Obstacle.TEXT_CHANGED:
            raise
        changed = differences(request.POST.get("copy", ""), shown.lines_of(signing.content(row), row))
        return _show(request, actor, row, changed or [None], 409)
    messages.success(request, _("Thank you. Your signature is recorded."))
    return redirect(document_address(actor.process, row))


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def document_changes(request: HttpRequest, actor: Actor, series: UUID, version: int) -> HttpResponse:
    """Asks for another wording."""
    row = found(actor, series, version)
    if obstacle := documents.obstacle_to_sign(row, actor):
        return refused(request, actor, RefusedError(Missing(obstacle)), title=_("Nothing to sign here"))
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        documents.request_changes(actor, row, form.cleaned_data["comment"], at=timezone.now())
        messages.success(request, _("Your request is recorded. Everybody involved has been told."))
        return redirect(document_address(actor.process, row))
    context = {
        **_frame(actor, row, (_("Request changes"), "")),
        "form": form,
        "title": _("Request changes"),
        "text": _("The agency writes a new version. Earlier signatures stay visible."),
        "submit": _("Send the request"),
        "back_url": document_address(actor.process, row),
    }
    return render(request, "opening/reason.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def document_withdraw(request: HttpRequest, actor: Actor, series: UUID, version: int) -> HttpResponse:
    """Takes a document back, with a reason."""
    row = found(actor, series, version)
    if not actor.leads or row.state == DocumentState.WITHDRAWN:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        documents.withdraw(actor, row, form.cleaned_data["reason"], at=timezone.now())
        messages.success(request, pgettext("staff", "The document is withdrawn."))
        return redirect(reverse("opening:document_list", args=[actor.process.code]))
    context = {
        **_frame(actor, row, (pgettext("staff", "Withdraw"), "")),
        "form": form,
        "title": pgettext("staff", "Withdraw the document"),
        "text": "",
        "submit": pgettext("staff", "Withdraw the document"),
        "submit_kind": "danger",
        "back_url": document_address(actor.process, row),
    }
    return render(request, "opening/reason.html", context)
