"""Who reads and when: what templates and blocks know of the request."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone


def request_of(context: Mapping[str, Any]) -> HttpRequest | None:
    """The request behind a template; None in previews of single blocks."""
    found = context.get("request")
    return found if isinstance(found, HttpRequest) else None


def moment_of(context: Mapping[str, Any]) -> datetime:
    """The moment for which the page is true: named once by the page, so that all its parts agree."""
    at = context.get("at")
    return at if isinstance(at, datetime) else timezone.now()
