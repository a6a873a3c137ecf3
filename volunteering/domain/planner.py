"""Who should be asked for which shift: the best plan there is under hard limits, found by HiGHS.

Plain data in, plain data out. The solver is loaded when it is needed; where it is missing, fails or runs out of time,
the greedy plan stands in. Same input, same plan: sorted keys, one thread, one seed.
"""

import heapq
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

from volunteering.domain.plan_data import OpenShift, Pair, Person, Plan, Problem, collide, load_cost, objective_of, tie
from volunteering.domain.plan_model import Model, build

SECONDS = 20.0
KEEP_ALL = 20_000
KEEP_MANY = 100_000
WIDE_GAP = 0.009
POLISHING_ROUNDS = 10


def solve(problem: Problem, *, seconds: float = SECONDS, gap: float | None = None) -> Plan:
    """The plan for a problem. `seconds` is promised to whoever waits; `gap` is the share that may be missing.

    Without `gap` the plan is proven optimal if time allows; beyond 100,000 pairs within 0.9 % of the bound.
    """
    if gap is None:
        gap = WIDE_GAP if len(problem.pairs) > KEEP_MANY else 0.0
    begun = time.perf_counter()
    problem = problem.sorted()
    kept = prune(problem)
    start = greedy(problem, kept)
    model = build(problem, kept)
    found = _with_highs(model, start, seconds=seconds * 2 / 3, gap=gap)
    plan = found or Plan(proposals=start, status="greedy", objective=0.0)
    better = plan.proposals if plan.status == "optimal" else polish(problem, plan.proposals)
    added = refill(problem, better)
    proposals = tuple(sorted([*better, *added]))
    return replace(
        plan,
        proposals=proposals,
        objective=objective_of(problem, proposals),
        seconds=time.perf_counter() - begun,
        pairs=len(problem.pairs),
        pruned=len(problem.pairs) - len(kept),
        rows=len(model.lower_bounds),
        columns=len(model.costs),
        refilled=len(added),
    )


def prune(problem: Problem) -> tuple[Pair, ...]:
    """The pairs worth a column: all of up to 20,000; above, the best of each person and of each shift."""
    if len(problem.pairs) <= KEEP_ALL:
        return problem.pairs
    per_person, per_place = (12, 2) if len(problem.pairs) <= KEEP_MANY else (6, 3)
    of_person: dict[int, list[Pair]] = defaultdict(list)
    of_shift: dict[int, list[Pair]] = defaultdict(list)
    for pair in problem.pairs:
        of_person[pair.person].append(pair)
        of_shift[pair.shift].append(pair)
    kept: set[Pair] = set()
    for pairs in of_person.values():
        kept.update(_best(problem, pairs, per_person))
    for shift, pairs in of_shift.items():
        kept.update(_best(problem, pairs, per_place * problem.shift[shift].free))
    return tuple(sorted(kept))


def _best(problem: Problem, pairs: Iterable[Pair], number: int) -> list[Pair]:
    return heapq.nsmallest(number, pairs, key=lambda pair: _order(problem, pair))


def _order(problem: Problem, pair: Pair) -> tuple[float, int, int]:
    return -pair.worth - tie(problem.seed, pair.person, pair.shift), pair.person, pair.shift


class Diary:
    """What each person has so far, and how many places of each shift are left."""

    def __init__(self, problem: Problem, proposals: Iterable[tuple[int, int]] = ()) -> None:
        self.problem = problem
        self.slots: dict[int, list[Any]] = {person.pk: list(person.held) for person in problem.people}
        self.left = {shift.pk: shift.free for shift in problem.shifts}
        self.taken = set(proposals)
        for person, shift in self.taken:
            self._note(person, shift)

    def allows(self, person: Person, shift: OpenShift) -> bool:
        """Whether this person can still take a place: not twice, within the limits, without a collision."""
        if self.left[shift.pk] <= 0 or (person.pk, shift.pk) in self.taken:
            return False
        slot, has = shift.slot, self.slots[person.pk]
        if sum(other.week == slot.week for other in has) >= person.week_limit:
            return False
        if sum(other.day == slot.day for other in has) >= person.day_limit:
            return False
        return not any(collide(slot, other, self.problem.distances) for other in has)

    def add(self, person: int, shift: int) -> None:
        """Put a proposal down."""
        self.taken.add((person, shift))
        self._note(person, shift)

    def remove_all_of(self, shift: OpenShift) -> None:
        """Take every proposal for a shift back."""
        for person, _shift in [entry for entry in self.taken if entry[1] == shift.pk]:
            self.remove(person, shift.pk)

    def remove(self, person: int, shift: int) -> None:
        """Take one proposal back."""
        self.taken.discard((person, shift))
        self.slots[person].remove(self.problem.shift[shift].slot)
        self.left[shift] += 1

    def _note(self, person: int, shift: int) -> None:
        self.slots[person].append(self.problem.shift[shift].slot)
        self.left[shift] -= 1


def greedy(problem: Problem, pairs: Sequence[Pair]) -> tuple[tuple[int, int], ...]:
    """The best pair first, as long as the limits allow; strict shifts that stay below their minimum are emptied."""
    diary = Diary(problem)
    for pair in sorted(pairs, key=lambda pair: _order(problem, pair)):
        if diary.allows(problem.person[pair.person], problem.shift[pair.shift]):
            diary.add(pair.person, pair.shift)
    for shift in problem.shifts:
        if shift.strict and 0 < shift.free - diary.left[shift.pk] < shift.missing:
            diary.remove_all_of(shift)
    return tuple(sorted(diary.taken))


