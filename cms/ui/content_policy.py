"""Headers that keep foreign code and foreign hosts out of every page.

The site is strict: nothing inline, nothing from elsewhere. The Wagtail admin alone may use inline styles and scripts,
because its choosers and its preview do. A nonce stands only in answers to signed-in staff, for Wagtail's user bar.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import ContentSecurityPolicyMiddleware, get_nonce
from django.utils.csp import CSP

OFF = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "compute-pressure",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
# Passkeys on the account pages, the button that copies a link, a film in full size: for our own pages alone.
OWN = ("clipboard-write", "fullscreen", "publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS_POLICY = ", ".join([f"{feature}=()" for feature in OFF] + [f"{feature}=(self)" for feature in OWN])

Policy = dict[str, Any]


class ContentPolicyMiddleware(ContentSecurityPolicyMiddleware):
    """Django's own policy middleware, with one policy for readers, one for staff and one for the admin."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Add the policy that fits who asks for what, and the headers that are the same everywhere."""
        if not hasattr(response, "_csp_config"):
            response._csp_config = policy_for(request)  # type: ignore[attr-defined]
        answer = super().process_response(request, response)
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        answer.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return answer


def policy_for(request: HttpRequest) -> Policy:
    """The content policy of the answer to this request."""
    if request.path_info.startswith("/admin/"):
        return with_source(settings.SECURE_CSP, CSP.UNSAFE_INLINE)
    if get_nonce(request) and is_staff(request):
        return with_source(settings.SECURE_CSP, CSP.NONCE)
    return settings.SECURE_CSP


def is_staff(request: HttpRequest) -> bool:
    """Whether somebody who may enter the admin has signed in."""
    user = getattr(request, "user", None)
    return user is not None and user.has_perm("wagtailadmin.access_admin")


def with_source(policy: Policy, source: str) -> Policy:
    """The same policy, with one more source for scripts and styles."""
    return {**policy, "script-src": [*policy["script-src"], source], "style-src": [*policy["style-src"], source]}
