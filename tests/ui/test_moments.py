"""Days and hours in words, in local time and in the reader's language."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.translation import override

from cms.ui import moments

TODAY = date(2026, 11, 24)
FOUR = datetime(2026, 11, 24, 15, tzinfo=UTC)  # 16:00 in Berlin


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (FOUR, "Tuesday, 24 November"),
        (date(2026, 11, 24), "Tuesday, 24 November"),
        (date(2027, 1, 5), "Tuesday, 5 January 2027"),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "Wednesday, 25 November"),
    ],
    ids=["moment", "day", "next year", "after midnight in Berlin"],
)
def test_a_day_is_written_with_its_weekday(moment: date, expected: str) -> None:
    with override("en"):
        assert moments.day(moment, today=TODAY) == expected


def test_the_hours_of_one_day_stand_after_it_in_a_fixed_order() -> None:
    with override("en"):
        assert (
            moments.timespan(FOUR, FOUR + timedelta(hours=2), today=TODAY)
            == 'Tuesday, 24 November, <bdi dir="ltr">16:00–18:00</bdi>'
        )


def test_over_midnight_both_days_are_named() -> None:
    with override("en"):
        assert (
            moments.timespan(FOUR, FOUR + timedelta(hours=10), today=TODAY)
            == "Tuesday, 24 November, 16:00 – Wednesday, 25 November, 02:00"
        )


def test_hours_stay_the_same_over_the_change_of_the_clock() -> None:
    summer, winter = datetime(2026, 10, 20, 16, tzinfo=UTC), datetime(2026, 10, 27, 17, tzinfo=UTC)

    assert [moments.clock(summer), moments.clock(winter)] == ["18:00", "18:00"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ shift|clock }}", '<bdi dir="ltr">16:00–18:00</bdi>'),
        ("{{ shift.starts_at|clock }}", "16:00"),
        ("{{ shift.starts_at|iso }}", "2026-11-24T16:00+01:00"),
        ("{{ nothing|day }}{{ nothing|clock }}{{ nothing|timespan }}", ""),
        ("{% bdi '+49 221 4710 120' %}", '<bdi dir="ltr">+49 221 4710 120</bdi>'),
        ("{% bdi 'Amina Osman' %}", "<bdi>Amina Osman</bdi>"),
        ("{% lang_attrs 'ar' %}", 'lang="ar" dir="rtl"'),
        ("{% lang_attrs 'de-simple' %}", 'lang="de-simple" dir="ltr"'),
        ("{% lang_attrs %}", 'lang="en" dir="ltr"'),
        ("{{ 'de'|foreign }}{{ 'en'|foreign }}{{ ''|foreign }}", "TrueFalseFalse"),
        ("{{ 'Hannelore Brandt'|initials }}{{ 'Oksana'|initials }}", "HBO"),
        ("{% not_yet_in 'en' %}", "not yet translated"),
        ("{% home_address %}", "/en/"),
    ],
)
def test_tags_and_filters(source: str, expected: str) -> None:
    shift = SimpleNamespace(starts_at=FOUR, ends_at=FOUR + timedelta(hours=2))

    with override("en"):
        assert Template(source).render(Context({"shift": shift, "nothing": None})) == expected


def test_an_icon_is_decoration_unless_it_has_a_name() -> None:
    plain = Template('{% icon "phone" %}').render(Context())
    named = Template('{% icon "phone" "Call" %}').render(Context())

    assert 'aria-hidden="true"' in plain
    assert 'role="img" aria-label="Call"' in named
