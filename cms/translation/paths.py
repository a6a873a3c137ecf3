"""From wagtail-localize's path of a sentence to the field and the blocks it stands in; reads no database by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField


@dataclass(frozen=True)
class Step:
    """A field or a block on the way to a sentence.

    `kind` is the field or block itself, `value` what is stored in it. `number` of `count` is its position among those
    of its kind, 0 where it is the only one there can be.
    """

    kind: Any
    label: str | Promise
    value: Any = None
    number: int = 0
    count: int = 0

    @property
    def is_rich_text(self) -> bool:
        """Whether its value is HTML with several sentences."""
        return isinstance(self.kind, RichTextField | blocks.RichTextBlock)

    @property
    def limit(self) -> int | None:
        """The characters that fit; None where there is no limit, or where it is for several sentences together."""
        if self.is_rich_text:
            return None
        holder = getattr(self.kind, "field", self.kind) if isinstance(self.kind, blocks.Block) else self.kind
        limit: int | None = getattr(holder, "max_length", None)
        return limit


def trail(row: Any, path: str) -> tuple[Step, ...]:
    """The way to a sentence of this row, the field first.

    Raises LookupError where the row has no such place (any more).
    """
    return tuple(_steps(row, path.split(".")))


def limit_of(row: Any, path: str) -> int | None:
    """The characters that fit at this place; None where there is no limit, or no such place."""
    try:
        return trail(row, path)[-1].limit
    except LookupError:
        return None


def _steps(row: Any, parts: Sequence[str]) -> Iterator[Step]:
    try:
        field: Any = row._meta.get_field(parts[0])
    except FieldDoesNotExist as missing:
        raise LookupError(str(missing)) from missing
    if isinstance(field, models.ManyToOneRel):
        yield from _child_steps(row, field, parts)
        return
    value = field.value_from_object(row)
    yield Step(field, field.verbose_name, value)
    if isinstance(field, StreamField):
        yield from _block_steps(field.stream_block, value.raw_data, parts[1:])


def _child_steps(row: Any, relation: models.ManyToOneRel, parts: Sequence[str]) -> Iterator[Step]:
    """Rows of an InlinePanel; their part of the path is their translation key."""
    children = list(getattr(row, parts[0]).all())
    number = _index([str(child.translation_key) for child in children], parts[1:2])
    label = relation.related_model._meta.verbose_name or parts[0]
    yield Step(relation, label, children[number], number + 1, len(children))
    yield from _steps(children[number], parts[2:])


def _block_steps(block: blocks.Block, raw: Any, parts: Sequence[str]) -> Iterator[Step]:
    match block:
        case blocks.StreamBlock():
            number = _index([item.get("id") for item in raw], parts)
            kind = raw[number]["type"]
            same = [item["id"] for item in raw if item["type"] == kind]
            child, value = block.child_blocks[kind], raw[number]["value"]
            yield Step(child, child.label, value, same.index(parts[0]) + 1, len(same))
        case blocks.ListBlock():
            number = _index([item.get("id") for item in raw], parts)
            child, value = block.child_block, raw[number]["value"]
            yield Step(child, child.label, value, number + 1, len(raw))
        case blocks.StructBlock():
            name = parts[0] if parts else ""
            child, value = block.child_blocks[name], raw.get(name)
            yield Step(child, child.label, value)
        case _:
            return
    yield from _block_steps(child, value, parts[1:])


def _index(names: Sequence[Any], parts: Sequence[str]) -> int:
    if not parts or parts[0] not in names:
        raise LookupError(f"Nothing with the id {parts[:1]} among {len(names)} items.")
    return names.index(parts[0])
