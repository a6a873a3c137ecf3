"""Brings a checkout to the point where the house can be started."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.users.models import User


class Command(BaseCommand):
    help = "Migrate, make the cache table, compile messages, collect files, load definitions, tell the demo when empty."
    requires_system_checks: list[str] = []  # the tables they look at are made here

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step does nothing where nothing is to be done, so that starting again takes seconds."""
        call_command("compile_catalogues", verbosity=0)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_definitions", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMO and not User.objects.exists():
            started = timezone.now()
            call_command("load_demo", verbosity=options["verbosity"])
            self.stdout.write(f"It took {(timezone.now() - started).seconds} seconds, once.")
