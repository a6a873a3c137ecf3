"""System checks on the database and the settings: what the code relies on, said before it goes wrong."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

TOO_STRICT = {"repeatable read", "serializable"}


def one_transaction_a_decision(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Places are given by a conditional UPDATE in a transaction of its own (volunteering.md 4.2).

    A transaction around the whole request, or one that does not see what others committed meanwhile, breaks that.
    """
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.settings_dict.get("ATOMIC_REQUESTS"):
            found.append(
                Error(
                    f"ATOMIC_REQUESTS is on for the database {alias!r}.",
                    hint="Take it out: each decision is a transaction of its own, otherwise places can be overbooked.",
                    id="cms.E001",
                )
            )
        if connection.vendor == "postgresql" and (level := isolation_level(connection)) in TOO_STRICT:
            found.append(
                Error(
                    f"The database {alias!r} works at the isolation level {level!r}.",
                    hint="Leave it at 'read committed', the default of PostgreSQL: after waiting for a row, a "
                    "statement has to see what the other one committed.",
                    id="cms.E002",
                )
            )
    return found


def isolation_level(connection: Any) -> str:
    """The level of a PostgreSQL connection: by our settings, the role or the server, whichever speaks last."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        return str(cursor.fetchone()[0])


def hosts_are_named(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Names in mails and the keys of limits come from the Host header: no host but our own may be answered."""
    if settings.DEBUG or "*" not in settings.ALLOWED_HOSTS:
        return []
    return [
        Error(
            "ALLOWED_HOSTS contains '*'.",
            hint="Name the host names of the house: ALLOWED_HOSTS=haus.example,www.haus.example",
            id="cms.E003",
        )
    ]


def limits_are_shared(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Limits count in the cache; one in the memory of a process would count once for each process."""
    backend = settings.CACHES["default"]["BACKEND"]
    if not backend.endswith(("LocMemCache", "DummyCache")):
        return []
    return [
        Error(
            f"The default cache is {backend}.",
            hint="Use the database cache (the default) or Redis (CACHE_URL): limits hold for all processes together.",
            id="cms.E004",
        )
    ]


def register_all() -> None:
    """Called once, when the app is ready."""
    register(one_transaction_a_decision, Tags.database)
    register(hosts_are_named, Tags.security)
    register(limits_are_shared, Tags.caches)
