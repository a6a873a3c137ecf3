"""Sends what waits in the outbox."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.mail.sending import drain


class Command(BaseCommand):
    """`drain_outbox`; safe to run beside a worker."""

    help = "Sends the messages that wait in the outbox and prints how many went out."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{drain(timezone.now())} messages sent.")
