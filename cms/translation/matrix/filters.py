"""Choosing from the matrix: what can be asked for, what an address means, and whether an entry fits."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import pgettext_lazy

from cms.translation.enums import TranslationState as State
from cms.translation.matrix.table import Entry
from cms.translation.state_table import Piece

NOBODY = "nobody"
LONGEST_WORDS = 100

WORK: dict[str, tuple[str | Promise, Callable[[Piece], bool]]] = {
    "todo": (pgettext_lazy("staff", "something to do"), lambda piece: piece.next_step is not None),
    "review": (pgettext_lazy("staff", "waits for review"), lambda piece: piece.in_review),
    "questions": (pgettext_lazy("staff", "open questions"), lambda piece: piece.questions > 0),
}
"""What the state alone does not say; offered beside the states."""


@dataclass(frozen=True)
class Filter:
    """One choice. Everything is a plain value, so that it can be written into an address; empty asks for nothing.

    A piece must fit all of `state`, `urgent`, `demand` and `assignee` in one of the `languages`; `area`, `menu` and
    `words` are about the German text.
    """

    area: str = ""
    state: str = ""
    languages: tuple[str, ...] = ()
    menu: bool = False
    urgent: bool = False
    demand: bool = False
    assignee: str = ""
    words: str = ""
    dropped: tuple[str, ...] = field(default=(), compare=False)

    @property
    def asks_for_pieces(self) -> bool:
        """Whether anything beside the German text counts."""
        return bool(self.state or self.urgent or self.demand or self.assignee)

    def fits_piece(self, piece: Piece) -> bool:
        """Whether one piece is what is asked for."""
        return (
            self._fits_state(piece)
            and (not self.urgent or piece.urgent)
            and (not self.demand or piece.demand > 0)
            and self._fits_assignee(piece)
        )

    def fits_entry(self, entry: Entry) -> bool:
        """Whether the German text is what is asked for, whatever its pieces are."""
        return (
            self.area in {"", entry.area}
            and (not self.menu or entry.in_menu)
            and self.words.casefold() in entry.title.casefold()
        )

    def codes(self, everything: Sequence[str]) -> list[str]:
        """The columns to show: the chosen languages, or all."""
        return [code for code in everything if code in self.languages] if self.languages else list(everything)

    def query(self) -> str:
        """The same choice as the query of an address."""
        pairs: list[tuple[str, str]] = [("language", code) for code in self.languages]
        plain = {"area": self.area, "state": self.state, "assignee": self.assignee, "q": self.words}
        pairs += [(name, value) for name, value in plain.items() if value]
        pairs += [(name, "1") for name in ("menu", "urgent", "demand") if getattr(self, name)]
        return urlencode(pairs)

    def _fits_state(self, piece: Piece) -> bool:
        if self.state in WORK:
            return WORK[self.state][1](piece)
        return self.state in {"", piece.state.value}

    def _fits_assignee(self, piece: Piece) -> bool:
        wanted = {"": True, NOBODY: piece.assignee is None}
        return wanted.get(self.assignee, str(piece.assignee) == self.assignee)


def states() -> dict[str, str]:
    """What can be asked for in the state: work to do, then the states of a translation."""
    work = {name: str(label) for name, (label, _fits) in WORK.items()}
    return work | {state.value: str(state.label) for state in State if state is not State.SOURCE}


def choose(entries: Iterable[Entry], wanted: Filter, codes: Sequence[str]) -> list[Entry]:
    """The entries that fit, in their order: the text itself, and at least one of its pieces in these languages."""
    return [
        entry
        for entry in entries
        if wanted.fits_entry(entry)
        and (not wanted.asks_for_pieces or any(wanted.fits_piece(entry.pieces[code]) for code in codes))
    ]


def parse(data: QueryDict, *, areas: Mapping[str, Any], codes: Sequence[str], people: Mapping[str, Any]) -> Filter:
    """What an address asks for. Values nobody knows are left out and named in `dropped`."""
    dropped: list[str] = []

    def known(name: str, values: Iterable[str]) -> str:
        value = data.get(name, "")
        if value and value not in set(values):
            dropped.append(value[:LONGEST_WORDS])
            return ""
        return value

    languages = data.getlist("language")
    dropped += [code[:LONGEST_WORDS] for code in languages if code and code not in codes]
    return Filter(
        area=known("area", areas),
        state=known("state", states()),
        languages=tuple(code for code in codes if code in languages),
        menu=bool(known("menu", ("1",))),
        urgent=bool(known("urgent", ("1",))),
        demand=bool(known("demand", ("1",))),
        assignee=known("assignee", (NOBODY, *people)),
        words=" ".join(data.get("q", "").replace("\x00", " ").split())[:LONGEST_WORDS],
        dropped=tuple(dict.fromkeys(dropped)),
    )


def people_of(entries: Iterable[Entry]) -> dict[str, str]:
    """Everybody who was given a piece, by number, in the order of their names."""
    pieces = [piece for entry in entries for piece in entry.pieces.values() if piece.assignee is not None]
    found = {str(piece.assignee): piece.assignee_name for piece in pieces}
    return dict(sorted(found.items(), key=lambda person: person[1].casefold()))
