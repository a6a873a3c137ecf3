"""Runs what is due; safe to run twice, also at the same time."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.jobs.registry import find
from cms.jobs.running import due, run, run_due


class Command(BaseCommand):
    """`run_due_jobs [--only NAME] [--dry-run]`."""

    help = "Runs the due jobs once, each under its lease. A timer may call it every minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", metavar="NAME", help="this job alone, due or not")
        parser.add_argument("--dry-run", action="store_true", help="say what is due and run nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        if options["only"]:
            self._run_one(options["only"], dry_run=options["dry_run"])
        elif options["dry_run"]:
            for job, _ in due(at):
                self.stdout.write(f"{job.name}: due")
        else:
            for job, sentence in run_due(at, clock=timezone.now):
                self.stdout.write(f"{job.name}: {sentence}")

    def _run_one(self, name: str, *, dry_run: bool) -> None:
        try:
            job = find(name)
        except LookupError as unknown:
            raise CommandError(str(unknown)) from unknown
        if dry_run:
            self.stdout.write(f"{job.name}: would run")
            return
        sentence = run(job, at=timezone.now(), clock=timezone.now)
        self.stdout.write(f"{job.name}: {sentence or 'another worker runs it'}")
