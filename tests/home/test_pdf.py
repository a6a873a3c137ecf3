"""Pages as PDF: the words that are read out of the file are the words of the page, in every script."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import override
from PIL import Image
from wagtail.models import PageViewRestriction

from cms.translation.models import LocaleProfile
from cms.ui import pdf
from cms.ui.pdf import fonts
from home.pdf import codes
from home.pdf.edition import Edition, edition_of, html_of
from home.pdf.parts import pairs_of
from tests.home.words_on_paper import WORDS, make_page_on_paper, translated_on_paper
from tests.make.pages import make_calendar, make_service
from tests.make.translation import make_front_page, make_page, make_public, translated
from tests.ui.reading_pdf import difference, mixed_up, picture, words_of_html, words_of_pdf

pytestmark = pytest.mark.django_db

PICTURES = Path(__file__).parent / "pictures"
AS_GOOD_AS_EQUAL = 4.0
"""Another version of Pango moves a line by a dot; letters that are not joined, or another font, make 9 and more."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.PDF_FOLDER = tmp_path / "pdf"
    make_public()
    return tmp_path


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def document(page: Any, code: str, **options: Any) -> tuple[str, bytes]:
    """The HTML of an edition and the PDF that is made of it."""
    with override(code):
        request = RequestFactory().get(f"/{code}/pdf/{codes.code_of(page)}")
        request.LANGUAGE_CODE = code
        edition = edition_of(page.translation_key, code, **options)
        assert edition is not None
        html = html_of(edition, request)
    return html, pdf.write(html, paper=edition.paper)


@pytest.mark.acceptance("T24")
@pytest.mark.acceptance("C23")
@pytest.mark.parametrize("code", ["de", *WORDS])
def test_words_read_out_of_the_file_are_the_words_of_the_page(code: str) -> None:
    page = make_page_on_paper()
    if code != "de":
        translated_on_paper(page, code)

    html, written = document(page, code)

    read, wanted = words_of_pdf(written), words_of_html(html)
    assert wanted - read == set()
    assert {word for word in read - wanted if not word.isdigit()} == set()  # numbers of pages


@pytest.mark.acceptance("T24")
@pytest.mark.parametrize("code", ["de", *WORDS])
def test_file_looks_like_its_stored_picture(code: str) -> None:
    page = make_page_on_paper()
    if code != "de":
        translated_on_paper(page, code)
    html, _written = document(page, code)
    same_every_day = html.split('<footer class="colophon">')[0] + "</body></html>"
    drawn = picture(pdf.write(same_every_day))
    stored = PICTURES / f"{code}.png"
    if not stored.exists():  # delete a picture to have it drawn anew, then look at it
        drawn.save(stored, optimize=True)

    assert difference(drawn, Image.open(stored)) < AS_GOOD_AS_EQUAL


@pytest.mark.acceptance("T24")
@pytest.mark.parametrize(("code", "letters"), [("ar", {"غ": "ع"}), ("fa", {"گ": "ک", "ژ": "ز"})], ids=["ar", "fa"])
def test_font_that_mixes_letters_up_is_found_out(
    code: str, letters: dict[str, str], folder: Path, settings: Any
) -> None:
    page = make_page_on_paper()
    translated_on_paper(page, code)
    for weight in fonts.WEIGHTS:
        good = fonts.path_of("Vazirmatn", weight)
        assert good is not None
        mixed_up(good, folder, letters)
    settings.FONT_FOLDERS = [folder, *settings.FONT_FOLDERS]

    html, written = document(page, code)

    assert words_of_html(html) - words_of_pdf(written) != set()


@pytest.mark.acceptance("C23")
@pytest.mark.parametrize("code", ["ar", "tr"])
def test_bilingual_edition_pairs_every_block_by_its_id(code: str) -> None:
    page = make_service()
    row = translated(page, code)

    pairs = pairs_of(row, page, code)
    html, written = document(page, code, bilingual=True)

    assert [(pair.own.key, pair.german.key) for pair in pairs if pair.own and pair.german] == [
        (key, key) for key in dict.fromkeys(pair.own.key for pair in pairs if pair.own)
    ]
    assert [pair.own.kind for pair in pairs if pair.own] == [
        "text", "step", "thing", "text", "paragraph", "question",
    ]  # fmt: skip
    assert html.count('<section class="pair') == len(pairs)
    assert words_of_html(html) - words_of_pdf(written) == set()


