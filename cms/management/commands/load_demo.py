"""Tells the demo story into the database."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.users.models import User


class Command(BaseCommand):
    help = "Fill the database with the demo story, relative to today; --reset empties it first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="empty the whole database first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses outside demo settings and on a database that already has people."""
        if not settings.DEMO:
            raise CommandError("load_demo works with demo settings only, so that no real data is ever touched.")
        if options["reset"]:
            call_command("empty_demo", verbosity=0)
        elif User.objects.exists():
            raise CommandError("The database already has people. To throw everything away and start anew: make demo")
        from cms.demo.story import tell_all

        say = self.stdout.write if options["verbosity"] else lambda _line: None
        say("Telling the demo story …")
        tell_all(timezone.now(), say=say)
        say("The demo is ready.")
