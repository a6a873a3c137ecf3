"""Texts for translators outside: one file for each text and language, packed with a list and a letter to them."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from wagtail.log_actions import log

from cms.translation.differences import Previous, previous_for
from cms.translation.exchange import po, xliff
from cms.translation.exchange.archive import MANIFEST, MOST_FILES
from cms.translation.exchange.sheets import Sheet, Trust, Unit, without_twins
from cms.translation.glossary import hits
from cms.translation.languages import SOURCE, bcp47
from cms.translation.marks import to_marks
from cms.translation.models import Exchange, ExchangeFormat, ExchangeKind, ExchangeState
from cms.translation.places import place_of
from cms.translation.rights import may_manage
from cms.translation.sentences import Kind, Sentence, sentences_of
from cms.translation.sources import latest_version

if TYPE_CHECKING:
    from cms.users.models import User

TRUST = {Kind.OPEN: Trust.OPEN, Kind.HUMAN: Trust.DONE, Kind.MACHINE: Trust.DRAFT, Kind.ERROR: Trust.DRAFT}
ENDINGS = {ExchangeFormat.PO: "po", ExchangeFormat.XLIFF: "xlf"}


class ExportObstacle(StrEnum):
    """Why nothing can be exported."""

    NO_RIGHT = "no_right"
    NOTHING = "nothing"
    TOO_MANY = "too_many"

    @property
    def sentence(self) -> str:
        """What staff read."""
        return str(_SENTENCES[self])


_SENTENCES: dict[ExportObstacle, str | Promise] = {
    ExportObstacle.NO_RIGHT: pgettext_lazy("staff", "You may not export texts. Ask somebody from communications."),
    ExportObstacle.NOTHING: pgettext_lazy("staff", "Nothing fits this choice: there is no text with anything to do."),
    ExportObstacle.TOO_MANY: pgettext_lazy(
        "staff",
        "These are more than 2,000 files, more than can be imported at once. Choose fewer languages or an area.",
    ),
}


class ExportRefused(ValueError):
    """Nothing was exported; `obstacle` says why."""

    def __init__(self, obstacle: ExportObstacle) -> None:
        super().__init__(obstacle.sentence)
        self.obstacle = obstacle


@dataclass(frozen=True)
class _File:
    name: str
    content: bytes
    facts: dict[str, Any]


def obstacle_to_export(pieces: Sequence[tuple[Any, str]], by: "User") -> ExportObstacle | None:
    """The first reason why these pieces cannot be exported, or None when they can."""
    if not may_manage(by):
        return ExportObstacle.NO_RIGHT
    if not pieces:
        return ExportObstacle.NOTHING
    return ExportObstacle.TOO_MANY if len(pieces) > MOST_FILES else None


def export(pieces: Iterable[tuple[Any, str]], format: str, *, by: "User", at: datetime) -> Exchange:
    """An archive with one file for each German row and language, to download for 30 days; changes nothing else.

    Raises ExportRefused.
    """
    wanted = list(pieces)
    if obstacle := obstacle_to_export(wanted, by):
        raise ExportRefused(obstacle)
    files = [_file(source, code, ExchangeFormat(format), at) for source, code in wanted]
    codes = sorted({code for _source, code in wanted})
    with transaction.atomic():
        made = Exchange.objects.create(
            kind=ExchangeKind.EXPORT,
            format=format,
            scope={"codes": codes, "pieces": len(wanted)},
            name=f"{localtime(at):%Y-%m-%d-%H%M}-{'-'.join(codes)}-{format}.zip",
            content=_pack(files, at),
            report={"files": [file.facts for file in files]},
            state=ExchangeState.PREPARED,
            by=by,
            at=at,
        )
        log(instance=made, action="translation.export", user=by, data={"languages": codes, "files": len(files)})
    return made


def sheet_of(source: Any, code: str, *, at: datetime) -> Sheet:
    """One piece as translators get it at `at`; notes are in German, the language they translate from."""
    version = latest_version(source.translation_key)
    with translation.override(SOURCE):
        sentences = sentences_of(source, code)
        previous = previous_for(source, code, [sentence for sentence in sentences if sentence.kind is Kind.OPEN])
        units = [_unit(source, code, sentence, previous.get(sentence.ref)) for sentence in sentences]
    return Sheet(
        key=str(source.translation_key),
        code=code,
        digest=version.digest if version else "",
        exported_at=at,
        title=str(source),
        units=without_twins(units),
    )


def _unit(source: Any, code: str, sentence: Sentence, previous: Previous | None) -> Unit:
    return Unit(
        ref=sentence.ref,
        path=sentence.path,
        german=sentence.marked.text,
        text=sentence.in_marks,
        trust=TRUST[sentence.kind] if sentence.translation else Trust.OPEN,
        note="\n".join(_notes(source, code, sentence, previous)),
        previous=to_marks(previous.german).text if previous else "",
        previous_text=previous.text if previous else "",
        limit=sentence.limit,
        marks={mark.number: mark.tag for mark in sentence.marked.legend},
    )


def _notes(source: Any, code: str, sentence: Sentence, previous: Previous | None) -> Iterator[str]:
    """Where it stands, how long it may be, what its marks are, which words the glossary knows, what stood before."""
    yield place_of(source, sentence.path, sentence.german)
    if sentence.limit:
        yield gettext("At most %(count)d characters") % {"count": sentence.limit}
    for mark in sentence.marked.legend:
        yield f"{mark.opening}{mark.closing} {mark.label}"
    for hit in hits(sentence.german, code):
        if hit.keep_german:
            yield gettext("Glossary: “%(word)s” stays German") % {"word": hit.german}
        elif hit.translation:
            yield gettext("Glossary: “%(word)s” = “%(translation)s”") % {
                "word": hit.german,
                "translation": hit.translation,
            }
    if sentence.error:
        yield sentence.error
    if previous:
        yield gettext("Before: %(german)s") % {"german": to_marks(previous.german).text}
        yield gettext("Translation before: %(text)s") % {"text": previous.text}


def _file(source: Any, code: str, format: ExchangeFormat, at: datetime) -> _File:
    sheet = sheet_of(source, code, at=at)
    content = po.write(sheet) if format is ExchangeFormat.PO else xliff.write(sheet)
    name = f"{code}/{slugify(sheet.title)[:60] or 'text'}-{sheet.key[:8]}.{ENDINGS[format]}"
    todo = [unit for unit in sheet.units if unit.trust <= Trust.DRAFT]
    facts = {
        "name": name,
        "key": sheet.key,
        "digest": sheet.digest,
        "code": code,
        "title": sheet.title,
        "sentences": len(sheet.units),
        "open": len(todo),
        "words": sum(len(unit.german.split()) for unit in todo),
    }
    return _File(name, content, facts)


def _pack(files: Sequence[_File], at: datetime) -> bytes:
    manifest = {
        "exported": at.isoformat(),
        "source": bcp47(SOURCE),
        "files": [
            {"file": file.name, "language": bcp47(file.facts["code"])}
            | {name: file.facts[name] for name in ("key", "digest", "title", "sentences", "open", "words")}
            for file in files
        ],
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, language in (("LIESMICH.txt", "de"), ("README.txt", "en")):
            archive.writestr(
                name, render_to_string(f"translation/exchange/readme.{language}.txt", {"at": localtime(at)})
            )
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2))
        for file in files:
            archive.writestr(file.name, file.content)
    return packed.getvalue()
