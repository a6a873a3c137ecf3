"""What people see when something is not there, not allowed, gone or broken."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils.translation import override

from cms.ui import errors


def request_for(path: str) -> HttpRequest:
    """A guest's request."""
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return request


def said(response: object) -> str:
    """The page as text."""
    return response.content.decode()  # type: ignore[attr-defined]


@pytest.mark.usefixtures("db")
def test_an_unknown_address_is_a_page_of_the_house_in_the_language_of_the_address() -> None:
    response = errors.not_found(request_for("/ar/gibt-es-nicht/"))

    assert response.status_code == 404
    html = said(response)
    assert '<html lang="ar" dir="rtl">' in html
    assert html.count("<h1") == 1
    assert html.count("<main") == 1


@pytest.mark.usefixtures("db")
def test_an_unknown_address_is_answered_by_that_page(client: Client) -> None:
    response = client.get("/de/gibt-es-nicht/")

    assert response.status_code == 404
    assert "404.html" in {template.name for template in response.templates}


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("stale", "sentence"),
    [(True, "Go back: what you wrote is still there."), (False, "Your account may not see this page.")],
)
def test_a_refusal_says_what_to_do(stale: bool, sentence: str) -> None:
    answer = errors.csrf_failure if stale else errors.forbidden

    response = answer(request_for("/en/konto/"))

    assert response.status_code == 403
    assert sentence in said(response)


@pytest.mark.usefixtures("db")
def test_what_has_ended_says_what_it_was_and_where_to_go() -> None:
    with override("en"):
        response = errors.gone(
            request_for("/en/netzwerk/x/"),
            title="This association has left the directory",
            sentence="Others are still here.",
            ways=[("To the directory", "/en/netzwerk/")],
        )

    html = said(response)
    assert response.status_code == 410
    assert "<h1>This association has left the directory</h1>" in html
    assert "Others are still here." in html
    assert 'href="/en/netzwerk/"' in html


@pytest.mark.parametrize(
    ("path", "lang"),
    [("/uk/mitmachen/", 'lang="uk" dir="ltr"'), ("/fa/", 'lang="fa" dir="rtl"'), ("/health/x", 'lang="de" dir="ltr"')],
)
def test_our_own_mistake_needs_no_database(path: str, lang: str) -> None:
    response = errors.server_error(RequestFactory().get(path))

    assert response.status_code == 500
    assert f"<html {lang}>" in said(response)
    assert said(response).count("<h1>") == 1
