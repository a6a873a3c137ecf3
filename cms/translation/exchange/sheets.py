"""What a file for translators holds: one text in one language, sentence by sentence; the same for PO and XLIFF."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from django.utils.dateparse import parse_datetime

from cms.translation.languages import LANGUAGES

NOT_IN_A_FILE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, carriage returns, and other control characters: no translation program shows them."""


class Trust(IntEnum):
    """How sure a file is of a translation; fuzzy, `needs-review` and the like are DRAFT."""

    OPEN = 0
    DRAFT = 1
    DONE = 2
    CHECKED = 3
    """Said by a person and not merely by a program that marks all it writes."""


@dataclass(frozen=True)
class Unit:
    """One sentence in a file. `german`, `text` and `previous` are in marks form; `line` is where it stands.

    `marks` gives the number of each mark its HTML tag, `fault` says what is wrong with this sentence in the file.
    """

    ref: str
    path: str
    german: str
    text: str = ""
    trust: Trust = Trust.OPEN
    note: str = ""
    previous: str = ""
    previous_text: str = ""
    limit: int | None = None
    marks: dict[int, str] = field(default_factory=dict)
    line: int = 0
    fault: str = ""


@dataclass(frozen=True)
class Sheet:
    """One piece in a file: which text (`key`), which language, of which German version, exported when."""

    key: str
    code: str
    digest: str = ""
    exported_at: datetime | None = None
    title: str = ""
    units: tuple[Unit, ...] = ()


def for_file(text: str) -> str:
    """The words as files hold them: without control characters, without line feeds at either end."""
    return NOT_IN_A_FILE.sub("", text).strip("\n")


def one_line(text: str) -> str:
    """A comment on one line."""
    return " ".join(NOT_IN_A_FILE.sub(" ", text).split())


def code_of(tag: str) -> str:
    """Our code for the language tag of a file, whatever its spelling (`fa_IR`, `AR`, `de@simple`); else the tag.

    A region is dropped only where that cannot mean another language of ours: `de-AT` is not Leichte Sprache.
    """
    known = {code.lower(): code for code in LANGUAGES}
    spelled = tag.strip().lower().replace("_", "-").replace("@", "-")
    return known.get(spelled) or known.get(spelled.split("-")[0], tag.strip()) if spelled else ""


def moment_of(text: str) -> datetime | None:
    """The moment a file was exported; None where it does not say so in a way that can be trusted."""
    try:
        found = parse_datetime(text.strip())
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def without_twins(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Each sentence once: the same words at the same place are one sentence, however often they stand there."""
    return tuple({unit.ref: unit for unit in reversed(list(units))}.values())[::-1]
