"""Starts the house: prepares what is missing, serves, and says where and for whom."""

import errno
import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import CommandParser, call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections


class Command(BaseCommand):
    help = "Prepare the house (migrations, messages, files, demo) and serve it; Ctrl-C ends everything."
    requires_system_checks: list[str] = []  # asked once, before preparing; a second time would only delay the start

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and whether all is prepared."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="Processes of the server.")
        parser.add_argument("--prepared", action="store_true", help="Everything is prepared; only serve.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse a taken port before anything else, prepare, and begin anew with nothing but the server in memory."""
        host, port, workers = options["host"], options["port"], options["workers"]
        claim(host, port)
        if settings.DEMO and "BASE_URL" not in os.environ:
            os.environ["BASE_URL"] = settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = f"http://{host}:{port}"
        if options["prepared"]:
            from cms.server import serve

            serve(host, port, workers, greet=lambda: self.greet(host, port))
            return
        self.check()
        call_command("prepare", verbosity=options["verbosity"], stdout=self.stdout, stderr=self.stderr)
        connections.close_all()
        sys.stdout.flush()
        again = ["serve", "--prepared", "--host", host, "--port", str(port), "--workers", str(workers)]
        os.execv(sys.executable, [sys.executable, sys.argv[0], *again])

    def greet(self, host: str, port: int) -> None:
        """Addresses and logins."""
        url = f"http://{host}:{port}"
        self.stdout.write(f"\n{settings.SITE_NAME} is open: {url}/    The house from inside: {url}/admin/")
        if settings.DEMO:
            from cms.demo.story import LOGINS, PASSWORD

            self.stdout.write(f"Letters that were sent: {url}/demo/mail/    All logins: {url}/demo/")
            self.stdout.write(f"Every login has the password {PASSWORD}; the demo asks for no second factor.\n")
            width = max(len(str(login.role)) for login in LOGINS) + 2
            for login in LOGINS:
                self.stdout.write(f"  {login.role!s:<{width}}{login.email:<42}{url}{login.start}")
        self.stdout.write("\nCtrl-C ends it.")
        self.stdout.flush()


def claim(host: str, port: int) -> None:
    """Raises CommandError with one sentence when nobody can listen there."""
    other = 8124 if port == 8123 else 8123
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as problem:
        if getattr(problem, "errno", None) == errno.EADDRINUSE:
            raise CommandError(f"Port {port} is taken. Try another one: make run PORT={other}") from None
        raise CommandError(f"Nobody can listen on {host}:{port} ({problem}). Try: make run PORT={other}") from None
