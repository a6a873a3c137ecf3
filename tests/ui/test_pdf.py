"""PDF files: tagged, with our fonts, from our own files, kept until nobody reads them."""

import os
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pypdf import PdfReader

from cms.ui import pdf
from cms.ui.links import absolute
from cms.ui.pdf import fetching, fonts, shelf

HTML = '<html lang="de"><head><title>Über uns</title></head><body><h1>Über uns</h1><p>{}</p></body></html>'
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.PDF_FOLDER = tmp_path / "pdf"
    return tmp_path / "pdf"


def test_file_has_title_language_and_tags() -> None:
    document = PdfReader(BytesIO(pdf.write(HTML.format("Guten Tag"))))

    root = document.trailer["/Root"]
    assert (document.metadata.title, root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("Über uns", "de", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712  # a boolean of the PDF
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert _tags(root["/StructTreeRoot"]) >= {"/H1", "/P"}


def _tags(element: Any) -> set[str]:
    found, waiting = set(), [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += [child.get_object() for child in one]
        elif isinstance(one, dict):
            found.add(str(one.get("/S", "")))
            waiting.append(one["/K"].get_object() if "/K" in one else None)
    return found


@pytest.mark.parametrize(("paper", "points"), [(pdf.A4, (595, 842)), (pdf.A5, (420, 595))], ids=["A4", "A5"])
def test_paper_has_its_size(paper: pdf.Paper, points: tuple[int, int]) -> None:
    page = PdfReader(BytesIO(pdf.write(HTML.format("Guten Tag"), paper=paper))).pages[0]

    assert (round(page.mediabox.width), round(page.mediabox.height)) == points


def test_long_document_ends_after_its_last_allowed_page() -> None:
    long = HTML.format("".join(f'<p style="break-before: page">Seite {number}</p>' for number in range(5)))

    assert len(PdfReader(BytesIO(pdf.write(long))).pages) == 6
    assert len(PdfReader(BytesIO(pdf.write(long, most_pages=3))).pages) == 3


def test_only_our_fonts_are_in_the_file() -> None:
    document = PdfReader(BytesIO(pdf.write(HTML.format('Tag <b>fett</b> <span lang="ar">اللغة</span> день'))))

    used = document.pages[0]["/Resources"]["/Font"].values()
    names = {str(font.get_object()["/BaseFont"]).split("+")[-1].removeprefix("/") for font in used}

    assert {re.match("NotoSans|Vazirmatn|.*", name.replace("-", ""))[0] for name in names} == {"NotoSans", "Vazirmatn"}


def test_direction_of_a_name_follows_its_first_letter() -> None:
    html = '<bdi>(IFAK e.V.)</bdi> <bdi lang="ar">العربية (B1)</bdi> <bdi dir="rtl">x</bdi> <bdi><b>+49</b></bdi>'

    assert pdf.with_directions(html) == (
        '<bdi dir="ltr">(IFAK e.V.)</bdi> <bdi dir="rtl" lang="ar">العربية (B1)</bdi> <bdi dir="rtl">x</bdi> '
        '<bdi dir="ltr"><b>+49</b></bdi>'
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://fremd.example/bild.png",
        "http://127.0.0.1:8000.fremd.example/static/img/front.svg",
        "file:///etc/passwd",
        f"{fonts.path_of('NotoSans').as_uri()}/../../../../settings/base.py",  # type: ignore[union-attr]
        absolute("/static/../settings/base.py"),
        absolute("/static/%2e%2e/x.svg"),
        absolute("/static/img/nowhere.svg"),
        absolute("/media/original_images/haus.jpg"),
        absolute("/media/images/nowhere.jpg"),
        absolute("/documents/1/geheim.pdf"),
        "data:image/png;base64,AAAA",
    ],
)
def test_foreign_and_private_files_stay_out(url: str) -> None:
    default_storage.save("original_images/haus.jpg", ContentFile(b"exif"))

    with pytest.raises(fetching.Foreign):
        fetching.open_own(url)


def test_own_files_go_in() -> None:
    name = default_storage.save("images/haus.webp", ContentFile(b"picture"))
    font = fonts.path_of("Vazirmatn")
    assert font is not None

    with (
        fetching.open_own(absolute(f"/media/{name}")) as picture,
        fetching.open_own(absolute("/static/img/front.svg")) as drawing,
        fetching.open_own(font.as_uri()) as letters,
    ):
        assert (picture.read(), drawing.read()[:4], letters.read(4)) == (b"picture", b"<svg", b"\0\1\0\0")


def test_picture_of_another_server_is_left_out_and_asks_nobody(caplog: pytest.LogCaptureFixture) -> None:
    written = pdf.write(HTML.format('<img src="https://fremd.example/bild.png" alt="">Text'))

    assert "Text" in PdfReader(BytesIO(written)).pages[0].extract_text()
    assert "https://fremd.example/bild.png is not one of our own files." in caplog.text


def test_every_language_has_a_font_that_knows_its_letters(settings: Any) -> None:
    missing = {code: fonts.unknown_letters(code, [name]) for code, name in settings.LANGUAGES}

    assert missing == {code: set() for code, _name in settings.LANGUAGES}
    assert fonts.unknown_letters("de", ["ትግርኛ"]) == set("ትግርኛ")


def test_font_without_a_file_knows_nothing(settings: Any) -> None:
    settings.FONTS = {"": "NotoSans", "ti": "NotoSansEthiopic"}

    assert fonts.unknown_letters("ti", ["ት"]) == {"ት"}
    assert "NotoSansEthiopic-Regular" not in fonts.faces()


def test_same_document_is_written_once(folder: Path) -> None:
    first = shelf.document(HTML.format("Guten Tag"), pdf.A4)
    os.utime(first, (0, 0))

    again = shelf.document(HTML.format("Guten Tag"), pdf.A4)
    other = [shelf.document(HTML.format("Guten Abend"), pdf.A4), shelf.document(HTML.format("Guten Tag"), pdf.A5)]

    assert again == first
    assert first.stat().st_mtime > 0  # it counts as read now
    assert len({first, *other}) == 3
    assert sorted(folder.glob("*/*")) == sorted({first, *other})


def test_what_nobody_reads_for_a_month_goes(folder: Path) -> None:
    kept, old = shelf.put("aa1", b"new"), shelf.put("bb2", b"old")
    os.utime(kept, ((NOON - timedelta(days=29)).timestamp(),) * 2)
    os.utime(old, ((NOON - timedelta(days=31)).timestamp(),) * 2)

    assert shelf.prune(NOON) == "1 PDF files pruned"
    assert (kept.exists(), old.exists(), shelf.find("bb2")) == (True, False, None)


def test_machine_without_pango_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PANGO", ("libnothing.so.0",))
    pdf.is_available.cache_clear()

    with pytest.raises(pdf.PdfUnavailable, match="apt-get install libpango"):
        pdf.write(HTML)

    pdf.is_available.cache_clear()
