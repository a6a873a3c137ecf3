"""Charts: geometry, gaps and the numbers beside them."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from cms.ui.charts import Series, bars, radar


def test_a_full_value_lies_on_the_outer_ring_and_none_in_the_middle() -> None:
    chart = radar(["a", "b", "c", "d"], [Series("2026", [4, 0, 2, 4])], top=4)

    assert chart["shapes"][0]["dots"] == [("250.0", "60.0"), ("250.0", "175.0"), ("250.0", "232.5"), ("135.0", "175.0")]
    assert chart["rings"][-1].split()[0] == "250.0,60.0"


def test_a_gap_stays_a_gap() -> None:
    shape = radar(["a", "b", "c", "d"], [Series("2026", [4, 4, None, 4])], top=4)["shapes"][0]

    assert shape["closed"] == ""
    assert len(shape["pieces"]) == 2
    assert len(shape["dots"]) == 3


def test_every_axis_needs_a_value() -> None:
    with pytest.raises(ValueError, match="'2026' has 2 values; expected 3"):
        radar(["a", "b", "c"], [Series("2026", [1, 2])], top=4)


def test_the_table_has_the_same_numbers() -> None:
    with override("en"):
        chart = radar(["a", "b", "c"], [Series("2025", [1, 2.5, None]), Series("2026", [2, 3, 4])], top=4)

    assert chart["head"] == ["", "2025", "2026"]
    assert chart["rows"] == [["a", "1", "2"], ["b", "2.5", "3"], ["c", "no answer", "4"]]


def test_bars_are_shares_of_the_largest() -> None:
    groups = bars(["x", "y"], [Series("2026", [50, None])])["groups"]

    assert [group["bars"][0]["share"] for group in groups] == [100.0, 0.0]


def test_bars_of_nothing_at_all_are_empty() -> None:
    assert bars(["x"], [Series("2026", [0])])["groups"][0]["bars"][0]["share"] == 0


def test_the_picture_says_its_sentence_and_carries_no_style() -> None:
    chart = radar(["Mission", "Staff", "Access"], [Series("2025", [1, 2, 3]), Series("2026", [2, None, 3])], top=4)
    html = Template('{% include "components/chart_radar.html" with chart=chart caption="Access is strongest." only %}')

    drawn = html.render(Context({"chart": chart}))

    assert 'role="img" aria-label="Access is strongest."' in drawn
    assert "style=" not in drawn
    assert drawn.count('<th scope="row">') == 3
