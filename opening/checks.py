"""System checks: stored definitions are what was loaded, and there is something to start."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import DatabaseError

from opening.enums import DefinitionKind
from opening.models import Definition


def stored_definitions(
    app_configs: Any = None, databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """Recomputes the fingerprint of every stored definition; an altered row is an error."""
    if not databases:
        return []
    try:
        rows = list(Definition.objects.all())
    except DatabaseError:  # before the first migration there is nothing to check
        return []
    found: list[checks.CheckMessage] = [
        checks.Error(
            f"The content of the definition {row} is not what was loaded.",
            hint="Somebody changed the row in the database. Restore it from a backup.",
            obj=row,
            id="opening.E001",
        )
        for row in rows
        if not row.is_intact
    ]
    if not any(row.kind == DefinitionKind.PROCESS and row.state == "published" for row in rows):
        found.append(
            checks.Warning(
                "No process template is published, so no process can be started.",
                hint="manage.py load_definitions",
                id="opening.W001",
            )
        )
    return found


def register() -> None:
    """Makes the check known; it runs with `migrate` and `check --database default`."""
    checks.register(stored_definitions, checks.Tags.database)
