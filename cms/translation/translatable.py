"""Registry of everything with words to translate: snippets are named by their owners, pages by their mixin."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from wagtail.models import Page, get_page_models

from cms.translation.models import TranslatedPage

type Words = str | Promise


@dataclass(frozen=True)
class Translatable:
    """One kind of text: where it belongs, where readers find it, how urgent it is, and whether machines may see it."""

    model: type[models.Model]
    area: Words
    url: Callable[[Any, str], str | None]
    weight: Callable[[Any], float]
    machine: bool = True
    weights: Callable[[Sequence[Any]], Mapping[UUID, float]] | None = None

    def weights_of(self, rows: Sequence[Any]) -> Mapping[UUID, float]:
        """The urgency of many source rows by translation key; one query where the owner registered `weights`."""
        return self.weights(rows) if self.weights else {row.translation_key: self.weight(row) for row in rows}


_registered: dict[type[models.Model], Translatable] = {}


def register(
    model: type[models.Model],
    *,
    area: Words,
    url: Callable[[Any, str], str | None],
    weight: Callable[[Any], float] = lambda row: 1.0,
    machine: bool = True,
    weights: Callable[[Sequence[Any]], Mapping[UUID, float]] | None = None,
) -> None:
    """Call in AppConfig.ready() for each translatable snippet.

    `area` is the heading under which translators find it, `url(source row, language)` its public path or None,
    `weight(source row)` its urgency (1 is normal), `machine=False` keeps words about people away from providers.
    A weight that asks the database comes with `weights(source rows)`, which answers for all of them at once.
    """
    _registered[model] = Translatable(model, area, url, weight, machine, weights)


def snippets() -> list[Translatable]:
    """Every registered snippet, in the order of registration."""
    return list(_registered.values())


def page_models() -> list[type[Page]]:
    """Every page type with the mixin."""
    return [model for model in get_page_models() if issubclass(model, TranslatedPage)]


def is_translatable(row: object) -> bool:
    """Whether this row is a page with the mixin or a registered snippet."""
    return isinstance(row, TranslatedPage) or type(row) in _registered


def of(row: object) -> Translatable | None:
    """What was registered for the kind of this row; None for pages."""
    return _registered.get(type(row))  # type: ignore[arg-type]  # a key that is not a model is simply not there


def kept_from_machines(row: object) -> bool:
    """Whether the words of this row never go to a provider of machine translation: it is about people, or unknown."""
    if isinstance(row, TranslatedPage):
        return not row.may_go_to_machines
    entry = of(row)
    return entry is None or not entry.machine
