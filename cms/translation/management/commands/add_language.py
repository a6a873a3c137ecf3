"""Make the row of a language that stands in the settings: the step that no file can do."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.translation.adding import add_language
from cms.translation.languages import LANGUAGES


class Command(BaseCommand):
    help = "Make locale and profile of a language of the settings; it is not public before somebody says so."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="The code as in LANGUAGES, such as ti.")
        parser.add_argument("--hreflang", default="", help="The code for search engines; the code itself without it.")
        parser.add_argument("--voice", default="", help="The code of browsers' voices, such as ti-ER.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing; twice does no harm."""
        code = options["code"]
        if code not in LANGUAGES:
            raise CommandError(f"{code} is not in LANGUAGES; expected one of {', '.join(LANGUAGES)}.")
        made = add_language(code, hreflang=options["hreflang"], voice=options["voice"])
        if options["verbosity"]:
            self.stdout.write(f"{LANGUAGES[code]} ({code}) {'is there now' if made else 'was there before'}.")
