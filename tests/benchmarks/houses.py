"""The servers that are measured: the house with its demo, and the yardsticks, all on granian."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.databases import APPS, digest_of
from tests.project.served import ROOT, House, free_port

# A folder for each state of the tables and of the story, so that no run meets the data of an older one.
FOLDER = ROOT / "var" / "bench"
DATA = FOLDER / digest_of(*(f"{app}/**/migrations/*.py" for app in APPS), "cms/demo/**/*.py", "cms/demo/**/*.yaml")
GRANIAN = ["--interface", "wsgi", "--no-ws", "--workers", "2", "--blocking-threads", "1", "--log-level", "error"]


def environment() -> dict[str, str]:
    """The environment of the measured house: production-like settings of the demo, its own data."""
    return {
        **os.environ,
        "DATA_DIR": str(DATA),
        "DJANGO_SETTINGS_MODULE": "cms.settings.local",
        "PYTHONUNBUFFERED": "1",
    }


def prepare() -> None:
    """Tell the demo once into the folder of the benchmarks; later runs find it there, older ones go."""
    for older in FOLDER.glob("*"):
        if older != DATA:
            shutil.rmtree(older) if older.is_dir() else older.unlink()
    DATA.mkdir(parents=True, exist_ok=True)
    print(f"Preparing the house in {DATA} …", flush=True)
    subprocess.run(
        [sys.executable, "manage.py", "prepare", "--verbosity", "0"],
        cwd=ROOT,
        env=environment(),
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def served(command: list[str], port: int) -> Iterator[House]:
    """A server of any kind, ended in any case."""
    record = FOLDER / f"said-{port}.txt"
    with record.open("w") as written:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(), stdout=written, stderr=subprocess.STDOUT, start_new_session=True
        )
    running = House(port, process, record)
    try:
        running.wait_for_answer()
        yield running
    finally:
        if process.poll() is None:
            running.end()
        record.unlink()


@contextmanager
def the_house() -> Iterator[House]:
    """The house as `make run` serves it."""
    port = free_port()
    with served([sys.executable, "manage.py", "serve", "--prepared", "--port", str(port)], port) as running:
        yield running


@contextmanager
def yardstick(target: str, *options: str) -> Iterator[House]:
    """Something of `tests.benchmarks.bare` on the same server."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "granian",
        *GRANIAN,
        "--port",
        str(port),
        *options,
        f"tests.benchmarks.bare:{target}",
    ]
    with served(command, port) as running:
        yield running
