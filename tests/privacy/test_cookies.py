"""The cookies on the privacy page are the cookies there are, and they come only when needed."""

import pytest

from cms.privacy.cookies import cookies
from tests.make.people import make_user
from tests.make.sessions import address_of, sign_in_by_code

pytestmark = pytest.mark.django_db

LISTED = {cookie.name for cookie in cookies()}


def test_a_form_page_sets_the_form_s_cookie_alone(client):
    client.get(address_of("account_login"))

    assert set(client.cookies) == {"csrftoken"}


def test_signing_in_and_messages_set_nothing_that_is_not_listed(client, mailoutbox):
    make_user("amina@post.example")

    client.get(address_of("account_login"))
    sign_in_by_code(client, "amina@post.example", mailoutbox)
    client.post(address_of("users:account"), {"name": "Amina", "language": "ar"})
    page = client.get(address_of("users:account"))

    assert set(client.cookies) == {"csrftoken", "sessionid"}
    assert set(client.cookies) <= LISTED
    assert len(list(page.context["messages"])) >= 1


def test_cookies_are_out_of_reach_for_scripts_and_for_other_sites(client, mailoutbox):
    make_user("amina@post.example")
    client.get(address_of("account_login"))
    sign_in_by_code(client, "amina@post.example", mailoutbox)

    for name, cookie in client.cookies.items():
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax"), name
