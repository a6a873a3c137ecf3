"""What somebody typed and could not be saved, until it is: it outlives signing in again."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

KEY = "translation_kept"
MOST_TEXTS = 50
MOST_SIGNS = 5_000


def keep(session: SessionBase, code: str, key: UUID, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Put texts aside by the reference of their sentence: `text` and the `token` with which it was begun.

    At most 50 texts of 5,000 signs in all languages together, the newest; a session is no store for books.
    """
    place = _place(code, key)
    kept: dict[str, dict[str, dict[str, str]]] = dict(session.get(KEY, {}))
    mine = {**kept.pop(place, {}), **{ref: _short(text) for ref, text in texts.items()}}
    kept[place] = dict(list(mine.items())[-MOST_TEXTS:])
    while sum(len(entries) for entries in kept.values()) > MOST_TEXTS:
        kept.pop(next(iter(kept)))
    session[KEY] = kept


def kept(session: SessionBase, code: str, key: UUID) -> dict[str, dict[str, str]]:
    """The texts put aside for this piece, by reference."""
    found: dict[str, dict[str, str]] = session.get(KEY, {}).get(_place(code, key), {})
    return dict(found)


def forget(session: SessionBase, code: str, key: UUID, refs: Iterable[str]) -> None:
    """These are saved, or not wanted any more."""
    place = _place(code, key)
    mine = {ref: text for ref, text in kept(session, code, key).items() if ref not in set(refs)}
    everything: dict[str, Any] = {name: texts for name, texts in session.get(KEY, {}).items() if name != place}
    if mine:
        everything[place] = mine
    if everything:
        session[KEY] = everything
    else:
        session.pop(KEY, None)


def _place(code: str, key: UUID) -> str:
    return f"{code}/{key}"


def _short(text: Mapping[str, str]) -> dict[str, str]:
    return {name: str(value)[:MOST_SIGNS] for name, value in text.items()}
