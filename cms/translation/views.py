"""The page in the reader's language, else its German words."""

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve as wagtail_serve


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Placeholder: Wagtail's own serve view."""
    return wagtail_serve(request, path)
