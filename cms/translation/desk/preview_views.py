"""How readers will see a text, composed of the sentences as they are now; nothing is saved."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource

from cms.translation.desk.pieces import DeskPiece, piece_of


@require_safe
@never_cache
@login_required
def preview(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """The text as its readers will meet it, with a way back; only our own pages may frame it, no engine lists it."""
    piece = piece_of(request.user, code, key, on=timezone.localdate())
    row = composed(piece)
    attributes = {"path_info": row_path(row, code), "preview_back": piece.url(), "preview_language": code}
    response: HttpResponse = row.make_preview_request(request, row.default_preview_mode, attributes)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def composed(piece: DeskPiece) -> Any:
    """The text row with the sentences as they are now, German where one is missing; an instance that is never saved."""
    frozen = TranslationSource.objects.get_for_instance(piece.source)
    return frozen.get_ephemeral_translated_instance(Locale.objects.get(pk=piece.locale_id), fallback=True)


def row_path(row: Any, code: str) -> str:
    """The address under which the page is drawn: its language decides that of the frame."""
    url = row.get_url() if hasattr(row, "get_url") else None
    return url if url and url.startswith(f"/{code}/") else f"/{code}/"
