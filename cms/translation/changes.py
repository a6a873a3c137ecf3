"""Which sentences of a source changed from one version to the next; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

SAME_WORDS = 0.8
"""From this similarity on (ratio of Ratcliff and Obershelp, 1988) a sentence may count as only spelled differently."""


@dataclass(frozen=True)
class Place:
    """A sentence at its place: the context, the string of wagtail-localize, and its words."""

    context: int
    string: int
    words: str


@dataclass(frozen=True)
class Changes:
    """`changed`: sentences that are new at their place. `fits`: every place kept its number of sentences.

    `pairs` are the changed ones as (context, old string, new string), `similarity` that of the least similar pair;
    without `fits` there are no pairs.
    """

    changed: int = 0
    fits: bool = True
    similarity: float = 1.0
    pairs: tuple[tuple[int, int, int], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values for the version."""
        return {
            "changed": self.changed,
            "fits": self.fits,
            "similarity": round(self.similarity, 4),
            "pairs": [list(pair) for pair in self.pairs],
        }


def compare(before: Sequence[Place], after: Sequence[Place]) -> Changes:
    """What changed from one reading of a source to the next; both in reading order."""
    old, new = _by_context(before), _by_context(after)
    known = {(place.context, place.string) for place in before}
    changed = sum((place.context, place.string) not in known for place in after)
    counts = [{context: len(places) for context, places in side.items()} for side in (old, new)]
    if counts[0] != counts[1]:
        return Changes(changed, fits=False, similarity=0.0)
    pairs = [
        (was, now)
        for context, places in new.items()
        for was, now in zip(old[context], places, strict=True)
        if was.string != now.string
    ]
    return Changes(
        changed,
        similarity=min((likeness(was.words, now.words) for was, now in pairs), default=1.0),
        pairs=tuple((now.context, was.string, now.string) for was, now in pairs),
    )


def likeness(old: str, new: str) -> float:
    """How similar two sentences are, from 0 to 1."""
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _by_context(places: Sequence[Place]) -> dict[int, list[Place]]:
    ordered = sorted(places, key=lambda place: place.context)  # stable: the reading order stays within a place
    return {context: list(group) for context, group in groupby(ordered, key=lambda place: place.context)}
