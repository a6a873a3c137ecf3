"""P14: how soon the house answers after its start, and how much memory its web processes take under load."""

from pathlib import Path

from tests.benchmarks.houses import the_house
from tests.benchmarks.load import cpu_of, load, request_for
from tests.benchmarks.tables import show, verdict

MOST_SECONDS = 3.0
MOST_MEGABYTES = 250.0
PATHS = ["/de/", "/ar/", "/de/mitmachen/", "/de/termine/", "/de/konto/login/"]


def run() -> None:
    """A short load instead of an hour: the figure shows the order, and whether something grows at once."""
    with the_house() as house:
        everybody = [house.process.pid, *house.processes()]
        work, fresh = cpu_of(everybody), memory(house.processes())
        for path in PATHS:
            if house.get(path).status == 200:
                load(house.port, request_for(path, house.port), seconds=2, connections=8, pids=house.processes())
        used = memory(house.processes())
        seconds = house.seconds_to_answer
    show(
        "P14  Start and memory",
        ["", "measured", "goal", ""],
        [
            [
                "first answer after the start, s",
                f"{seconds:.1f}",
                f"≤ {MOST_SECONDS:.0f}",
                verdict(seconds, MOST_SECONDS, at_least=False),
            ],
            [
                "CPU spent until then, s",
                f"{work:.1f}",
                f"≤ {MOST_SECONDS:.0f}",
                verdict(work, MOST_SECONDS, at_least=False),
            ],
            ["both web processes at the start, MB (PSS)", f"{fresh:.0f}", "", ""],
            [
                "both web processes under load, MB (PSS)",
                f"{used:.0f}",
                f"≤ {MOST_MEGABYTES:.0f}",
                verdict(used, MOST_MEGABYTES, at_least=False),
            ],
        ],
        note="The start is measured by the clock of a machine that may have other work.",
    )


def memory(pids: list[int]) -> float:
    """Megabytes of the processes, what they share counted once (proportional set size)."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024
