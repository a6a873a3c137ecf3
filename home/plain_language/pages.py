"""Plain language of whole texts: a page in the editor, a source before its translation, a sentence at the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from wagtail.models import Page

from cms.translation.languages import EASY
from cms.translation.readability import ReadingHint
from cms.translation.sentence_checks import Finding
from home.domain.page_text import texts_of
from home.pdf.parts import parts_of
from home.plain_language.measure import Level, Measured, hardest, measure
from home.plain_language.rules import findings


@dataclass(frozen=True)
class Report:
    """What there is to say about a text: its numbers, its hardest sentences, and every remark."""

    measured: Measured
    hardest: list[str]
    findings: list[Finding]


def html_of(row: Any) -> str:
    """The words of a page or snippet as HTML, without facts and without blocks that show them."""
    if not isinstance(row, Page):
        return format_html_join("", "<p>{}</p>", ((text,) for text in texts_of(row)))
    html = format_html("<h1>{}</h1><p>{}</p>", row.title, getattr(row, "lead", ""))
    for part in parts_of(row, row.language):
        if not part.is_live:
            heading = format_html("<h2>{}</h2>", part.heading) if part.heading else ""
            words = render_to_string(part.template, {"value": part.value, "number": part.number})
            html += format_html("{}<div>{}</div>", heading, words)
    return html


def report_on(row: Any) -> Report:
    """Everything about a German text or one in Leichte Sprache."""
    html = html_of(row)
    return Report(measure(html), hardest(html), findings(html, row.language))


def hint_on(source: Any) -> ReadingHint | None:
    """What to simplify before a source is translated; None where it reads well enough."""
    html = html_of(source)
    measured = measure(html)
    worst = hardest(html)
    if measured.level is not Level.COMPLEX or not worst:
        return None
    return ReadingHint(measured.lix, tuple(worst))


def check_sentence(german: str, words: str, code: str) -> Iterable[Finding]:
    """The remarks on a translation while it is written: Leichte Sprache alone has rules of its own."""
    return findings(words, code) if code == EASY else []
