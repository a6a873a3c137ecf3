"""allauth's addresses under `/<lang>/konto/` with allauth's own names; two of its views are replaced by ours."""

from django.urls import URLPattern, URLResolver, include, path

from cms.users.views import ActivateTOTPView, AddWebAuthnView

urlpatterns: list[URLPattern | URLResolver] = [
    path("2fa/totp/activate/", ActivateTOTPView.as_view(), name="mfa_activate_totp"),
    path("2fa/webauthn/add/", AddWebAuthnView.as_view(), name="mfa_add_webauthn"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
