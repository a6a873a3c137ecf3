"""The words of needs in the reader's language: the live text there, else the German one, labelled as such."""

from collections.abc import Collection
from dataclasses import dataclass

from cms.translation.languages import SOURCE, reader_language
from cms.translation.reading import best, best_many
from cms.translation.roots import roots
from volunteering.models import NeedText


@dataclass(frozen=True)
class Words:
    """Title, summary and the rest, and the language they really are in; `key` names the text, empty without one."""

    title: str
    summary: str
    body: str
    bring: str
    language: str
    key: str = ""


def words_of(need_pks: Collection[int], language: str | None = None) -> dict[int, Words]:
    """Words of each of these needs in this language (the reader's if none is named), in two queries.

    Needs without any text yet are left out; `of_one` says what stands in their place.
    """
    if not need_pks:
        return {}
    sources = NeedText.objects.filter(need__in=need_pks, locale__language_code=SOURCE)
    return {
        row.need_id: Words(row.title, row.summary, row.body, row.bring, code)
        for row, code in best_many(sources, language or reader_language())
    }


def words_in_all(need_pk: int, language: str | None = None) -> tuple[Words, list[str]]:
    """The words of one need as `words_of_one`, and every language in which they are live; one query."""
    rows = list(NeedText.objects.filter(need=need_pk))
    if not any(roots().code_of(row.locale_id) == SOURCE for row in rows):
        return Words("", "", "", "", SOURCE), []
    row: NeedText
    row, code = best(rows, language or reader_language())
    live = [roots().code_of(text.locale_id) for text in rows if text.live]
    return Words(row.title, row.summary, row.body, row.bring, code, str(row.translation_key)), live


def words_of_one(need_pk: int, language: str | None = None) -> Words:
    """The words of one need; without any text yet they are empty."""
    return words_of([need_pk], language).get(need_pk, Words("", "", "", "", SOURCE))
