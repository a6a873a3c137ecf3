"""The list of due jobs; filled in `AppConfig.ready()` by `jobs.py` of each app, walked by `run_due_jobs`."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


def _never(_at: datetime) -> bool:
    return False


@dataclass(frozen=True)
class Job:
    """Work that comes round: `run(at)` does what is due at `at` and returns a sentence for the log.

    It runs every `every`, and earlier when `waiting(at)` says that something waits for it (one cheap query).
    Running it twice, or a second time after a crash, must do no harm.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], str]
    waiting: Callable[[datetime], bool] = _never


_jobs: dict[str, Job] = {}
#: Set when something was left for a job; the thread that works the queue waits for it.
woken = threading.Event()


def register(job: Job) -> None:
    """Adds a job; raises ValueError when the name is taken by another one."""
    if _jobs.get(job.name, job) != job:
        raise ValueError(f"Two jobs are called {job.name!r}; expected one name for each.")
    _jobs[job.name] = job


def registered() -> list[Job]:
    """All jobs in the order of their names."""
    return [_jobs[name] for name in sorted(_jobs)]


def find(name: str) -> Job:
    """The job of this name; raises LookupError with the names that exist."""
    try:
        return _jobs[name]
    except KeyError:
        raise LookupError(f"No job is called {name!r}; there are {', '.join(sorted(_jobs)) or 'none'}.") from None


def wake() -> None:
    """Something waits: the embedded queue looks at once instead of at its next round. Call it after the commit."""
    woken.set()
