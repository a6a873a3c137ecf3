"""Addresses of the page tree beside those of the other parts."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern


@cache
def reserved_segments() -> frozenset[str]:
    """First parts of addresses under a language that belong to other parts, read from the URL map."""
    found: set[str] = set()
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and isinstance(entry.pattern, LocalePrefixPattern):
            found.update(_first_segments(entry.url_patterns))
    return frozenset(found)


def free_slug(wanted: str, taken: Iterable[str]) -> str:
    """The nearest slug that neither another part nor a sister page uses."""
    blocked = reserved_segments() | set(taken)
    return next(slug for slug in (f"{wanted}-{number}" for number in count(2)) if slug not in blocked)


def _first_segments(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for entry in patterns:
        route = str(getattr(entry.pattern, "_route", ""))
        segment = route.split("/")[0]
        if segment and "<" not in segment:
            yield segment
        elif not route and isinstance(entry, URLResolver):
            yield from _first_segments(entry.url_patterns)
