"""No cell of a table that is opened in a spreadsheet is a formula (trap 5)."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.functional import lazystr
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import log
from wagtail.models import Page

from cms.ui.exports import csv_response, safe_cell
from tests.make.people import make_staff

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://evil.example")', "+49 171 3920 011"]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_starts_a_formula_gets_a_leading_quote(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "value", ["Amina", "a=1", "", 0, -5, -1.5, None, True, date(2026, 11, 24), datetime(2026, 1, 1)]
)
def test_everything_else_stays(value: object) -> None:
    assert safe_cell(value) == value


def test_signs_that_no_cell_can_hold_are_dropped() -> None:
    assert safe_cell("a\x00b\x07c\ud800\ufffe\n") == "abc\n"
    assert safe_cell("\x00=1") == "'=1"


class Rows(SpreadsheetExportMixin):
    """A view of Wagtail's, as small as possible."""

    list_export = ["title", "count", "day"]


class Row:
    title = "=1+1\x07"
    count = -3
    day = date(2026, 11, 24)


class RowQuerySet(list):  # type: ignore[type-arg]
    model = Page


def test_wagtail_writes_no_formula_into_csv() -> None:
    view = Rows()

    lines = b"".join(view.stream_csv(RowQuerySet([Row()]))).decode().splitlines()

    assert lines[1:] == ["'=1+1,-3,2026-11-24"]


def test_wagtail_writes_no_formula_into_xlsx() -> None:
    output = BytesIO()
    Rows().write_xlsx(RowQuerySet([Row()]), output)

    sheet = openpyxl.load_workbook(output).active
    cells = next(iter(sheet.iter_rows(min_row=2)))

    assert [cell.value for cell in cells] == ["'=1+1", -3, date(2026, 11, 24)]
    assert [cell.data_type for cell in cells] == ["s", "n", "d"]


def test_every_report_and_list_of_the_admin_is_bound_to_it() -> None:
    def subclasses(of: type) -> list[type]:
        return [found for child in of.__subclasses__() for found in [child, *subclasses(child)]]

    views = subclasses(SpreadsheetExportMixin)

    assert ReportView in views
    assert [view.__name__ for view in views if "preprocess_field_value" in vars(view)] == []


def test_real_report_is_exported_without_formulas(client: Client, db: None, settings: object) -> None:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    log(Page.objects.get(depth=2), "wagtail.edit", title="=1+1")
    staff = make_staff()
    staff.is_superuser = True
    staff.save()
    client.force_login(staff)

    response = client.get(reverse("wagtailadmin_reports:site_history"), {"export": "csv"})
    text = response.getvalue().decode()

    assert response["Content-Type"] == "text/csv"
    assert "'=1+1" in text
    assert [line for line in text.splitlines() if line.startswith("=")] == []


def test_own_table_opens_in_a_german_spreadsheet(rf: RequestFactory) -> None:
    response = csv_response("namen", ["Name", lazystr("Zahl")], [["=1+1", -3], ['Müller; "x"', None]])  # type: ignore[list-item]

    text = b"".join(response).decode()  # type: ignore[arg-type]

    assert text.startswith("\ufeff")
    assert list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";")) == [
        ["Name", "Zahl"],
        ["'=1+1", "-3"],
        ['Müller; "x"', ""],
    ]
    assert response["Content-Disposition"] == 'attachment; filename="namen.csv"'
    assert response["Cache-Control"] == "private, no-store"
