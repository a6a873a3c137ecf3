"""What readers looked for and did not find, for those who write the pages."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_GET
from wagtail.admin.auth import permission_required

from cms.translation.languages import LANGUAGES, endonym
from cms.ui.exports import csv_response
from home.search.misses import Missed, missed

SEE = "home.view_searchmiss"
WEEK = "7"


class PeriodForm(forms.Form):
    """How far back, and in which language; what is unknown counts as not chosen."""

    days = forms.ChoiceField(
        label=pgettext_lazy("staff", "Period"),
        required=False,
        choices=[
            (WEEK, pgettext_lazy("staff", "last 7 days")),
            ("30", pgettext_lazy("staff", "last 30 days")),
            ("365", pgettext_lazy("staff", "last 12 months")),
        ],
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("staff", "Language"),
        required=False,
        choices=[("", pgettext_lazy("staff", "All")), *LANGUAGES.items()],
    )


@require_GET
@permission_required(SEE)
def search_misses(request: HttpRequest) -> HttpResponseBase:
    """The list, or with `?table` the same as a table."""
    form = PeriodForm({"days": WEEK} | request.GET.dict())
    form.is_valid()
    chosen: dict[str, Any] = form.cleaned_data
    today = timezone.localdate()
    days = int(chosen.get("days") or WEEK)
    rows = missed(first=today - timedelta(days=days), last=today, language=chosen.get("language", ""))
    if "table" in request.GET:
        return csv_response(f"gesucht-{today:%Y-%m-%d}", _heading(), map(_cells, rows))
    return render(
        request, "home/staff/search_misses.html", {"form": form, "rows": [(row, *_names(row)) for row in rows]}
    )


def _heading() -> list[str]:
    return [
        pgettext("staff", "Language"),
        pgettext("staff", "Looked for"),
        pgettext("staff", "Times"),
        pgettext("staff", "Asked for"),
        pgettext("staff", "Last on"),
        pgettext("staff", "What readers say"),
    ]


def _cells(row: Missed) -> list[Any]:
    language, query = _names(row)
    return [language, query, row.count, row.wanted, row.last_on, " | ".join(row.sentences)]


def _names(row: Missed) -> tuple[str, str]:
    """Language and query in words."""
    return endonym(row.language), row.query or pgettext("staff", "(not kept: it may name a person)")
