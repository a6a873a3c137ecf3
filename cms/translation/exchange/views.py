"""Screens for files of translators outside: what went out and came back, and what an upload would change."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin.auth import permission_required

from cms.jobs import runs
from cms.jobs.models import BackgroundRun
from cms.translation.exchange.applying import ApplyRefused, apply_exchange, is_taken, obstacle_to_apply, place
from cms.translation.exchange.export import ExportRefused, export
from cms.translation.exchange.faults import FileRefused
from cms.translation.exchange.forms import ExportForm, UploadForm
from cms.translation.exchange.incoming import Choice, choice_of, choose, discard, preview_of, receive
from cms.translation.exchange.preview import DECIDED, SILENT, Preview, Verdict
from cms.translation.exchange.reports import file_lines, report_lines, totals, with_numbers
from cms.translation.languages import direction, endonym
from cms.translation.models import Exchange, ExchangeKind, ExchangeState
from cms.translation.rights import MANAGE
from cms.ui.exports import csv_response

SCREEN = pgettext_lazy("staff", "Files for translators")
MOST_CHOICES = 400
"""Sentences on one screen that somebody may decide; Django reads at most a thousand fields of a form."""
FILES_A_PAGE = 100
IN_THE_REQUEST = 5
"""Seconds that a request works on an upload itself before the rest goes on in the background."""


@require_GET
@permission_required(MANAGE)
def exchange_list(request: HttpRequest) -> HttpResponse:
    """What went out and what came back, newest first."""
    rows = Exchange.objects.defer("content", "report").select_related("by")
    page = Paginator(rows, 50).get_page(request.GET.get("p"))
    return render(request, "translation/exchange/list.html", _screen(SCREEN, page=page))


@require_http_methods(["GET", "POST"])
@permission_required(MANAGE)
def exchange_export(request: HttpRequest) -> HttpResponse:
    """Which texts, which languages, which format; then the archive to download."""
    form = ExportForm(request.POST or None, initial={"piece": request.GET.get("piece", "")})
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        try:
            made = export(form.pieces(), form.cleaned_data["format"], by=user, at=timezone.now())
        except ExportRefused as refused:
            form.add_error(None, refused.obstacle.sentence)
        else:
            return redirect("translation_exchange", made.pk)
    title = pgettext_lazy("staff", "Export for translators")
    return render(request, "translation/exchange/export.html", _screen(title, form=form))


@require_http_methods(["GET", "POST"])
@permission_required(MANAGE)
def exchange_import(request: HttpRequest) -> HttpResponse:
    """Send a file; what it would change is shown first."""
    form = UploadForm(request.POST or None, request.FILES or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        file = form.cleaned_data["file"]
        try:
            kept = receive(file.name, file.read(), wanted=form.wanted, by=user, at=timezone.now())
        except FileRefused as refused:
            form.add_error("file", str(refused.problem))
        else:
            return redirect("translation_exchange", kept.pk)
    title = pgettext_lazy("staff", "Import from translators")
    return render(request, "translation/exchange/import.html", _screen(title, form=form))


@require_GET
@never_cache
@permission_required(MANAGE)
def exchange(request: HttpRequest, pk: int) -> HttpResponse:
    """One export with its files, or one upload: its preview, its progress, its report."""
    row = _found(pk)
    run = BackgroundRun.objects.filter(pk=row.report.get("run")).first()
    user: Any = request.user
    lines, sums = with_numbers(file_lines(row), taken=row.state == ExchangeState.APPLIED)
    columns = [label for _sum, label in sums]
    context = _screen(
        str(row),
        exchange=row,
        run=run,
        working=run is not None and not run.is_over,
        page=Paginator(lines, FILES_A_PAGE).get_page(request.GET.get("p")),
        totals=totals(lines),
        columns=columns,
        sums=sums if len(lines) > 1 else [],
        obstacle=obstacle_to_apply(row, user) if row.kind == ExchangeKind.IMPORT else None,
    )
    name = "outgoing" if row.kind == ExchangeKind.EXPORT else "incoming"
    return render(request, f"translation/exchange/{name}.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@permission_required(MANAGE)
def exchange_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One file of an upload, sentence by sentence, with what somebody may decide."""
    row = _found(pk)
    files = row.report.get("files", [])
    if row.kind != ExchangeKind.IMPORT or row.state != ExchangeState.PREVIEWED or number >= len(files):
        raise Http404("No upload that waits has this file.")
    name = files[number]["name"]
    if request.method == "POST":
        return _decide(request, row, name)
    user: Any = request.user
    found, choice = preview_of(row, name, by=user, at=timezone.now()), choice_of(row, name)
    context = _screen(
        name,
        exchange=row,
        found=found,
        language=endonym(found.code),
        dir=direction(found.code),
        choice=choice,
        groups=_groups(found, choice),
    )
    return render(request, "translation/exchange/file.html", context)


