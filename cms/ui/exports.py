"""Tables that people open in a spreadsheet: no cell of them may be a formula.

A name such as `=HYPERLINK(…)` becomes live as soon as the file is opened. Wagtail writes such cells as they are into
CSV; its own export is therefore bound to `safe_cell`, for every report and list of the admin, its own and ours.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from wagtail.admin.views.mixins import SpreadsheetExportMixin

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOT_IN_A_CELL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_preprocess = SpreadsheetExportMixin.preprocess_field_value


def safe_cell(value: Any) -> Any:
    """The value of a cell; text that would start a formula gets a leading `'`, numbers and dates stay."""
    if not isinstance(value, str):
        return value
    text = NOT_IN_A_CELL.sub("", value)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def protect_wagtail_exports() -> None:
    """Every spreadsheet of the admin takes its cells from `safe_cell`."""

    def preprocess_field_value(self: Any, field: str, value: Any, export_format: str) -> Any:
        return safe_cell(_preprocess(self, field, value, export_format))

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a CSV file, with semicolons and a mark for UTF-8, as German spreadsheets expect it."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + str(writer.writerow([safe_cell(cell) for cell in heading]))
    for row in rows:
        yield str(writer.writerow([safe_cell(cell) for cell in row]))


def csv_response(name: str, heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A CSV file to download; never kept by any cache."""
    response = StreamingHttpResponse(csv_lines(heading, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def xlsx_response(name: str, heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The same as a workbook of one sheet, with a heading that stays in sight; numbers and dates stay what they are."""
    book = Workbook(write_only=True, iso_dates=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    titles = [WriteOnlyCell(sheet, value=safe_cell(title)) for title in heading]
    for title in titles:
        title.font = Font(bold=True)
    sheet.append(titles)
    for row in rows:
        sheet.append([safe_cell(cell) for cell in row])
    stored = io.BytesIO()
    book.save(stored)
    response = HttpResponse(
        stored.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
