"""The embedded default: a thread of the web process works the queue, so that one process is a whole house.

It starts with the first request that the server's entry point (`cms.wsgi`) answers, never in tests or management
commands, which do not come by there. Any number of web processes may run one each: leases keep them apart.
"""

import logging
import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.db import DatabaseError, close_old_connections, connections

from cms.jobs.queue import work_once
from cms.jobs.registry import woken

logger = logging.getLogger(__name__)

#: Seconds between two rounds when nothing wakes the thread.
PAUSE = 20.0

type Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class QueueThread:
    """Starts the thread once a process; a process that was forked later, or whose thread died, starts its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process = 0

    def ensure(self) -> None:
        """Makes sure that the thread runs; cheap when it does."""
        if self._process == os.getpid() and self._thread is not None and self._thread.is_alive():
            return
        with self._lock:
            if self._process == os.getpid() and self._thread is not None and self._thread.is_alive():
                return
            self._process = os.getpid()
            self._thread = threading.Thread(target=_work_for_ever, name="queue", daemon=True)
            self._thread.start()


def with_queue(application: Application) -> Application:
    """The application, which starts the queue's thread with the first request it answers."""
    thread = QueueThread()

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        thread.ensure()
        return application(environ, start_response)

    return answer


def _work_for_ever() -> None:
    while True:
        woken.wait(PAUSE)
        woken.clear()
        work_round()


def work_round() -> None:
    """One round that survives everything a database or a job may do to it."""
    try:
        close_old_connections()
        work_once()
    except DatabaseError:
        logger.exception("The queue lost its database; it tries again in the next round.")
        connections.close_all()
    except Exception:
        logger.exception("The queue failed; it tries again in the next round.")
