"""The URL map of the house; the order matters, the page tree comes last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.translation.views import serve
from cms.users.admin_urls import to_login

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cms.translation.root_urls")),
    path("", include("home.root_urls")),
    path("", include("cms.health")),
    path("admin/", include("cms.users.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("cms.ui.media_urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("cms.demo.urls")), path("demo/", include("cms.ui.urls"))]

urlpatterns += i18n_patterns(
    path("konto/", include("cms.users.urls")),
    path("konto/", include("cms.users.allauth_urls")),
    path("_util/login/", to_login),
    path("uebersetzen/", include("cms.translation.urls")),
    path("mitmachen/", include("volunteering.urls")),
    path("", include("opening.urls")),
    path("", include("home.urls")),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)

handler403 = "cms.ui.errors.forbidden"
handler404 = "cms.ui.errors.not_found"
handler500 = "cms.ui.errors.server_error"
