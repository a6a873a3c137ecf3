"""Which language a reader gets, and that nobody is sent away from a deep link."""

import pytest
from django.test import Client
from django.utils.translation import override

from cms.translation.choosing import from_accept_language
from cms.translation.languages import LANGUAGES, direction, endonym, reader_language
from tests.make.people import make_user
from tests.make.translation import make_public

NINE = set(LANGUAGES)
HEADERS = [
    ("", None),
    ("*", None),
    ("de", "de"),
    ("de-DE,de;q=0.9,en;q=0.8", "de"),
    ("de-AT", "de"),
    ("de-simple", "de-simple"),
    ("en-US,en;q=0.5", "en"),
    ("en-GB-oxendict", "en"),
    ("ar", "ar"),
    ("ar-SY,ar;q=0.9", "ar"),
    ("ar-EG", "ar"),
    ("AR-LB", "ar"),
    ("uk-UA,uk;q=0.9,ru;q=0.8", "uk"),
    ("ru-RU", "ru"),
    ("ru;q=0.5,uk;q=0.9", "uk"),
    ("fa-AF", "fa"),
    ("fa-IR,fa", "fa"),
    ("prs", "fa"),
    ("prs-AF,en;q=0.1", "fa"),
    ("fr-CA", "fr"),
    ("tr", "tr"),
    ("tr-CY;q=0.3, de;q=0.2", "tr"),
    ("so-SO,en;q=0.4", "en"),
    ("ku,tr;q=0.5", "tr"),
    ("zh-Hans-CN", None),
    ("pl,ro,bg", None),
    ("en;q=0, ar", "ar"),
    ("en;q=0", None),
    ("xx-!!,;q=,ar", None),
    ("a" * 600 + ",ar", None),
    ("ti-ER, ar;q=0.2, *;q=0.1", "ar"),
]


@pytest.mark.acceptance("T22")
@pytest.mark.parametrize(("header", "code"), HEADERS, ids=[header[:30] or "empty" for header, _code in HEADERS])
def test_header_chooses_a_language(header: str, code: str | None) -> None:
    assert from_accept_language(header, NINE) == code


@pytest.mark.parametrize(
    ("header", "code"), [("fa-AF,ar;q=0.5", "ar"), ("fa", None), ("ku,ar;q=0.1", "ar"), ("de-simple", "de")]
)
def test_language_that_is_not_public_is_passed_over(header: str, code: str | None) -> None:
    assert from_accept_language(header, {"de", "en", "ar"}) == code


@pytest.mark.acceptance("T22")
def test_front_door_asks_cookie_then_account_then_browser(db: None, client: Client) -> None:
    make_public()
    browser = {"accept-language": "uk-UA"}

    german = client.get("/")
    by_browser = client.get("/", headers=browser)
    client.force_login(make_user(language="fa"))
    by_account = client.get("/", headers=browser)
    client.cookies["language"] = "tr"
    by_cookie = client.get("/", headers=browser)

    answers = [german, by_browser, by_account, by_cookie]
    assert [answer.headers["Location"] for answer in answers] == ["/de/", "/uk/", "/fa/", "/tr/"]
    assert {answer.status_code for answer in answers} == {302}
    assert german.headers["Cache-Control"] == "private, no-store"
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in german.headers["Vary"].split(",")}


def test_front_door_offers_public_languages_alone(db: None, client: Client) -> None:
    make_public("en")
    client.cookies["language"] = "ar"

    answer = client.get("/", headers={"accept-language": "ar, en;q=0.1"})

    assert answer.headers["Location"] == "/en/"


@pytest.mark.acceptance("T22")
@pytest.mark.parametrize("path", ["/de/", "/ar/", "/tr/konto/"])
def test_deep_link_keeps_its_language(db: None, client: Client, path: str) -> None:
    client.cookies["language"] = "uk"

    answer = client.get(path, headers={"accept-language": "fa"})

    assert path.split("/")[1] == answer.wsgi_request.LANGUAGE_CODE
    assert "language" not in answer.cookies


@pytest.mark.acceptance("T22")
def test_switch_keeps_the_page_and_sets_the_cookie(db: None, client: Client) -> None:
    answer = client.get("/sprache/ar/", {"weiter": "/de/angebote/?seite=2"})

    assert answer.headers["Location"] == "/ar/angebote/?seite=2"
    assert answer.cookies["language"].value == "ar"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("//evil.example/", "/ar/"),
        ("https://evil.example/ar/", "/ar/"),
        ("/\\evil.example", "/ar/"),
        ("javascript:alert(1)", "/ar/"),
        ("", "/ar/"),
        ("/ar/x/", "/ar/x/"),
        ("/x/", "/ar/x/"),
        ("/de/a\r\nSet-Cookie: b=c/", "/ar/a%0D%0ASet-Cookie:%20b=c/"),
    ],
)
def test_switch_leads_nowhere_else(db: None, client: Client, target: str, location: str) -> None:
    assert client.get("/sprache/ar/", {"weiter": target}).headers["Location"] == location


def test_switch_to_an_unknown_language_is_german(db: None, client: Client) -> None:
    answer = client.get("/sprache/tlh/", {"weiter": "/de/x/"})

    assert (answer.headers["Location"], answer.cookies["language"].value) == ("/de/x/", "de")


def test_address_without_language_is_tried_in_the_readers(db: None, client: Client) -> None:
    make_public("ar")

    answer = client.get("/angebote/", headers={"accept-language": "ar"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/ar/angebote/")


def test_every_language_routes(db: None, client: Client) -> None:
    codes = [client.get(f"/{code}/").wsgi_request.LANGUAGE_CODE for code in LANGUAGES]

    assert codes == list(LANGUAGES)


def test_every_language_has_a_name_of_its_own_and_a_direction() -> None:
    assert {code: direction(code) for code in LANGUAGES if direction(code) == "rtl"} == {"ar": "rtl", "fa": "rtl"}
    assert [endonym("de-simple"), endonym("uk"), endonym("xx")] == ["Leichte Sprache", "Українська", "xx"]
    with override("fr-ca"):
        assert reader_language() == "fr"
