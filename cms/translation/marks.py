"""Inline HTML as translators see it: `{1}link{/1}`, `{2/}` for a line break, literal braces doubled. Pure.

wagtail-localize keeps a sentence as `<a id="a1">words</a>`, `<b>words</b>` or `<br/>`; nobody should have to type that.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TAGS = ("a", "b", "strong", "i", "em", "code", "abbr", "acronym", "br")
"""What a sentence may hold (`wagtail_localize.strings.INLINE_TAGS`)."""
ALONE = {"br"}
LINK = "a"

TAG = re.compile(rf'<(?P<close>/?)(?P<tag>{"|".join(TAGS)})(?: id="(?P<id>[^"<>]*)")?\s*/?>')
MARK = re.compile(
    r"\{\{|\}\}|\{(?P<open>\d{1,3})\}|\{/(?P<close>\d{1,3})\}|\{(?P<alone>\d{1,3})/\}|[{}]"
)  # any digits: Arabic keyboards write {١}


@dataclass(frozen=True)
class Mark:
    """One mark of a German sentence: its number, its HTML tag, the name of a link (`a1`), and where that leads."""

    number: int
    tag: str
    name: str = ""
    target: str = ""

    @property
    def opening(self) -> str:
        """What stands before the words, or alone."""
        return f"{{{self.number}/}}" if self.tag in ALONE else f"{{{self.number}}}"

    @property
    def closing(self) -> str:
        """What stands after the words; nothing for a line break."""
        return "" if self.tag in ALONE else f"{{/{self.number}}}"

    @property
    def label(self) -> str:
        """What it is, in words: "link to bamf.de"."""
        if self.tag == LINK and self.target:
            return _("link to %(target)s") % {"target": self.target}
        return str(LABELS.get(self.tag, self.tag))

    @property
    def html(self) -> tuple[str, str]:
        """Its tags in HTML."""
        if self.tag in ALONE:
            return f"<{self.tag}/>", ""
        name = f' id="{self.name}"' if self.name else ""
        return f"<{self.tag}{name}>", f"</{self.tag}>"


LABELS = {
    "a": gettext_lazy("link"),
    "b": gettext_lazy("bold"),
    "strong": gettext_lazy("bold"),
    "i": gettext_lazy("italic"),
    "em": gettext_lazy("italic"),
    "code": gettext_lazy("code"),
    "abbr": gettext_lazy("abbreviation"),
    "acronym": gettext_lazy("abbreviation"),
    "br": gettext_lazy("new line"),
}


@dataclass(frozen=True)
class Marked:
    """A sentence in marks form with the legend of its marks."""

    text: str
    legend: tuple[Mark, ...] = ()


class BrokenMarks(ValueError):  # named for what it meets
    """A text whose marks are not those of the German sentence; its words say which one and what to do."""


def to_marks(html: str, legend: Sequence[Mark] = (), *, targets: Mapping[str, str] | None = None) -> Marked:
    """The sentence in marks form.

    With the `legend` of the German sentence a translation gets the same numbers, whatever its order; marks that the
    German does not have are numbered after it. `targets` says where each link (`a1`) leads, in words.
    """
    numbers = _Numbers(legend, targets or {})
    pieces: list[str] = []
    opened: list[Mark] = []
    end = 0
    for tag in TAG.finditer(html):
        pieces.append(_double(unescape(html[end : tag.start()])))
        end = tag.end()
        if not tag["close"]:
            mark = numbers.mark(tag["tag"], tag["id"] or "")
            pieces.append(mark.opening)
            opened += [mark] if mark.closing else []
        elif opened and opened[-1].tag == tag["tag"]:
            pieces.append(opened.pop().closing)
        else:
            pieces.append(tag[0])  # what others stored may be broken; it is shown as it is
    pieces.append(_double(unescape(html[end:])))
    return Marked("".join(pieces), tuple(sorted({*legend, *numbers.given}, key=lambda mark: mark.number)))


def from_marks(text: str, legend: Sequence[Mark]) -> str:
    """The inline HTML of a text in marks form; every other sign, tags included, stays as plain words.

    Raises BrokenMarks unless each mark of the legend occurs exactly once and they nest.
    """
    known = {mark.number: mark for mark in legend}
    left = dict(known)
    opened: list[Mark] = []
    pieces: list[str] = []
    end = 0
    for found in MARK.finditer(text):
        pieces.append(_escape(text[end : found.start()]))
        end = found.end()
        if found[0] in {"{{", "}}"}:
            pieces.append(found[0][0])
        elif found["close"]:
            pieces.append(_close(known.get(int(found["close"])), opened, found[0]))
        elif number := found["open"] or found["alone"]:
            mark = _take(known.get(int(number)), left, found[0])
            _refuse_link_in_link(mark, opened)
            pieces.append(mark.html[0])
            opened += [mark] if mark.closing else []
        else:
            raise BrokenMarks(_("A single %(brace)s stands in the text. Write it twice.") % {"brace": found[0]})
    pieces.append(_escape(text[end:]))
    _refuse_open(opened, left)
    return "".join(pieces)


def plain(html: str) -> str:
    """The words without marks; a line break is a line feed."""
    words = TAG.sub(lambda tag: "\n" if tag["tag"] in ALONE and not tag["close"] else "", html)
    return unescape(words)


def doubled(words: str) -> str:
    """Plain words as they stand in marks form: braces doubled."""
    return _double(words)


class _Numbers:
    """Gives the tags of a sentence their marks: those of the legend first, each once."""

    def __init__(self, legend: Sequence[Mark], targets: Mapping[str, str]) -> None:
        self._free = list(legend)
        self._next = max((mark.number for mark in legend), default=0) + 1
        self._targets = targets
        self.given: list[Mark] = []

    def mark(self, tag: str, name: str) -> Mark:
        found = next((mark for mark in self._free if (mark.tag, mark.name) == (tag, name)), None)
        if found:
            self._free.remove(found)
            return found
        self.given.append(Mark(self._next, tag, name, self._targets.get(name, "") if name else ""))
        self._next += 1
        return self.given[-1]


def _take(mark: Mark | None, left: dict[int, Mark], written: str) -> Mark:
    if mark is None:
        raise BrokenMarks(_("The German sentence has no mark %(mark)s. Take it out.") % {"mark": written})
    if mark.opening != _western(written):
        raise BrokenMarks(
            _("The mark %(mark)s is written %(right)s here.")
            % {"mark": written, "right": f"{mark.opening}…{mark.closing}" if mark.closing else mark.opening}
        )
    if mark.number not in left:
        raise BrokenMarks(_("The mark %(mark)s stands there twice. Use it once.") % {"mark": mark.opening})
    return left.pop(mark.number)


def _close(mark: Mark | None, opened: list[Mark], written: str) -> str:
    if mark is None or not mark.closing:
        raise BrokenMarks(_("The German sentence has no mark %(mark)s. Take it out.") % {"mark": written})
    if mark not in opened:
        raise BrokenMarks(_("Before %(mark)s there is no %(start)s.") % {"mark": mark.closing, "start": mark.opening})
    if opened[-1] != mark:
        raise BrokenMarks(
            _("%(inner)s begins inside %(outer)s, so it must end first.")
            % {"inner": opened[-1].opening, "outer": mark.opening}
        )
    return opened.pop().html[1]


def _refuse_link_in_link(mark: Mark, opened: Sequence[Mark]) -> None:
    if mark.tag == LINK and (outer := next((found for found in opened if found.tag == LINK), None)):
        raise BrokenMarks(
            _("%(inner)s and %(outer)s are both links. One cannot stand inside the other.")
            % {"inner": mark.opening, "outer": outer.opening}
        )


def _refuse_open(opened: Sequence[Mark], left: Mapping[int, Mark]) -> None:
    if opened:
        raise BrokenMarks(
            _("After %(mark)s there is no %(end)s.") % {"mark": opened[-1].opening, "end": opened[-1].closing}
        )
    if left:
        mark = left[min(left)]
        written = f"{mark.opening}…{mark.closing}" if mark.closing else mark.opening
        raise BrokenMarks(
            _("The mark %(mark)s is missing (%(label)s). Put it where it belongs.")
            % {"mark": written, "label": mark.label}
        )


def _western(written: str) -> str:
    """A mark with the digits 0 to 9, without leading zeros."""
    return re.sub(r"\d+", lambda digits: str(int(digits[0])), written)


def _double(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")


def _escape(words: str) -> str:
    """As Beautiful Soup writes text, which wagtail-localize uses: quotation marks stay."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
