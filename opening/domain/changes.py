"""The one door through which a state changes: only along its map, and only from where everybody thinks it is."""

from typing import Any

from django.db import models

from opening.domain.missing import refuse
from opening.enums import StateMap
from opening.obstacles import Obstacle


def change[State: models.TextChoices](row: models.Model, to: State, changes: StateMap[State], **values: Any) -> None:
    """Moves a row to another state and sets further fields with it, in one conditional UPDATE.

    Raises RefusedError when the map does not lead there, or when somebody else moved the row in the meantime.
    """
    enum = type(to)
    current = enum(row.state)  # type: ignore[attr-defined]  # every model given here has a state
    if to not in changes[current]:
        raise refuse(Obstacle.NOT_FROM_HERE, state=current.label)
    rows = type(row)._default_manager.filter(pk=row.pk, state=current)
    if rows.update(state=to, **values) != 1:
        raise refuse(Obstacle.CHANGED_MEANWHILE)
    for name, value in {"state": to, **values}.items():
        setattr(row, name, value)
