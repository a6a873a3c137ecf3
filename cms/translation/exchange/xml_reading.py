"""XML from strangers: no DOCTYPE, so no entities; known encodings; lines remembered; depth and number limited.

On expat itself: ElementTree forgets the lines, and without a DOCTYPE there is nothing left that a guard must catch.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from cms.translation.exchange.faults import Fault, FileRefused

DEEPEST = 64
MOST_ELEMENTS = 200_000
ENCODINGS = {"utf-8", "utf-16", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1251", "windows-1252", "windows-1256"}
DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""", re.ASCII)


@dataclass
class Node:
    """An element: its name without namespace, its attributes, its words and elements in order, and its line."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list["Node | str"] = field(default_factory=list)

    def elements(self) -> Iterator["Node"]:
        """The elements right below."""
        return (child for child in self.children if isinstance(child, Node))

    def first(self, name: str) -> "Node | None":
        """The first element of this name right below."""
        return next((child for child in self.elements() if child.name == name), None)

    def words(self) -> str:
        """All text below."""
        return "".join(child if isinstance(child, str) else child.words() for child in self.children)


def parse(content: bytes) -> Node:
    """The root element.

    Raises FileRefused for a DOCTYPE, an encoding that is unknown or wrong, and for XML that is broken or endless.
    """
    declared = DECLARED.match(content[:400])
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if encoding not in ENCODINGS:
        raise FileRefused(Fault.UNKNOWN_ENCODING, encoding=encoding)
    reading = _Reading()
    try:
        reading.parser.Parse(content, True)
    except expat.ExpatError as problem:
        if problem.code in _OF_ENCODING:
            raise FileRefused(Fault.WRONG_ENCODING, encoding=encoding) from None
        raise FileRefused(Fault.NOT_READABLE, line=problem.lineno) from None
    except (LookupError, ValueError) as problem:
        if isinstance(problem, FileRefused):
            raise
        raise FileRefused(Fault.WRONG_ENCODING, encoding=encoding) from None
    return reading.root


_OF_ENCODING = {
    expat.errors.codes[message]
    for message in (expat.errors.XML_ERROR_UNKNOWN_ENCODING, expat.errors.XML_ERROR_INCORRECT_ENCODING)
}


class _Reading:
    """The elements as expat meets them."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.top = Node("", {}, 0)
        self.open = [self.top]
        self.elements = 0

    @property
    def root(self) -> Node:
        return next(self.top.elements())

    def _refuse_doctype(self, *_said: object) -> None:
        raise FileRefused(Fault.DOCTYPE)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if len(self.open) > DEEPEST or self.elements > MOST_ELEMENTS:
            raise FileRefused(Fault.TOO_MANY_LINES)
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(name.rpartition(" ")[2], plain, self.parser.CurrentLineNumber)
        self.open[-1].children.append(node)
        self.open.append(node)

    def _end(self, _name: str) -> None:
        self.open.pop()

    def _words(self, words: str) -> None:
        self.open[-1].children.append(words)
