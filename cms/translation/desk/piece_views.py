"""One text in one language: its sentences, and sending them to the second person."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.translation.desk.pieces import piece_of


@require_safe
@never_cache
@login_required
def piece(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Ten sentences a page."""
    return render(
        request, "translation/desk/piece.html", {"piece": piece_of(request.user, code, key, on=timezone.localdate())}
    )


@require_POST
@login_required
def sentence(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Keep what was typed."""
    piece_of(request.user, code, key, on=timezone.localdate())
    return redirect("translation:piece", code, key)


@require_POST
@login_required
def submit(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Send the text to the second person."""
    piece_of(request.user, code, key, on=timezone.localdate())
    return redirect("translation:piece", code, key)


@require_POST
@login_required
def take_back(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Work on it again before it was checked."""
    piece_of(request.user, code, key, on=timezone.localdate())
    return redirect("translation:piece", code, key)
