"""German names, phone numbers and hours inside words that are written from right to left.

"(IFAK e.V.)" in an Arabic sentence shows its last signs on the wrong side, and the groups of a phone number change
places. Facts stand in `<bdi>` by their components; words come from translators, so that the page sets them apart.
"""

import re
from collections.abc import Iterator

from django.utils.safestring import SafeString, mark_safe

_TOKEN = re.compile(r"(<[^>]*>|&#?\w+;)")
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_WORD = r"[A-Za-zÀ-ɏ][\wÀ-ɏ]*"
_APART = re.compile(
    r"\+?\d[\d\u00a0 /-]{4,}\d"  # a phone number
    r"|\d{1,2}[:.]\d{2}\s?[–-]\s?\d{1,2}[:.]\d{2}"  # hours
    rf"|{_WORD}(?:[\u00a0 .&/@+'’–-]+(?:{_WORD}|\d+))*(?:(?<=[ .]\w)\.)?"  # words in Latin letters, "e.V." included
)
APART_ALREADY = {"bdi", "bdo", "code", "script", "style"}


def isolated(html: str) -> SafeString:
    """The same HTML with whatever reads from left to right in `<bdi dir="ltr">`; what is apart already stays."""
    return mark_safe("".join(_parts(html)))  # only elements without any input are added


def _parts(html: str) -> Iterator[str]:
    inside = 0
    for part in _TOKEN.split(html):
        if part.startswith("<"):
            inside += _step(part)
            yield part
        elif inside or part.startswith("&"):
            yield part
        else:
            yield _APART.sub(lambda found: f'<bdi dir="ltr">{found[0]}</bdi>', part)


def _step(tag: str) -> int:
    name = _NAME.match(tag)
    if name is None or name[1].lower() not in APART_ALREADY:
        return 0
    return -1 if tag.startswith("</") else 1
