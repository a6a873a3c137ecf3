"""Addresses that work outside a page: in mails, calendars and codes."""

from django.conf import settings


def absolute(path: str) -> str:
    """The public address of a path of this house, never taken from the Host header."""
    return f"{settings.BASE_URL.rstrip('/')}/{path.lstrip('/')}"
