"""Addresses of the account under `/<lang>/konto/`; allauth's own stand beside them, see `allauth_urls.py`."""

from django.urls import URLPattern, URLResolver, path

from cms.users import views

app_name = "users"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.account, name="account"),
    path("weiter/", views.landing, name="landing"),
    path("2fa/totp/bild.svg", views.totp_picture, name="totp_picture"),
]
