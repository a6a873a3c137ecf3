"""A provider on this machine."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.translation.machine.fake_provider import FakeProvider, running


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeProvider]:
    """A fake provider; no proxy of this machine comes between."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as provider:
        yield provider


@pytest.fixture(autouse=True)
def _nothing_known(db: None) -> None:
    """No test knows the languages another one asked for."""
    cache.clear()
