"""One text in one language, as far as this person may see it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from cms.translation.languages import SOURCE
from cms.translation.sources import source_of


@dataclass(frozen=True)
class Piece:
    """A German row and the language into which it is translated."""

    source: Any
    code: str


def piece_of(user: Any, code: str, key: UUID) -> Piece:
    """The piece behind an address.

    Raises Http404 for one that does not exist or that this person may not see: a stranger's piece is not there.
    """
    source = source_of(key) if code != SOURCE and user.has_perm("translation.manage_translations") else None
    if source is None:
        raise Http404("No such text for this person.")
    return Piece(source, code)
