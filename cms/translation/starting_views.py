"""Starting the translations of one German text: in which languages, how much it is, and how hard it is to read."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.translation import rights, starting
from cms.translation.admin_views import edit_address
from cms.translation.languages import SOURCE, endonym
from cms.translation.readability import hint_before_start
from cms.translation.roots import roots
from cms.translation.sources import source_of
from cms.translation.state_table import Piece, state_table


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, key: UUID) -> HttpResponse:
    """The languages of a text with what is there; the button queues those that were ticked."""
    user: Any = request.user
    if not (rights.may_manage(user) or rights.may_lead(user)):
        raise PermissionDenied
    source = source_of(key)
    if source is None:
        raise Http404
    source = getattr(source, "specific", source)
    codes = [code for code in roots().languages if code != SOURCE]
    chosen = [code for code in codes if code in (request.POST or request.GET).getlist("language")]
    if request.method == "POST" and (answer := _begin(request, source, chosen)):
        return answer
    table = state_table([source], codes)
    pieces = {code: table[key, code] for code in codes}
    hint = hint_before_start(source)
    context = {
        "source": source,
        "lines": [_line(code, pieces[code], user, chosen=chosen) for code in codes],
        "may_start": any(starting.obstacle_to_start(piece, user) is None for piece in pieces.values()),
        "words": next(iter(pieces.values())).words,
        "hint": hint,
        "hint_sentence": hint.for_languages(len(chosen) or len(codes)) if hint else "",
        "back": edit_address(source),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": pgettext("staff", "Home")},
            {"url": reverse("translation_matrix"), "label": pgettext("staff", "Translations")},
            {"url": "", "label": pgettext("staff", "Start")},
        ],
        "header_title": pgettext("staff", "Start translations"),
        "header_icon": "globe",
    }
    return render(request, "translation/staff/start.html", context)


def _begin(request: HttpRequest, source: Any, chosen: list[str]) -> HttpResponse | None:
    """Queue, and go to the progress; None with a message where nothing was begun."""
    if not chosen:
        messages.error(request, pgettext("staff", "Choose at least one language."))
        return None
    user: Any = request.user
    although_hard = "although_hard" in request.POST
    try:
        run = starting.start(source, chosen, by=user, at=timezone.now(), although_hard=although_hard)
    except starting.StartRefused as refusal:
        messages.error(request, str(refusal))
        return None
    return redirect("background_run", run.pk)


def _line(code: str, piece: Piece, user: Any, *, chosen: list[str]) -> dict[str, Any]:
    obstacle = starting.obstacle_to_start(piece, user)
    return {
        "code": code,
        "endonym": endonym(code),
        "state": piece.state,
        "demand": piece.demand,
        "obstacle": obstacle.sentence if obstacle else "",
        "checked": obstacle is None and (code in chosen or not chosen),
    }
