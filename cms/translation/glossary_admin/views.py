"""The table of all words: to take away, and to read again with a look at what it would change."""

from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import npgettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET

from cms.jobs import runs
from cms.translation.glossary_admin.applying import start
from cms.translation.glossary_admin.comparing import compare
from cms.translation.glossary_admin.newest import newest_words
from cms.translation.glossary_admin.table import MOST_BYTES, NotATable, heading, lines_of, read, row_of, text_of
from cms.translation.rights import may_manage
from cms.ui.exports import csv_response

KEPT_SECONDS = 60 * 60
PATIENCE = 5
"""Seconds that somebody waits for a small table; a larger one goes on in the background."""
LIST = "wagtailsnippets_translation_term:list"


class TableForm(forms.Form):
    """A file to look at."""

    table = forms.FileField(
        label=pgettext_lazy("staff", "Table (CSV)"),
        help_text=pgettext_lazy(
            "staff", "As UTF-8 or Windows-1252, with semicolons or commas. Empty cells change nothing."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_table(self) -> str:
        """The characters of the file; refuses what is no table of words."""
        data: bytes = self.cleaned_data["table"].read(MOST_BYTES + 1)
        try:
            read(data)
        except NotATable as problem:
            raise ValidationError(str(problem)) from problem
        return text_of(data)


@require_GET
def export_words(request: HttpRequest) -> HttpResponseBase:
    """Every word with its newest words in all languages."""
    _require_right(request)
    return csv_response(f"glossar-{timezone.localdate():%Y-%m-%d}", heading(), map(row_of, newest_words()))


def import_words(request: HttpRequest) -> HttpResponse:
    """Send a table, look at what it would change, take it over."""
    _require_right(request)
    if request.method == "POST" and request.POST.get("token"):
        return _take_over(request, request.POST["token"])
    form = TableForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        table: str = form.cleaned_data["table"]
        token = token_urlsafe(16)
        cache.set(_name(request, token), table, KEPT_SECONDS)
        rows = compare(lines_of(table), newest_words())
        context |= {"rows": rows, "token": token, "taken": [row for row in rows if row.is_taken]}
        context |= {"same": sum(not row.is_taken and not row.fault and not row.shown for row in rows)}
    return render(request, "translation/staff/glossary_import.html", context)


def _take_over(request: HttpRequest, token: str) -> HttpResponse:
    """What was looked at, compared once more with the words as they are now."""
    table = cache.get(_name(request, token))
    if table is None:
        messages.error(
            request, pgettext("staff", "This table is not here any more. Nothing was changed; please send it again.")
        )
        return redirect("glossary_import")
    cache.delete(_name(request, token))
    run = runs.work(start(table, by=request.user, at=timezone.now()), seconds=PATIENCE)  # type: ignore[arg-type]  # signed in
    if not run.is_over:
        return redirect("background_run", run.pk)
    for note in run.notes:
        messages.info(request, note)
    messages.success(request, _sentence(run.done))
    return redirect(LIST)


def _sentence(count: int) -> str:
    sentence = npgettext("staff", "%(count)d line was taken over.", "%(count)d lines were taken over.", count)
    return sentence % {"count": count}


def _name(request: HttpRequest, token: str) -> str:
    """The key of a kept table: of this person alone, and a key for every token that anybody sends."""
    return f"glossary.table.{request.user.pk}.{sha256(token.encode(errors='replace')).hexdigest()}"


def _require_right(request: HttpRequest) -> None:
    if not may_manage(request.user):
        raise PermissionDenied
