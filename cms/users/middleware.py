"""Staff use a second factor in every session, whichever way the session came about."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cms.users.models import User
from cms.users.roles import works_in_the_admin

#: What staff without a second factor may open: everything that sets one up, and the way out.
SETTING_UP = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_email",
        "account_email_verification_sent",
        "mfa_index",
        "mfa_activate_totp",
        "users:totp_picture",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
    }
)
#: What staff may open who have one and did not use it yet: everything that asks for it, and the way out.
USING_IT = frozenset({"account_logout", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"})


class SecondFactorMiddleware:
    """Sends staff to their second factor before any view answers; off with STAFF_SECOND_FACTOR=0."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """None lets the view answer. A guest's session is not even looked at."""
        if not settings.STAFF_SECOND_FACTOR or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user = request.user
        if not isinstance(user, User) or used_second_factor(request, user) or not works_in_the_admin(user):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if has_second_factor(user):
            return None if name in USING_IT else _to_using_it(request, user)
        return None if name in SETTING_UP else _to_setting_up(request)


def used_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this session was opened, or confirmed since, with a second factor of this person."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def has_second_factor(user: User) -> bool:
    """Whether this person has an authenticator app or a passkey."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def _to_setting_up(request: HttpRequest) -> HttpResponse:
    messages.info(
        request, _("Who works here signs in with a second factor. Please set up an authenticator app or a passkey.")
    )
    return HttpResponseRedirect(reverse("mfa_index"))


def _to_using_it(request: HttpRequest, user: User) -> HttpResponse:
    page = "mfa_reauthenticate" if is_mfa_enabled(user, [Authenticator.Type.TOTP]) else "mfa_reauthenticate_webauthn"
    way_back = request.get_full_path() if request.method == "GET" else reverse("users:landing")
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode({'next': way_back})}")
