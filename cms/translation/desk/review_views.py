"""The second person: reads, approves or sends back."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.translation.desk.pieces import piece_of


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def review(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """What changed, old and new."""
    return render(
        request, "translation/desk/piece.html", {"piece": piece_of(request.user, code, key, on=timezone.localdate())}
    )
