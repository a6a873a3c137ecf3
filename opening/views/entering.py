"""The door of every process page: who comes in, as whom, and what they read when something is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from cms.users.models import User
from opening.domain import access, next_steps
from opening.domain.access import Actor
from opening.domain.loading import complete
from opening.domain.missing import RefusedError
from opening.models import Process
from opening.views import shown
from opening.views.frame import frame

type View[**P] = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]


def person(request: HttpRequest) -> User:
    """The person who is signed in."""
    assert isinstance(request.user, User)  # the views below are for people who are signed in
    return request.user


def private(response: HttpResponse) -> HttpResponse:
    """Nothing of a process is kept by a cache."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def outline_process[**P](view: View[P]) -> Callable[..., HttpResponse]:
    """A page of a process for everybody who may know of it; strangers and unknown codes get the same 404."""

    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        process = complete(Process.objects.all()).filter(code=code).first()
        actor = access.actor_in(process, person(request)) if process else None
        if actor is None:
            raise Http404
        try:
            return private(view(request, actor, *args, **kwargs))
        except RefusedError as refusal:
            return private(refused(request, actor, refusal))

    return wrapped


def in_process[**P](view: View[P]) -> Callable[..., HttpResponse]:
    """The same for the pages inside: who may only know of the process does not get in."""

    @wraps(view)
    def inside(request: HttpRequest, actor: Actor, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not actor.sees_all:
            raise Http404
        return view(request, actor, *args, **kwargs)

    return outline_process(inside)  # type: ignore[arg-type]  # wraps() keeps the call, mypy loses the parameters


def refused(request: HttpRequest, actor: Actor, refusal: RefusedError, *, title: str = "") -> HttpResponse:
    """The page that refuses: every reason, each with a link and who has to act."""
    today = timezone.localdate()
    items = [
        shown.todo(missing, next_steps.who(actor, missing) if missing.role else "", actor, today=today)
        for missing in refusal.missing
    ]
    context = {**frame(actor), "title": title, "reasons": items}
    return render(request, "opening/refused.html", context, status=409)
