"""The first screen of the desk: what to do in my languages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The pieces of my languages, the most urgent first."""
    return render(request, "translation/desk/home.html")
