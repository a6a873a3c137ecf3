"""The coverage matrix in the admin: the table with its filters, and the same as a file."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cms.translation import rights
from cms.translation.languages import endonym
from cms.translation.matrix import filters, screen
from cms.translation.matrix.bulk import actions_for
from cms.translation.matrix.table import Entry, areas, read, target_codes, totals

ON_A_PAGE = 50


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Fifty texts a page; the sums are over everything that the filter shows."""
    user: Any = staff(request)
    on = timezone.localdate()
    entries, wanted, codes = chosen(request, on=on)
    found = filters.choose(entries, wanted, codes)
    sheet: Sheet[Entry] = Paginator(found, ON_A_PAGE).get_page(request.GET.get("p"))
    sums = totals(found, codes)
    context = {
        "columns": screen.columns(codes, sums),
        "rows": [screen.row_of(entry, codes, wanted, user, on=on) for entry in sheet],
        "sheet": sheet,
        "count": len(found),
        "words": sum(total.words for total in sums.values()),
        "minutes": sum(total.minutes for total in sums.values()),
        "wanted": wanted,
        "query": wanted.query(),
        "choices": _choices(entries),
        "actions": actions_for(user),
        "breadcrumbs_items": breadcrumbs(),
        "header_title": pgettext("staff", "Translations"),
        "header_icon": "globe",
    }
    return render(request, "translation/matrix/matrix.html", context)


def staff(request: HttpRequest) -> Any:
    """The person of this request.

    Raises PermissionDenied unless they manage or lead translations.
    """
    user: Any = request.user
    if not (rights.may_manage(user) or rights.may_lead(user)):
        raise PermissionDenied
    return user


def chosen(request: HttpRequest, *, on: date) -> tuple[list[Entry], filters.Filter, list[str]]:
    """Every text, what the address (or the form) asks for, and the languages to show."""
    entries, everything = read(on=on), target_codes()
    data = request.GET if request.method in {"GET", "HEAD"} else request.POST
    people = filters.people_of(entries)
    wanted = filters.parse(data, areas=areas(), codes=everything, people=people)
    return entries, wanted, wanted.codes(everything)


def breadcrumbs(last: str = "") -> list[dict[str, str]]:
    """The way here; `last` is the page below the matrix."""
    items = [
        {"url": reverse("wagtailadmin_home"), "label": pgettext("staff", "Home")},
        {"url": reverse("translation_matrix") if last else "", "label": pgettext("staff", "Translations")},
    ]
    return [*items, {"url": "", "label": last}] if last else items


def _choices(entries: list[Entry]) -> dict[str, Any]:
    """What each filter offers."""
    return {
        "areas": areas(),
        "states": filters.states(),
        "languages": {code: endonym(code) for code in target_codes()},
        "people": filters.people_of(entries),
    }
