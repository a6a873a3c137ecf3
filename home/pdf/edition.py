"""One PDF of a page: which rows, which paper, one language or two; and the HTML from which it is written."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from wagtail.models import Page

from cms.translation.alternates import path_of
from cms.translation.composing import managed
from cms.translation.languages import SOURCE
from cms.translation.roots import roots
from cms.ui.links import absolute
from cms.ui.pdf import A4, PAPERS, Paper
from home.models import EventIndexPage, HomePage, NetworkPage
from home.models.base import ContentPage
from home.pdf.parts import pairs_of, parts_of

WITHOUT_PAPER = (HomePage, EventIndexPage, NetworkPage)
"""Pages that lead on to others: there is nothing on them to take along."""


@dataclass(frozen=True)
class Edition:
    """The rows of a page on paper; `german` only in the edition in two languages."""

    page: ContentPage
    paper: Paper = A4
    german: ContentPage | None = None

    @property
    def file_name(self) -> str:
        """The name under which readers keep the file; the slug is Latin in every language."""
        languages = [self.page.language, *([SOURCE] if self.german else [])]
        return f"{self.page.slug}-{'-'.join(languages)}.pdf"


def is_on_paper(page: Any) -> bool:
    """Whether this kind of page has words to take along."""
    return isinstance(page, ContentPage) and not isinstance(page, WITHOUT_PAPER)


def edition_of(key: UUID, reader: str, *, paper: str = "", bilingual: bool = False) -> Edition | None:
    """The edition in the reader's language, else with German words; None where readers find no such page.

    An unknown paper is A4. The second language is left out where the words are German anyway.
    """
    rows = {roots().code_of(row.locale_id): row for row in Page.objects.filter(translation_key=key, live=True)}
    own, german = rows.get(reader), rows.get(SOURCE)
    if own is not None and german is None and managed(own):
        return None  # its source was withdrawn
    row = own or german
    if row is None or not roots().is_public(reader) or not is_on_paper(page := row.specific):
        return None
    if page.get_view_restrictions().exists():
        return None  # a file that lies on a shelf asks nobody for a password
    second = german.specific if bilingual and german is not None and page.language != SOURCE else None
    return Edition(page, PAPERS.get(paper.lower(), A4), second)


def html_of(edition: Edition, request: HttpRequest) -> str:
    """The HTML document of an edition, with the facts as they are now."""
    page, german = edition.page, edition.german
    reader = str(request.LANGUAGE_CODE)
    context = page.get_context(request)
    context |= {
        "german": german,
        "parts": [] if german else parts_of(page, reader),
        "pairs": pairs_of(page, german, reader) if german else [],
        "address": absolute(path_of(request, page.language, page.url_path) or f"/{reader}/"),
    }
    return render_to_string("home/pdf/page.html", context, request)
