"""LibreTranslate and DeepL against a server that speaks their protocols: what is sent, and every way to fail."""

from typing import Any

import pytest

from cms.translation.machine.deepl import DeepL
from cms.translation.machine.http import is_own_host
from cms.translation.machine.libretranslate import LibreTranslate
from cms.translation.machine.protocol import ProviderProblem, Trouble
from tests.translation.machine.fake_provider import Failure, FakeProvider

pytestmark = [pytest.mark.acceptance("T17"), pytest.mark.usefixtures("in_english")]


def make_backend(name: str, fake: FakeProvider, **options: Any) -> Any:
    kind = {"libretranslate": LibreTranslate, "deepl": DeepL}[name]
    return kind({"url": f"{fake.url}/", "key": "s3cret", **options}, timeout=0.3)


BOTH = pytest.mark.parametrize("name", ["libretranslate", "deepl"])


def test_libretranslate_gets_texts_languages_format_and_key(fake: FakeProvider) -> None:
    found = make_backend("libretranslate", fake).translate("de", "tr", ["Ja", "<b>Nein</b>"], markup=True)

    assert found == ["tr: Ja", "tr: <b>Nein</b>"]
    assert fake.paths == ["/translate"]
    assert fake.asked == [
        {"q": ["Ja", "<b>Nein</b>"], "source": "de", "target": "tr", "format": "html", "api_key": "s3cret"}
    ]


def test_libretranslate_without_key_gets_none(fake: FakeProvider) -> None:
    make_backend("libretranslate", fake, key="").translate("de", "tr", ["Ja"], markup=False)

    assert fake.asked == [{"q": ["Ja"], "source": "de", "target": "tr", "format": "text"}]


def test_deepl_gets_texts_languages_tags_and_key(fake: FakeProvider) -> None:
    found = make_backend("deepl", fake).translate("de", "en-gb", ["Ja", "<b>Nein</b>"], markup=True)

    assert found == ["en-gb: Ja", "en-gb: <b>Nein</b>"]
    assert fake.paths == ["/v2/translate"]
    assert fake.asked == [
        {"text": ["Ja", "<b>Nein</b>"], "source_lang": "DE", "target_lang": "EN-GB", "tag_handling": "html"}
    ]
    assert fake.headers[0]["Authorization"] == "DeepL-Auth-Key s3cret"


def test_deepl_takes_plain_text_as_it_is(fake: FakeProvider) -> None:
    make_backend("deepl", fake).translate("de", "tr", ["5 < 6"], markup=False)

    assert fake.asked == [{"text": ["5 < 6"], "source_lang": "DE", "target_lang": "TR"}]


def test_libretranslate_tells_its_pairs(fake: FakeProvider) -> None:
    assert make_backend("libretranslate", fake).languages() == {
        ("de", "ar"), ("de", "en"), ("de", "tr"), ("en", "de"),
    }  # fmt: skip


def test_old_libretranslate_translates_between_all_it_knows(fake: FakeProvider) -> None:
    fake.languages = [{"code": "de"}, {"code": "tr"}]

    assert make_backend("libretranslate", fake).languages() == {("de", "tr"), ("tr", "de")}


def test_deepl_tells_sources_and_targets(fake: FakeProvider) -> None:
    fake.deepl_languages = {"source": ["DE"], "target": ["DE", "EN-GB", "TR"]}

    assert make_backend("deepl", fake).languages() == {("de", "en-gb"), ("de", "tr")}


@BOTH
@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        ("slow", Trouble.TIMEOUT),
        ("drop", Trouble.UNREACHABLE),
        (429, Trouble.BUSY),
        (500, Trouble.BROKEN),
        (503, Trouble.BROKEN),
        (403, Trouble.KEY),
        (456, Trouble.QUOTA),
        (400, Trouble.REFUSED),
        ("redirect", Trouble.REFUSED),
        ("garbage", Trouble.GARBAGE),
        ("shape", Trouble.GARBAGE),
        ("huge", Trouble.GARBAGE),
    ],
    ids=str,
)
def test_every_failure_has_its_name(fake: FakeProvider, name: str, failure: Failure, expected: Trouble) -> None:
    fake.failures = [failure]

    with pytest.raises(ProviderProblem) as problem:
        make_backend(name, fake).translate("de", "tr", ["Ja"], markup=False)

    assert (problem.value.trouble, len(fake.paths)) == (expected, 1)


@BOTH
@pytest.mark.parametrize("failure", ["garbage", "shape", 500])
def test_languages_that_cannot_be_read_are_a_failure(fake: FakeProvider, name: str, failure: Failure) -> None:
    fake.language_failures = [failure]

    with pytest.raises(ProviderProblem):
        make_backend(name, fake).languages()


@BOTH
def test_provider_that_is_not_there(name: str, fake: FakeProvider) -> None:
    backend = make_backend(name, fake, url="http://127.0.0.1:9")

    with pytest.raises(ProviderProblem, match="cannot be reached"):
        backend.translate("de", "tr", ["Ja"], markup=False)


@pytest.mark.parametrize(
    ("key", "expected"), [("abc:fx", "api-free.deepl.com"), ("abc", "api.deepl.com")], ids=["free", "paid"]
)
def test_deepl_knows_its_servers(key: str, expected: str) -> None:
    assert DeepL({"key": key}, timeout=1).host == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:5000", True),
        ("http://192.168.1.7:5000", True),
        ("http://[::1]:5000", True),
        ("http://localhost", True),
        ("http://translate:5000", True),
        ("https://translate.internal", True),
        ("https://libretranslate.com", False),
        ("https://8.8.8.8", False),
    ],
)
def test_words_stay_in_the_house_with_a_server_of_its_own(url: str, expected: bool) -> None:
    assert is_own_host(url) is expected
    assert (LibreTranslate({"url": url}, timeout=1).host == "") is expected


def test_key_stands_in_no_sentence(in_english: None) -> None:
    assert str(ProviderProblem(Trouble.KEY, "DeepL")) == "DeepL does not accept the key."
    assert {str(ProviderProblem(trouble, "DeepL"))[:5] for trouble in Trouble} == {"DeepL", "The a"}
