"""What machines that read websites are asked to leave alone."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.ui.links import absolute

PRIVATE = ("konto", "uebersetzen", "anfrage", "prozess", "mitmachen/mein", "mitmachen/leitung", "mitmachen/partner")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: portals and forms stay out of indexes, the sitemap is named."""
    lines = ["User-agent: *", "Disallow: /admin/"]
    lines += [f"Disallow: /{code}/{path}/" for code, _name in settings.LANGUAGES for path in PRIVATE]
    lines += ["", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
