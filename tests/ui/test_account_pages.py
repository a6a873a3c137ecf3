"""allauth's pages in the frame of the house: one language, one main part, one heading, our fields and buttons."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.make.people import make_user

ENTRANCE = ["account_login", "account_request_login_code", "account_reset_password", "account_signup"]
MANAGE = [
    "account_email",
    "account_set_password",
    "mfa_index",
    "mfa_list_webauthn",
    "usersessions_list",
    "account_logout",
]


def address(name: str, code: str) -> str:
    """Where a page is in a language."""
    with override(code):
        return reverse(name)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("code", ["de", "ar"])
@pytest.mark.parametrize("name", ENTRANCE + MANAGE)
def test_pages_of_the_account_wear_the_frame(client: Client, name: str, code: str) -> None:
    from wagtail.models import Locale

    Locale.objects.get_or_create(language_code=code)
    if name in MANAGE:
        client.force_login(make_user())

    html = client.get(address(name, code)).content.decode()

    assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in html
    assert (html.count("<main"), len(re.findall(r"<h1[ >]", html))) == (1, 1)
    assert 'class="masthead"' in html
    buttons = re.findall(r"<(?:button|a)[^>]* class=\"button[^>]*>", html.split("<main")[1])
    assert buttons != []


@pytest.mark.usefixtures("db")
def test_a_wrong_login_is_said_in_the_focused_summary(client: Client) -> None:
    html = client.post(address("account_login", "de"), {"login": "niemand", "password": "x"}).content.decode()

    assert 'class="errors" role="alert" tabindex="-1" autofocus' in html
    assert 'value="niemand"' in html


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize("name", ENTRANCE[:3])
def test_axe_finds_nothing_at_the_entrance(new_page: Callable[..., object], name: str) -> None:
    page = new_page(width=360, color_scheme="dark")
    page.goto(address(name, "de"))  # type: ignore[attr-defined]

    found = Axe().run(page).response["violations"]

    assert [(rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found] == []
