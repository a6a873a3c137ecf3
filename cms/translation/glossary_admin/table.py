"""The table of all words as a file: how it is written, and how it is read from what spreadsheets make of it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.template.defaultfilters import filesizeformat
from django.utils.translation import npgettext, pgettext

from cms.translation.glossary_admin.newest import Cells, Newest
from cms.translation.languages import LANGUAGES
from cms.ui.exports import STARTS_A_FORMULA

FACTS = ("german", "keep_german", "machine_protect")
PARTS = ("term", "explanation", "other_forms")
BETWEEN_FORMS = " | "
YES, NO = "yes", "no"
MEANS_YES = frozenset({"yes", "ja", "true", "wahr", "1", "x"})
MOST_BYTES = 2 * 1024 * 1024
MOST_LINES = 3_000
DELIMITERS = ";,\t"


class NotATable(ValueError):  # what it is not
    """The file cannot be read as a table of words; the text says why and what to do."""


@dataclass(frozen=True)
class Line:
    """A line of the file. A fact is None where the file has no such column or an empty cell."""

    number: int
    german: str
    keep_german: bool | None = None
    machine_protect: bool | None = None
    cells: dict[str, Cells] = field(default_factory=dict)


def heading() -> list[str]:
    """The names of the columns; the same in every language of the admin, so that a file can be read again."""
    return [*FACTS, *(f"{part}_{code}" for code in LANGUAGES for part in PARTS)]


def row_of(word: Newest) -> list[str]:
    """The cells of a word in the order of the columns."""
    facts = [word.german, YES if word.keep_german else NO, YES if word.machine_protect else NO]
    for code in LANGUAGES:
        cells = word.of(code)
        facts += [cells.term, cells.explanation, BETWEEN_FORMS.join(cells.other_forms)]
    return facts


def read(data: bytes) -> list[Line]:
    """The lines of a file as UTF-8 or Windows-1252, with semicolons, commas or tabs.

    Raises NotATable for anything else, for files that are too big, and where the column `german` is missing.
    """
    if len(data) > MOST_BYTES:
        sentence = pgettext("staff", "The file is %(size)s big. The largest size is %(limit)s.")
        raise NotATable(sentence % {"size": filesizeformat(len(data)), "limit": filesizeformat(MOST_BYTES)})
    return lines_of(text_of(data))


def lines_of(text: str) -> list[Line]:
    """The lines of a table that was decoded already. Raises NotATable."""
    rows = _rows(text.removeprefix("\ufeff"))
    names = [name.strip().lower() for name in next(rows, [])]
    lines = [_line(number, dict(zip(names, row, strict=False))) for number, row in enumerate(rows, start=2) if any(row)]
    if len(lines) > MOST_LINES:
        sentence = npgettext(
            "staff",
            "The table has more than %(count)d line. Please send it in several parts.",
            "The table has more than %(count)d lines. Please send it in several parts.",
            MOST_LINES,
        )
        raise NotATable(sentence % {"count": MOST_LINES})
    return lines


def text_of(data: bytes) -> str:
    """The characters of a file. Raises NotATable where they are neither UTF-8 nor UTF-16 nor Windows-1252."""
    is_utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_utf_16 else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise NotATable(pgettext("staff", "The characters of this file cannot be read. Please save it as CSV in UTF-8."))


def _rows(text: str) -> Iterator[list[str]]:
    """The rows, split by the first delimiter that gives a column `german`."""
    first = text.split("\n", 1)[0]
    for delimiter in DELIMITERS:
        names = [name.strip().strip('"').lower() for name in first.split(delimiter)]
        if FACTS[0] in names:
            return _cells(text, delimiter)
    raise NotATable(
        pgettext("staff", "There is no column “german” in the first line. Please use the table that is offered here.")
    )


def _cells(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as problem:
        raise NotATable(pgettext("staff", "The table is damaged: a cell does not end.")) from problem


def _line(number: int, row: dict[str, str]) -> Line:
    def cell(name: str) -> str:
        text = row.get(name, "").strip()
        guarded = text.startswith("'") and text[1:].startswith(STARTS_A_FORMULA)  # as it was written against formulas
        return text[1:] if guarded else text

    def forms(name: str) -> tuple[str, ...]:
        words = (" ".join(word.split()) for word in cell(name).split(BETWEEN_FORMS.strip()))
        return tuple(dict.fromkeys(word for word in words if word))

    def fact(name: str) -> bool | None:
        return cell(name).casefold() in MEANS_YES if cell(name) else None

    return Line(
        number=number,
        german=" ".join(cell("german").split()),
        keep_german=fact("keep_german"),
        machine_protect=fact("machine_protect"),
        cells={
            code: Cells(cell(f"term_{code}"), cell(f"explanation_{code}"), forms(f"other_forms_{code}"))
            for code in LANGUAGES
        },
    )
