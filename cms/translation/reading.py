"""Which words a reader gets: the live row in their language, else the source row. Facts come from the source alone."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import DraftStateMixin, TranslatableMixin

from cms.translation.languages import SOURCE
from cms.translation.roots import roots


def best[Row: TranslatableMixin](row_or_rows: Row | Iterable[Row], language: str) -> tuple[Row, str]:
    """The row whose words to show in a language, and the language of these words.

    Takes a row in any language (one query unless it is the right one) or all rows of one text (no query).
    Raises LookupError for an empty collection.
    """
    if isinstance(row_or_rows, TranslatableMixin):
        row = row_or_rows
        if roots().code_of(row.locale_id) == language and _is_live(row):
            return row, language
        wanted = {roots().languages[code].locale_id for code in (language, SOURCE) if code in roots().languages}
        rows = list(type(row)._default_manager.filter(translation_key=row.translation_key, locale_id__in=wanted))
        return _choose(rows or [row], language)
    return _choose(list(row_or_rows), language)


def best_many[Row: TranslatableMixin](sources: QuerySet[Any], language: str) -> list[tuple[Any, str]]:
    """The same for a queryset of source rows, in its order, in two queries."""
    rows = list(sources)
    if language == SOURCE or language not in roots().languages or not rows:
        return [(row, SOURCE) for row in rows]
    texts = sources.model._default_manager.filter(
        translation_key__in=[row.translation_key for row in rows],
        locale_id=roots().languages[language].locale_id,
        live=True,
    )
    by_key = {text.translation_key: text for text in texts}
    return [(by_key[row.translation_key], language) if row.translation_key in by_key else (row, SOURCE) for row in rows]


def with_facts[Row](rows: Iterable[Row]) -> list[Row]:
    """The rows with their source rows at hand: `row.facts` costs no query afterwards. One query for each kind."""
    found = list(rows)
    source = roots().source.locale_id
    kinds: dict[type[Any], list[Any]] = {}
    for row in found:
        if row.locale_id != source:  # type: ignore[attr-defined]  # of TranslatableMixin
            kinds.setdefault(type(row), []).append(row)
    for model, texts in kinds.items():
        keys = [text.translation_key for text in texts]
        originals = model._default_manager.filter(translation_key__in=keys, locale_id=source)
        sources = {row.translation_key: row for row in originals}
        for text in texts:
            vars(text)["facts"] = sources.get(text.translation_key, text)
    return found


def _choose[Row: TranslatableMixin](rows: list[Row], language: str) -> tuple[Row, str]:
    code_of = roots().code_of
    for code in (language, SOURCE):
        for row in rows:
            if code_of(row.locale_id) == code and (code == SOURCE or _is_live(row)):
                return row, code
    if not rows:
        raise LookupError("best() needs at least one row of the text; there is none.")
    return rows[0], code_of(rows[0].locale_id)


def _is_live(row: TranslatableMixin) -> bool:
    return not isinstance(row, DraftStateMixin) or bool(row.live)
