"""Machine translation is off unless the environment names a provider; every variable is checked."""

from decimal import Decimal
from typing import Any

import pytest

from cms.settings.env import EnvironmentProblem, read
from cms.settings.machine import machine_translation


def made_of(**environment: str) -> dict[str, Any]:
    return machine_translation(read(environment))


def test_off_by_default() -> None:
    assert made_of() == {}


def test_keys_and_limits_alone_switch_nothing_on() -> None:
    assert made_of(MACHINE_LIBRETRANSLATE_KEY="k", MACHINE_MONTHLY_WORDS="5", MACHINE_ROUTE="deepl") == {}


def test_all_providers() -> None:
    found = made_of(
        MACHINE_LIBRETRANSLATE_URL="http://127.0.0.1:5000",
        MACHINE_LIBRETRANSLATE_KEY="k1",
        MACHINE_DEEPL_KEY="k2",
        MACHINE_DEEPL_PRICE="24.99",
        MACHINE_PSEUDO="1",
        MACHINE_ROUTE="deepl, libretranslate",
        MACHINE_TIMEOUT="7",
        MACHINE_MONTHLY_WORDS="500",
    )

    assert found == {
        "backends": {
            "libretranslate": {
                "class": "cms.translation.machine.libretranslate.LibreTranslate",
                "url": "http://127.0.0.1:5000",
                "key": "k1",
            },
            "deepl": {"class": "cms.translation.machine.deepl.DeepL", "key": "k2", "price": Decimal("24.99")},
            "pseudo": {"class": "cms.translation.machine.pseudo.Pseudo"},
        },
        "routes": {"*": ["deepl", "libretranslate"], "de-simple": []},
        "batch": 40,
        "batch_bytes": 30_000,
        "timeout": 7,
        "retries": 2,
        "monthly_words": 500,
    }


def test_route_names_configured_providers_only() -> None:
    assert made_of(MACHINE_DEEPL_KEY="k")["routes"] == {"*": ["deepl"], "de-simple": []}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("MACHINE_LIBRETRANSLATE_URL", "translate:5000", "expected an address that starts with http or https"),
        ("MACHINE_DEEPL_PRICE", "cheap", "expected an amount such as 20 or 24.99"),
        ("MACHINE_DEEPL_PRICE", "NaN", "expected an amount such as 20 or 24.99"),
        ("MACHINE_DEEPL_PRICE", "-1", "expected an amount such as 20 or 24.99"),
        ("MACHINE_ROUTE", "deepl,google", "names google; expected some of libretranslate, deepl, pseudo"),
        ("MACHINE_TIMEOUT", "0", "expected a number above 0"),
        ("MACHINE_MONTHLY_WORDS", "many", "expected a whole number"),
    ],
)
def test_wrong_value_is_named(name: str, value: str, expected: str) -> None:
    with pytest.raises(EnvironmentProblem, match=expected):
        read({name: value})
