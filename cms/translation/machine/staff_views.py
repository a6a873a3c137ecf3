"""The admin's page on machine runs, and the trial of a provider."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from cms.translation import rights
from cms.translation.languages import LANGUAGES, SOURCE, endonym
from cms.translation.machine import figures, router
from cms.translation.machine.connecting import try_provider
from cms.translation.models import MachineRun
from cms.translation.roots import roots


class MachineRuns(generic.IndexView):
    """Every run, newest first; above it providers, words left and cost, below it nothing else."""

    model = MachineRun
    any_permission_required = None  # `dispatch` asks who manages or leads translations
    page_title = pgettext_lazy("staff", "Machine runs")
    header_icon = "cogs"
    template_name = "translation/staff/machine_runs.html"
    results_template_name = "translation/staff/machine_runs_results.html"
    index_url_name = "translation_machine_runs"
    index_results_url_name = "translation_machine_runs_results"
    default_ordering = "-at"
    is_searchable = False
    list_filter = ("state", "provider", "suggestion", "locale")
    paginate_by = 50
    columns = (
        TitleColumn(
            "title",
            label=pgettext_lazy("staff", "Text"),
            accessor="title",
            get_url=lambda row: row.desk_url,
            width="25%",
        ),
        Column("language", label=pgettext_lazy("staff", "Language"), accessor="language"),
        Column("provider", label=pgettext_lazy("staff", "Provider")),
        Column("state", label=pgettext_lazy("staff", "State"), accessor="outcome"),
        Column("words", label=pgettext_lazy("staff", "Words"), sort_key="words"),
        Column("done", label=pgettext_lazy("staff", "Stored")),
        Column("failed", label=pgettext_lazy("staff", "Left open"), accessor="left_open"),
        Column("by", label=pgettext_lazy("staff", "Asked for by")),
        DateColumn("at", label=pgettext_lazy("staff", "Asked for"), sort_key="at"),
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who manage or lead translations."""
        if not may_see(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        """With whoever asked."""
        return super().get_base_queryset().select_related("by")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The rows in words, and the figures."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        in_words(context["object_list"])
        if self.results_only:
            return context
        at = timezone.now()
        return context | {
            "is_on": router.is_on(),
            "providers": figures.providers(),
            "languages": figures.languages(at),
            "months": figures.months(),
            "failures": figures.failures(at),
            "all_words": router.monthly_words(),
            "may_test": rights.may_lead(self.request.user),
        }


def in_words(rows: Any) -> None:
    """Give each row what the table shows of it."""
    titles = figures.titles(rows)
    for row in rows:
        row.title = titles.get(row.translation_key, "–")
        code = roots().code_of(row.locale_id)
        row.desk_url = (
            reverse("translation:piece", args=[code, row.translation_key]) if row.translation_key in titles else ""
        )
        row.language = endonym(code)
        row.outcome = _outcome(row)
        row.left_open = _left_open(row)


def _outcome(row: MachineRun) -> str:
    state = pgettext("staff", "suggestion") if row.suggestion else row.get_state_display()
    return f"{state}: {row.reason}" if row.reason else str(state)


def _left_open(row: MachineRun) -> str:
    counted = [f"{count}\u202f×\u202f{label}" for label, count in figures.reasons_of(row)]
    return ", ".join(counted) or "0"


@require_http_methods(["GET", "POST"])
def connection(request: HttpRequest) -> HttpResponse:
    """The providers, each with the button that tries it; the words of a language's form lead here."""
    if not may_see(request) or not rights.may_lead(request.user):
        raise PermissionDenied
    code = request.GET.get("language", "")
    code = code if code in LANGUAGES and code != SOURCE else ""
    context: dict[str, Any] = {
        "providers": figures.providers(),
        "code": code,
        "language": endonym(code) if code else "",
        "back": reverse("translation_machine_runs"),
        "result": None,
    }
    if request.method == "POST":
        provider = router.providers().get(request.POST.get("provider", ""))
        if provider is None:
            raise Http404
        context["result"] = try_provider(provider, code)
    return render(request, "translation/staff/machine_connection.html", context)


def may_see(request: HttpRequest) -> bool:
    """Whether this person may read what machines did."""
    user: Any = request.user
    return bool(rights.may_manage(user) or rights.may_lead(user))
