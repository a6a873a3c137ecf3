"""Tables for people: a title, aligned columns, and a verdict against a goal."""

from collections.abc import Sequence
from statistics import median


def show(title: str, heading: Sequence[str], rows: Sequence[Sequence[object]], note: str = "") -> None:
    """Print one table."""
    cells = [[str(cell) for cell in row] for row in [heading, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heading))]
    print(f"\n{title}")
    for number, row in enumerate(cells):
        parts = [
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  " + "  ".join(parts))
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))
    if note:
        print(f"  {note}")


def verdict(reached: float, goal: float, *, at_least: bool) -> str:
    """`reached` or `missed`."""
    return "reached" if (reached >= goal if at_least else reached <= goal) else "missed"


def spread(values: Sequence[float]) -> float:
    """How far the middle half of the values reaches, as a share of the median."""
    ordered = sorted(values)
    low, high = ordered[len(ordered) // 4], ordered[-1 - len(ordered) // 4]
    return (high - low) / (median(values) or 1.0)
