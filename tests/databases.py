"""Template databases: migrate once, copy in a fraction of a second (`--no-migrations` breaks Wagtail).

Each process works in a database of its own, so that two runs at the same time never meet.
"""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import timezone

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "test"
APPS = ("cms", "home", "volunteering", "opening")


def digest_of(*patterns: str) -> str:
    """A name for the present state of Django and of all files that match."""
    digest = hashlib.sha256(str(django.VERSION).encode())
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class Databases:
    """The database of one test process, filled from templates shared by all."""

    def __init__(self, worker: str) -> None:
        self.own = f"house_test_{worker}_{os.getpid()}"
        self.on_postgresql = connection.vendor == "postgresql"
        code = [f"{app}/**/migrations/*.py" for app in APPS] + ["requirements/run.txt"]
        story = [f"{app}/**/*.{kind}" for app in APPS for kind in ("py", "yaml")] + ["cms/demo/texts/*.po"]
        self.names = {
            "base": f"house_{digest_of(*code)}",
            "demo": f"house_demo_{digest_of(*code, *story)}_{timezone.localdate():%Y%m%d}",
        }

    def set_up(self) -> None:
        """Make the base template where it is missing and a copy of it for this process."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.make_template("base")
        self.use(self.own)
        self.restore("base")
        TransactionTestCase._fixture_teardown = lambda _case: self.restore("base")  # type: ignore[method-assign]

    def tear_down(self) -> None:
        connections.close_all()
        self.drop(self.own)

    def make_template(self, kind: str) -> None:
        name = self.names[kind]
        with locked(FOLDER / f"{name}.lock"):
            if self.exists(name):
                return
            building = f"{name}_new"
            self.drop(building)
            self.create(building, None if kind == "base" else self.names["base"])
            self.use(building)
            if kind == "base":
                call_command("migrate", verbosity=0)
                call_command("createcachetable", verbosity=0)
            else:
                call_command("load_demo", verbosity=0)
            connections.close_all()
            self.rename(building, name)

    def restore(self, kind: str) -> None:
        """The database of this process as the template has it."""
        if kind == "demo":
            self.make_template("demo")
            self.use(self.own)
        if self.on_postgresql:
            connections.close_all()
            self.drop(self.own)
            self.create(self.own, self.names[kind])
        else:
            connection.ensure_connection()
            with sqlite3.connect(self.path(self.names[kind])) as source:
                source.backup(connection.connection)
            source.close()

    # -------------------------------------------------------------- the two kinds of database

    def path(self, name: str) -> Path:
        return FOLDER / f"{name}.sqlite3"

    def use(self, name: str) -> None:
        connections.close_all()
        target = name if self.on_postgresql else str(self.path(name))
        settings.DATABASES["default"]["NAME"] = target
        connection.settings_dict["NAME"] = target

    def exists(self, name: str) -> bool:
        if not self.on_postgresql:
            return self.path(name).exists()
        with self.server() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def create(self, name: str, template: str | None) -> None:
        if not self.on_postgresql:
            if template:
                with sqlite3.connect(self.path(template)) as source, sqlite3.connect(self.path(name)) as copy:
                    source.backup(copy)
                source.close()
                copy.close()
            return
        with self.server() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}" ENCODING \'UTF8\'')

    def drop(self, name: str) -> None:
        if not self.on_postgresql:
            for suffix in ("", "-wal", "-shm"):
                self.path(name).with_suffix(f".sqlite3{suffix}").unlink(missing_ok=True)
            return
        with self.server() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def rename(self, old: str, new: str) -> None:
        if not self.on_postgresql:
            with sqlite3.connect(self.path(old)) as found:
                found.execute("PRAGMA journal_mode=DELETE")
            found.close()
            self.path(old).rename(self.path(new))
            return
        with self.server() as cursor:
            cursor.execute(f'ALTER DATABASE "{old}" RENAME TO "{new}"')

    @contextmanager
    def server(self) -> Iterator[object]:
        import psycopg

        found = connection.settings_dict
        options = {"host": found["HOST"], "port": found["PORT"], "user": found["USER"], "password": found["PASSWORD"]}
        with psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in options.items() if v}) as server:
            yield server.cursor()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
