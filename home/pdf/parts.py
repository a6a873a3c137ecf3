"""The words of a page, cut where its translations are cut: by field, and in a stream by block."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import override
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import get_translatable_fields

from cms.translation.languages import SOURCE

ELSEWHERE = {"title", "lead", "image_alt", "seo_title", "search_description", "slug", "draft_title"}
"""Words that stand in the head of the page or are not read with it."""

LIVE = {"contacts", "places", "events", "needs"}
"""Blocks without words of their own: they show facts, once, in the reader's language."""


@dataclass(frozen=True)
class Part:
    """A field of the page or one block of it. `key` is the same in every language; `heading` opens a field."""

    key: str
    kind: str
    value: Any
    heading: str = ""
    number: int = 1

    @property
    def template(self) -> str:
        """The template of this kind of words."""
        return f"home/pdf/blocks/{self.kind}.html"

    @property
    def is_live(self) -> bool:
        """Whether it shows facts instead of words."""
        return self.kind in LIVE


@dataclass(frozen=True)
class Pair:
    """The same part in the reader's language and in German; one of them may be missing."""

    own: Part | None
    german: Part | None


def parts_of(page: Page, code: str) -> list[Part]:
    """The words of a page below its lead, in the order of its fields; headings in the language `code`."""
    with override(code):
        return [part for field in word_fields(type(page)) for part in _parts(page, field)]


def pairs_of(page: Page, german: Page, code: str) -> list[Pair]:
    """The parts of both rows side by side, by block id; what only one of them has stands alone, in its place."""
    own, other = parts_of(page, code), parts_of(german, SOURCE)
    by_key, known = {part.key: part for part in other}, {part.key for part in own}
    pairs = [Pair(part, by_key.get(part.key)) for part in own]
    for position, part in enumerate(other):
        if part.key not in known:
            pairs.insert(position, Pair(None, part))
    return pairs


def word_fields(model: Any) -> tuple[models.Field[Any, Any], ...]:
    """The fields of a page type that hold words to read, in the order in which the type names them."""
    translated = {field.field_name for field in get_translatable_fields(model) if field.is_translated(model)}
    kinds = (models.CharField, models.TextField, StreamField)
    return tuple(
        field for field in model._meta.get_fields() if field.name in translated - ELSEWHERE and isinstance(field, kinds)
    )


def _parts(page: Page, field: models.Field[Any, Any]) -> Iterator[Part]:
    value = getattr(page, field.name)
    heading = "" if field.name == "body" else str(field.verbose_name)
    if not isinstance(field, StreamField):
        if value:
            yield Part(field.name, "text", value, heading)
        return
    for number, block in enumerate(value, start=1):
        yield Part(f"{field.name}.{block.id}", block.block_type, block.value, heading if number == 1 else "", number)
