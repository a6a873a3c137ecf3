"""Every address of the house, read off the URL map, and who may enter it.

A new address without an entry in OPEN_TO fails the matrix in test_permissions.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

# People of the demo story by their key there; "guest" has no session.
ROLES = (
    "guest",
    "hannelore",
    "amina",
    "mehmet",
    "sponsor",
    "institution",
    "clinic_sponsor",
    "editor",
    "publisher",
    "coordinator",
    "clearance_officer",
    "advisor",
    "manager",
)
STAFF = ("editor", "publisher", "coordinator", "clearance_officer", "advisor", "manager")


@dataclass(frozen=True)
class Address:
    """One pattern of the URL map: its full name and its route."""

    name: str
    route: str

    @property
    def in_admin(self) -> bool:
        return self.route.startswith("admin/")


def addresses() -> Iterator[Address]:
    """All patterns, each name and route once."""
    seen = set()
    for address in _walk(get_resolver(), "", ()):
        if address not in seen:
            seen.add(address)
            yield address


def _walk(resolver: URLResolver, prefix: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for found in resolver.url_patterns:
        route = prefix + str(found.pattern).lstrip("^")
        if isinstance(found, URLPattern):
            yield Address(":".join([*spaces, found.name or route]), route)
        else:
            yield from _walk(found, route, (*spaces, found.namespace) if found.namespace else spaces)
