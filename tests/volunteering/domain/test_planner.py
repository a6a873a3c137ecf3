"""The plan is the best there is, breaks no limit, and is the same for the same input."""

from dataclasses import replace
from random import Random

import pytest

from tests.benchmarks.volunteering.agency import SIZES, Size, draw, problem_of
from tests.volunteering.domain.plan_oracle import best_value, small_problem, violations
from volunteering.domain import planner
from volunteering.domain.plan_data import Pair, Person, Problem, objective_of
from volunteering.domain.planner import greedy, polish, prune, refill, solve

BRUTE = 500


@pytest.mark.acceptance("V20")
@pytest.mark.parametrize("tenth", range(10))
def test_plan_equals_the_best_of_all_plans(tenth: int) -> None:
    differences = {}

    for seed in range(tenth, BRUTE, 10):
        problem = small_problem(seed)
        plan = solve(problem)
        best = best_value(problem)
        if plan.status != "optimal" or abs(plan.objective - best) > 1e-6 or violations(problem, plan.proposals):
            differences[seed] = (plan.status, plan.objective, best, violations(problem, plan.proposals))

    assert differences == {}


@pytest.mark.acceptance("V20")
@pytest.mark.parametrize("options", [{}, {"confirmed": 0.2}, {"strict": 0.1}], ids=["plain", "confirmed", "strict"])
@pytest.mark.parametrize("seed", [7, 8, 9])
def test_plan_of_an_agency_breaks_no_limit_and_beats_the_greedy_one(seed: int, options: dict[str, float]) -> None:
    problem = problem_of(draw(SIZES["A"], seed, **options))

    plan = solve(problem)

    first = greedy(problem, problem.pairs)
    assert (plan.status, violations(problem, plan.proposals), violations(problem, first)) == ("optimal", [], [])
    assert plan.objective >= objective_of(problem, first)
    assert plan.refilled == 0
    assert len(plan.proposals) >= len(first)
    assert plan.bound == pytest.approx(plan.objective)


@pytest.mark.acceptance("V21")
@pytest.mark.parametrize("seed", [7, 8, 9])
def test_same_input_gives_the_same_plan_and_so_does_a_permuted_one(seed: int) -> None:
    problem = problem_of(draw(SIZES["A"], seed))
    shuffled = Random(seed)

    def permuted() -> Problem:
        people, shifts, pairs = list(problem.people), list(problem.shifts), list(problem.pairs)
        for rows in (people, shifts, pairs):
            shuffled.shuffle(rows)
        return replace(problem, people=tuple(people), shifts=tuple(shifts), pairs=tuple(pairs))

    plans = {solve(problem).proposals, solve(problem).proposals, solve(permuted()).proposals}

    assert len(plans) == 1


@pytest.mark.acceptance("V20")
@pytest.mark.parametrize("seed", range(20))
def test_one_more_volunteer_never_makes_the_plan_worse(seed: int) -> None:
    problem = small_problem(seed)
    more = Person(99, 2, 1)
    pairs = tuple(Pair(99, shift.pk, 50) for shift in problem.shifts)
    larger = replace(problem, people=(*problem.people, more), pairs=(*problem.pairs, *pairs))

    assert solve(larger).objective >= solve(problem).objective - 1e-6


@pytest.mark.acceptance("V20")
@pytest.mark.parametrize("seed", range(20))
def test_one_more_volunteer_never_empties_a_shift_where_everybody_does_one(seed: int) -> None:
    problem = small_problem(seed, limit=1)
    problem = replace(problem, shifts=tuple(replace(shift, strict=False) for shift in problem.shifts))
    pairs = tuple(Pair(99, shift.pk, 50) for shift in problem.shifts)
    larger = replace(problem, people=(*problem.people, Person(99, 1, 1)), pairs=(*problem.pairs, *pairs))

    served = [{shift for _person, shift in solve(one).proposals} for one in (problem, larger)]

    assert len(served[1]) >= len(served[0])


@pytest.mark.acceptance("V25")
def test_without_a_solver_the_greedy_plan_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = problem_of(draw(SIZES["A"], 7))
    monkeypatch.setattr(planner, "_with_highs", lambda *_a, **_k: None)

    plan = solve(problem)

    assert (plan.status, plan.bound, plan.gap) == ("greedy", None, None)
    assert plan.proposals == polish(problem, greedy(problem, problem.pairs))


@pytest.mark.acceptance("V25")
def test_plan_cut_by_time_is_never_worse_than_the_greedy_one() -> None:
    problem = problem_of(draw(Size(600, 200, 1, 8), 7))

    plan = solve(problem, seconds=0.02)

    assert plan.status in {"feasible", "optimal", "greedy"}
    assert violations(problem, plan.proposals) == []
    assert plan.objective >= objective_of(problem, greedy(problem, prune(problem))) - 1e-6


def test_pruning_keeps_the_best_of_each_shift_and_refill_looks_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = problem_of(draw(Size(900, 40, 1, 2), 7))
    monkeypatch.setattr(planner, "KEEP_ALL", 10)

    kept = prune(problem)
    plan = solve(problem)

    assert len(kept) < len(problem.pairs)
    assert {pair.shift for pair in kept} == {pair.shift for pair in problem.pairs}
    assert refill(problem, plan.proposals) == []
    assert violations(problem, plan.proposals) == []


@pytest.mark.parametrize("seed", range(30))
def test_polishing_a_plan_makes_it_better_and_breaks_nothing(seed: int) -> None:
    problem = small_problem(seed)
    first = greedy(problem, problem.pairs)

    better = polish(problem, first)

    assert violations(problem, better) == []
    assert objective_of(problem, better) >= objective_of(problem, first)
    assert sorted(shift for _person, shift in better) == sorted(shift for _person, shift in first)


def test_nobody_and_nothing_make_an_empty_plan() -> None:
    assert solve(Problem((), (), ())).proposals == ()
