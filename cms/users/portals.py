"""The portals of the house: who has which, and what is next there; filled by the apps in `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from cms.users.models import User


@dataclass(frozen=True)
class NextStep:
    """One thing this person can or must do next: a sentence, where, and by when."""

    sentence: str
    url: str
    due: date | datetime | None = None


def _no_steps(_user: User, _at: datetime) -> list[NextStep]:
    return []


@dataclass(frozen=True)
class Portal:
    """A part of the house for people with a role: where it is, whose it is, what is next there."""

    key: str
    label: str | Promise
    url: Callable[[], str]
    applies: Callable[[User], bool]
    steps: Callable[[User, datetime], list[NextStep]] = _no_steps
    position: int = 0


_portals: dict[str, Portal] = {}


def register(portal: Portal) -> None:
    """Adds a portal; raises ValueError when its key is taken by another one."""
    if _portals.get(portal.key, portal) != portal:
        raise ValueError(f"Two portals are called {portal.key!r}; expected one key for each.")
    _portals[portal.key] = portal


def registered() -> list[Portal]:
    """All portals in their order."""
    return sorted(_portals.values(), key=lambda portal: (portal.position, portal.key))


def portals_of(user: User) -> list[Portal]:
    """The portals this person may enter, in their order."""
    return [portal for portal in registered() if portal.applies(user)]