@require_POST
@permission_required(MANAGE)
def exchange_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an upload over; small ones at once, large ones go on in the background."""
    user: Any = request.user
    try:
        run = apply_exchange(_found(pk), by=user, at=timezone.now())
    except ApplyRefused as refused:
        messages.warning(request, refused.obstacle.sentence)
        return redirect("translation_exchange", pk)
    BackgroundRun.objects.filter(pk=run.pk).update(result_url=reverse("translation_exchange", args=[pk]))
    if runs.work(run, seconds=IN_THE_REQUEST).is_over:
        return redirect("translation_exchange", pk)
    return redirect("background_run", run.pk)


@require_POST
@permission_required(MANAGE)
def exchange_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw an upload away."""
    user: Any = request.user
    if discard(_found(pk), by=user):
        messages.success(request, pgettext("staff", "The upload was discarded. Nothing was changed."))
    return redirect("translation_exchange_list")


@require_GET
@permission_required(MANAGE)
def exchange_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself, for 30 days."""
    row = _found(pk)
    if row.content is None:
        raise Http404("The file was deleted.")
    response = HttpResponse(bytes(row.content), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(row.name)}"
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@permission_required(MANAGE)
def exchange_report(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """What became of every sentence that was not simply the same, as a table."""
    row = _found(pk)
    if "results" not in row.report:
        raise Http404("Nothing was taken over yet.")
    heading, lines = report_lines(row)
    return csv_response(f"import-{row.pk}", heading, lines)


def _found(pk: int) -> Exchange:
    return get_object_or_404(Exchange.objects.select_related("by"), pk=pk)


def _decide(request: HttpRequest, row: Exchange, name: str) -> HttpResponse:
    """Keep the decisions of one file. Each sentence comes with the mark of our words that the person saw."""
    taken = set(request.POST.getlist("take"))
    decided = [entry.rpartition(":") for entry in request.POST.getlist("row")]
    choice = Choice(
        skip="skip" in request.POST,
        drafts="drafts" in request.POST,
        rows={ref: (f"{ref}:{seen}" in taken, seen) for ref, _colon, seen in decided if ref},
    )
    if choose(row, name, choice):
        messages.success(request, pgettext("staff", "Your decisions about this file are kept."))
    else:
        messages.warning(request, pgettext("staff", "This upload does not wait any more. Nothing was changed."))
    return redirect("translation_exchange", row.pk)


def _groups(found: Preview, choice: Choice) -> list[dict[str, Any]]:
    """The sentences by what becomes of them, the most doubtful first."""
    groups = []
    for verdict in (verdict for verdict in Verdict if verdict not in SILENT):
        rows = [row for row in found.rows if row.verdict is verdict]
        if rows:
            lines = [{"row": row, "place": place(found, row), "take": is_taken(row, choice)} for row in rows]
            decidable = verdict in DECIDED and len(rows) <= MOST_CHOICES
            groups.append({"verdict": verdict, "lines": lines, "decidable": decidable})
    return groups


def _screen(title: str | Promise, **context: Any) -> dict[str, Any]:
    items = [{"url": reverse("wagtailadmin_home"), "label": pgettext("staff", "Home")}]
    if title is not SCREEN:
        items.append({"url": reverse("translation_exchange_list"), "label": str(SCREEN)})
    items.append({"url": "", "label": str(title)})
    return {"header_title": title, "page_title": title, "header_icon": "globe", "breadcrumbs_items": items, **context}
