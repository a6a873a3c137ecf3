"""What templates need to say honestly in which language something is: head links, switch, banner, state line."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from cms.translation import alternates
from cms.translation.languages import EASY, endonym
from cms.translation.roots import roots
from cms.translation.sitemap import hreflang_links
from cms.translation.state_table import reader_line
from cms.ui.links import absolute

register = template.Library()


@register.simple_tag(takes_context=True)
def language_head(context: Context) -> SafeString | str:
    """Canonical address, `noindex` on a fallback, and the alternates in all public languages.

    Nothing where nothing was noted: portals and forms have no public words.
    """
    request: HttpRequest | None = context.get("request")
    noted = alternates.of(request) if request else None
    if request is None or noted is None:
        return ""
    reader = str(request.LANGUAGE_CODE)
    canonical = noted.paths.get(noted.shown if noted.fallback else reader, request.path)
    head = format_html('<link rel="canonical" href="{}">', absolute(canonical))
    if noted.fallback:
        return format_html('<meta name="robots" content="noindex">{}', head)
    language = roots().languages.get(reader)
    if language is None or not language.public:
        return format_html('<meta name="robots" content="noindex">{}', head)
    if language.hreflang:
        links = hreflang_links(noted.paths)
        head += format_html_join("", '<link rel="alternate" hreflang="{}" href="{}">', links)
    if EASY in noted.paths and reader != EASY:
        head += format_html(
            '<link rel="alternate" title="{}" lang="de" href="{}">', endonym(EASY), absolute(noted.paths[EASY])
        )
    return head


@register.simple_tag(takes_context=True)
def language_entries(context: Context) -> list[dict[str, Any]]:
    """The language switch: code, endonym, dir, url, current and available of every language."""
    request = context.get("request")
    return alternates.language_entries(request) if request and hasattr(request, "LANGUAGE_CODE") else []


@register.simple_tag(takes_context=True)
def fallback(context: Context) -> dict[str, Any] | None:
    """What the banner says when the page has no words in the reader's language; None when there is nothing to say.

    `sentence` for readers, `sentence_hidden` for staff who look at a language that is not public, `others` with the
    languages in which the page is live, `wish_url` where readers ask for it in their language.
    """
    request: HttpRequest | None = context.get("request")
    if request is None or not hasattr(request, "LANGUAGE_CODE"):
        return None
    noted = alternates.of(request)
    reader = str(request.LANGUAGE_CODE)
    hidden = "" if roots().is_public(reader) or noted is None else _hidden(reader)
    if noted is None or not (noted.fallback or hidden):
        return None
    may_wish = noted.fallback and noted.key and not hidden
    return {
        "sentence": _sentence() if noted.fallback else "",
        "sentence_hidden": hidden,
        "others": alternates.other_languages(request) if noted.fallback else [],
        "wish_url": reverse("translation:wish", args=[noted.key]) if may_wish else "",
    }


@register.simple_tag
def state_line(row: Any) -> str:
    """The sentence about the translation of a page or snippet; empty for sources and own texts."""
    return reader_line(row) if hasattr(row, "translation_key") and hasattr(row, "language") else ""


def _sentence() -> str:
    return gettext("This page is not in your language yet. Below is the German text.")


def _hidden(code: str) -> str:
    return pgettext("staff", "%(language)s is not public yet. Only staff see this page.") % {"language": endonym(code)}
