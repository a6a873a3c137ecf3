"""P11: the plan on three sizes of agencies, three draws each: seconds, memory, what is proven, and the greedy plan."""

import multiprocessing
import resource
import time
from collections import defaultdict
from typing import Any

from tests.benchmarks.tables import show, verdict
from tests.benchmarks.volunteering.agency import SIZES, draw, problem_of

SEEDS = (7, 8, 9)
PROMISED = {"A": 20.0, "M": 20.0, "L": 30.0}
GOALS = {"A": 1.0, "M": 5.0, "L": 30.0}
MOST_MEGABYTES = 1024


def run() -> None:
    """Each problem in a process of its own, so that its memory is its own."""
    rows = []
    for size in SIZES:
        for seed in SEEDS:
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                rows.append(pool.apply(measure, (size, seed)))
    show(
        "Plan (P11): places, shifts with someone, below minimum, Gini of minutes; greedy beside the plan",
        ("size", "pairs", "rows", "draw s", "solve s", "MB", "status", "gap", "greedy", "plan", "goal"),
        rows,
        note="Goals: A 1 s, M 5 s, both proven; L within 1 % of the bound in 30 s and 1 GiB; never fewer than greedy.",
    )


def measure(size: str, seed: int) -> tuple[Any, ...]:
    """One line of the table."""
    from volunteering.domain.planner import greedy, prune, solve

    begun = time.perf_counter()
    problem = problem_of(draw(SIZES[size], seed)).sorted()
    drawn = time.perf_counter() - begun
    plan = solve(problem, seconds=PROMISED[size])
    first = greedy(problem, prune(problem))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    proven = plan.status == "optimal" if size != "L" else (plan.gap or 0.0) <= 0.01
    fine = proven and len(plan.proposals) >= len(first) and megabytes <= MOST_MEGABYTES
    return (
        f"{size}/{seed}",
        len(problem.pairs),
        plan.rows,
        f"{drawn:.1f}",
        f"{plan.seconds:.1f}",
        f"{megabytes:.0f}",
        plan.status,
        "unknown" if plan.gap is None else f"{plan.gap:.2%}",
        _figures(problem, first),
        _figures(problem, plan.proposals),
        verdict(plan.seconds, GOALS[size], at_least=False) if fine else "missed",
    )


def _figures(problem: Any, proposals: Any) -> str:
    filled: dict[int, int] = defaultdict(int)
    minutes: dict[int, int] = {person.pk: person.held_minutes for person in problem.people}
    for person, shift in proposals:
        filled[shift] += 1
        minutes[person] += problem.shift[shift].slot.minutes
    someone = len(filled)
    below = sum(filled[shift.pk] + shift.held < shift.minimum for shift in problem.shifts)
    return f"{len(proposals)}, {someone}, {below}, {gini(list(minutes.values())):.2f}"


def gini(values: list[int]) -> float:
    """Gini coefficient: 0 when all have the same, near 1 when one has everything."""
    ordered, total = sorted(values), sum(values)
    if not total:
        return 0.0
    weighted = sum((number + 1) * value for number, value in enumerate(ordered))
    return 2 * weighted / (len(ordered) * total) - (len(ordered) + 1) / len(ordered)
