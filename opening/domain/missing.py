"""What is missing, who has to act, and how it is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from opening.domain.wording import Words
from opening.obstacles import Obstacle

FIRST_STRONG, END = "\u2068", "\u2069"
"""Isolates: a quoted title in another direction does not disturb its sentence."""


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, addressed to a role, and to certain seats where it is known whose turn it is."""

    obstacle: Obstacle
    role: str = ""
    target: models.Model | None = None
    party_ids: tuple[int, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    since: date | None = None
    due: date | None = None
    blocking: bool = True

    @property
    def sentence(self) -> str:
        """The plain sentence for mails, logs and buttons."""
        quoted = {key: f"{FIRST_STRONG}{value}{END}" for key, value in self.values.items()}
        return str(self.obstacle.label) % quoted

    @property
    def html(self) -> SafeString:
        """The sentence with the language of every quoted text marked."""
        return sentence_html(self.obstacle, self.values)


def sentence_html(obstacle: Obstacle, values: Mapping[str, Any]) -> SafeString:
    """The sentence of an obstacle; words in another language carry `lang` and `dir`, all else is isolated."""
    marked = {key: _marked(value) for key, value in values.items()}
    return mark_safe(conditional_escape(str(obstacle.label)) % marked)


def _marked(value: Any) -> SafeString:
    if isinstance(value, Words):
        return value.html
    return format_html('<span dir="auto">{}</span>', value)


class RefusedError(Exception):
    """An action was refused; it says why, with everything that is missing."""

    def __init__(self, *missing: Missing) -> None:
        self.missing = missing
        super().__init__("; ".join(one.sentence for one in missing))

    @property
    def obstacle(self) -> Obstacle:
        """The first reason."""
        return self.missing[0].obstacle


def refuse(obstacle: Obstacle, **values: Any) -> RefusedError:
    """The refusal for one reason."""
    return RefusedError(Missing(obstacle, values=values))