def test_block_of_one_language_alone_keeps_its_place() -> None:
    page = make_page(body=[("paragraph", "<p>Eins.</p>"), ("paragraph", "<p>Zwei.</p>")])
    row = translated(page, "tr")
    del row.body[0]

    pairs = pairs_of(row, page, "tr")

    assert [(bool(pair.own), bool(pair.german)) for pair in pairs] == [(False, True), (True, True)]


def test_address_answers_with_the_file(client: Client) -> None:
    page = make_page_on_paper()
    translated_on_paper(page, "ar")

    found = [client.get(f"/ar/pdf/{codes.code_of(page)}{query}") for query in ("", "?format=a5&mit=de", "?format=b9")]

    assert [response.status_code for response in found] == [200, 200, 200]
    assert [response.headers["Content-Type"] for response in found] == ["application/pdf"] * 3
    assert [response.headers["Content-Disposition"] for response in found] == [
        f'inline; filename="auf-papier-{languages}.pdf"' for languages in ("ar", "ar-de", "ar")
    ]
    files = [content(response) for response in found]
    assert files[0] == files[2]  # an unknown paper is A4
    assert files[1].startswith(b"%PDF-")
    assert files[1] != files[0]


def test_page_without_translation_is_german_and_says_so(client: Client) -> None:
    page = make_page_on_paper()

    html, _written = document(page, "uk", bilingual=True)

    assert 'class="banner"' in html
    assert html.count('lang="de" dir="ltr"') == 3  # head, paragraph, call-out
    assert "pair" not in html


def test_what_readers_do_not_find_is_not_on_paper(client: Client) -> None:
    draft, hidden, private = make_page(live=False), make_page(), make_page()
    translated(hidden, "ar")
    hidden.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.PASSWORD, password="geheim")
    leading_on = [make_front_page(), make_calendar()]
    open_page = make_page()

    shut = [codes.code_of(page) for page in (draft, hidden, private, *leading_on)] + ["kurz", "f" * 32]
    found = [client.get(f"/ar/pdf/{code}").status_code for code in shut]

    assert found == [404] * len(shut)
    assert content(client.get(f"/ar/pdf/{codes.code_of(open_page)}")).startswith(b"%PDF-")


def test_language_that_is_not_public_has_no_file(client: Client) -> None:
    page = make_page()
    profile = LocaleProfile.objects.get(locale__language_code="fr")
    profile.public = False
    profile.save()

    assert client.get(f"/fr/pdf/{codes.code_of(page)}").status_code == 404
    assert edition_of(page.translation_key, "de") == Edition(page)


def test_many_new_files_are_too_many(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from home.views import pdf as view

    monkeypatch.setattr(view, "WRITTEN_AT_MOST", 1)
    one, other = (codes.code_of(make_page()) for _number in range(2))

    found = [client.get(f"/de/pdf/{code}") for code in (one, other, one)]

    for response in found:
        response.close()
    assert [response.status_code for response in found] == [200, 429, 200]  # what is on the shelf costs nothing


def test_page_offers_its_file_where_the_machine_can_write_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = make_page()
    row = translated(page, "tr")
    address = f"/tr/pdf/{codes.code_of(page)}"

    offered = client.get(row.url).content.decode()
    monkeypatch.setattr(pdf, "PANGO", ("libnothing.so.0",))
    pdf.is_available.cache_clear()
    without = client.get(row.url).content.decode()
    asked = client.get(address)
    pdf.is_available.cache_clear()

    assert [f'href="{address}"' in offered, f'href="{address}?mit=de"' in offered] == [True, True]
    assert address not in without
    assert (asked.status_code, asked.headers["Location"]) == (302, row.url)
