"""What every template may use without asking for it."""

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, object]:
    """Name and address of the house, and whether this is the demo."""
    return {"SITE_NAME": settings.SITE_NAME, "BASE_URL": settings.BASE_URL, "DEMO": settings.DEMO}
