"""The closed words of volunteering, read from `volunteering/data`: kinds, skills, interests, periods and weights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Word:
    """One entry of a closed list, with its label in every public language."""

    key: str
    labels: Mapping[str, str]
    includes: tuple[str, ...] = ()
    shifts: bool = True
    public: bool = True

    def label(self, language: str | None = None) -> str:
        """The label in this language (the active one if none is named), German where it has none."""
        return self.labels.get(language or get_language() or "de") or self.labels["de"]


@dataclass(frozen=True)
class Periods:
    """Spans of time the rules use; minutes and hours as the names say."""

    sign_up_closes_minutes: int
    queue_closes_minutes: int
    offer_hours: int
    offer_short_hours: int
    quiet_from: int
    quiet_until: int
    quiet_next: int
    pending_hours: int
    rest_hours: int
    travel_same_district: int
    travel_elsewhere: int


@dataclass(frozen=True)
class Weights:
    """Points of the terms of fit."""

    languages_full: int
    languages_enough: int
    languages_none: int
    skills_confirmed: int
    skills_own: int
    skills_none: int
    interest: int
    interests_open: int
    time: int
    time_half: int
    time_unknown: int
    district_home: int
    district_mine: int
    continuity_need: int
    continuity_organisation: int
    fairness: int
    fairness_hours_per_point: int
    urgency: int
    urgency_reached: int
    urgency_days: int
    crowd_each: int
    crowd_at_most: int


@dataclass(frozen=True)
class Rules:
    version: int
    periods: Periods
    weights: Weights


def _read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def _words(name: str) -> dict[str, Word]:
    words = [Word(**{**row, "includes": tuple(row.get("includes", ()))}) for row in _read(name)]
    return {word.key: word for word in words}


@cache
def skills() -> dict[str, Word]:
    """All skills by key, in the order in which they are shown."""
    return _words("skills.yaml")


@cache
def interests() -> dict[str, Word]:
    """All interests by key; needs carry the same keys as tags."""
    return _words("interests.yaml")


@cache
def kinds() -> dict[str, Word]:
    """All kinds of needs by key."""
    return _words("kinds.yaml")


@cache
def rules() -> Rules:
    """Periods and weights; raises TypeError when the file lacks one or has one too many."""
    data = _read("rules.yaml")
    return Rules(data["version"], Periods(**data["periods"]), Weights(**data["fit"]))


def skills_with_implied(keys: Iterable[str]) -> frozenset[str]:
    """These skills and all they include, at every depth; unknown keys are dropped."""
    found: set[str] = set()
    todo = [key for key in keys if key in skills()]
    while todo:
        key = todo.pop()
        if key not in found:
            found.add(key)
            todo.extend(skills()[key].includes)
    return frozenset(found)


def labels(words: Mapping[str, Word], keys: Iterable[str]) -> list[str]:
    """The labels of these keys in the active language; unknown keys are dropped."""
    return [words[key].label() for key in keys if key in words]
