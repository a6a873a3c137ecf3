"""What every kind of text promises, whoever registers it: all its words are sentences, and all of them arrive."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail_localize.fields import get_translatable_fields

from cms.translation import translatable
from cms.translation.composing import ensure_row
from cms.translation.enums import TranslationState as State
from cms.translation.languages import LANGUAGES, SOURCE
from cms.translation.sources import sentences
from cms.translation.state_table import state_table
from cms.translation.translating import publish_translation
from home.models import HomePage
from tests.make.translation import in_words_of, locale, publish

CODES = [code for code in LANGUAGES if code != SOURCE]
WORDS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)
SPEAKING = {State.CHECKED, State.TRANSLATED, State.STALE}
"""What readers get in their own language; the story of the demo keeps one text outdated on purpose."""


def kinds() -> list[Any]:
    return [*translatable.page_models(), *(kind.model for kind in translatable.snippets())]


def sources_of(model: Any) -> list[Any]:
    return list(model.objects.filter(locale=locale(SOURCE), live=True))


def words_in(block: blocks.Block, value: Any) -> Iterator[str]:
    """Every word a reader sees of a block, however deep."""
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from words_in(child.block, child.value)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from words_in(child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for child in value:
            yield from words_in(block.child_block, child)
    elif isinstance(block, WORDS) and value:
        yield value.source if isinstance(value, RichText) else str(value)


def words_of(row: Any) -> Iterator[str]:
    """Every text that is to be translated: fields of words, and blocks."""
    for field in get_translatable_fields(type(row)):
        column = row._meta.get_field(field.field_name)
        value = getattr(row, field.field_name)
        if not field.is_translated(row):
            continue
        if isinstance(column, StreamField):
            yield from words_in(column.stream_block, value)
        elif isinstance(column, models.CharField | models.TextField) and value:
            yield str(value)


def plain(text: str) -> str:
    return "".join(strip_tags(text.replace("&nbsp;", " ").replace("&amp;", "&")).split())


@pytest.mark.acceptance("T1")
def test_every_text_of_every_kind_is_a_sentence(demo: None) -> None:
    lost: dict[str, list[str]] = {}

    for model in kinds():
        assert sources_of(model), f"The demo has no {model.__name__}; its contract cannot be seen."
        for row in sources_of(model):
            found = plain("".join(sentences(row)))
            gone = [text for text in words_of(row) if any(part not in found for part in _parts(text))]
            lost.update({str(row): gone} if gone else {})

    assert lost == {}


def _parts(text: str) -> list[str]:
    """The paragraphs, list items and lines of a text, without marks."""
    broken = text
    for tag in ("</p>", "</li>", "</h2>", "</h3>", "</h4>", "<br/>", "<br>", "<hr/>", "\n"):
        broken = broken.replace(tag, "\x00")
    return [part for part in map(plain, broken.split("\x00")) if part]


@pytest.mark.acceptance("T1")
def test_every_kind_speaks_every_language_under_the_same_address(demo: None) -> None:
    silent: list[tuple[str, str, str]] = []
    renamed: list[tuple[str, str]] = []

    for model in kinds():
        rows = sources_of(model)
        table = state_table(rows)
        for row in rows:
            states = {code: table[row.translation_key, code].state for code in CODES}
            silent += [(str(row), code, state) for code, state in states.items() if state not in SPEAKING]
            if isinstance(row, Page) and not isinstance(row, HomePage):
                slugs = row.get_translations().values_list("slug", flat=True)
                renamed += [(row.slug, slug) for slug in slugs if slug != row.slug]

    assert (silent, renamed) == ([], [])


@pytest.mark.acceptance("T1")
def test_every_kind_is_started_filled_composed_and_published(demo: None) -> None:
    arabic = locale("ar")
    life: dict[str, list[bool]] = {}

    for model in kinds():
        if model is HomePage:  # composed twice in test_composing
            continue
        source = _unknown(sources_of(model)[0], arabic)
        draft = ensure_row(source, arabic)
        seen = [draft.live, bool(getattr(draft, "alias_of_id", None))]
        row = publish_translation(source, arabic, in_words_of(source, "ar"))
        everything = plain("".join(words_of(row)))
        life[model.__name__] = [*seen, row.live, all(f"ar:{plain(words)}" in everything for words in sentences(source))]

    assert life == {model.__name__: [False, False, True, True] for model in kinds() if model is not HomePage}


def _unknown(source: Any, arabic: Any) -> Any:
    """A text of this kind that was never translated into Arabic: a copied page, a snippet whose Arabic row is gone."""
    if isinstance(source, Page):
        return publish(source.copy(update_attrs={"slug": f"{source.slug}-kopie"}))
    source.get_translation(arabic).delete()
    return source
