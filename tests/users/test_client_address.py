"""Limits count by the client's address; a forged header changes nothing, with and without a proxy in front."""

import pytest
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.test import Client, RequestFactory

from cms.mail.models import OutboxMessage
from cms.users.adapter import AccountAdapter
from tests.make.sessions import address_of

pytestmark = pytest.mark.django_db

LIMIT = 20  # login codes a minute and address


@pytest.fixture(autouse=True)
def _count_anew():
    cache.clear()


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, None, "192.0.2.1"),
        (0, "203.0.113.7", "192.0.2.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (1, None, "192.0.2.1"),
        (1, "nonsense", "192.0.2.1"),
        (2, "203.0.113.7", "192.0.2.1"),
    ],
)
def test_whose_address_counts(settings, proxies, header, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": header} if header else {}
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers=headers)

    assert AccountAdapter().get_client_ip(request) == expected
    assert ratelimit.get_ip(request) == expected


def asked_too_often(forwarded: list[str]) -> bool:
    """Whether the last of so many requests for a code, each for another address, is refused."""
    for number, header in enumerate(forwarded):
        Client().post(
            address_of("account_request_login_code"),
            {"email": f"person{number}@post.example"},
            REMOTE_ADDR="192.0.2.1",
            headers={"X-Forwarded-For": header},
        )
    return not OutboxMessage.objects.filter(to=f"person{len(forwarded) - 1}@post.example").exists()


def test_without_a_proxy_a_forged_header_gives_no_new_attempts(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0

    assert asked_too_often([f"203.0.113.{number}" for number in range(LIMIT + 1)])


def test_behind_a_proxy_a_forged_entry_gives_no_new_attempts(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert asked_too_often([f"6.6.6.{number}, 203.0.113.7" for number in range(LIMIT + 1)])


def test_behind_a_proxy_clients_are_told_apart(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert not asked_too_often([f"203.0.113.{number}" for number in range(LIMIT + 1)])


def test_too_many_attempts_are_answered_by_a_page_of_the_house(client):
    answers = [client.post(address_of("account_signup", "ar"), {"email": "not an address"}) for _ in range(21)]

    assert [answer.status_code for answer in answers[-2:]] == [200, 429]
    assert '<html lang="ar" dir="rtl">' in answers[-1].content.decode()
    assert "<main" in answers[-1].content.decode()
