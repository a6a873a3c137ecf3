"""Explanations of glossary words inside pages: `{% load words %}`."""

from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

from cms.translation.glossary import KnownTerm, address_of, glossary
from cms.translation.languages import reader_language
from home.domain.explaining import explain, fresh
from home.domain.page_text import texts_of
from home.domain.words import line_of
from home.reading import request_of

register = template.Library()

MOST_AT_THE_END = 12
NOT_SHOWN = frozenset({"search_description", "image_alt"})


@register.simple_tag(takes_context=True)
def explained(context: Context, text: RichText | str) -> SafeString:
    """Rich text whose glossary words are explained after the paragraph where they come first on the page."""
    html = expand_db_html(text.source) if isinstance(text, RichText) else str(text)
    language = context.get("page_lang") or reader_language()
    return mark_safe(explain(html, language, seen=_seen(context), shown=_drawn))  # cleaned when it was saved


@register.simple_tag(takes_context=True)
def words_left(context: Context, page: Any) -> list[dict[str, Any]]:
    """Words of the page that stand in no running text: in lists, steps and facts. For its end."""
    text = " · ".join(texts_of(page, without=NOT_SHOWN))
    return _lines(fresh(glossary().named(text, page.language), _seen(context))[:MOST_AT_THE_END])


def _seen(context: Context) -> set[str]:
    """The words already explained on this page; each block for itself where there is no request."""
    request = request_of({"request": context.get("request")})
    if request is None:
        return set()
    seen: set[str] = vars(request).setdefault("explained_words", set())
    return seen


def _drawn(terms: list[KnownTerm]) -> str:
    return str(get_template("home/parts/words.html").render({"words": _lines(terms)}))


def _lines(terms: list[KnownTerm]) -> list[dict[str, Any]]:
    reader = reader_language()
    return [{"line": line_of(term, reader), "url": address_of(term.key, reader)} for term in terms]
