"""Background runs in the admin: what is done, what is left, what went wrong, and the button that stops it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from cms.jobs import runs
from cms.jobs.models import BackgroundRun, RunState

IN_THE_REQUEST = 3.0
"""Seconds that the page itself works when no worker does."""


class BackgroundRuns(generic.IndexView):
    """The runs that this person may see, newest first."""

    model = BackgroundRun
    permission_policy = None  # `runs.visible_to` decides
    page_title = pgettext_lazy("staff", "Background work")
    header_icon = "cogs"
    index_url_name = "background_runs"
    index_results_url_name = "background_runs_results"
    default_ordering = "-created_at"
    is_searchable = False
    list_filter = ("state",)
    paginate_by = 50
    columns = (
        TitleColumn("title", label=pgettext_lazy("staff", "Title"), url_name="background_run"),
        Column("kind", label=pgettext_lazy("staff", "Kind"), accessor=runs.label_of),
        Column("state", label=pgettext_lazy("staff", "State"), accessor="get_state_display"),
        Column("done", label=pgettext_lazy("staff", "Done"), accessor=lambda run: _share(run)),
        Column("by", label=pgettext_lazy("staff", "Asked for by")),
        DateColumn("created_at", label=pgettext_lazy("staff", "Asked for"), sort_key="created_at"),
    )

    def get_base_queryset(self) -> Any:
        """Nobody sees what others do in parts of the house that are not theirs."""
        return runs.visible_to(self.request.user).select_related("by")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


@require_safe
@never_cache
def background_run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a run is. Where no worker takes it up, this page works on it for some seconds each time it is shown."""
    run = get_object_or_404(runs.visible_to(request.user).select_related("by"), pk=pk)
    alone = runs.is_left_alone(run, at=timezone.now())
    if alone:
        runs.work(run, seconds=IN_THE_REQUEST)
    return render(request, "jobs/background_run.html", {**_in_words(run), "works_here": alone})


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """End a run before its next step; what is done stays done."""
    run = get_object_or_404(runs.visible_to(request.user), pk=pk)
    if run.is_over:
        messages.warning(request, pgettext("staff", "This was over already."))
    else:
        runs.cancel(run, at=timezone.now())
        messages.success(request, pgettext("staff", "Stopped. What was done until now stays."))
    return redirect("background_run", pk)


def _in_words(run: BackgroundRun) -> dict[str, Any]:
    return {
        "run": run,
        "kind": runs.label_of(run),
        "handled": run.total - len(run.items),
        "left": len(run.items),
        "is_whole": run.state == RunState.DONE,
        "is_stopped": run.state == RunState.CANCELLED,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": pgettext("staff", "Home")},
            {"url": reverse("background_runs"), "label": pgettext("staff", "Background work")},
            {"url": "", "label": run.title},
        ],
        "header_title": run.title,
        "header_icon": "check" if run.is_over else "cogs",
    }


def _share(run: BackgroundRun) -> str:
    return pgettext("staff", "%(done)d of %(total)d") % {"done": run.done, "total": run.total}
