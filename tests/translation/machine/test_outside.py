"""A provider outside the house is named on the privacy page, and asked when the house is deployed."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client

from cms.translation.machine.outside import check_providers
from tests.make.machine import choose_provider, make_setting
from tests.make.pages import make_legal
from tests.translation.machine.fake_provider import FakeProvider

DEEPL = {"class": "cms.translation.machine.deepl.DeepL", "key": "k:fx"}
LIBRE = "cms.translation.machine.libretranslate.LibreTranslate"
HEADING = "Wer außerhalb des Hauses etwas davon bekommt"


@pytest.fixture
def privacy_page() -> Any:
    return make_legal("privacy", "Datenschutz")


def read(client: Client, page: Any) -> str:
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_privacy_page_names_a_provider_outside(client: Client, privacy_page: Any, settings: Any) -> None:
    settings.MACHINE_TRANSLATION = make_setting(backends={"deepl": DEEPL}, routes={"*": ["deepl"], "de-simple": []})
    choose_provider("route", "tr")

    words = read(client, privacy_page)

    assert '<bdi>DeepL</bdi> (<bdi dir="ltr">api-free.deepl.com</bdi>)' in words


@pytest.mark.parametrize(
    ("backends", "choice"),
    [
        ({}, "route"),
        ({"deepl": DEEPL}, "off"),
        ({"libretranslate": {"class": LIBRE, "url": "http://10.0.0.5:5000"}}, "route"),
        (make_setting()["backends"], "route"),
    ],
    ids=["nothing configured", "no language uses it", "own server", "pseudo"],
)
def test_privacy_page_names_nobody_where_no_word_leaves(
    client: Client, privacy_page: Any, settings: Any, backends: dict[str, Any], choice: str
) -> None:
    settings.MACHINE_TRANSLATION = (
        make_setting(backends=backends, routes={"*": list(backends), "de-simple": []}) if backends else {}
    )
    choose_provider(choice)

    words = read(client, privacy_page)

    assert "DeepL" not in words
    assert "LibreTranslate" not in words
    assert "Pseudo" not in words


def test_deployment_check_asks_every_provider(fake: FakeProvider, settings: Any, in_english: None) -> None:
    settings.MACHINE_TRANSLATION = make_setting(
        backends={
            "libretranslate": {"class": LIBRE, "url": fake.url},
            "deepl": {**DEEPL, "url": "http://127.0.0.1:9"},
        },
        timeout=1,
    )

    found = check_providers(None)

    assert [(message.id, message.msg) for message in found] == [
        ("translation.W030", "deepl: DeepL cannot be reached. Is its address right?")
    ]
    assert fake.paths == ["/languages"]


@pytest.mark.parametrize(("deploy", "asked"), [(True, 1), (False, 0)], ids=["deployment", "every start"])
def test_only_the_deployment_check_asks(fake: FakeProvider, settings: Any, deploy: bool, asked: int) -> None:
    settings.MACHINE_TRANSLATION = make_setting(backends={"libretranslate": {"class": LIBRE, "url": fake.url}})

    run_checks(tags=["translation"], include_deployment_checks=deploy)

    assert len(fake.paths) == asked
