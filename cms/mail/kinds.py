"""The kinds of mail the house sends; filled in `AppConfig.ready()` by `notifications.py` of each app."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cms.mail.letters import Letter


@dataclass(frozen=True)
class MailKind:
    """One kind of mail. `compose` makes the letter of plain JSON values, under the reader's language;

    `sample` gives values for the preview. A confidential kind carries a code or a link with rights: staff see
    its subject and state only, and its body is erased once sent.
    """

    key: str
    compose: Callable[[Mapping[str, Any]], Letter]
    sample: Callable[[], dict[str, Any]]
    confidential: bool = False


_kinds: dict[str, MailKind] = {}


def register(kind: MailKind) -> None:
    """Adds a kind; its key is `<app>.<kind>`. Raises ValueError for a malformed or taken key."""
    if kind.key.count(".") != 1:
        raise ValueError(f"The mail kind {kind.key!r} must be named <app>.<kind>.")
    if _kinds.get(kind.key, kind) != kind:
        raise ValueError(f"Two mail kinds are called {kind.key!r}; expected one key for each.")
    _kinds[kind.key] = kind


def registered() -> list[MailKind]:
    """All kinds in the order of their keys."""
    return [_kinds[key] for key in sorted(_kinds)]


def find(key: str) -> MailKind:
    """The kind of this key; raises LookupError with the keys that exist."""
    try:
        return _kinds[key]
    except KeyError:
        raise LookupError(f"No mail kind is called {key!r}; there are {', '.join(sorted(_kinds)) or 'none'}.") from None
