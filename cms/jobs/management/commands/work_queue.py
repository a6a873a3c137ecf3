"""The worker process: due jobs, outbox and background tasks, until it is asked to stop."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms.jobs.embedded import work_round


class Command(BaseCommand):
    """`work_queue [--once]`; any number may run at once."""

    help = "Works the queue: background tasks, the outbox and due jobs. Run it where RUN_QUEUE=0."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then end")
        parser.add_argument("--pause", type=float, default=2.0, metavar="SECONDS", help="pause between two rounds")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        if not options["once"]:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: stop.set())
        while True:
            work_round()
            if options["once"] or stop.wait(options["pause"]):
                return
