"""Which provider translates which language, and how often it is asked."""

from typing import Any

import pytest

from cms.translation.machine import router
from cms.translation.machine.protocol import ProviderProblem, Trouble
from cms.translation.models import LocaleProfile
from tests.make.machine import choose_provider, make_setting
from tests.translation.machine.fake_provider import FakeProvider

LIBRE = "cms.translation.machine.libretranslate.LibreTranslate"


@pytest.fixture
def libre(fake: FakeProvider, settings: Any) -> FakeProvider:
    """A fake LibreTranslate before the pseudo-translation."""
    backends = {"libretranslate": {"class": LIBRE, "url": fake.url}, "pseudo": make_setting()["backends"]["pseudo"]}
    settings.MACHINE_TRANSLATION = make_setting(
        backends=backends, routes={"*": ["libretranslate", "pseudo"], "de-simple": []}, timeout=0.3
    )
    choose_provider("route")
    return fake


def named(code: str) -> str | None:
    provider = router.provider_for(code)
    return provider.name if provider else None


def test_nothing_is_configured_by_default() -> None:
    choose_provider("route")

    assert (router.is_on(), router.providers(), named("ar")) == (False, {}, None)


def test_first_of_the_route_that_knows_the_language(libre: FakeProvider) -> None:
    assert {code: named(code) for code in ("ar", "tr", "en", "fr", "de-simple", "de")} == {
        "ar": "libretranslate",
        "tr": "libretranslate",
        "en": "libretranslate",
        "fr": "pseudo",
        "de-simple": None,
        "de": None,
    }


def test_form_of_the_language_goes_before_the_route(libre: FakeProvider) -> None:
    choose_provider("pseudo", "ar")
    choose_provider("off", "tr")
    choose_provider("gone", "en")

    assert [named("ar"), named("tr"), named("en"), named("fr")] == ["pseudo", None, None, "pseudo"]


def test_languages_are_off_until_somebody_switches_them_on(settings: Any) -> None:
    settings.MACHINE_TRANSLATION = make_setting()

    assert {profile.provider for profile in LocaleProfile.objects.all()} == {"off"}
    assert named("ar") is None


def test_languages_are_asked_for_once_a_day(libre: FakeProvider) -> None:
    for code in ("ar", "tr", "fr", "ar"):
        named(code)

    assert libre.paths == ["/languages"]


def test_provider_that_is_down_is_left_alone_and_the_next_one_asked(libre: FakeProvider) -> None:
    libre.language_failures = [500, 500, 500]

    found = [named("ar"), named("ar"), named("tr")]

    assert (found, libre.paths) == (["pseudo", "pseudo", "pseudo"], ["/languages"])


def test_nobody_is_asked_for_a_language_that_is_off(libre: FakeProvider) -> None:
    choose_provider("off")

    assert (named("ar"), libre.paths) == (None, [])


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ("de", "en-gb")),
        ("tr", ("de", "tr")),
        ("pt", ("de-at", "pt")),
        ("de-simple", None),
        ("ti", None),
    ],
)
def test_languages_are_matched_from_the_general_to_the_special(code: str, expected: router.Pair | None) -> None:
    pairs = {
        ("de", "en-us"),
        ("de", "en-gb"),
        ("de", "tr"),
        ("de-at", "tr"),
        ("de-at", "pt"),
        ("en", "de"),
        ("fr", "ti"),
    }

    assert router.matching_pair(pairs, code) == expected


@pytest.mark.parametrize(
    ("failures", "expected", "asked", "waited"),
    [
        ([], ["tr: Ja"], 1, []),
        ([429], ["tr: Ja"], 2, [1.0]),
        (["slow"], ["tr: Ja"], 2, [1.0]),
        ([500, 503], ["tr: Ja"], 3, [1.0, 4.0]),
        ([500, 429, 500], Trouble.BROKEN, 3, [1.0, 4.0]),
        ([403], Trouble.KEY, 1, []),
        (["garbage"], Trouble.GARBAGE, 1, []),
    ],
    ids=["at once", "busy", "timeout", "twice down", "three times down", "wrong key", "garbage"],
)
def test_provider_is_asked_again_where_that_may_help(
    libre: FakeProvider, failures: list[Any], expected: Any, asked: int, waited: list[float]
) -> None:
    provider = router.provider_for("tr")
    assert provider is not None
    libre.failures = failures
    pauses: list[float] = []

    try:
        found: Any = router.translate(provider, "tr", ["Ja"], markup=False, sleep=pauses.append)
    except ProviderProblem as problem:
        found = problem.trouble

    assert (found, len(libre.asked), pauses) == (expected, asked, waited)
