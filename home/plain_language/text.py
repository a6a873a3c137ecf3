"""HTML as lines, sentences and words: what the rules read. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "td", "th", "blockquote", "figcaption", "summary"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
SKIPPED = {"script", "style", "nav", "form", "template"}

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[-·’'*:_](?=[^\W\d_]))*")
"""A word with its hyphens, dots and signs of gender; numbers are none."""

_ABBREVIATION = re.compile(
    r"\b(?:[A-Za-zÄÖÜäöü]\.\s?){2,}|\b(?:Nr|Str|Dr|Prof|St|Tel|bzw|ggf|usw|etc|evtl|inkl|zzgl|vgl|ca|max|min|Mo|Di|Mi|Do|Fr|Sa|So)\."
)
_ORDINAL = re.compile(r"\d+\.(?=\s?[\dA-ZÄÖÜa-zäöü])")
_END = re.compile(r"[.!?…]+[\"”“»)]*(?=\s|$)")
_HIDDEN_DOT = "\ufdd0"
"""A noncharacter stands for a full stop that ends no sentence."""


@dataclass(frozen=True)
class Link:
    """A link inside a line."""

    text: str
    href: str


@dataclass(frozen=True)
class Line:
    """A paragraph, heading or point of a list, as plain text."""

    text: str
    heading: bool = False
    links: tuple[Link, ...] = field(default=())

    @property
    def sentences(self) -> list[str]:
        """The sentences of the line; the last one may lack its full stop."""
        return sentences(self.text)


def words(text: str) -> list[str]:
    """The words of a text, with hyphens and signs inside them."""
    return WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text. Abbreviations, dates and ordinals end none."""
    safe = text
    for pattern in (_ABBREVIATION, _ORDINAL):
        safe = pattern.sub(lambda found: found[0].replace(".", _HIDDEN_DOT), safe)
    parts, start = [], 0
    for end in _END.finditer(safe):
        parts.append(safe[start : end.end()])
        start = end.end()
    parts.append(safe[start:])
    return [part.replace(_HIDDEN_DOT, ".").strip() for part in parts if words(part)]


def lines_of(html: str) -> list[Line]:
    """The lines of a piece of HTML or of plain text with line breaks, in their order."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup(list(SKIPPED)):
        tag.decompose()
    found = [line for tag in soup.find_all(BLOCKS) if _is_lowest(tag) for line in _lines(tag)]
    if not soup.find(BLOCKS):
        found = list(_lines(soup))
    return found


def _is_lowest(tag: Tag) -> bool:
    return tag.find(BLOCKS) is None or any(isinstance(child, NavigableString) and child.strip() for child in tag)


def _lines(tag: Any) -> Iterator[Line]:
    """A line for each stretch between line breaks, without what stands in blocks of its own below."""
    for child in tag.find_all(BLOCKS):
        child.extract()
    for pause in tag.find_all("br"):
        pause.replace_with("\n")
    links = tuple(Link(_tidy(link.get_text()), str(link.get("href") or "")) for link in tag.find_all("a"))
    for text in tag.get_text().split("\n"):
        if tidy := _tidy(text):
            mine = tuple(link for link in links if link.text and link.text in tidy)
            yield Line(tidy, heading=tag.name in HEADINGS, links=mine)


def _tidy(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())
