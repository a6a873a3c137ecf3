"""Somebody saves and has been signed out meanwhile: what they typed waits until they are back."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.translation.desk import answers
from cms.translation.desk.posted import read
from cms.ui.errors import csrf_failure

type View = Callable[[HttpRequest, str, UUID], HttpResponse]


class _Check(CsrfViewMiddleware):
    """Django's own check, asked for its verdict instead of for a page."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def is_forged(request: HttpRequest) -> bool:
    """Whether the form did not come from one of our pages, or from one of an earlier session."""
    return _Check(_answer).process_view(request, _answer, (), {}) is not None


def _answer(_request: HttpRequest) -> HttpResponse:
    """Stands for the view; it is never called."""
    return HttpResponse()


def nothing_is_lost(view: View) -> View:
    """Let the form in when it is ours and the person is signed in; else keep what was typed and lead the way back.

    The view is exempt from the middleware's check, which would throw the text away: it is checked here. A form of an
    earlier session of the same person is kept like that of a guest. A guest's form that is not ours is refused, so
    that no other site can begin sessions here.
    """

    @wraps(view)
    def guarded(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
        forged, known = is_forged(request), request.user.is_authenticated
        if known and not forged:
            return view(request, code, key)
        if forged and not known:
            return csrf_failure(request)
        answers.keep_touched(request, code, key, read(request.POST))
        piece = reverse("translation:piece", args=[code, key])
        if known:
            return answers.to_the_page(request, piece, _("Your page was too old. Your text is here; save it again."))
        login = f"{resolve_url('account_login')}?{urlencode({'next': piece})}"
        why = _("You have been signed out. Your text is kept: sign in again, then save it.")
        return answers.to_the_page(request, login, why, label=_("Sign in"), status=401)

    return guarded
