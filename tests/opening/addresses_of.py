"""Every address of this module, read from its URL patterns, with the parts a test can fill in."""

from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse
from django.utils.translation import override

from opening.models import Document, Process
from opening.urls import process_patterns, urlpatterns

SHAPES = (
    ["code"],
    ["code", "phase"],
    ["code", "phase", "key"],
    ["code", "number"],
    ["code", "series", "version"],
    ["token"],
    [],
)
"""The parts an address of this module may consist of."""


def names(patterns: list[Any]) -> list[str]:
    """The names of all patterns, in their order."""
    found: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.append(pattern.name)
    return found


def every_name() -> list[str]:
    """All names of this module."""
    return names(urlpatterns)


def process_names() -> list[str]:
    """The names of the pages inside one process."""
    return names(process_patterns)


def address(name: str, process: Process, document: Document | None = None, **parts: Any) -> str:
    """The German address of a page: the first phase and entry, meeting 1 and seat 1 unless said otherwise."""
    known = {
        "code": process.code,
        "phase": "mandate",
        "key": "scope",
        "number": 1,
        "series": document.series if document else "00000000-0000-0000-0000-000000000000",
        "version": document.version if document else 1,
        "token": "unbekannt",
        **parts,
    }
    with override("de"):
        for wanted in SHAPES:
            try:
                return reverse(f"opening:{name}", kwargs={part: known[part] for part in wanted})
            except NoReverseMatch:
                continue
    raise LookupError(name)


def process_addresses(process: Process, document: Document) -> list[str]:
    """The address of every page inside a process."""
    return [address(name, process, document) for name in process_names()]
