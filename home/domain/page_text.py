"""The words of a page or snippet as plain text: what the search reads and the glossary looks through."""

from functools import cache
from typing import Any

from django.db import models
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import get_text_for_indexing
from wagtail_localize.fields import get_translatable_fields

NOT_READ = frozenset({"slug", "seo_title"})


def texts_of(row: Any, *, without: frozenset[str] = frozenset()) -> list[str]:
    """The translatable words of a row, in the order of its fields; empty ones are left out. No query for plain text."""
    found = []
    model: type[models.Model] = type(row)
    for field in _fields(model):
        if field.name in without:
            continue
        value = getattr(row, field.name)
        if isinstance(field, StreamField):
            found += field.stream_block.get_searchable_content(value)
        elif isinstance(field, RichTextField):
            found.append(get_text_for_indexing(value))
        else:
            found.append(str(value or ""))
    return [str(text) for text in found if text]


@cache
def _fields(model: type[models.Model]) -> list[Any]:
    """The fields of a model that hold words, not facts."""
    kinds = (models.CharField, models.TextField, StreamField)
    found = [model._meta.get_field(field.field_name) for field in get_translatable_fields(model) if _is_read(field)]
    return [field for field in found if isinstance(field, kinds)]


def _is_read(field: Any) -> bool:
    return field.field_name not in NOT_READ and field.is_translated(None)