def refill(problem: Problem, proposals: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """People for places that are still free, from all pairs: pruning must leave nobody idle beside a place."""
    diary = Diary(problem, proposals)
    of_shift: dict[int, list[Pair]] = defaultdict(list)
    wanted = {shift.pk for shift in problem.shifts if diary.left[shift.pk] > 0 and not _stays_empty(shift, diary)}
    for pair in problem.pairs:
        if pair.shift in wanted:
            of_shift[pair.shift].append(pair)
    added = []
    urgent = sorted(wanted, key=lambda pk: (-problem.shift[pk].urgency, problem.shift[pk].slot.starts_at, pk))
    for pk in urgent:
        for pair in sorted(of_shift[pk], key=lambda pair: _order(problem, pair)):
            if diary.allows(problem.person[pair.person], problem.shift[pk]):
                diary.add(pair.person, pk)
                added.append((pair.person, pk))
    return added


def polish(problem: Problem, proposals: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Better people for places of a plan that is not proven: one exchange at a time, as long as each one helps.

    Shares the load of a plan that time cut short; looks at all pairs, whatever was pruned.
    """
    diary = Diary(problem, proposals)
    of_shift: dict[int, list[Pair]] = defaultdict(list)
    for pair in problem.pairs:
        of_shift[pair.shift].append(pair)
    minutes = {pk: sum(slot.minutes for slot in slots) for pk, slots in diary.slots.items()}
    for _round in range(POLISHING_ROUNDS):
        moved = sum(
            _exchange(problem, diary, minutes, person, shift, of_shift[shift])
            for person, shift in sorted(diary.taken, key=lambda entry: (entry[1], entry[0]))
        )
        if not moved:
            break
    return tuple(sorted(diary.taken))


def _exchange(
    problem: Problem, diary: "Diary", minutes: dict[int, int], person: int, shift: int, pairs: Sequence[Pair]
) -> bool:
    """Give a place to whoever adds most, when somebody adds more than its holder."""
    length = problem.shift[shift].slot.minutes
    worth = {pair.person: pair.worth + tie(problem.seed, pair.person, shift) for pair in pairs}
    kept = worth[person] - load_cost(minutes[person]) + load_cost(minutes[person] - length)
    gains = sorted(
        (kept - worth[other] + load_cost(minutes[other] + length) - load_cost(minutes[other]), other)
        for other in worth
        if other != person
    )
    diary.remove(person, shift)
    for loss, other in gains:
        if loss >= -1e-9:
            break
        if diary.allows(problem.person[other], problem.shift[shift]):
            diary.add(other, shift)
            minutes[person], minutes[other] = minutes[person] - length, minutes[other] + length
            return True
    diary.add(person, shift)
    return False


def _stays_empty(shift: OpenShift, diary: Diary) -> bool:
    """A strict shift below its minimum gets nobody."""
    return shift.strict and shift.free - diary.left[shift.pk] < shift.missing


def _with_highs(model: Model, start: Sequence[tuple[int, int]], *, seconds: float, gap: float) -> Plan | None:
    """Solve the model; None where HiGHS is missing or finds nothing."""
    if not model.pairs:
        return Plan(proposals=(), status="optimal", objective=0.0, bound=0.0, gap=0.0)
    try:
        import highspy
        import numpy
    except ImportError:
        return None
    found = _run(model, start, highspy, numpy, seconds=seconds, gap=gap)
    if found is not None and start and _mistaken(model, found):
        found = _run(model, (), highspy, numpy, seconds=seconds, gap=gap)
    return found


def _mistaken(model: Model, plan: Plan) -> bool:
    """HiGHS 1.16 returns the start instead of its better solution where presolve alone solves the model."""
    value = sum(x * cost for x, cost in zip(plan.columns_of_solution, model.costs, strict=True))
    return abs(value - plan.objective) > 1e-6 * max(1.0, abs(plan.objective))


def _run(
    model: Model, start: Sequence[tuple[int, int]], highspy: Any, numpy: Any, *, seconds: float, gap: float
) -> Plan | None:
    solver = highspy.Highs()
    for name, value in {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_rel_gap": gap,
        "time_limit": float(seconds),
    }.items():
        solver.setOptionValue(name, value)
    solver.passModel(_lp(model, highspy, numpy))
    chosen = {pair: number for number, pair in enumerate((pair.person, pair.shift) for pair in model.pairs)}
    columns = numpy.array([chosen[entry] for entry in start if entry in chosen], dtype=numpy.int32)
    if len(columns):
        solver.setSolution(len(columns), columns, numpy.ones(len(columns)))
    solver.run()
    info, optimal = solver.getInfo(), solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    values = list(solver.getSolution().col_value)
    missing = 0.0 if optimal and not gap else _finite(info.mip_gap)
    return Plan(
        proposals=tuple((pair.person, pair.shift) for number, pair in enumerate(model.pairs) if values[number] > 0.5),
        status="optimal" if optimal and missing == 0.0 else "feasible",
        objective=float(info.objective_function_value),
        bound=_finite(info.mip_dual_bound),
        gap=missing,
        columns_of_solution=values,
    )


def _finite(number: float) -> float | None:
    """HiGHS says infinite or not-a-number where it knows nothing."""
    return float(number) if isfinite(number) else None


def _lp(model: Model, highspy: Any, numpy: Any) -> Any:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.costs), len(model.lower_bounds)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = numpy.array(model.costs)
    lp.col_lower_ = numpy.zeros(len(model.costs))
    lp.col_upper_ = numpy.array(model.uppers)
    lp.row_lower_ = numpy.array(model.lower_bounds)
    lp.row_upper_ = numpy.array(model.upper_bounds)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = numpy.array(model.starts, dtype=numpy.int32)
    lp.a_matrix_.index_ = numpy.array(model.columns, dtype=numpy.int32)
    lp.a_matrix_.value_ = numpy.array(model.values)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[integer] for integer in model.integers]
    return lp
