"""Collects the visible strings of the code into the catalogues in locales/."""

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from cms.translation.catalogues import folder_of


class Command(BaseCommand):
    help = "Run makemessages for every language of the house (needs GNU gettext)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Obsolete strings are dropped and places left out, so that a catalogue changes only with its words."""
        os.chdir(settings.BASE_DIR)
        call_command(
            "makemessages",
            locale=[folder_of(code) for code, _name in settings.LANGUAGES],
            ignore_patterns=[".venv/*", "var/*", "tests/*", "docs/*"],
            no_obsolete=True,
            no_location=True,
            no_wrap=True,
            verbosity=options["verbosity"],
        )
