"""Reads the shipped definitions into the database, or says what is wrong with them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opening.domain import definitions


class Command(BaseCommand):
    """`manage.py load_definitions [--check]`."""

    help = "Loads catalogues, process templates and report layouts from opening/data; twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Only say what is wrong; write nothing.")
        parser.add_argument("--folder", type=Path, default=definitions.DATA, help="Another folder with definitions.")

    def handle(self, *args: Any, check: bool, folder: Path, **options: Any) -> None:
        """Ends with 1 and one line for each finding when any file is wrong; then nothing is stored."""
        loaded = definitions.load(folder, check=check)
        for finding in loaded.findings:
            self.stderr.write(str(finding))
        if loaded.findings:
            raise CommandError(f"{len(loaded.findings)} findings; nothing was stored.")
        if not options["verbosity"]:
            return
        for name in loaded.new:
            state = "published" if name in loaded.published else "stored as draft"
            self.stdout.write(f"{name}: {'new' if check else state}")
        self.stdout.write(f"{len(loaded.new)} new, {len(loaded.known)} unchanged.")
