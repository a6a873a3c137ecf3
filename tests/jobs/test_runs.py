"""Long work in steps: nothing is done twice, nothing is lost, and it can be stopped."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from cms.jobs import find, runs
from cms.jobs.models import BackgroundRun, RunState
from cms.jobs.registry import woken
from cms.jobs.runs import LEASE, Outcome, Result
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.people import make_staff
from tests.make.runs import AT, KIND, make_run


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for kinds of this test alone."""
    monkeypatch.setattr(runs, "_kinds", {})


class Clock:
    """A clock that goes on by so many seconds each time somebody looks."""

    def __init__(self, seconds: float = 0) -> None:
        self.now, self.step = AT, timedelta(seconds=seconds)

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


def remembering(seen: list[Any]) -> runs.Step:
    def step(_run: BackgroundRun, item: Any) -> Outcome:
        seen.append(item)
        return Outcome()

    return step


def facts(run: BackgroundRun) -> dict[str, Any]:
    names = ("state", "items", "total", "done", "failed", "skipped", "notes", "lease", "leased_until")
    return {name: getattr(run, name) for name in names if getattr(run, name)}


def test_run_does_every_item_once_and_is_done(db: None) -> None:
    seen: list[Any] = []
    run = make_run(remembering(seen))

    run = runs.work(run, clock=Clock())

    assert seen == [1, 2, 3]
    assert facts(run) == {"state": RunState.DONE, "total": 3, "done": 3}
    assert run.finished_at == AT


def test_due_job_takes_up_what_waits(db: None) -> None:
    seen: list[Any] = []
    make_run(remembering(seen))
    job = find("jobs.background_runs")

    waits = job.waiting(AT)
    said = job.run(AT)

    assert (waits, said, seen, job.waiting(AT)) == (True, "1 background runs worked on.", [1, 2, 3], False)


