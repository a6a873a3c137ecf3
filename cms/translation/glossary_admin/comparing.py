"""What a table would change, said before anything is changed. Translations of people are never overwritten."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from cms.translation.glossary import fold
from cms.translation.glossary_admin.newest import Cells, Newest, by_german
from cms.translation.glossary_admin.table import Line
from cms.translation.languages import LANGUAGES, SOURCE

LONGEST_TERM = 120
LONGEST_EXPLANATION = 300


class Verdict(StrEnum):
    """What becomes of the cells of one language."""

    NEW = "new"
    CHANGED = "changed"
    FORMS = "forms"
    SAME = "same"
    KEPT = "kept"

    @property
    def label(self) -> str:
        """In words."""
        return str(_LABELS[self])


_LABELS: dict[Verdict, str | Promise] = {
    Verdict.NEW: pgettext_lazy("staff", "new"),
    Verdict.CHANGED: pgettext_lazy("staff", "will be changed"),
    Verdict.FORMS: pgettext_lazy("staff", "new other forms"),
    Verdict.SAME: pgettext_lazy("staff", "the same"),
    Verdict.KEPT: pgettext_lazy("staff", "differs, ours stays"),
}
TAKEN = frozenset({Verdict.NEW, Verdict.CHANGED, Verdict.FORMS})


class Fault(StrEnum):
    """Why cells are left out."""

    NO_WORD = "no_word"
    TWICE = "twice"
    LONG_TERM = "long_term"
    LONG_EXPLANATION = "long_explanation"
    HALF = "half"
    NOT_PUBLIC = "not_public"

    @property
    def sentence(self) -> str:
        """What staff read."""
        return str(_SENTENCES[self])


_SENTENCES: dict[Fault, str | Promise] = {
    Fault.NO_WORD: pgettext_lazy("staff", "This line has no German word. It is left out."),
    Fault.TWICE: pgettext_lazy("staff", "This word stands in an earlier line already. The line is left out."),
    Fault.LONG_TERM: pgettext_lazy("staff", "A word is longer than 120 characters. It is left out."),
    Fault.LONG_EXPLANATION: pgettext_lazy("staff", "The explanation is longer than 300 characters. It is left out."),
    Fault.HALF: pgettext_lazy("staff", "Word or explanation is missing. Both are needed; they are left out."),
    Fault.NOT_PUBLIC: pgettext_lazy("staff", "The German word is not public yet. Its translations are left out."),
}


@dataclass(frozen=True)
class Part:
    """The cells of one language: ours, theirs, and what becomes of them."""

    code: str
    verdict: Verdict
    ours: Cells
    theirs: Cells
    fault: Fault | None = None

    @property
    def is_taken(self) -> bool:
        """Whether applying changes something here."""
        return self.verdict in TAKEN and self.fault is None

    @property
    def takes_words(self) -> bool:
        """Whether word and explanation are taken, not only other forms."""
        return self.is_taken and self.verdict is not Verdict.FORMS


@dataclass(frozen=True)
class Row:
    """A line with what becomes of it; `known` is the word it belongs to."""

    line: Line
    known: Newest | None = None
    parts: list[Part] = field(default_factory=list)
    fault: Fault | None = None

    @property
    def facts_change(self) -> bool:
        """Whether the line changes a fact of a known word."""
        if self.known is None or self.fault:
            return False
        pairs = (
            (self.line.keep_german, self.known.keep_german),
            (self.line.machine_protect, self.known.machine_protect),
        )
        return any(theirs is not None and theirs != ours for theirs, ours in pairs)

    @property
    def german(self) -> Part:
        """The German cells; only of a line that is read."""
        return self.parts[0]

    @property
    def is_taken(self) -> bool:
        """Whether applying changes something."""
        return self.fault is None and (self.facts_change or any(part.is_taken for part in self.parts))

    @property
    def shown(self) -> list[Part]:
        """The parts worth a look."""
        return [part for part in self.parts if part.verdict is not Verdict.SAME or part.fault]


def compare(lines: Iterable[Line], words: Iterable[Newest]) -> list[Row]:
    """Each line with its word and what becomes of each language; no query."""
    known, seen, rows = by_german(words), set[str](), []
    for line in lines:
        name = fold(line.german)
        fault = Fault.NO_WORD if not name else Fault.TWICE if name in seen else None
        seen.add(name)
        word = known.get(name)
        rows.append(Row(line, word, fault=fault) if fault else _row(line, word))
    return rows


def _row(line: Line, word: Newest | None) -> Row:
    german = _german(line, word)
    if german.fault and word is None:
        return Row(line, fault=german.fault)
    is_public = word.live if word else True
    return Row(line, word, [german, *_translations(line, word, is_public=is_public)])


def _german(line: Line, word: Newest | None) -> Part:
    cells = line.cells.get(SOURCE, Cells())
    ours = word.of(SOURCE) if word else Cells()
    theirs = _filled(
        Cells(cells.term or (ours.term if word else line.german), cells.explanation, cells.other_forms), ours
    )
    return Part(SOURCE, _verdict(ours, theirs, is_german=True, is_new=word is None), ours, theirs, _fault(theirs))


def _translations(line: Line, word: Newest | None, *, is_public: bool) -> Iterator[Part]:
    for code in LANGUAGES:
        if code == SOURCE:
            continue
        ours = word.of(code) if word else Cells()
        theirs = _filled(line.cells.get(code, Cells()), ours)
        verdict = _verdict(ours, theirs, is_german=False, is_new=not ours.term)
        fault = _fault(theirs) if verdict in TAKEN else None
        if verdict is Verdict.NEW and fault is None:
            fault = Fault.HALF if not (theirs.term and theirs.explanation) else None
        if verdict is Verdict.NEW and not is_public:
            fault = Fault.NOT_PUBLIC
        yield Part(code, verdict, ours, theirs, fault)


def _filled(theirs: Cells, ours: Cells) -> Cells:
    """Empty cells never delete."""
    return Cells(
        theirs.term or ours.term, theirs.explanation or ours.explanation, theirs.other_forms or ours.other_forms
    )


def _verdict(ours: Cells, theirs: Cells, *, is_german: bool, is_new: bool) -> Verdict:
    if ours == theirs:
        return Verdict.SAME
    if is_new:
        return Verdict.NEW if theirs.term or theirs.explanation else Verdict.FORMS
    if (ours.term, ours.explanation) == (theirs.term, theirs.explanation):
        return Verdict.FORMS
    return Verdict.CHANGED if is_german else Verdict.KEPT


def _fault(cells: Cells) -> Fault | None:
    if any(len(word) > LONGEST_TERM for word in (cells.term, *cells.other_forms)):
        return Fault.LONG_TERM
    return Fault.LONG_EXPLANATION if len(cells.explanation) > LONGEST_EXPLANATION else None
