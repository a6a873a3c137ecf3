"""The yardstick of P2: the same addresses and pages, but the page tree is served as Wagtail's documentation tells."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls

from cms.urls import urlpatterns as ours


def without_our_tree(entry: URLPattern | URLResolver) -> bool:
    """Everything but our way to a page."""
    return getattr(entry, "name", None) != "wagtail_serve"


urlpatterns = [
    *ours[:-1],
    *i18n_patterns(
        *[entry for entry in ours[-1].url_patterns if without_our_tree(entry)],
        path("", include(wagtail_urls)),
        prefix_default_language=True,
    ),
]