def test_start_wakes_the_queue_with_the_commit(
    db: None, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    woken.clear()

    with django_capture_on_commit_callbacks(execute=True):
        make_run(remembering([]))
        early = woken.is_set()

    assert (early, woken.is_set()) == (False, True)


def test_work_ends_after_its_seconds_and_goes_on_where_it_was(db: None) -> None:
    seen: list[Any] = []
    run = make_run(remembering(seen), range(5))

    half = facts(runs.work(run, seconds=3, clock=Clock(1)))
    whole = facts(runs.work(run, clock=Clock()))

    assert half == {"state": RunState.RUNNING, "items": [2, 3, 4], "total": 5, "done": 2}
    assert whole == {"state": RunState.DONE, "total": 5, "done": 5}
    assert seen == [0, 1, 2, 3, 4]


def test_run_goes_on_after_a_crash_when_the_lease_has_lapsed(db: None) -> None:
    seen: list[Any] = []

    def crash_once(_run: BackgroundRun, item: Any) -> Outcome:
        seen.append(item)
        if seen == [1, 2]:
            raise KeyboardInterrupt  # as hard as a kill: no step may catch it
        return Outcome()

    run = make_run(crash_once)
    with pytest.raises(KeyboardInterrupt):
        runs.work(run, clock=Clock())
    BackgroundRun.objects.filter(pk=run.pk).update(lease="dead", leased_until=AT + LEASE)  # a kill frees nothing

    early = (runs.work(run, clock=lambda: AT).state, list(seen))
    late = runs.work(run, clock=lambda: AT + LEASE)

    assert early == (RunState.RUNNING, [1, 2])
    assert (late.state, late.done, seen) == (RunState.DONE, 3, [1, 2, 2, 3])


def test_two_workers_never_do_one_item_twice(db: None) -> None:
    seen: list[Any] = []

    def step(run: BackgroundRun, item: Any) -> Outcome:
        seen.append(item)
        if item == 2:
            other = runs.work(BackgroundRun.objects.get(pk=run.pk), clock=lambda: AT)  # another worker looks by
            seen.append(other.state)
        return Outcome()

    run = make_run(step)

    run = runs.work(run, clock=Clock())

    assert seen == [1, 2, RunState.RUNNING, 3]
    assert facts(run) == {"state": RunState.DONE, "total": 3, "done": 3}


def test_worker_that_lost_its_lease_writes_nothing_more(db: None) -> None:
    def slow(run: BackgroundRun, _item: Any) -> Outcome:
        BackgroundRun.objects.filter(pk=run.pk).update(lease="other", leased_until=AT + LEASE)
        return Outcome(note="too late")

    run = make_run(slow)

    run = runs.work(run, clock=Clock())

    assert facts(run) == {
        "state": RunState.RUNNING,
        "items": [1, 2, 3],
        "total": 3,
        "lease": "other",
        "leased_until": AT + LEASE,
    }


def test_failed_step_is_noted_and_the_rest_is_done(db: None) -> None:
    def step(_run: BackgroundRun, item: Any) -> Outcome:
        if item == 2:
            raise ValueError("item 2 is broken")
        return Outcome(Result.SKIPPED, "3 was there") if item == 3 else Outcome()

    run = make_run(step, (1, 2, 3, 4))

    run = runs.work(run, clock=Clock())

    assert facts(run) == {
        "state": RunState.PARTIAL,
        "total": 4,
        "done": 2,
        "failed": 1,
        "skipped": 1,
        "notes": ["ValueError: item 2 is broken", "3 was there"],
    }


def test_failed_step_leaves_nothing_half_written(transactional_db: None) -> None:
    def step(_run: BackgroundRun, _item: Any) -> Outcome:
        make_staff(EDITOR, email="half@post.example")
        raise ValueError("too late")

    run = make_run(step, (1,))

    run = runs.work(run, clock=Clock())

    assert (run.failed, type(make_staff(EDITOR)).objects.filter(email="half@post.example").count()) == (1, 0)


def test_step_in_batches_comes_again_until_it_is_done(db: None) -> None:
    seen: list[Any] = []

    def step(_run: BackgroundRun, item: Any) -> Outcome:
        seen.append(item)
        return Outcome(again=seen.count(item) < 3)

    run = make_run(step, ("a", "b"))

    run = runs.work(run, clock=Clock())

    assert (seen, run.done, run.state) == (["a", "a", "a", "b", "b", "b"], 2, RunState.DONE)


def test_step_ends_the_whole_run(db: None) -> None:
    run = make_run(lambda _run, item: Outcome(Result.FAILED, "no server", stop=True) if item == 2 else Outcome())

    run = runs.work(run, clock=Clock())

    assert facts(run) == {
        "state": RunState.PARTIAL,
        "total": 3,
        "done": 1,
        "failed": 1,
        "skipped": 1,
        "notes": ["no server"],
    }


def test_cancelled_run_stops_before_its_next_step(db: None) -> None:
    seen: list[Any] = []

    def step(run: BackgroundRun, item: Any) -> Outcome:
        seen.append(item)
        if item == 2:
            runs.cancel(run, at=AT)
        return Outcome()

    run = make_run(step)

    run = runs.work(run, clock=Clock())
    again = runs.work(run, clock=Clock())

    assert seen == [1, 2]
    assert (run.state, run.done, run.items, run.finished_at) == (RunState.CANCELLED, 1, [2, 3], AT)
    assert again.state == RunState.CANCELLED


def test_end_of_a_run_is_told_once(db: None) -> None:
    ended: list[int] = []

    run = make_run(lambda _run, _item: Outcome(), finish=lambda run: ended.append(run.done))
    runs.work(run, clock=Clock())
    runs.work(run, clock=Clock())

    assert ended == [3]


def test_end_that_fails_does_not_keep_the_queue_busy_for_ever(db: None) -> None:
    def fail(_run: BackgroundRun) -> None:
        raise OSError("disk full")

    run = make_run(lambda _run, _item: Outcome(), finish=fail)

    run = runs.work(run, clock=Clock())

    assert facts(run) == {"state": RunState.PARTIAL, "total": 3, "done": 3, "notes": ["OSError: disk full"]}


def test_run_of_a_kind_that_is_gone_ends_with_the_reason(db: None) -> None:
    run = make_run(lambda _run, _item: Outcome(), (1,))
    runs._kinds.clear()

    run = runs.work(run, clock=Clock())

    sentence = f"LookupError: No kind of run is called '{KIND}'; there are ."
    assert (run.state, run.failed, run.notes) == (RunState.PARTIAL, 1, [sentence, sentence])
    assert runs.label_of(run) == KIND


def test_old_runs_are_forgotten_a_month_after_their_end(db: None) -> None:
    old, young, waiting = (make_run(lambda _run, _item: Outcome()) for _ in range(3))
    BackgroundRun.objects.filter(pk=old.pk).update(finished_at=AT - timedelta(days=31))
    BackgroundRun.objects.filter(pk=young.pk).update(finished_at=AT - timedelta(days=29))

    find("jobs.old_background_runs").run(AT)

    assert list(BackgroundRun.objects.order_by("pk")) == [young, waiting]


def test_run_is_seen_by_whoever_asked_and_by_those_with_the_permission(db: None) -> None:
    lead, editor, other = make_staff(PUBLISHER), make_staff(EDITOR), make_staff(EDITOR)
    run = make_run(lambda _run, _item: Outcome(), by=editor, permission="translation.lead_translations")

    seen = [list(runs.visible_to(person)) for person in (lead, editor, other)]

    assert seen == [[run], [run], []]


@pytest.mark.parametrize(
    ("seconds", "held", "state", "expected"),
    [
        (9, False, RunState.QUEUED, False),
        (10, False, RunState.QUEUED, True),
        (10, True, RunState.RUNNING, False),
        (10, False, RunState.RUNNING, True),
        (10, False, RunState.DONE, False),
    ],
    ids=["young", "waits", "held", "between two workers", "over"],
)
def test_run_is_left_alone_when_no_worker_takes_it_up(
    db: None, seconds: int, held: bool, state: RunState, expected: bool
) -> None:
    at = AT + timedelta(seconds=seconds)
    run = make_run(lambda _run, _item: Outcome())
    run.state, run.leased_until = state, at + LEASE if held else None

    assert runs.is_left_alone(run, at=at) is expected
