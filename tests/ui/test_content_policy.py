"""One policy for readers, one for staff with the user bar, one for the admin; no foreign host in any."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from cms.ui.content_policy import ContentPolicyMiddleware
from tests.make.people import make_staff, make_user

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
    "frame-src": "'self'",
}


def plain(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("words")


def with_nonce(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<script nonce='{request._csp_nonce}'></script>")  # type: ignore[attr-defined]


def with_own_policy(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("file", headers={"Content-Security-Policy": "sandbox", "X-Frame-Options": "DENY"})


urlpatterns = [
    path("de/seite/", plain),
    path("de/leiste/", with_nonce),
    path("de/datei/", with_own_policy),
    path("admin/seite/", plain),
    path("administration/", plain),
]


def policy(response: HttpResponse) -> dict[str, str]:
    """The directives of an answer by name."""
    return dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))


@pytest.fixture
def _pages(settings: object) -> None:
    settings.ROOT_URLCONF = __name__  # type: ignore[attr-defined]


@pytest.mark.usefixtures("_pages")
def test_readers_get_the_strict_policy(client: Client) -> None:
    assert policy(client.get("/de/seite/")) == STRICT
    assert policy(client.get("/administration/")) == STRICT


@pytest.mark.usefixtures("_pages")
def test_admin_alone_may_use_inline_styles_and_scripts(client: Client) -> None:
    """Trap 15: choosers and preview of Wagtail break without; foreign hosts stay out all the same."""
    assert policy(client.get("/admin/seite/")) == {
        **STRICT,
        "script-src": "'self' 'unsafe-inline'",
        "style-src": "'self' 'unsafe-inline'",
    }


@pytest.mark.usefixtures("_pages")
def test_nonce_counts_for_signed_in_staff_alone(client: Client, db: None, settings: object) -> None:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    assert policy(client.get("/de/leiste/")) == STRICT
    client.force_login(make_user())
    assert policy(client.get("/de/leiste/")) == STRICT

    staff = make_staff()
    staff.is_superuser = True
    staff.save()
    client.force_login(staff)
    found = policy(client.get("/de/leiste/"))

    nonce = found["script-src"].removeprefix("'self' 'nonce-").removesuffix("'")
    assert len(nonce) >= 20
    assert found == {**STRICT, "script-src": f"'self' 'nonce-{nonce}'", "style-src": f"'self' 'nonce-{nonce}'"}
    assert policy(client.get("/de/seite/")) == STRICT


@pytest.mark.usefixtures("_pages")
def test_own_policy_of_a_view_stays(client: Client) -> None:
    response = client.get("/de/datei/")

    assert (response["Content-Security-Policy"], response["X-Frame-Options"]) == ("sandbox", "DENY")


@pytest.mark.usefixtures("_pages")
def test_other_headers_are_on_every_answer(client: Client, db: None) -> None:
    for address in ("/de/seite/", "/admin/seite/", "/de/gibt-es-nicht/"):
        response = client.get(address)
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert "camera=()" in response["Permissions-Policy"]
        assert "Content-Security-Policy" in response


def test_everything_a_page_could_use_of_a_phone_is_off(rf: RequestFactory) -> None:
    response = ContentPolicyMiddleware(plain)(rf.get("/de/"))

    allowed = dict(part.split("=") for part in response["Permissions-Policy"].split(", "))
    assert {name for name, value in allowed.items() if value != "()"} == {
        "clipboard-write",
        "fullscreen",
        "publickey-credentials-create",
        "publickey-credentials-get",
    }
    assert {allowed[name] for name in ("clipboard-write", "publickey-credentials-get")} == {"(self)"}
    assert {"camera", "geolocation", "microphone", "payment", "usb", "browsing-topics"} <= set(allowed)


def test_production_tells_browsers_to_stay_with_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    from cms.settings import base

    monkeypatch.setattr(base, "SECRET_KEY", "x" * 60)
    monkeypatch.setattr(base, "ALLOWED_HOSTS", ["haus.example"])
    production = importlib.import_module("cms.settings.production")

    assert production.SECURE_HSTS_SECONDS == 63_072_000
    assert production.SECURE_HSTS_INCLUDE_SUBDOMAINS
    assert production.SECURE_HSTS_PRELOAD
    assert production.SECURE_SSL_REDIRECT
    assert production.SESSION_COOKIE_SECURE
    assert production.CSRF_COOKIE_SECURE
    assert production.LANGUAGE_COOKIE_SECURE
