"""Glossary words with their translations and other forms."""

from typing import Any

from cms.translation.models import Term, TermAlias
from cms.translation.translating import publish_translation, sentences
from tests.make.translation import locale, publish


def make_term(
    german: str, explanation: str = "", *, forms: tuple[str, ...] = (), live: bool = True, **facts: Any
) -> Term:
    """A German glossary word; `forms` are its other German forms."""
    explanation = explanation or f"Was {german} ist."
    term = Term(term=german, german=german, explanation=explanation, locale=locale("de"), live=False, **facts)
    term.save()
    for form in forms:
        make_form(term, form)
    return publish(term) if live else term


def make_form(term: Term, word: str, code: str = "de") -> TermAlias:
    return TermAlias.objects.create(term_key=term.translation_key, locale=locale(code), word=word)


def translate_term(term: Term, code: str, word: str, explanation: str = "") -> Term:
    """The live words of a glossary word in another language."""
    words = dict(zip(sentences(term), (word, explanation or f"{code}: {term.explanation}"), strict=True))
    return publish_translation(term, code, words)
