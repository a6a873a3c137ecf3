"""How texts of a process are shown: paragraphs of a document, words of another language."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from opening.domain.wording import Words, in_language

register = template.Library()


@register.filter
def paragraphs(text: str, level: int = 3) -> SafeString:
    """Plain text as paragraphs; a line that begins with ## is a heading of this level. Everything is escaped."""
    blocks = [block.strip() for block in str(text).split("\n\n") if block.strip()]
    return format_html_join("\n", "{}", ((_block(block, level),) for block in blocks))


def _block(block: str, level: int) -> SafeString:
    if block.startswith("## "):
        heading, _, rest = block.partition("\n")
        after = format_html("\n{}", _block(rest, level)) if rest.strip() else ""
        return format_html("<h{level}>{}</h{level}>{}", heading.removeprefix("## "), after, level=level)
    lines = ((line,) for line in block.split("\n"))
    return format_html("<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", lines))


@register.simple_tag
def said(text: str, language: str) -> SafeString:
    """Words that somebody typed in the working language of a process."""
    return Words(str(text), language).html


@register.simple_tag
def words_of(texts: Mapping[str, str]) -> SafeString:
    """Words of a definition in the reader's language, else in German."""
    return in_language(texts).html
