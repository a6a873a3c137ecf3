"""Doors of Wagtail that would lead past the limits and the second factor; they stand before Wagtail's own URLs.

Wagtail keeps its login and password forms routed whatever `WAGTAILADMIN_LOGIN_URL` says. Every one of them, and the
form that changes the name, answers here first.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, re_path, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from cms.users.wagtail_account import AccountView


@never_cache
def to_login(request: HttpRequest) -> HttpResponse:
    """To the one login of the house, keeping where the person wanted to go."""
    target = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return HttpResponseRedirect(reverse("account_login") + (f"?{urlencode({'next': target})}" if safe else ""))


@never_cache
def to_password_reset(request: HttpRequest) -> HttpResponse:
    """To the one way to a new password."""
    return HttpResponseRedirect(reverse("account_reset_password"))


urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", to_login),
    re_path(r"^password_reset/", to_password_reset),
    path("account/", never_cache(require_admin_access(AccountView.as_view())), name="wagtailadmin_account"),
]
