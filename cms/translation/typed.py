"""What somebody typed or pasted as a translation: cleaned, and read as marks; HTML that is not allowed is refused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.translation.marks import ALONE, BrokenMarks, Mark, Marked, from_marks

ALLOWED = ("a", "b", "strong", "i", "em", "code", "abbr", "br")

UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Control signs, lone surrogates, and what overrides the direction. Joiners stay: Farsi and Arabic need them."""
LINE_END = re.compile("[\r\n\x0b\x0c\x85\u2028\u2029]")
PASTED = re.compile(r"<(?:(?P<close>/?)(?P<tag>[a-zA-Z][\w:.-]*)(?P<rest>[^<>]*)|(?P<other>[!?])[^<>]*)>", re.ASCII)
NAMED = re.compile(r"\s+id\s*=\s*[\"']?(?P<name>[\w-]+)[\"']?", re.ASCII)


class ForbiddenTag(BrokenMarks):  # named for what it meets
    """The text holds HTML that sentences may not have; `tag` is its name."""

    def __init__(self, tag: str) -> None:
        super().__init__(
            _("<%(tag)s> is not allowed in a translation. Take it out, or write the words only.") % {"tag": tag}
        )
        self.tag = tag


@dataclass(frozen=True)
class Typed:
    """A translation as it may be stored (`html`), and whether unwanted signs were `removed` from what was typed."""

    html: str
    removed: bool = False

    @property
    def notice(self) -> str:
        """What the person is told about that; empty where nothing was removed."""
        return _("Invisible signs that would harm the page were removed from your text.") if self.removed else ""


def read(text: str, german: Marked) -> Typed:
    """Typed words in marks form as inline HTML.

    A pasted tag that the German sentence has, too, counts as its mark (`<b>` as `{1}`). Raises BrokenMarks with what is
    wrong with the marks, or ForbiddenTag.
    """
    cleaned = clean(text)
    in_marks = _tags_as_marks(cleaned, german)
    return Typed(from_marks(in_marks, german.legend), removed=UNWANTED.search(_one_line(text)) is not None)


def clean(text: str) -> str:
    """One line without control signs, lone surrogates and direction overrides; where a line ended is a space."""
    return UNWANTED.sub("", _one_line(text)).strip()


def _one_line(text: str) -> str:
    """A sentence is one line: its line breaks are marks."""
    return " ".join(line.strip(" \t") for line in LINE_END.split(text.strip()) if line.strip(" \t"))


def _tags_as_marks(text: str, german: Marked) -> str:
    """The text with pasted tags replaced by the marks that stand for them. Tags the German shows as words stay."""
    written = {int(number) for number in re.findall(r"\{(\d{1,3})/?\}", text)}
    free = [mark for mark in german.legend if mark.number not in written]
    opened: list[Mark] = []

    def replace(found: re.Match[str]) -> str:
        if found[0] in german.text:
            return found[0]
        tag = _allowed(found)
        return _closing(tag, opened) if found["close"] else _opening(tag, _name(found, tag), free, opened)

    return PASTED.sub(replace, text)


def _allowed(found: re.Match[str]) -> str:
    tag = (found["tag"] or found["other"]).lower()
    if tag not in ALLOWED:
        raise ForbiddenTag(tag)
    return tag


def _name(found: re.Match[str], tag: str) -> str:
    """The name of a pasted link; no other attribute of any tag is allowed."""
    rest = found["rest"].rstrip("/").rstrip()
    named = NAMED.fullmatch(rest) if tag == "a" else None
    if rest.strip() and not named:
        raise ForbiddenTag(f"{tag} {rest.split()[0][:40]}")
    return named["name"] if named else ""


def _opening(tag: str, name: str, free: list[Mark], opened: list[Mark]) -> str:
    mark = _next(tag, name, free)
    if mark is None:
        raise BrokenMarks(_("The German sentence has no <%(tag)s>. Take it out of your text.") % {"tag": tag})
    free.remove(mark)
    if tag not in ALONE:
        opened.append(mark)
    return mark.opening


def _closing(tag: str, opened: list[Mark]) -> str:
    mark = next((mark for mark in reversed(opened) if mark.tag == tag), None)
    if mark is None:
        raise BrokenMarks(_("Before </%(tag)s> there is no <%(tag)s>.") % {"tag": tag})
    opened.remove(mark)
    return mark.closing


def _next(tag: str, name: str, free: Sequence[Mark]) -> Mark | None:
    fitting = [mark for mark in free if mark.tag == tag and name in ("", mark.name)]
    return fitting[0] if fitting else None
