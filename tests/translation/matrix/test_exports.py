"""The matrix as a file: the same pieces as on the screen, and no formula."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from cms.translation import assigning
from cms.translation.enums import TranslationState as State
from cms.users.models import User
from tests.make.pieces import make_piece
from tests.make.translation import make_front_page, make_page

HEADING = [
    "Text", "Area", "Language", "State", "Words", "Words to do", "In review",
    "Open questions", "Missed in 90 days", "Assigned to", "Until", "Urgent", "Next step",
]  # fmt: skip


def as_csv(client: Client, query: str) -> list[list[str]]:
    answer = client.get(f"/admin/uebersetzung/tabelle.csv?{query}")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # it streams
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def as_xlsx(client: Client, query: str) -> list[list[object]]:
    answer = client.get(f"/admin/uebersetzung/tabelle.xlsx?{query}")
    book = load_workbook(io.BytesIO(answer.content))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


@pytest.mark.acceptance("T20")
def test_file_has_the_pieces_of_the_filter(editor: User, client: Client) -> None:
    page, day = make_piece(State.STALE), timezone.localdate() + timedelta(4)
    make_piece(State.MISSING)
    assigning.assign(page, "ar", to=None, due_on=day, urgent=True, by=editor, at=timezone.now())

    lines = as_csv(client, "state=stale")

    line = [page.title, "Pages", "ar", "outdated", "3", "1", "", "0", "0", "", day.isoformat(), "yes", "Update"]
    assert lines == [HEADING, line]


@pytest.mark.acceptance("T20")
def test_no_cell_becomes_a_formula(editor: User, client: Client) -> None:
    make_page(make_front_page(), title="=HYPERLINK(1)", lead="Text.")

    from_csv, from_xlsx = as_csv(client, "q=HYPERLINK&language=ar"), as_xlsx(client, "q=HYPERLINK&language=ar")

    assert (from_csv[1][0], from_xlsx[1][0]) == ("'=HYPERLINK(1)", "'=HYPERLINK(1)")


def test_workbook_keeps_numbers_and_dates(editor: User, client: Client) -> None:
    page, day = make_piece(State.STALE), timezone.localdate() + timedelta(4)
    assigning.assign(page, "ar", to=None, due_on=day, by=editor, at=timezone.now())

    rows = as_xlsx(client, "state=stale")

    assert rows[0] == HEADING
    assert (rows[1][4], rows[1][5], str(rows[1][10])[:10]) == (3, 1, day.isoformat())


def test_sheet_for_a_meeting_has_room_for_decisions(editor: User, client: Client) -> None:
    page = make_piece(State.STALE)

    html = client.get("/admin/uebersetzung/blatt/?state=stale").content.decode()

    assert page.title in html
    assert '<th scope="col" class="room">Decided</th>' in html
