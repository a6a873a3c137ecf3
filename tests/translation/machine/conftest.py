"""Providers on this machine: a server that speaks their protocols, and the pseudo-translation."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from tests.make.machine import choose_provider, make_setting
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


@pytest.fixture
def machine(db: None, settings: Any) -> Any:
    """The pseudo-translation in every language but Leichte Sprache; nobody waits for a pause."""
    settings.MACHINE_TRANSLATION = make_setting()
    choose_provider()
    return settings


@pytest.fixture
def libre(machine: Any, fake: FakeProvider) -> FakeProvider:
    """A fake LibreTranslate instead of the pseudo-translation."""
    options = {"class": "cms.translation.machine.libretranslate.LibreTranslate", "url": fake.url}
    machine.MACHINE_TRANSLATION = make_setting(
        backends={"libretranslate": options}, routes={"*": ["libretranslate"], "de-simple": []}, timeout=2
    )
    return fake
