"""What a text in a language is now: one pure function of facts. How they are gathered stands in state_table.py."""

from dataclasses import dataclass
from enum import Enum

from cms.translation.enums import TranslationState


class Row(Enum):
    """The row of a text in one language."""

    NONE = "none"
    DRAFT = "draft"
    LIVE = "live"


class Source(Enum):
    """The German row behind it."""

    NEVER = "never"
    GONE = "gone"
    HIDDEN = "hidden"
    LIVE = "live"


class Managed(Enum):
    """Whether wagtail-localize manages the text row: not, not any more, or now."""

    NEVER = "never"
    ENDED = "ended"
    NOW = "now"


@dataclass(frozen=True)
class Facts:
    """All that decides the state of one text in one language.

    `current`: the live release is known and has the digest of the source. `machine`: it has machine sentences.
    `checked`: its reviewer is not its composer.
    """

    is_source: bool = False
    source: Source = Source.LIVE
    row: Row = Row.NONE
    managed: Managed = Managed.NEVER
    current: bool = False
    machine: bool = False
    checked: bool = False


def derive(facts: Facts) -> TranslationState:
    """The state, first match wins (translation.md 3.2). Pure, and total over all facts."""
    if facts.is_source:
        return TranslationState.SOURCE
    if facts.managed is not Managed.NEVER and facts.source is Source.GONE:
        return TranslationState.ORPHAN
    if facts.row is Row.LIVE and (facts.managed is not Managed.NOW or facts.source is Source.NEVER):
        return TranslationState.OWN
    if facts.source is not Source.LIVE:
        return TranslationState.HIDDEN
    if facts.row is not Row.LIVE:
        return TranslationState.MISSING if facts.row is Row.NONE else TranslationState.DRAFT
    if not facts.current:
        return TranslationState.STALE
    if facts.machine:
        return TranslationState.MACHINE
    return TranslationState.CHECKED if facts.checked else TranslationState.TRANSLATED
