"""One round of the queue: background tasks, then due jobs. The worker process and the embedded thread do the same."""

from django.tasks import task_backends
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from cms.jobs.running import run_due


def work_once() -> int:
    """Runs every waiting background task and every due job once; returns how much was done."""
    return _run_tasks() + len(run_due(timezone.now(), clock=timezone.now))


def _run_tasks() -> int:
    if "background" not in task_backends or not isinstance(task_backends["background"], DatabaseBackend):
        return 0
    if not DBTaskResult.objects.ready().filter(backend_name="background").exists():
        return 0
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="background",
        startup_delay=False,
        max_tasks=100,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.run()
    return int(worker._run_tasks)
