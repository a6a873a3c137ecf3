"""Files for translators: exported, changed as a person outside would, and packed again."""

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import polib
from translate.storage import xliff as toolkit
from wagtail_localize.models import StringTranslation

from cms.translation.exchange import po, xliff
from cms.translation.exchange.sheets import Sheet
from cms.translation.models import Exchange
from tests.make.translation import locale, make_page

BODY = '<p>Fragen? <a href="https://www.bamf.de/kurse">Schreiben</a> Sie <b>uns</b>.</p><p>Montag bis Donnerstag.</p>'

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
