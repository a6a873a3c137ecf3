"""What a PDF says to those who copy, search or listen, and what it looks like to those who see."""

import re
import unicodedata
from io import BytesIO
from pathlib import Path

import pypdfium2
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageFilter, ImageStat
from pypdf import PdfReader

WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u0655\u0670])*")
SCRIPTS = re.compile(r"(?<=[\u0600-\u06ff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u0600-\u06ff])")


def normal(text: str) -> str:
    """Without joiners and marks of direction, which no reader hears, and with one form for each letter."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")


def words(text: str) -> set[str]:
    """The words of a text; an Arabic vowel sign belongs to its word, a change of script ends it."""
    return set(WORD.findall(SCRIPTS.sub(" ", normal(text))))


def words_of_pdf(content: bytes) -> set[str]:
    """The words of the text layer."""
    return words("\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def words_of_html(html: str) -> set[str]:
    """The words of a document as a reader sees them; its title is no part of the page."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup(["style", "title"]):
        tag.decompose()
    return words(soup.get_text(" "))


def picture(content: bytes, page: int = 0) -> Image.Image:
    """A page in shades of grey, 60 dots an inch."""
    with pypdfium2.PdfDocument(content) as document:
        return document[page].render(scale=60 / 72).to_pil().convert("L")


def difference(one: Image.Image, other: Image.Image) -> float:
    """How much two pictures differ, 0 to 255 a dot; the edges of letters count little."""
    if one.size != other.size:
        return 255.0
    blurred = (image.filter(ImageFilter.GaussianBlur(1.5)) for image in (one, other))
    return float(ImageStat.Stat(ImageChops.difference(*blurred)).rms[0])


def mixed_up(source: Path, folder: Path, pairs: dict[str, str]) -> None:
    """A font that draws some letters with the glyph of another one, as fonts do whose dots are glyphs of their own."""
    font = TTFont(source)
    for table in font["cmap"].tables:
        for letter, other in pairs.items():
            if ord(letter) in table.cmap:
                table.cmap[ord(letter)] = table.cmap[ord(other)]
    font.save(folder / source.name)
