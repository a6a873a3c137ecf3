"""What an export holds, what an upload would do, and what it did: as lines for the screen and for a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from cms.translation.exchange.incoming import choice_of, problem_in
from cms.translation.exchange.preview import SILENT, Verdict
from cms.translation.languages import endonym
from cms.translation.models import Exchange

COLUMNS: tuple[tuple[str, str | Promise], ...] = (
    ("new", pgettext_lazy("staff", "New")),
    ("changes", pgettext_lazy("staff", "Changed")),
    ("kept", pgettext_lazy("staff", "Ours is newer")),
    ("later", pgettext_lazy("staff", "German changed since")),
    ("unsure", pgettext_lazy("staff", "Unsure")),
    ("unusable", pgettext_lazy("staff", "Cannot be used")),
    ("same", pgettext_lazy("staff", "Same")),
    ("blank", pgettext_lazy("staff", "Blank")),
    ("taken", pgettext_lazy("staff", "Taken over")),
)
CHANGES = (Verdict.DIFFERENT, Verdict.MACHINE, Verdict.CONFIRMED)
UNUSABLE = (Verdict.BROKEN, Verdict.UNKNOWN)
LATER = (Verdict.SUGGESTION, Verdict.SPARE)


def file_lines(exchange: Exchange) -> list[dict[str, Any]]:
    """One line for each file with its numbers; after taking over, with those of that moment."""
    results = exchange.report.get("results", {})
    lines = []
    for number, entry in enumerate(exchange.report.get("files", [])):
        result = results.get(entry["name"])
        counts = (result or entry).get("counts", {})
        lines.append(
            {
                **entry,
                "number": number,
                "language": endonym(entry["code"]) if entry["code"] else "",
                "problem": problem_in(result or entry) if "fault" in (result or entry) else None,
                "skipped": choice_of(exchange, entry["name"]).skip,
                "result": result,
                "taken": sum(result["taken"].values()) if result else 0,
                "new": counts.get(Verdict.NEW, 0),
                "changes": _sum(counts, CHANGES),
                "kept": counts.get(Verdict.NEWER_HERE, 0),
                "later": _sum(counts, LATER),
                "unsure": counts.get(Verdict.DRAFT, 0),
                "unusable": _sum(counts, UNUSABLE),
                "same": counts.get(Verdict.SAME, 0),
                "blank": counts.get(Verdict.BLANK, 0),
            }
        )
    return lines


def with_numbers(lines: list[dict[str, Any]], *, taken: bool) -> tuple[list[dict[str, Any]], list[tuple[int, str]]]:
    """The lines with their numbers, each beside its heading, and the sums of all; `taken` when it was taken over."""
    shown = [(name, str(label)) for name, label in COLUMNS if taken or name != "taken"]
    for line in lines:
        line["numbers"] = [(line[name], label) for name, label in shown]
    return lines, [(sum(line[name] for line in lines), label) for name, label in shown]


def totals(lines: list[dict[str, Any]]) -> dict[str, int]:
    """How many sentences were taken over, and how many of those that the report lists were not."""
    done = [line["result"] for line in lines if line["result"]]
    listed = sum(count for result in done for name, count in result["counts"].items() if Verdict(name) not in SILENT)
    taken = sum(line["taken"] for line in lines)
    return {"taken": taken, "left": listed - taken}


def report_lines(exchange: Exchange) -> tuple[list[str], Iterator[list[Any]]]:
    """Heading and lines of the report for a spreadsheet: every sentence that was not simply the same."""
    heading = [
        pgettext("staff", "File"),
        pgettext("staff", "Text"),
        pgettext("staff", "Language"),
        pgettext("staff", "Line"),
        pgettext("staff", "Place"),
        pgettext("staff", "German"),
        pgettext("staff", "Ours before"),
        pgettext("staff", "In the file"),
        pgettext("staff", "What it is"),
        pgettext("staff", "Taken over"),
        pgettext("staff", "Reason"),
    ]
    return heading, _lines(exchange)


def _lines(exchange: Exchange) -> Iterator[list[Any]]:
    yes, no = pgettext("staff", "yes"), pgettext("staff", "no")
    for line in file_lines(exchange):
        about = [line["name"], line["title"], line["language"]]
        if line["problem"]:
            yield [*about, "", "", "", "", "", "", no, str(line["problem"])]
        for row in line["result"]["rows"] if line["result"] else ():
            yield [
                *about,
                row["line"],
                row["place"],
                row["german"],
                row["before"],
                row["words"],
                Verdict(row["verdict"]).label,
                yes if row["taken"] else no,
                row["reason"],
            ]


def _sum(counts: dict[str, int], verdicts: tuple[Verdict, ...]) -> int:
    return sum(counts.get(verdict, 0) for verdict in verdicts)
