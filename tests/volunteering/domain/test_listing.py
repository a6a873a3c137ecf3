"""The public list: what matches which filter, what comes first, and the nearest thing where nothing matches."""

from datetime import timedelta

import pytest

from tests.make.network import make_district
from tests.make.volunteering import AT, fill, make_need, make_shift
from volunteering.domain import listing
from volunteering.domain.listing import Filters
from volunteering.enums import DayPart

pytestmark = pytest.mark.django_db


def titles(filters: Filters | None = None) -> list[str]:
    filters = filters or Filters()
    needs = list(listing.open_needs(filters, at=AT))
    return [row.words.title for row in listing.listed(needs, filters, at=AT)]


def test_only_public_needs_with_something_open_in_order_of_their_next_date() -> None:
    make_shift(make_need("später"), days=9)
    make_shift(make_need("früher"), days=2)
    make_need("ohne Zeit", kind="flexible")
    make_need("ohne Einsatz")
    make_shift(make_need("Entwurf", published=False))
    make_shift(make_need("für Gefragte", visibility="asked"))
    make_shift(make_need("vorbei"), days=-1)

    assert titles() == ["früher", "später", "ohne Zeit"]


def test_date_with_a_free_place_is_shown_before_an_earlier_full_one() -> None:
    need = make_need("voll und frei")
    fill(make_shift(need, days=1, places=1))
    free = make_shift(need, days=8)
    make_shift(make_need("dazwischen"), days=4)

    needs = list(listing.open_needs(Filters(), at=AT))
    rows = listing.listed(needs, Filters(), at=AT)

    assert [(row.words.title, row.next.pk == free.pk, row.more) for row in rows] == [
        ("dazwischen", False, 0),
        ("voll und frei", True, 1),
    ]


def make_several() -> None:
    """Monday noon in Langendreer; Tuesday evening in Werne, in Ukrainian, with a decision; online at any time."""
    make_shift(make_need("Montag"), days=7)
    special = make_need(
        "Dienstag", district=make_district("Werne"), languages={"uk": ("B1", True)}, mode="request", kind="series"
    )
    make_shift(special, days=8 + 7 / 24)
    make_need("jederzeit", kind="flexible", online=True, district=None)


FILTERS = {
    "none": ({}, ["Montag", "Dienstag", "jederzeit"]),
    "Monday": ({"weekday": 0}, ["Montag", "jederzeit"]),
    "Tuesday evening": ({"weekday": 1, "part": DayPart.EVENING}, ["Dienstag", "jederzeit"]),
    "Monday evening": ({"weekday": 0, "part": DayPart.EVENING}, ["jederzeit"]),
    "Ukrainian": ({"language": "uk"}, ["Dienstag"]),
    "regularly": ({"kind": "series"}, ["Dienstag"]),
    "without hurdle": ({"without_hurdle": True}, ["Montag", "jederzeit"]),
    "Ukrainian on Monday": ({"language": "uk", "weekday": 0}, []),
}


@pytest.mark.parametrize(("values", "expected"), FILTERS.values(), ids=FILTERS)
def test_filters_narrow_the_list(values: dict, expected: list[str]) -> None:
    make_several()

    assert titles(Filters(**values)) == expected


def test_district_includes_what_is_done_from_home() -> None:
    make_several()

    assert titles(Filters(district_id=make_district("Werne").pk)) == ["Dienstag", "jederzeit"]


def test_nearest_match_drops_the_least_important_filter_that_helps() -> None:
    make_several()

    wider, dropped = listing.nearest(Filters(language="uk", weekday=0), at=AT)

    assert (dropped, wider) == ("weekday", Filters(language="uk"))
    assert listing.nearest(Filters(language="ar", kind="once"), at=AT) is not None
    assert listing.nearest(Filters(), at=AT) is None


def test_clock_change_does_not_move_the_weekday() -> None:
    """Monday, 26 October 2026, 00:30 in local time is still Sunday in UTC."""
    shift = make_shift(make_need("nachts"), days=1)
    start = AT.replace(month=10, day=25, hour=23, minute=30)
    type(shift).objects.filter(pk=shift.pk).update(starts_at=start, ends_at=start + timedelta(hours=1))

    assert titles(Filters(weekday=0)) == ["nachts"]
    assert titles(Filters(weekday=6)) == []


def test_urgent_is_what_is_near_and_lacks_people() -> None:
    near, far, staffed = make_shift(days=3), make_shift(days=5), make_shift(days=3)
    fill(staffed)
    staffed.refresh_from_db()

    assert [listing.is_urgent(shift, at=AT) for shift in (near, far, staffed, None)] == [True, False, False, False]


def test_similar_shifts_are_of_the_same_need_then_of_the_district() -> None:
    need = make_need()
    full = make_shift(need, days=5, places=1)
    same = make_shift(need, days=30)
    make_shift(make_need(district=make_district("Werne")), days=1)
    neighbour = make_shift(make_need(), days=6)
    fill(full)

    assert [shift.pk for shift in listing.similar_shifts(full, at=AT)] == [same.pk, neighbour.pk]


def test_list_changes_by_itself_when_the_next_shift_begins() -> None:
    first = make_shift(days=2)
    make_shift(days=3)

    assert listing.next_change(at=AT) == first.starts_at
    assert listing.next_change(at=AT + timedelta(days=9)) is None
