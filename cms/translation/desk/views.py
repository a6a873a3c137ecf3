"""The first screen of the desk: what to do in my languages, what came in, and the hours that I gave."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.translation.desk.overview import Overview, amount
from cms.translation.languages import language_name
from cms.translation.roots import roots
from cms.translation.work import ConfirmObstacle, ConfirmRefused, confirm_day

A_PAGE = 20


@require_safe
@never_cache
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The pieces of my languages, the most urgent first; `?sprache=ar` shows one language."""
    now = timezone.now()
    overview = Overview(request.user, now, timezone.localdate(now))
    chosen = request.GET.get("sprache", "")
    chosen = chosen if chosen in overview.codes else ""
    lines = [line for line in overview.to_do if chosen in {"", line.todo.code}]
    context = {
        "overview": overview,
        "languages": [roots().languages[code] for code in overview.codes],
        "page": Paginator(lines, A_PAGE).get_page(request.GET.get("seite")),
        "choices": _choices(overview, chosen),
        "others": _others(overview, chosen),
    }
    return render(request, "translation/desk/home.html", context)


def _choices(overview: Overview, chosen: str) -> list[dict[str, Any]]:
    """All languages of this person, or one."""
    codes = {line.todo.code for line in overview.to_do} | ({chosen} if chosen else set())
    if len(overview.codes) < 2:
        return []
    links = [{"label": _("All languages"), "url": "?", "current": not chosen}]
    for code in overview.codes:
        if code in codes:
            links.append({"label": language_name(code), "url": f"?sprache={code}", "current": code == chosen})
    return links


def _others(overview: Overview, chosen: str) -> list[dict[str, str]]:
    """Where there is something to do while nothing is left in the chosen language."""
    open_sentences: dict[str, int] = {}
    for line in overview.to_do:
        open_sentences[line.todo.code] = open_sentences.get(line.todo.code, 0) + line.todo.sentences
    return [
        {"label": amount(number, language_name(code)), "url": f"?sprache={code}"}
        for code, number in open_sentences.items()
        if code != chosen
    ]


@require_POST
@login_required
def hours(request: HttpRequest) -> HttpResponse:
    """The sum of a day, as the person says it was."""
    day, written = parse_day(request.POST.get("day", "")), request.POST.get("minutes", "")
    minutes = int(written) if written.isascii() and written.isdigit() and len(written) < 6 else -1
    user: Any = request.user
    try:
        if day is None:
            raise ConfirmRefused(ConfirmObstacle.NOTHING)
        confirm_day(user, day, minutes)
    except ConfirmRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Thank you. Your time is counted."))
    return redirect(f"{reverse('translation:desk')}#hours")


def parse_day(written: str) -> Any:
    """A date as forms send it; None for anything else."""
    try:
        return parse_date(written)
    except ValueError:
        return None
