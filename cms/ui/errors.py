"""What people see when something is not there, not allowed, gone or broken."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import get_language_from_path, override


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing lives at this address."""
    with override(_language(request)):
        return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The person is known and may not see this."""
    with override(_language(request)):
        return render(request, "403.html", {"stale_form": False}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open for too long or came from elsewhere; "back" brings the typed text again."""
    with override(_language(request)):
        return render(request, "403.html", {"stale_form": True}, status=403)


def gone(
    request: HttpRequest,
    *,
    title: str | Promise = "",
    sentence: str | Promise = "",
    ways: Sequence[tuple[str | Promise, str]] = (),
) -> HttpResponse:
    """Something was here and has ended: what it was called, what to do now, and links (label, address)."""
    return render(request, "410.html", {"gone": title, "sentence": sentence, "ways": ways}, status=410)


def too_many(request: HttpRequest, sentence: str) -> HttpResponse:
    """Somebody asked for more than one may in a short time; `sentence` says when to come again."""
    return render(request, "429.html", {"sentence": sentence}, status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our mistake. Needs neither database nor session, so that it still works when they do not."""
    with override(_language(request)):
        return HttpResponse(render_to_string("500.html", {"SITE_NAME": settings.SITE_NAME}), status=500)


def _language(request: HttpRequest) -> str:
    named = get_language_from_path(request.path_info) or getattr(request, "LANGUAGE_CODE", "")
    return str(named or settings.LANGUAGE_CODE)
