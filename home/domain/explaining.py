"""Explanations of glossary words in running text: after the paragraph in which a word comes first."""

from collections.abc import Callable, Iterable
from html.parser import HTMLParser

from cms.translation.glossary import KnownTerm, glossary
from cms.translation.languages import SOURCE

VOID = frozenset({"br", "hr", "img", "embed", "input", "source", "wbr"})
INLINE = frozenset({"b", "strong", "i", "em", "a", "span", "bdi", "abbr", "sub", "sup"})
UNTOUCHED = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "figure", "summary"})
"""Links and headings stay as they are: nothing is explained because of them."""


class _TopLevel(HTMLParser):
    """Splits rich text into its outermost elements, each with the text in which words may be explained."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [0]
        for line in html.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.open: list[str] = []
        self.text: list[str] = []
        self.parts: list[tuple[int, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)
        elif tag == "br":
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass
            self.text.append("" if tag in INLINE else " | ")
        if not self.open:
            line, column = self.getpos()
            self.parts.append((self.lines[line - 1] + column + len(f"</{tag}>"), "".join(self.text)))
            self.text = []

    def handle_data(self, data: str) -> None:
        if not UNTOUCHED.intersection(self.open):
            self.text.append(data)


def explain(
    html: str, code: str, *, seen: set[str], shown: Callable[[list[KnownTerm]], str], most: int | None = None
) -> str:
    """Rich text in the language `code` with the words that come first in each paragraph explained after it.

    `seen` holds the German words already explained on the page and grows; `shown` draws the explanations of some
    words; `most` limits how many are explained in this text.
    """
    pieces: list[str] = []
    begun, left = 0, len(html) if most is None else most
    for end, text in _TopLevel(html).parts:
        pieces.append(html[begun:end])
        begun = end
        if terms := fresh(glossary().named(text, code), seen)[:left]:
            left -= len(terms)
            seen.update(term.german for term in terms)
            pieces.append(shown(terms))
    return "".join([*pieces, html[begun:]])


def fresh(terms: Iterable[KnownTerm], seen: set[str]) -> list[KnownTerm]:
    """The words that are not explained on this page yet."""
    return [term for term in terms if term.german not in seen and term.words[SOURCE].explanation.strip()]
