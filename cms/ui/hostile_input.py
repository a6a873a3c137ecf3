"""Input that no reader sends and every scanner does, made harmless before any view or middleware reads it.

NUL in a query string, a path or a session cookie is an error in both databases. The admin's own search takes whatever
stands in the address, so its query is cleaned here as well.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cms.ui.clean_query import clean_query

SEARCHES_OF_THE_ADMIN = ("q", "term")
SESSION_KEY = re.compile(r"[a-z0-9]{8,64}")
LONGEST_QUERY_STRING = 16_384
LONGEST_PATH = 2_048
NUMBER_BEYOND_ANY_KEY = re.compile(r"/\d{19,}(?:/|$)")
REPLACEMENT = "\ufffd"


class HostileInputMiddleware:
    """Cleans path, query and session cookie; a clean request passes untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        clean_path(request)
        clean_cookie(request)
        clean_parameters(request)
        return self.get_response(request)


def clean_path(request: HttpRequest) -> None:
    """A path that cannot be one of ours (NUL, numbers beyond any key, endless) becomes one that is simply not found."""
    path = request.path_info
    if "\x00" not in path and len(path) <= LONGEST_PATH and not NUMBER_BEYOND_ANY_KEY.search(path):
        return
    first = path[: path.find("/", 1) + 1] if path.startswith("/") and 0 < path.find("/", 1) <= 12 else "/"
    request.path_info = request.path = f"{first}{REPLACEMENT}/"


def clean_cookie(request: HttpRequest) -> None:
    """A session cookie that cannot be one of ours is dropped before a database looks for it."""
    found = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if found is not None and not SESSION_KEY.fullmatch(found):
        del request.COOKIES[settings.SESSION_COOKIE_NAME]


def clean_parameters(request: HttpRequest) -> None:
    """A query string of sensible length, without NUL, and in the admin with a query its search can bear."""
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return
    if len(query) > LONGEST_QUERY_STRING:
        query = request.META["QUERY_STRING"] = ""
    in_admin = request.path_info.startswith("/admin/")
    if not in_admin and "%00" not in query and "\x00" not in query:
        return
    parameters = request.GET.copy()
    for name, values in list(parameters.lists()):
        cleaned = [value.replace("\x00", "") for value in values]
        if in_admin and name in SEARCHES_OF_THE_ADMIN:
            cleaned = [clean_query(value) for value in values]
        parameters.setlist(name, cleaned)
    parameters._mutable = False
    request.GET = parameters  # type: ignore[assignment]
