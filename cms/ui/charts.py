"""Numbers as small pictures: SVG made on the server, always together with a table of the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext

CENTRE_X, CENTRE_Y, RADIUS = 250.0, 175.0, 115.0
LINE = 18
"""Pixels from one line of a label to the next, and about so many letters fit on one."""


@dataclass(frozen=True)
class Series:
    """One row of numbers; None is a gap, which is shown as a gap and never as 0."""

    label: str
    values: Sequence[float | None]


def radar(axes: Sequence[str], series: Sequence[Series], *, top: float) -> dict[str, Any]:
    """Up to two series on the same axes, from 0 in the middle to `top`, for components/chart_radar.html.

    Raises ValueError when a series has another number of values than there are axes.
    """
    _check(axes, series)
    return {
        "rings": [_ring(len(axes), share / 4) for share in range(1, 5)],
        "spokes": [_point(number, len(axes), 1) for number in range(len(axes))],
        "labels": [_label(text, number, len(axes)) for number, text in enumerate(axes)],
        "shapes": [_shape(row, top) for row in series],
        **_table(axes, series),
    }


def bars(labels: Sequence[str], series: Sequence[Series], *, top: float | None = None) -> dict[str, Any]:
    """Horizontal bars, one group for each label, for components/chart_bars.html; `top` defaults to the largest one."""
    _check(labels, series)
    highest = top or max((value for row in series for value in row.values if value is not None), default=1) or 1
    groups = [
        {
            "label": label,
            "bars": [
                {
                    "series": row.label,
                    "share": round(100 * (row.values[number] or 0) / highest, 1),
                    "value": _number(row.values[number]),
                }
                for row in series
            ],
        }
        for number, label in enumerate(labels)
    ]
    return {"groups": groups, **_table(labels, series)}


def _check(axes: Sequence[str], series: Sequence[Series]) -> None:
    for row in series:
        if len(row.values) != len(axes):
            raise ValueError(f"{row.label!r} has {len(row.values)} values; expected {len(axes)}, one for each axis.")


def _point(number: int, count: int, share: float) -> tuple[str, str]:
    angle = 2 * pi * number / count - pi / 2
    return f"{CENTRE_X + RADIUS * share * cos(angle):.1f}", f"{CENTRE_Y + RADIUS * share * sin(angle):.1f}"


def _ring(count: int, share: float) -> str:
    return " ".join(",".join(_point(number, count, share)) for number in range(count))


def _shape(row: Series, top: float) -> dict[str, Any]:
    """A closed line where all values are known; with a gap only the pieces between known neighbours."""
    count = len(row.values)
    points = [None if value is None else _point(n, count, value / top) for n, value in enumerate(row.values)]
    known = [point for point in points if point is not None]
    pieces = [(a, b) for a, b in pairwise([*points, points[0]] if points else []) if a is not None and b is not None]
    return {
        "label": row.label,
        "closed": " ".join(",".join(point) for point in known) if len(known) == count else "",
        "pieces": pieces if len(known) != count else [],
        "dots": known,
    }


def _label(text: str, number: int, count: int) -> dict[str, Any]:
    """Words outside the ring, on at most three short lines, turned towards the middle."""
    angle = 2 * pi * number / count - pi / 2
    lines = _lines(text)
    rise = {True: (len(lines) - 1) * LINE, False: 0}[sin(angle) < -0.5]
    middle = (len(lines) - 1) * LINE / 2 if abs(sin(angle)) <= 0.5 else 0
    return {
        "lines": lines,
        "x": f"{CENTRE_X + (RADIUS + 16) * cos(angle):.1f}",
        "y": f"{CENTRE_Y + (RADIUS + 20) * sin(angle) + 5 - rise - middle:.1f}",
        "anchor": "middle" if abs(cos(angle)) < 0.2 else "start" if cos(angle) > 0 else "end",
    }


def _lines(text: str, width: int = 16) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines[:3]


def _number(value: float | None) -> str:
    if value is None:
        return gettext("no answer")
    return str(number_format(value, decimal_pos=0 if float(value).is_integer() else 1))


def _table(axes: Sequence[str], series: Sequence[Series]) -> dict[str, Any]:
    return {
        "head": ["", *(row.label for row in series)],
        "rows": [[axis, *(_number(row.values[number]) for row in series)] for number, axis in enumerate(axes)],
    }
