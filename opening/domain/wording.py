"""Words of a definition in the reader's language, else in the process language, else German, with the right `lang`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.translation.languages import bcp47, direction


@dataclass(frozen=True)
class Words:
    """A text together with the language it is written in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text

    @property
    def is_foreign(self) -> bool:
        """Whether the page around it is in another language."""
        return self.language != get_language()

    @property
    def html(self) -> SafeString:
        """The text, with `lang` and `dir` where its language is not that of the page."""
        if not self.is_foreign:
            return format_html("{}", self.text)
        return format_html(
            '<span lang="{}" dir="{}">{}</span>', bcp47(self.language), direction(self.language), self.text
        )


def in_language(texts: Mapping[str, str], language: str | None = None, *, fallback: Sequence[str] = ("de",)) -> Words:
    """The words in this language (the active one if none is named), else in the first language that has them."""
    wanted = language or get_language() or "de"
    for code in (wanted, *fallback, *texts):
        if texts.get(code):
            return Words(texts[code], code)
    return Words("", wanted)
