"""PDF files: HTML with the style sheet of this folder, written by WeasyPrint as PDF/UA-1 with fonts of our own.

WeasyPrint and its libraries (Pango, HarfBuzz) are loaded with the first file a process writes; a machine without them
runs the house all the same, and whoever offers a PDF asks `is_available()` before.
"""

import ctypes
import hashlib
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from cms.ui.pdf import fonts

VARIANT = "pdf/ua-1"
MOST_PAGES = 40
SHEET = Path(__file__).resolve().parent / "sheet.css"

_BDI = re.compile(r"<bdi(?![^>]*\bdir=)([^>]*)>(.*?)</bdi>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

# The names of the one library that nothing else brings along: Linux, macOS, Windows.
PANGO = ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll", "libpangoft2-1.0-0")


@dataclass(frozen=True)
class Paper:
    """A size of paper with its margins and the size of the letters on it."""

    size: str
    margin: str
    letters: str


A4 = Paper("A4", "20mm 18mm 22mm", "11pt")
A5 = Paper("A5", "14mm 12mm 16mm", "10pt")
PAPERS = {"a4": A4, "a5": A5}


class PdfUnavailable(Exception):
    """This machine cannot write PDF files; the text says what is missing."""


@cache
def is_available() -> bool:
    """Whether this machine can write PDF files. Costs a millisecond once and loads nothing but Pango."""
    return find_spec("weasyprint") is not None and any(_loads(name) for name in PANGO)


def _loads(name: str) -> bool:
    with suppress(OSError):
        ctypes.CDLL(name)
        return True
    return False


def write(html: str, *, paper: Paper = A4, most_pages: int = MOST_PAGES) -> bytes:
    """The PDF of a whole HTML document; its title and language are those of the document.

    Pages beyond `most_pages` are left out. Pictures come from our own files alone. Raises PdfUnavailable.
    """
    if not is_available():
        raise PdfUnavailable("WeasyPrint needs Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0")
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:  # another library of the machine is missing
        raise PdfUnavailable(str(error)) from error
    from cms.ui.links import absolute
    from cms.ui.pdf.fetching import own_files

    known = FontConfiguration()
    fetcher = own_files()
    sheet = CSS(string=styles(paper), font_config=known, url_fetcher=fetcher)
    document = HTML(string=with_directions(html), base_url=absolute("/"), url_fetcher=fetcher).render(
        stylesheets=[sheet], font_config=known, pdf_variant=VARIANT
    )
    if len(document.pages) > most_pages:
        document = document.copy(document.pages[:most_pages])
    written: bytes = document.write_pdf(pdf_variant=VARIANT)
    return written


def with_directions(html: str) -> str:
    """The same HTML with the direction of every `<bdi>` written out, which browsers find themselves.

    WeasyPrint lays inline elements out one by one in the direction they inherit; it knows neither `dir="auto"` nor
    `unicode-bidi: isolate`.
    """
    return _BDI.sub(lambda found: f'<bdi dir="{_first_direction(found[2])}"{found[1]}>{found[2]}</bdi>', html)


def _first_direction(content: str) -> str:
    """By the first letter that has one, as `dir="auto"` does; left to right without any."""
    kinds = (unicodedata.bidirectional(letter) for letter in _TAG.sub("", content))
    return "rtl" if next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") != "L" else "ltr"


def styles(paper: Paper) -> str:
    """The style sheet of a paper: fonts by language, then what is the same for all sizes."""
    page = f"@page {{ size: {paper.size}; margin: {paper.margin} }}\nhtml {{ font-size: {paper.letters} }}"
    return f"{fonts.faces()}\n{page}\n{SHEET.read_text(encoding='utf-8')}"


def digest(html: str, paper: Paper) -> str:
    """The name of a written file: of all that goes into it, the writer's version included."""
    from importlib.metadata import version

    everything = "\0".join((version("weasyprint"), styles(paper), html))
    return hashlib.sha256(everything.encode(errors="surrogatepass")).hexdigest()
