"""A real house on a free port: its own processes, its own data."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class House:
    """A running house."""

    port: int
    process: "subprocess.Popen[bytes]"
    record: Path
    seconds_to_answer: float = 0.0

    @property
    def said(self) -> str:
        """What it has printed so far."""
        return self.record.read_text()

    def wait_until_said(self, words: str, patience: float = 60.0) -> None:
        """Until it printed these words; raises TimeoutError with what it printed instead."""
        end = time.monotonic() + patience
        while words not in self.said:
            if time.monotonic() > end:
                raise TimeoutError(self.said)
            time.sleep(0.05)

    def get(self, path: str, **headers: str) -> Answer:
        """One request on a connection of its own."""
        client = HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(client):
            client.request("GET", path, headers=headers)
            response: HTTPResponse = client.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, names, response.read())

    def processes(self, of: int = 0) -> list[int]:
        """The ids of the processes below this one."""
        children = [
            int(found)
            for found in Path(f"/proc/{of or self.process.pid}/task").glob("*/children")
            for found in found.read_text().split()
        ]
        return children + [below for child in children for below in self.processes(child)]

    def wait_for_answer(self, patience: float = 90.0) -> None:
        """Until the first answer; raises TimeoutError with what the house said."""
        started = time.monotonic()
        while time.monotonic() - started < patience and self.process.poll() is None:
            try:
                self.get("/health/live")
            except OSError:
                time.sleep(0.05)
                continue
            self.seconds_to_answer = time.monotonic() - started
            return
        self.process.kill()
        raise TimeoutError(self.said)

    def end(self, number: int = signal.SIGTERM) -> str:
        """End it as Ctrl-C would, by a signal to the whole group; returns what it said."""
        os.killpg(self.process.pid, number)
        self.process.wait(timeout=60)
        return self.said


def free_port() -> int:
    """A port where nobody listens at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of a house with its data in `data`: a copy of this test's database (PostgreSQL: the very one)."""
    found = {
        **os.environ,
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "tests.project.served_settings",
        "PYTHONUNBUFFERED": "1",
    }
    if connection.vendor == "postgresql":
        parts = connection.settings_dict
        found["DATABASE_URL"] = (
            f"postgres://{parts['USER']}:{parts['PASSWORD']}@{parts['HOST']}:{parts['PORT'] or 5432}/{parts['NAME']}"
        )
    else:
        found.pop("DATABASE_URL", None)
        connection.ensure_connection()
        with closing(sqlite3.connect(data / "house.sqlite3")) as copy:
            connection.connection.backup(copy)
    return found | more


@contextmanager
def house(data: Path, *options: str, port: int = 0, **variables: str) -> Iterator[House]:
    """`manage.py serve` with its data in `data`, ended in any case."""
    port = port or free_port()
    command = [sys.executable, "manage.py", "serve", "--prepared", "--port", str(port), *options]
    record = data / "said.txt"
    with record.open("w") as written:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(data, **variables),
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    running = House(port, process, record)
    try:
        running.wait_for_answer()
        yield running
    finally:
        if process.poll() is None:
            running.end()
