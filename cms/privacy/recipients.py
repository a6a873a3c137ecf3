"""Who outside the house gets something from it, for the privacy page; filled in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Recipient:
    """Somebody outside: the name, the host to which it is sent, and a sentence on what and what for."""

    name: str
    host: str
    purpose: str | Promise


type Find = Callable[[], list[Recipient]]

_finders: list[Find] = []


def register(find: Find) -> None:
    """Adds a function that names recipients as the settings are now; it asks nobody outside."""
    if find not in _finders:
        _finders.append(find)


def recipients() -> list[Recipient]:
    """All of them, by name; empty where nothing leaves the house."""
    return sorted((found for find in _finders for found in find()), key=lambda found: found.name)
