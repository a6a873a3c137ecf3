"""Build the compiled message catalogues from their sources, without gettext."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.translation import catalogues
from cms.translation.languages import LANGUAGES


class Command(BaseCommand):
    help = "Compile locales/*/LC_MESSAGES/django.po; with --check say what is missing instead."
    requires_system_checks: list[str] = []  # the checks complain about exactly what this command makes

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Compile nothing; fail when a catalogue has faults.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile every language, or list the faults."""
        if not options["check"]:
            written = catalogues.compile_all()
            if options["verbosity"]:
                self.stdout.write("\n".join(str(path) for path in written))
            return
        faults = [str(problem) for code in LANGUAGES for problem in catalogues.problems(code)]
        faults += [f"{code}: not compiled, run compile_catalogues" for code in catalogues.uncompiled()]
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("All catalogues are complete and compiled.")
