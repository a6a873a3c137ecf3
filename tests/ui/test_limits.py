"""How often somebody may do something, and who somebody is."""

from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from cms.ui import limits
from cms.ui.client import client_address
from cms.ui.limits import allow
from cms.ui.links import absolute


@pytest.fixture(autouse=True)
def _memory(settings: object) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits"}}  # type: ignore[attr-defined]
    cache.clear()


def test_the_limit_counts_each_person_and_each_deed_for_itself() -> None:
    answers = [allow("sign_up", who="a", limit=2, seconds=60) for _ in range(3)]

    assert answers == [True, True, False]
    assert allow("sign_up", who="b", limit=2, seconds=60)
    assert allow("enquire", who="a", limit=2, seconds=60)


def test_a_limit_of_none_allows_nothing() -> None:
    assert not allow("sign_up", who="a", limit=0, seconds=60)


def test_a_slot_is_free_again_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", lambda: clock[0])
    monkeypatch.setattr("django.core.cache.backends.base.time.time", lambda: clock[0])
    assert allow("sign_up", who="a", limit=1, seconds=60)
    assert not allow("sign_up", who="a", limit=1, seconds=60)

    clock[0] += 61

    assert allow("sign_up", who="a", limit=1, seconds=60)


def test_the_cache_holds_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, object] = {}
    memory = SimpleNamespace(get_many=lambda keys: {}, add=lambda key, *rest: kept.update({key: rest}) is None)
    monkeypatch.setattr(limits, "cache", memory)

    assert allow("sign_up", who="yusuf@post.example", limit=1, seconds=60)

    assert len(kept) == 1
    assert "yusuf" not in str(kept)


@pytest.mark.parametrize(
    ("trusted", "forwarded", "expected"),
    [
        (0, "", "10.0.0.1"),
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (1, "", "10.0.0.1"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.1"),
        (1, "not an address", "10.0.0.1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_as_many_proxies_are_believed_as_we_trust(
    trusted: int, forwarded: str, expected: str, settings: object
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted  # type: ignore[attr-defined]
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="10.0.0.1")

    assert client_address(request) == expected


def test_links_for_mails_take_the_public_address(settings: object) -> None:
    settings.BASE_URL = "https://haus.example"  # type: ignore[attr-defined]

    assert absolute("/de/mitmachen/") == "https://haus.example/de/mitmachen/"
