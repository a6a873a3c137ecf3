"""Where the lead decides that a publication changed the spelling only, and takes that back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages as admin_messages

from cms.translation import translatable
from cms.translation.admin_views import edit_address
from cms.translation.carrying import (
    CarryRefused,
    carry_over,
    effect_of,
    obstacle_to_carry_over,
    obstacle_to_undo,
    withdraw_carry_over,
)
from cms.translation.languages import endonym
from cms.translation.rights import may_lead
from cms.translation.sources import is_source, source_of


@require_http_methods(["GET", "POST"])
def spelling_only(request: HttpRequest, key: UUID) -> HttpResponse:
    """Old and new sentences side by side, the languages they concern, and the one button that is open."""
    user: Any = request.user
    if not may_lead(user):
        raise PermissionDenied
    source = source_of(key)
    if source is None:
        raise Http404
    if request.method == "POST":
        _decide(request, source)
        return HttpResponseRedirect(edit_address(source))
    effect = effect_of(source)
    return render(
        request,
        "translation/staff/spelling_only.html",
        {
            "source": source,
            "effect": effect,
            "languages": [endonym(code) for code in effect.outdated],
            "obstacle": obstacle_to_carry_over(source, user),
            "may_undo": obstacle_to_undo(source, user) is None,
            "back": edit_address(source),
        },
    )


def _decide(request: HttpRequest, source: Any) -> None:
    user: Any = request.user
    try:
        if "undo" in request.POST:
            withdraw_carry_over(source, by=user, at=timezone.now())
            messages.success(request, pgettext("staff", "Undone: the translators see the changed sentences again."))
        else:
            codes = carry_over(source, by=user, at=timezone.now())
            said = pgettext("staff", "The translations stay valid in: %(languages)s") % {
                "languages": ", ".join(endonym(code) for code in codes) or "–"
            }
            undo = reverse("translation_spelling_only", args=[source.translation_key])
            admin_messages.success(request, said, buttons=[admin_messages.button(undo, pgettext("staff", "Undo"))])
    except CarryRefused as refusal:
        messages.error(request, refusal.obstacle.sentence)


def tell_what_changed(request: HttpRequest, row: Any) -> None:
    """After the publication of a source: how many sentences changed, which languages are outdated, and the way on."""
    user: Any = request.user
    if not (translatable.is_translatable(row) and is_source(row) and row.live and may_lead(user)):
        return
    if obstacle_to_carry_over(row, user):
        return
    effect = effect_of(row)
    if not effect.outdated:
        return
    said = pgettext("staff", "Changed sentences: %(sentences)d. Outdated now: %(languages)s.") % {
        "sentences": effect.changed,
        "languages": ", ".join(endonym(code) for code in effect.outdated),
    }
    where = reverse("translation_spelling_only", args=[row.translation_key])
    button = admin_messages.button(where, pgettext("staff", "Spelling only?"))
    admin_messages.warning(request, said, buttons=[button])
