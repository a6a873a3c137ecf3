"""The web server: granian with two processes of one thread each, the fastest safe way on two cores.

The house is loaded once, before the processes part, so that they share its memory and answer at once, also when one
had to be started again. A new version of the code needs a new start; a HUP signal only renews the processes.
"""

import argparse
import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

PATIENCE = 60.0
PAUSE = 0.1
GRACE = 15.0


def main(arguments: Sequence[str] = sys.argv[1:]) -> None:
    """Serve until somebody ends it: python -m cms.server --host 0.0.0.0 --port 8000"""
    parser = argparse.ArgumentParser(prog="python -m cms.server", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    serve(options.host, options.port, options.workers)


def serve(host: str, port: int, workers: int, *, greet: Callable[[], None] = lambda: None) -> None:
    """Serve; `greet` is called when the house answers. A worker process joins in where RUN_QUEUE is off."""
    from django.conf import settings
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    load()
    server = Server(
        "cms.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )
    if not settings.RUN_QUEUE:
        worker = Companion([sys.executable, "manage.py", "work_queue"], cwd=settings.BASE_DIR)
        server.on_startup(worker.start)
        server.on_shutdown(worker.end)
    server.on_startup(lambda: _when_it_answers(host, port, greet))
    server.serve()


def load() -> None:
    """Load the application, its addresses, messages and templates, and leave no connection open."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
    multiprocessing.set_start_method("fork", force=True)
    from django.conf import settings
    from django.db import connections
    from django.urls import get_resolver
    from django.utils import translation

    import cms.wsgi  # noqa: F401  # loading it is the purpose

    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            get_resolver()._populate()  # otherwise the first reader of each language waits
    load_templates(settings.BASE_DIR)
    connections.close_all()
    gc.collect()
    gc.freeze()


def load_templates(root: Path) -> None:
    """Compile the templates of the house, which Django keeps from then on."""
    from django.template import TemplateDoesNotExist, TemplateSyntaxError
    from django.template.loader import get_template

    for folder in root.glob("*/**/templates"):
        if not folder.relative_to(root).parts[0].startswith((".", "var")):
            for path in sorted(folder.rglob("*.html")):
                try:
                    get_template(str(path.relative_to(folder)))
                except (TemplateDoesNotExist, TemplateSyntaxError):
                    continue  # whoever asks for it is told; serving the others must not fail


class Companion:
    """A process that lives and dies with the server, in the same process group, so that Ctrl-C reaches both."""

    def __init__(self, command: list[str], *, cwd: Path) -> None:
        self.command = command
        self.cwd = cwd
        self.process: subprocess.Popen[bytes] | None = None
        self.is_ending = False

    def start(self) -> None:
        """Start it, and end the server when it ends by itself."""
        self.process = process = subprocess.Popen(self.command, cwd=self.cwd)

        def watch() -> None:
            process.wait()
            if not self.is_ending:
                os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=watch, daemon=True).start()

    def end(self) -> None:
        """End it: politely, and after a while not."""
        self.is_ending = True
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _when_it_answers(host: str, port: int, then: Callable[[], None]) -> None:
    def wait() -> None:
        for _attempt in range(int(PATIENCE / PAUSE)):
            time.sleep(PAUSE)  # also lets the processes part before this thread holds any lock
            if answers(host, port):
                then()
                return

    threading.Thread(target=wait, daemon=True).start()


def answers(host: str, port: int) -> bool:
    """Whether the house answers (a host name that it does not know is an answer, too)."""
    connection = HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/health/live")
        status: Any = connection.getresponse().status
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return bool(status < 500)


if __name__ == "__main__":
    main()
