"""`make run` serves with two processes, says where, ends as a whole, and refuses a taken port with one sentence."""

import os
import signal
import socket
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.management.commands.serve import claim
from tests.project.served import free_port, house

pytestmark = pytest.mark.django_db(transaction=True)


def commands(pids: list[int]) -> list[str]:
    """How each process was called."""
    return [Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ") for pid in pids]


def gone(pids: list[int], patience: float = 30.0) -> bool:
    """Whether none of the processes is left after a while."""
    end = time.monotonic() + patience
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_house_is_served_renewed_and_ended_as_a_whole(tmp_path: Path) -> None:
    with house(tmp_path) as running:
        running.wait_until_said("Ctrl-C ends it.")
        workers = running.processes()
        assert len(workers) == 2
        assert running.get("/health/live").body == b'{"status": "ok"}'
        assert running.get("/demo/").status == 200
        assert running.get("/static/wagtailadmin/css/core.css").headers["content-type"].startswith("text/css")

        os.kill(workers[0], signal.SIGKILL)
        end = time.monotonic() + 30
        while workers[0] in (now := running.processes()) or len(now) < 2:
            assert time.monotonic() < end
            time.sleep(0.05)
        assert running.get("/health/live").status == 200

        everybody = [running.process.pid, *running.processes()]
        said = running.end(signal.SIGINT)

    assert gone(everybody)
    assert f"http://127.0.0.1:{running.port}/" in said
    assert "redaktion@offenes-haus.example" in said
    assert "offenes-haus-demo" in said
    assert "Traceback" not in said


def test_worker_joins_in_where_the_web_process_does_not_work_the_queue(tmp_path: Path) -> None:
    with house(tmp_path, RUN_QUEUE="0") as running:
        called = commands(running.processes())
        assert len([line for line in called if "work_queue" in line]) == 1
        everybody = [running.process.pid, *running.processes()]
        running.end(signal.SIGINT)

    assert gone(everybody)


def test_taken_port_is_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError) as refusal:
            call_command("serve", "--port", str(port))

    assert str(refusal.value) == f"Port {port} is taken. Try another one: make run PORT=8123"


@pytest.mark.parametrize("port", [-1, 65_536, 10**20])
def test_impossible_port_is_one_sentence(port: int) -> None:
    with pytest.raises(CommandError, match=r"^Nobody can listen on 127\.0\.0\.1"):
        claim("127.0.0.1", port)


def test_free_port_is_free_afterwards() -> None:
    port = free_port()

    claim("127.0.0.1", port)
    claim("127.0.0.1", port)
