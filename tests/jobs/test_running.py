"""Due, leased, retried, told: the life of a due job."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from cms import jobs
from cms.jobs import registry
from cms.jobs.alarms import alarms, longest_silence
from cms.jobs.models import Heartbeat
from cms.jobs.running import LEASE, RETRY, due, is_due, run, run_due

pytestmark = pytest.mark.usefixtures("in_english")

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def clock(at: datetime = AT) -> Callable[[], datetime]:
    return lambda: at


@pytest.fixture
def only(monkeypatch):
    """Registers these jobs and no others."""

    def register(*registered: jobs.Job) -> None:
        monkeypatch.setattr(registry, "_jobs", {job.name: job for job in registered})

    return register


def make_job(name: str = "test.job", *, every: timedelta = HOUR, run=lambda _at: "done", **more: object) -> jobs.Job:
    return jobs.Job(name, every, run, **more)


@pytest.mark.parametrize(
    ("started", "failed", "leased", "waiting", "expected"),
    [
        pytest.param(None, False, None, False, True, id="never ran"),
        pytest.param(HOUR, False, None, False, True, id="its interval is over"),
        pytest.param(HOUR - SECOND, False, None, False, False, id="its interval is not over"),
        pytest.param(SECOND, False, None, True, True, id="something waits for it"),
        pytest.param(RETRY, True, None, False, True, id="failed a while ago"),
        pytest.param(RETRY - SECOND, True, None, False, False, id="failed just now"),
        pytest.param(DAY, False, SECOND, False, False, id="another worker holds it"),
        pytest.param(SECOND, False, SECOND, True, False, id="another worker holds it although something waits"),
        pytest.param(DAY, False, timedelta(0), False, True, id="its holder's lease lapsed"),
    ],
)
def test_when_a_job_is_due(started, failed, leased, waiting, expected):
    heartbeat = Heartbeat(
        started_at=None if started is None else AT - started,
        succeeded_at=None if started is None else AT - started - DAY,
        failed_at=AT - started if failed else None,
        leased_until=None if leased is None else AT + leased,
    )

    assert is_due(make_job(waiting=lambda _at: waiting), heartbeat, at=AT) is expected


@pytest.mark.django_db
def test_a_job_runs_once_in_its_interval(only):
    ran = []
    only(make_job(run=lambda at: f"ran {len(ran.append(at) or ran)}"))

    first = run_due(AT, clock=clock())
    second = run_due(AT + HOUR - SECOND, clock=clock())
    third = run_due(AT + HOUR, clock=clock(AT + HOUR))

    assert [[sentence for _, sentence in done] for done in (first, second, third)] == [["ran 1"], [], ["ran 2"]]
    heartbeat = Heartbeat.objects.get()
    assert (heartbeat.started_at, heartbeat.succeeded_at, heartbeat.sentence, heartbeat.leased_until) == (
        AT + HOUR,
        AT + HOUR,
        "ran 2",
        None,
    )


@pytest.mark.django_db
def test_a_failing_job_is_recorded_and_does_not_keep_the_others(only, caplog):
    def fail(_at: datetime) -> str:
        raise RuntimeError("secret of a person")

    only(make_job("a.fails", run=fail), make_job("b.runs"))

    done = run_due(AT, clock=clock())

    assert [(job.name, sentence) for job, sentence in done] == [("a.fails", "failed"), ("b.runs", "done")]
    heartbeat = Heartbeat.objects.get(name="a.fails")
    assert (heartbeat.failed_last, heartbeat.sentence, heartbeat.succeeded_at) == (True, "RuntimeError", None)


@pytest.mark.django_db
def test_a_job_held_by_another_worker_is_left_alone():
    job = make_job()
    Heartbeat.objects.create(name=job.name, first_seen_at=AT, leased_until=AT + SECOND, lease="other")

    assert run(job, at=AT, clock=clock()) is None
    assert run(job, at=AT + SECOND, clock=clock()) == "done"


@pytest.mark.django_db
def test_a_worker_that_was_too_slow_does_not_overwrite_the_next_one():
    def slow(at: datetime) -> str:
        Heartbeat.objects.update(lease="next", leased_until=at + LEASE, sentence="the next one")
        return "too late"

    run(make_job(run=slow), at=AT, clock=clock())

    assert Heartbeat.objects.values_list("sentence", "lease").get() == ("the next one", "next")


@pytest.mark.django_db(transaction=True)
def test_many_workers_run_a_job_once(only):
    ran, barrier = [], threading.Barrier(4)
    only(make_job(run=lambda at: str(ran.append(at))))

    def worker() -> None:
        barrier.wait()
        run_due(AT, clock=clock())
        connections.close_all()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ran == [AT]


@pytest.mark.parametrize(
    ("every", "silence"), [(MINUTE, 2 * MINUTE), (HOUR, 2 * HOUR), (DAY, 26 * HOUR), (7 * DAY, 14 * DAY)]
)
def test_how_long_a_job_may_be_silent(every, silence):
    assert longest_silence(make_job(every=every)) == silence


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(None, "has never been looked at", id="never looked at"),
        pytest.param({"first_seen_at": AT - HOUR}, "", id="young"),
        pytest.param({"first_seen_at": AT - 2 * HOUR}, "Does a worker run?", id="seen and never ran"),
        pytest.param({"first_seen_at": AT - DAY, "succeeded_at": AT - HOUR}, "", id="in time"),
        pytest.param({"first_seen_at": AT - DAY, "succeeded_at": AT - 2 * HOUR}, "Does a worker run?", id="silent"),
        pytest.param(
            {
                "first_seen_at": AT - DAY,
                "succeeded_at": AT - 3 * HOUR,
                "failed_at": AT - HOUR,
                "sentence": "RuntimeError",
            },
            "RuntimeError",
            id="failing",
        ),
    ],
)
def test_when_silence_is_an_alarm(only, row, expected):
    only(make_job())
    if row:
        Heartbeat.objects.create(name="test.job", **row)

    sentences = jobs.health(AT)

    assert len(sentences) == (1 if expected else 0)
    assert expected in "".join(sentences)


@pytest.mark.django_db
def test_the_command_runs_what_is_due_and_nothing_twice(only):
    only(make_job())

    assert [command("run_due_jobs"), command("run_due_jobs")] == ["test.job: done\n", ""]


@pytest.mark.django_db
def test_the_command_says_what_it_would_do(only):
    ran = []
    only(make_job(run=lambda at: str(ran.append(at))))

    assert command("run_due_jobs", "--dry-run") == "test.job: due\n"
    assert command("run_due_jobs", "--only", "test.job", "--dry-run") == "test.job: would run\n"
    assert ran == []


@pytest.mark.django_db
def test_the_command_runs_one_job_due_or_not(only):
    only(make_job(), make_job("test.other"))
    command("run_due_jobs")

    assert command("run_due_jobs", "--only", "test.job") == "test.job: done\n"


@pytest.mark.django_db
def test_an_unknown_job_is_named_with_the_known_ones(only):
    only(make_job())

    with pytest.raises(CommandError, match=r"No job is called 'test\.none'; there are test\.job\."):
        command("run_due_jobs", "--only", "test.none")


def test_a_name_is_taken_once(only):
    only(make_job())

    with pytest.raises(ValueError, match=r"Two jobs are called 'test\.job'"):
        jobs.register(make_job(run=lambda _at: "other"))


@pytest.mark.django_db
def test_every_registered_job_runs_on_an_empty_house():
    for job in jobs.registered():
        assert isinstance(run(job, at=timezone.now(), clock=timezone.now), str), job.name
    assert due(timezone.now()) == []
    assert alarms(timezone.now()) == []


def command(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()
