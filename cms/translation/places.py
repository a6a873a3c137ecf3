"""Where a sentence stands, in words for translators: "Text › List under “When”, item 2 of 3"; and its picture."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail_localize.strings import extract_strings

from cms.translation.marks import plain
from cms.translation.paths import Step, trail
from cms.translation.sentences import Sentence

BETWEEN = " › "
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
LONGEST_HEADING = 60


def place_of(source: Any, path: str, german: str = "") -> str:
    """The place of a sentence; `german` (inline HTML) tells which one of a longer text it is.

    Empty where the source has no such place any more.
    """
    try:
        steps = trail(source, path)
    except LookupError:
        return ""
    labels = list(_labels(steps))
    if steps[-1].is_rich_text and german:
        labels.append(_part(str(steps[-1].value), german))
    return BETWEEN.join(label for label in labels if label)


def places_of(source: Any, sentences: Iterable[Sentence]) -> dict[str, str]:
    """The places of many sentences of a source by their reference."""
    return {sentence.ref: place_of(source, sentence.path, sentence.german) for sentence in sentences}


def picture_of(source: Any, path: str) -> Any | None:
    """The picture whose alternative text stands here; None for every other sentence."""
    try:
        steps = trail(source, path)
    except LookupError:
        return None
    picture = next((step for step in steps if isinstance(step.kind, ImageBlock)), None)
    if picture is None or not isinstance(picture.value, dict):
        return None
    return get_image_model().objects.filter(pk=picture.value.get("image")).first()


def _labels(steps: Iterable[Step]) -> Iterator[str]:
    """Each step once: a list in a field of the same name is not told twice."""
    told = ""
    for step in steps:
        label = capfirst(str(step.label))
        if step.count > 1:
            yield _("%(label)s, %(number)d of %(count)d") % {
                "label": label,
                "number": step.number,
                "count": step.count,
            }
        elif label != told:
            yield label
        told = label


def _part(html: str, german: str) -> str:
    """Which part of a longer text a sentence is; empty where it says nothing more, or does not stand there."""
    soup, words = _read(html)
    if german not in words:
        return ""
    text = soup.find("text", position=str(words.index(german)))
    element = text.find_parent(["li", "p", *HEADINGS]) if text else None
    if element is None:
        return ""
    heading = _heading_before(element, words)
    if element.name in HEADINGS:
        return _("Heading")
    return _item(element, heading) if element.name == "li" else _paragraph(element, soup, heading)


@lru_cache(maxsize=32)
def _read(html: str) -> tuple[BeautifulSoup, tuple[str, ...]]:
    """The frame of a longer text and its sentences; a text is asked for once by each of them."""
    frame, found = extract_strings(html)
    return BeautifulSoup(frame, "html.parser"), tuple(value.data for value, _attrs in found)


def _heading_before(element: Tag, words: Sequence[str]) -> str:
    """The words of the last heading before an element, shortened."""
    heading = element.find_previous(HEADINGS)
    text = heading.find("text") if heading else None
    return Truncator(plain(words[int(str(text["position"]))])).chars(LONGEST_HEADING) if text else ""


def _item(element: Tag, heading: str) -> str:
    items = element.parent.find_all("li", recursive=False) if element.parent else [element]
    numbers = {"heading": heading, "number": _position(element, items), "count": len(items)}
    if heading:
        return _("List under “%(heading)s”, item %(number)d of %(count)d") % numbers
    return _("List, item %(number)d of %(count)d") % numbers


def _paragraph(element: Tag, soup: BeautifulSoup, heading: str) -> str:
    paragraphs = soup.find_all("p")
    numbers = {"heading": heading, "number": _position(element, paragraphs), "count": len(paragraphs)}
    if heading:
        return _("Paragraph under “%(heading)s”") % numbers
    return _("Paragraph %(number)d of %(count)d") % numbers if len(paragraphs) > 1 else ""


def _position(element: Tag, elements: Iterable[Tag]) -> int:
    """By identity: two items with the same words are equal for Beautiful Soup."""
    return next(number for number, other in enumerate(elements, start=1) if other is element)
