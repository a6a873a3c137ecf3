"""Searches without an answer: kept as long as they are of use."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.mail.digest import Reader
from cms.users.roles import COORDINATOR, EDITOR
from home.models import SearchMiss
from home.search import misses, weekly
from tests.make.people import make_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("age", "count", "wanted", "kept"),
    [(30, 1, 0, True), (31, 2, 0, False), (31, 3, 0, True), (31, 0, 3, True), (365, 9, 0, True), (366, 9, 9, False)],
)
def test_rare_misses_go_after_a_month_and_all_after_a_year(age: int, count: int, wanted: int, kept: bool) -> None:
    at = timezone.now()
    day = timezone.localtime(at).date() - timedelta(days=age)
    SearchMiss.objects.create(day=day, language="de", query="zahnarzt", count=count, wanted=wanted)

    misses.forget(at)

    assert SearchMiss.objects.exists() is kept


def test_at_most_so_many_sentences_are_kept() -> None:
    today = timezone.localdate()

    for number in range(misses.MOST_SENTENCES + 2):
        misses.note_wish("Arzt", "de", f"Satz {'x' * number}", on=today)

    row = SearchMiss.objects.get()
    assert (row.wanted, len(row.sentences)) == (misses.MOST_SENTENCES + 2, misses.MOST_SENTENCES)


# ---------------------------------------------------------------- for those who write the pages
def miss(query: str, *, on: date, language: str = "de", count: int = 1, wanted: int = 0, **fields: Any) -> SearchMiss:
    return SearchMiss.objects.create(day=on, language=language, query=query, count=count, wanted=wanted, **fields)


def test_misses_of_a_period_are_added_up_the_most_wanted_first() -> None:
    today = date(2026, 11, 23)
    miss("zahnarzt", on=today - timedelta(days=1), count=2, sentences=["Ein Arzt."])
    miss("zahnarzt", on=today, count=3, sentences=["Am Abend."])
    miss("طبيب", on=today, language="ar", wanted=1)
    miss("alt", on=today - timedelta(days=8), count=9)

    found = misses.missed(first=today - timedelta(days=7), last=today)

    assert found == [
        misses.Missed("ar", "طبيب", 1, 1, today),
        misses.Missed("de", "zahnarzt", 5, 0, today, ("Ein Arzt.", "Am Abend.")),
    ]
    assert [one.query for one in misses.missed(first=today, last=today, language="ar")] == ["طبيب"]


@pytest.fixture
def editor(client: Client, settings: Any) -> Client:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_staff(EDITOR))
    return client


def test_editors_see_what_was_not_found(editor: Client) -> None:
    miss("=zahnarzt", on=timezone.localdate(), sentences=["<b>Arzt</b>"])
    miss("", on=timezone.localdate())
    address = reverse("home_search_misses")

    page = BeautifulSoup(editor.get(address).content, "html.parser")
    table = b"".join(editor.get(address, {"table": ""})).decode()

    rows = [[cell.get_text(" ", strip=True) for cell in row.select("td")][1:4] for row in page.select("main tbody tr")]
    assert sorted(rows)[-1] == ["=zahnarzt <b>Arzt</b>", "1", "0"]
    assert len(rows) == 2
    assert "'=zahnarzt" in table.splitlines()[2].split(";")


@pytest.mark.parametrize("query", ["?days=x&language=%00", "?days=99999999999", "?language=xx", "?days="])
def test_unknown_choices_show_the_last_week(editor: Client, query: str) -> None:
    miss("zahnarzt", on=timezone.localdate())

    page = BeautifulSoup(editor.get(reverse("home_search_misses") + query).content, "html.parser")

    assert len(page.select("main tbody tr")) == 1


def test_others_of_the_staff_do_not_see_the_list(client: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_staff(COORDINATOR))

    answer = client.get(reverse("home_search_misses"))

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


@pytest.mark.parametrize(("day", "expected"), [(23, 1), (24, 0), (22, 0)], ids=["monday", "tuesday", "sunday"])
def test_editors_read_of_the_week_on_mondays_only(day: int, expected: int) -> None:
    person = make_staff(EDITOR)
    make_staff(COORDINATOR)
    miss("zahnarzt", on=date(2026, 11, 20))
    at = datetime(2026, 11, day, 8, tzinfo=UTC)

    told = list(weekly.readers(at))
    lines = weekly.lines(Reader(person.email, person.name, "de"), at - timedelta(days=7), at)

    assert [reader.email for reader in told] == [person.email] * expected
    assert [line.path for line in lines] == [reverse("home_search_misses")] * expected


def test_week_in_which_everything_was_found_has_no_line() -> None:
    person = make_staff(EDITOR)
    monday = datetime(2026, 11, 23, 8, tzinfo=UTC)

    assert weekly.lines(Reader(person.email, person.name, "de"), monday - timedelta(days=7), monday) == []
