"""The matrix as a table for spreadsheets and as a sheet for a meeting: one line for each piece."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cms.translation.languages import endonym
from cms.translation.matrix import filters
from cms.translation.matrix.filters import Filter
from cms.translation.matrix.table import Entry, areas, totals
from cms.translation.matrix.views import chosen, staff
from cms.ui.exports import csv_response, xlsx_response

NAME = "translations"


@require_safe
def table(request: HttpRequest, form: str) -> HttpResponseBase:
    """Everything that the filter shows, as CSV or XLSX; no cell of it can become a formula."""
    staff(request)
    on = timezone.localdate()
    entries, wanted, codes = chosen(request, on=on)
    found = filters.choose(entries, wanted, codes)
    rows = list(lines(found, codes, wanted))  # now: the file streams after the language of this request has ended
    answer = csv_response if form == "csv" else xlsx_response
    return answer(f"{NAME}-{on.isoformat()}", heading(), rows)


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The same on paper, with room for what the meeting decides; `entry` names single texts."""
    staff(request)
    on = timezone.localdate()
    entries, wanted, codes = chosen(request, on=on)
    keys = set(request.GET.getlist("entry"))
    found = [entry for entry in filters.choose(entries, wanted, codes) if not keys or str(entry.key) in keys]
    context = {
        "on": on,
        "texts": [
            (entry, [(code, endonym(code), piece) for code, piece in _pieces(entry, codes, wanted)]) for entry in found
        ],
        "totals": [(endonym(code), total) for code, total in totals(found, codes).items()],
    }
    return render(request, "translation/matrix/sheet.html", context)


def heading() -> list[str]:
    """The names of the columns."""
    return [
        pgettext("staff", "Text"),
        pgettext("staff", "Area"),
        pgettext("staff", "Language"),
        pgettext("staff", "State"),
        pgettext("staff", "Words"),
        pgettext("staff", "Words to do"),
        pgettext("staff", "In review"),
        pgettext("staff", "Open questions"),
        pgettext("staff", "Missed in 90 days"),
        pgettext("staff", "Assigned to"),
        pgettext("staff", "Until"),
        pgettext("staff", "Urgent"),
        pgettext("staff", "Next step"),
    ]


def lines(entries: Sequence[Entry], codes: Sequence[str], wanted: Filter) -> Iterator[list[Any]]:
    """One line for each piece that fits."""
    named, yes = areas(), pgettext("staff", "yes")
    for entry in entries:
        for code, piece in _pieces(entry, codes, wanted):
            yield [
                entry.title,
                named[entry.area],
                code,
                str(piece.state.label),
                piece.words,
                piece.open_words,
                yes if piece.in_review else "",
                piece.questions,
                piece.demand,
                piece.assignee_name,
                piece.due_on,
                yes if piece.urgent else "",
                str(piece.next_step.label) if piece.next_step else "",
            ]


def _pieces(entry: Entry, codes: Sequence[str], wanted: Filter) -> list[tuple[str, Any]]:
    return [(code, entry.pieces[code]) for code in codes if wanted.fits_piece(entry.pieces[code])]
