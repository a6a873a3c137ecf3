"""What a file would change, sentence by sentence, before anything changes."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import pgettext, pgettext_lazy

from cms.translation.exchange.faults import Fault, FileRefused, Problem
from cms.translation.exchange.reading import Read
from cms.translation.exchange.sheets import Sheet, Trust, Unit, for_file
from cms.translation.exchange.stored import Known, Stored, text_of_refs
from cms.translation.languages import LANGUAGES, SOURCE, endonym
from cms.translation.roots import roots
from cms.translation.sentences import SentenceRefused, checked, obstacle_to_save
from cms.translation.sources import latest_version, source_of

if TYPE_CHECKING:
    from cms.users.models import User


class Verdict(StrEnum):
    """What becomes of one sentence of a file."""

    NEWER_HERE = "newer_here"
    DIFFERENT = "different"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    SUGGESTION = "suggestion"
    SPARE = "spare"
    DRAFT = "draft"
    NEW = "new"
    MACHINE = "machine"
    CONFIRMED = "confirmed"
    SAME = "same"
    BLANK = "blank"

    @property
    def label(self) -> str:
        """What staff read in table, report and spreadsheet."""
        return str(LABELS[self])


LABELS: dict[Verdict, str | Promise] = {
    Verdict.NEWER_HERE: pgettext_lazy("staff", "different; ours was changed later by hand"),
    Verdict.DIFFERENT: pgettext_lazy("staff", "different; changed in the file"),
    Verdict.BROKEN: pgettext_lazy("staff", "cannot be used"),
    Verdict.UNKNOWN: pgettext_lazy("staff", "not a sentence of this text"),
    Verdict.SUGGESTION: pgettext_lazy("staff", "German changed since; kept as a suggestion"),
    Verdict.SPARE: pgettext_lazy("staff", "German changed since; another suggestion is already there"),
    Verdict.DRAFT: pgettext_lazy("staff", "marked as unsure in the file"),
    Verdict.NEW: pgettext_lazy("staff", "new"),
    Verdict.MACHINE: pgettext_lazy("staff", "replaces machine text"),
    Verdict.CONFIRMED: pgettext_lazy("staff", "confirms machine text"),
    Verdict.SAME: pgettext_lazy("staff", "same as here"),
    Verdict.BLANK: pgettext_lazy("staff", "not translated in the file"),
}
TAKEN = {Verdict.DIFFERENT, Verdict.SUGGESTION, Verdict.NEW, Verdict.MACHINE, Verdict.CONFIRMED}
"""What is taken over unless somebody decides otherwise."""
DECIDED = (Verdict.NEWER_HERE, Verdict.DIFFERENT)
"""Where two people disagree, and a third may decide sentence by sentence."""
SILENT = {Verdict.SAME, Verdict.BLANK}
"""What is counted but not listed."""


@dataclass(frozen=True)
class Row:
    """One sentence of a file beside ours; all words in marks form. `html` is what would be stored."""

    unit: Unit
    verdict: Verdict
    known: Known | None = None
    html: str = ""
    reason: str = ""

    @property
    def ref(self) -> str:
        """The sentence as we know it; empty for one that we do not know."""
        return self.known.sentence.ref if self.known else ""

    @property
    def ours(self) -> str:
        """Our words now, in marks form."""
        return self.known.sentence.in_marks if self.known else ""

    @property
    def may_be_draft(self) -> bool:
        """Whether unsure words may be kept: only where no person has written yet."""
        return self.known is not None and self.known.is_current and (self.known.is_open or self.known.by_machine)

    @property
    def seen(self) -> str:
        """A mark of our words, by which a decision is bound to what somebody saw."""
        return salted_hmac("cms.translation.exchange.seen", self.ours, algorithm="sha256").hexdigest()[:16]


@dataclass(frozen=True)
class Preview:
    """One file of an upload: what it belongs to, what is wrong with it, and its sentences."""

    name: str
    source: Any = None
    code: str = ""
    german_changed: bool = False
    problem: Problem | None = None
    rows: tuple[Row, ...] = ()
    counts: Counter[Verdict] = field(default_factory=Counter)

    @property
    def title(self) -> str:
        """The text it belongs to, as staff know it."""
        return str(self.source) if self.source is not None else ""

    @property
    def locale_id(self) -> int:
        """The locale of its language."""
        return roots().languages[self.code].locale_id


@dataclass(frozen=True)
class Wanted:
    """The one piece that somebody means to import; without it every file says itself where it belongs."""

    key: str = ""
    code: str = ""


ANY = Wanted()


def preview(read: Read, *, wanted: Wanted = ANY, by: "User", at: datetime) -> Preview:
    """What this file would change if this person took it over at `at`; a constant number of queries."""
    if read.sheet is None:
        return Preview(read.name, problem=read.problem)
    sheet, source, problem = read.sheet, None, None
    rows: tuple[Row, ...] = ()
    try:
        source = _source(sheet, wanted)
        rows = _rows(sheet, source, by, at)
    except FileRefused as refused:
        problem = refused.problem
    version = latest_version(source.translation_key) if source is not None else None
    return Preview(
        name=read.name,
        source=source,
        code=sheet.code if sheet.code in LANGUAGES else "",
        german_changed=version is not None and sheet.digest != version.digest,
        problem=problem,
        rows=rows,
        counts=Counter(row.verdict for row in rows),
    )


def _source(sheet: Sheet, wanted: Wanted) -> Any:
    """The German row.

    Raises FileRefused for a text or language that is not ours, or not the one that was meant.
    """
    source = _find(sheet.key)
    if source is None:
        raise FileRefused(Fault.UNKNOWN_PIECE)
    if wanted.key and wanted.key != str(source.translation_key):
        raise FileRefused(Fault.OTHER_PIECE, title=str(source), wanted=str(_find(wanted.key) or "–"))
    if sheet.code not in LANGUAGES or sheet.code == SOURCE:
        raise FileRefused(Fault.UNKNOWN_LANGUAGE, code=sheet.code[:40] or "–")
    if wanted.code and wanted.code != sheet.code:
        raise FileRefused(Fault.OTHER_LANGUAGE, language=endonym(sheet.code), wanted=endonym(wanted.code))
    return source


def _find(key: str) -> Any:
    try:
        return source_of(UUID(key))
    except ValueError:
        return None


def _rows(sheet: Sheet, source: Any, by: "User", at: datetime) -> tuple[Row, ...]:
    """The sentences of a file, each judged.

    Raises FileRefused while nobody may write into this piece, and when no sentence fits.
    """
    if obstacle := obstacle_to_save(source, sheet.code, by, on=localdate(at)):
        raise FileRefused(Fault(obstacle.value))
    exported_at = sheet.exported_at if sheet.exported_at and sheet.exported_at <= at else None
    rows = _judged(sheet, Stored.of(source, sheet.code, sheet.units), exported_at)
    if rows and not any(row.known for row in rows):
        raise _stranger(sheet, source)
    return rows


def _stranger(sheet: Sheet, source: Any) -> FileRefused:
    """Somebody changed the head of the file, or mixed two files up."""
    other = text_of_refs([unit.ref for unit in sheet.units])
    if other is not None and other.translation_key != source.translation_key:
        return FileRefused(Fault.OTHER_PIECE, title=str(other), wanted=str(source))
    return FileRefused(Fault.NO_SENTENCE_FITS, title=str(source))


def _judged(sheet: Sheet, stored: Stored, exported_at: datetime | None) -> tuple[Row, ...]:
    """Each sentence once; of two with different words the second cannot be used."""
    rows: dict[str, Row] = {}
    others: list[Row] = []
    for unit in sheet.units:
        row = _judge(unit, stored, exported_at)
        if not row.ref:
            others.append(row)
        elif row.ref not in rows or rows[row.ref].verdict is Verdict.BLANK:
            rows[row.ref] = row
        elif row.verdict is not Verdict.BLANK and row.unit.text != rows[row.ref].unit.text:
            twice = pgettext("staff", "This sentence stands in the file twice, with different words.")
            others.append(Row(unit, Verdict.BROKEN, row.known, reason=twice))
    return tuple(sorted([*rows.values(), *others], key=lambda row: row.unit.line))


def _judge(unit: Unit, stored: Stored, exported_at: datetime | None) -> Row:
    known = stored.find(unit)
    if unit.trust is Trust.OPEN:
        return Row(unit, Verdict.BLANK, known)
    if known is None:
        return Row(unit, Verdict.UNKNOWN)
    if for_file(unit.text) == for_file(known.sentence.in_marks) and not known.is_open:
        confirms = known.is_current and known.by_machine and unit.trust is Trust.CHECKED
        return Row(unit, Verdict.CONFIRMED if confirms else Verdict.SAME, known, known.sentence.translation)
    if unit.trust is Trust.DRAFT and for_file(unit.text) == for_file(known.start):
        return Row(unit, Verdict.BLANK, known)  # the former translation, as we put it there
    if unit.fault:
        return Row(unit, Verdict.BROKEN, known, reason=_foreign(unit.fault))
    try:
        html = checked(known.sentence, unit.text).html
    except SentenceRefused as refused:
        return Row(unit, Verdict.BROKEN, known, reason=str(refused))
    return Row(unit, _weigh(unit, known, exported_at), known, html)


def _foreign(element: str) -> str:
    said = pgettext("staff", "The file has the element <%(element)s> here, which the German sentence does not have.")
    return said % {"element": element[:40]}


def _weigh(unit: Unit, known: Known, exported_at: datetime | None) -> Verdict:
    """Human beats machine, newer beats older; what a file says of its own age counts only where ours is older."""
    if unit.trust is Trust.DRAFT:
        return Verdict.DRAFT
    if not known.is_current:
        return Verdict.SUGGESTION if known.is_open else Verdict.SPARE
    if known.is_open:
        return Verdict.NEW
    if known.by_machine:
        return Verdict.MACHINE
    changed_at = known.sentence.translated_at
    if exported_at is None or changed_at is None or changed_at > exported_at:
        return Verdict.NEWER_HERE
    return Verdict.DIFFERENT
