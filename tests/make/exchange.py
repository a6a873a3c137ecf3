"""Files for translators: exported, changed as a person outside would, and packed again."""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import polib
from django.utils import timezone
from translate.storage import xliff as toolkit
from wagtail_localize.models import StringTranslation

from cms.jobs import runs
from cms.translation.exchange import po, xliff
from cms.translation.exchange.applying import apply_exchange
from cms.translation.exchange.export import export
from cms.translation.exchange.incoming import preview_of, receive
from cms.translation.exchange.preview import Verdict, Wanted
from cms.translation.exchange.sheets import Sheet
from cms.translation.models import Exchange
from cms.users.models import User
from tests.make.translation import locale, make_page, publish

BODY = '<p>Fragen? <a href="https://www.bamf.de/kurse">Schreiben</a> Sie <b>uns</b>.</p><p>Montag bis Donnerstag.</p>'

LINK = "Fragen? {1}Schreiben{/1} Sie {2}uns{/2}."
HTML = 'Fragen? <a id="a1">Schreiben</a> Sie <b>uns</b>.'

type Change = Callable[[polib.POEntry], None]


def make_offer(**fields: Any) -> Any:
    """A page with a link, bold words and braces."""
    return make_page(title="Kommen Sie vorbei", lead="Für {alle}.", body=[("paragraph", BODY)], **fields)


def unpacked(exchange: Exchange) -> dict[str, bytes]:
    """The files of translators in an archive, by name."""
    assert exchange.content is not None
    with zipfile.ZipFile(io.BytesIO(bytes(exchange.content))) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "/" in name}


def packed(files: dict[str, bytes]) -> bytes:
    """Files as a ZIP archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def translated_po(content: bytes, change: Change) -> bytes:
    """A PO file after somebody worked on its entries with Poedit."""
    file = polib.pofile(content.decode())
    for entry in file:
        change(entry)
    return str(file).encode()


def sheets_in(exchange: Exchange) -> list[Sheet]:
    """What an archive holds, read back."""
    return [
        sheet
        for name, content in unpacked(exchange).items()
        for sheet in ([po.read(content)] if name.endswith(".po") else xliff.read(content))
    ]


def stored_words(source: Any, code: str) -> dict[str, str]:
    """What stands here for the German sentences of a text."""
    rows = StringTranslation.objects.filter(context__object_id=source.translation_key, locale=locale(code))
    return dict(rows.values_list("translation_of__data", "data"))


def row_of(source: Any, code: str, german: str) -> StringTranslation:
    return StringTranslation.objects.get(
        context__object_id=source.translation_key, locale=locale(code), translation_of__data=german
    )


def with_unit(sheets: Iterable[Sheet], german: str) -> Any:
    """The only entry for a German sentence."""
    [found] = [unit for sheet in sheets for unit in sheet.units if unit.german == german]
    return found


def translated_xliff(content: bytes, change: Callable[[str], str]) -> bytes:
    """An XLIFF file as OmegaT writes it: every unit has a target that it calls translated."""
    file = toolkit.Xliff1File.parsestring(content)
    for unit in file.units:
        unit.target = change(unit.source)
        unit.get_target_dom().set("state", "translated")
    return bytes(file)


def po_of(staff: User, page: Any, code: str = "ar", *, at: datetime | None = None) -> bytes:
    [content] = unpacked(export([(page, code)], "po", by=staff, at=at or timezone.now())).values()
    return content


def sent(staff: User, content: bytes, name: str = "ar.po", **wanted: str) -> Exchange:
    return receive(name, content, wanted=Wanted(**wanted), by=staff, at=timezone.now())


def verdicts(upload: Exchange, name: str = "ar.po") -> dict[str, Verdict]:
    """What becomes of each German sentence."""
    found = preview_of(upload, name, by=upload.by, at=timezone.now())
    return {row.unit.german: row.verdict for row in found.rows}


def taken_over(staff: User, upload: Exchange) -> dict[str, Any]:
    """The result of the only file."""
    run = runs.work(apply_exchange(upload, by=staff, at=timezone.now()))
    assert (run.failed, run.notes) == (0, [])
    upload.refresh_from_db()
    [result] = upload.report["results"].values()
    return result


def fill(entry: polib.POEntry) -> None:
    """As a person would: an open or unsure entry gets words, and is not unsure any more."""
    if not entry.msgstr or entry.fuzzy:
        entry.msgstr = f"ar: {entry.msgid}"
        entry.flags = []


def with_other_words(page: Any, old: str, new: str) -> None:
    """The German is published with other words in the same paragraph."""
    raw = [dict(block) for block in type(page).objects.get(pk=page.pk).body.raw_data]
    raw[0]["value"] = BODY.replace(old, new)
    page.body = page.body.stream_block.to_python(raw)
    publish(page)
