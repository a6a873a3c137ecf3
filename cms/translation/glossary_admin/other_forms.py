"""Other forms of a glossary word, by language: facts of the word that hold at once."""

from uuid import UUID

from cms.translation.models import TermAlias
from cms.translation.roots import roots


def keep_other_forms(key: UUID, code: str, words: list[str]) -> None:
    """The other forms of a word in one language are these, in this order."""
    locale = roots().languages[code].locale_id
    known = list(TermAlias.objects.filter(term_key=key, locale_id=locale).order_by("pk"))
    if [row.word for row in known] == words:
        return
    for row in known:
        row.delete()
    for word in words:
        TermAlias.objects.create(term_key=key, locale_id=locale, word=word)


def other_forms_of(key: UUID) -> dict[str, list[str]]:
    """The other forms of a word by language."""
    found: dict[str, list[str]] = {}
    for locale, word in TermAlias.objects.filter(term_key=key).order_by("pk").values_list("locale_id", "word"):
        found.setdefault(roots().code_of(locale), []).append(word)
    return found
