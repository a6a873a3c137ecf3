"""A step that waits for somebody else's server keeps nobody from writing."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cms.jobs import runs
from cms.jobs.runs import Outcome


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for kinds of this test alone."""
    monkeypatch.setattr(runs, "_kinds", {})


@pytest.mark.parametrize(("atomic", "expected"), [(True, [True]), (False, [False])], ids=["usual", "waits for others"])
def test_transaction_is_open_during_a_step_unless_it_waits_for_others(
    transactional_db: None, kinds: None, atomic: bool, expected: list[bool]
) -> None:
    seen: list[bool] = []

    def step(_run: Any, _item: Any) -> Outcome:
        seen.append(connection.in_atomic_block)
        return Outcome()

    runs.register_kind("test.step", step, label="Test", atomic=atomic)
    run = runs.work(runs.start("test.step", title="Test", items=[1], by=None, at=timezone.now()))

    assert (seen, run.state, run.done) == (expected, "done", 1)
