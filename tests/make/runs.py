"""Background runs of kinds that exist in a test alone."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from cms.jobs import runs
from cms.jobs.models import BackgroundRun

KIND = "test.run"
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def make_run(
    step: runs.Step, items: Iterable[Any] = (1, 2, 3), *, by: Any = None, at: datetime = AT, **kind: Any
) -> BackgroundRun:
    """A waiting run whose kind does this step."""
    runs.register_kind(KIND, step, label="Probe", **kind)
    return runs.start(KIND, title="Probe", items=items, by=by, at=at)
