"""The yardsticks: a bare Django view with the middleware of a new project, and a plain WSGI function."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

TEXT = b"<!doctype html><title>Hello</title><p>Hello"


def hello(_request: HttpRequest) -> HttpResponse:
    """The smallest page."""
    return HttpResponse(TEXT)


urlpatterns = [path("", hello)]


def floor(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """What the server can do at most."""
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(TEXT)))])
    return [TEXT]


def django_application() -> Callable[..., Any]:
    """A new Django project, as `startproject` makes it, with this one view."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    settings.configure(
        SECRET_KEY="yardstick",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        LOGGING_CONFIG=None,
    )
    return get_wsgi_application()
