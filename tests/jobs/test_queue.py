"""The worker process and the thread of the web process do the same round."""

import os
import subprocess
import sys
import threading

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.tasks import task
from django.utils import timezone

from cms.jobs import embedded, queue, registry
from cms.jobs.embedded import QueueThread, with_queue
from cms.mail.models import OutboxMessage
from tests.make.mail import make_message

RAN: list[str] = []


@task(backend="background")
def note(words: str) -> None:
    """A background task of the tests."""
    RAN.append(words)


@pytest.mark.django_db(transaction=True)
def test_one_round_does_background_tasks_and_due_jobs(mailoutbox):
    RAN.clear()
    note.enqueue("done")
    make_message(at=timezone.now())

    call_command("work_queue", "--once")

    assert RAN == ["done"]
    assert len(mailoutbox) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("problem", [DatabaseError, RuntimeError])
def test_a_round_survives_what_goes_wrong(monkeypatch, problem):
    def fail() -> int:
        raise problem

    monkeypatch.setattr(embedded, "work_once", fail)
    monkeypatch.setattr(embedded.connections, "close_all", lambda: None)

    embedded.work_round()


@pytest.mark.django_db(transaction=True)
def test_a_message_wakes_the_queue_after_the_commit():
    registry.woken.clear()

    with transaction.atomic():
        make_message()
        woken_inside = registry.woken.is_set()

    assert (woken_inside, registry.woken.is_set()) == (False, True)
    assert OutboxMessage.objects.count() == 1


def test_the_thread_starts_with_the_first_request_and_once(monkeypatch):
    started, stop = [], threading.Event()
    monkeypatch.setattr(embedded, "_work_for_ever", lambda: started.append(1) or stop.wait(5))
    application = with_queue(lambda _environ, _start: [b"answer"])
    nothing_yet = list(started)

    answers = [application({}, None) for _ in range(3)]

    assert (nothing_yet, started, answers) == ([], [1], [[b"answer"]] * 3)
    stop.set()


def test_a_thread_that_died_and_a_forked_process_start_anew(monkeypatch):
    started = []
    monkeypatch.setattr(embedded, "_work_for_ever", lambda: started.append(1))
    thread = QueueThread()

    thread.ensure()
    assert thread._thread is not None
    thread._thread.join()
    thread.ensure()
    thread._thread.join()
    monkeypatch.setattr(os, "getpid", lambda: -1)
    thread.ensure()

    assert len(started) == 3


def test_management_commands_start_no_thread(tmp_path):
    code = (
        "import threading, django; django.setup();"
        "from django.core.management import call_command; call_command('check', verbosity=0);"
        "print([t.name for t in threading.enumerate() if t.name == 'queue'])"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.local", "DATA_DIR": str(tmp_path)}

    answer = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    assert answer.stdout.splitlines()[-1] == "[]"


def test_no_thread_works_the_queue_in_the_suite():
    assert [thread.name for thread in threading.enumerate() if thread.name == "queue" and thread.is_alive()] == []


def test_without_a_database_queue_there_are_no_tasks_to_run(settings):
    settings.TASKS = {"default": settings.TASKS["default"]}

    assert queue._run_tasks() == 0
