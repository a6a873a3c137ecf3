"""How readers will see a text, composed of the sentences as they are now; nothing is saved."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.translation.desk.pieces import piece_of


@require_safe
@never_cache
@login_required
def preview(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """The text as a page."""
    return render(request, "translation/desk/piece.html", {"piece": piece_of(request.user, code, key)})
