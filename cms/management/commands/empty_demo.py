"""Brings the demo's database back to the state after the migrations."""

import shutil
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = "Throw away all data of the demo: tables, uploads, mails."

    def handle(self, *args: Any, **options: Any) -> None:
        """Only with demo settings; drops every table and migrates anew. A house that runs meanwhile stays up."""
        if not settings.DEMO:
            raise CommandError("empty_demo works with demo settings only, so that no real data is ever touched.")
        if connection.vendor == "sqlite":
            self.drop_sqlite()
        else:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE")
                cursor.execute("CREATE SCHEMA public")
        for folder in ("media", "private", "mails"):
            shutil.rmtree(settings.DATA_DIR / folder, ignore_errors=True)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)

    def drop_sqlite(self) -> None:
        """Drop virtual tables first: their shadow tables go with them."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys=OFF")
            for virtual in ("LIKE", "NOT LIKE"):
                cursor.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%%' "
                    f"AND sql {virtual} 'CREATE VIRTUAL%%'"
                )
                for (name,) in cursor.fetchall():
                    cursor.execute(f'DROP TABLE IF EXISTS "{name}"')
            cursor.execute("PRAGMA foreign_keys=ON")
