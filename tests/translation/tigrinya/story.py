"""Readers, translators and staff of a house with Tigrinya; run by test_adding_a_language.py in a process of its own."""

from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from cms.translation import going_public, language_checks
from cms.translation.composing import ensure_row
from cms.translation.models import LocaleProfile
from cms.translation.sources import sentences
from cms.translation.translating import publish_translation
from home.models import TextPage
from home.pdf.codes import code_of
from tests.make.translation import locale, make_page, make_public
from tests.make.translators import make_translator
from tests.ui.reading_pdf import words_of_pdf

pytestmark = pytest.mark.django_db

BANNER = "እዚ ገጽ ገና ብቋንቋኹም የለን።"
WORDS = {"Elternberatung": "ምኽሪ ንወለዲ", "Wir helfen in vielen Sprachen.": "ኣብ ብዙሓት ቋንቋታት ንሕግዝ።"}


@pytest.fixture(autouse=True)
def tigrinya() -> None:
    call_command("add_language", "ti", verbosity=0)
    make_public("ti")


def page() -> TextPage:
    title, lead = WORDS
    found: TextPage = make_page(title=title, lead=lead, slug="rat")
    return found


def test_no_check_has_anything_to_say() -> None:
    assert language_checks.check_languages(None) == []
    assert language_checks.check_language_rows(["default"]) == []


def test_row_is_made_once_and_stands_last() -> None:
    call_command("add_language", "ti", verbosity=0)

    profile = LocaleProfile.objects.get(locale__language_code="ti")
    assert (profile.hreflang, profile.position) == ("ti", max(LocaleProfile.objects.values_list("position", flat=True)))


def test_open_words_of_the_interface_keep_the_language_from_readers() -> None:
    with translation.override("en"):
        obstacle = str(going_public.obstacle_to_go_public(locale("ti")))

    assert obstacle == "The front page in this language is not live yet."


def test_page_without_words_answers_with_a_banner_in_tigrinya(client: Client) -> None:
    page()

    response = client.get("/ti/rat/")

    soup = BeautifulSoup(response.content, "html.parser")
    html, heading = soup.html, soup.find("h1")
    assert html is not None
    assert heading is not None
    assert (response.status_code, html["lang"], html["dir"]) == (200, "ti", "ltr")
    assert BANNER in soup.get_text()
    assert heading.find_parent(attrs={"lang": "de"}) is not None


def test_translator_works_at_the_desk(client: Client) -> None:
    source = page()
    ensure_row(source, locale("ti"))
    client.force_login(make_translator("ti", language="ti"))
    with translation.override("ti"):
        addresses = [reverse("translation:desk"), reverse("translation:piece", args=["ti", source.translation_key])]

    found = [client.get(address) for address in addresses]

    assert [response.status_code for response in found] == [200, 200]
    assert [address.startswith("/ti/uebersetzen/") for address in addresses] == [True, True]
    desk, piece = (BeautifulSoup(response.content, "html.parser") for response in found)
    assert [soup.html and soup.html["lang"] for soup in (desk, piece)] == ["ti", "ti"]
    assert piece.find("bdi", attrs={"lang": "de"}, string="Elternberatung") is not None
    assert len(piece.find_all("textarea", attrs={"lang": "ti", "dir": "ltr"})) == len(WORDS)


def test_readers_get_page_switch_and_file_in_their_script(client: Client, tmp_path: Any, settings: Any) -> None:
    settings.PDF_FOLDER = tmp_path
    source = page()
    publish_translation(source, "ti", {german: WORDS[german] for german in sentences(source)})

    read = client.get("/ti/rat/").content.decode()
    german = client.get("/de/rat/").content.decode()
    written = b"".join(client.get(f"/ti/pdf/{code_of(source)}").streaming_content)  # type: ignore[attr-defined]

    fonts = PdfReader(BytesIO(written)).pages[0]["/Resources"]["/Font"].values()
    assert all(words in read for words in WORDS.values())
    assert ">ትግርኛ<" in german
    assert {"ምኽሪ", "ንወለዲ", "ንሕግዝ"} <= words_of_pdf(written)
    assert any("Ethiopic" in str(font.get_object()["/BaseFont"]) for font in fonts)
