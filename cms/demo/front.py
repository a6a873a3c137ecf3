"""The demo's own door: every login by one button, the mails, the building blocks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.demo.story import LOGINS, PASSWORD
from cms.users.accounts import sign_in
from cms.users.models import User


@require_safe
@never_cache
def front(request: HttpRequest) -> HttpResponse:
    """Who one can be in the demo, and where each of them starts."""
    return render(request, "demo/front.html", {"logins": LOGINS, "password": PASSWORD})


@require_POST
def sign_in_as(request: HttpRequest, key: str) -> HttpResponse:
    """Signs the visitor of the demo in as one of its people; a session that is open ends first."""
    login = next((login for login in LOGINS if login.key == key), None)
    user = User.objects.filter(email=login.email).first() if login else None
    if login is None or user is None:
        raise Http404
    if request.user.is_authenticated and request.user != user:
        request.session.flush()
    if request.user == user:
        return redirect(login.start)
    return sign_in(request, user, next_url=login.start)
