"""Searches without an answer: kept as long as they are of use."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import SearchMiss
from home.search import misses

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
