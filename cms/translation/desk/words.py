"""German sentences as HTML: marks stand out, and what changed is said in words as well as shown."""

import re
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from cms.translation.differences import Change, Part

MARK = re.compile(r"(\{\{|\}\}|\{/?\d{1,3}/?\})")


def with_marks(text: str) -> SafeString:
    """A text in marks form; each mark as a small label."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in MARK.split(text) if piece))


def german_after(parts: Iterable[Part]) -> SafeString:
    """The new sentence; words that were added are in `<ins>`."""
    return _shown(parts, Change.ADDED, "ins", gettext("new:"))


def german_before(parts: Iterable[Part]) -> SafeString:
    """The old sentence; words that are gone are in `<del>`."""
    return _shown(parts, Change.REMOVED, "del", gettext("gone:"))


def _shown(parts: Iterable[Part], change: Change, tag: str, said: str) -> SafeString:
    """The tag alone says nothing to many screen readers, so a word of the reader's language does."""
    hint = format_html('<span class="visually-hidden" lang="{}">{} </span>', get_language() or "", said)
    pieces = []
    for part in parts:
        if part.change is Change.SAME:
            pieces.append(with_marks(part.text))
        elif part.change is change:
            pieces.append(format_html(f"<{tag}>{{}}{{}}</{tag}>", hint, with_marks(part.text)))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _piece(piece: str) -> str:
    is_mark = piece[0] == "{" and piece[-1] == "}" and len(piece) > 2
    return format_html('<bdi class="mark" dir="ltr">{}</bdi>', piece) if is_mark else piece
