"""Machine runs in the queue: many at once, without an open transaction, ended when nobody works on them."""

from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.jobs import runs
from cms.jobs.models import BackgroundRun
from cms.translation.composing import ensure_row
from cms.translation.machine.pseudo import Pseudo
from cms.translation.machine.running import end_stale, run_machine, run_pieces
from cms.translation.models import MachineRun
from tests.make.machine import choose_provider, make_setting
from tests.make.people import make_user
from tests.make.translation import locale, make_organisation_text, make_page
from tests.translation.machine.machine_runs import AT, account, make_started, pseudo


@pytest.mark.acceptance("T17")
def test_many_texts_are_one_background_run(machine: Any) -> None:
    pages = [make_started("Ein Satz."), make_started("Noch einer."), make_page()]

    job = runs.work(run_pieces([(page, "tr") for page in pages], by=None, at=AT))

    assert (job.state, job.total, job.done, job.failed) == ("done", 2, 2, 0)
    assert [str(pages[2]) in note for note in job.notes] == [True]
    assert [account(run) for run in MachineRun.objects.filter(job=job)] == [("done", 3, 0, [])] * 2


def test_provider_that_is_down_ends_the_whole_background_run(machine: Any) -> None:
    pages = [make_started(f"Satz {number}.") for number in "abcde"]
    machine.MACHINE_TRANSLATION = make_setting(backends=pseudo(fail_on={"e": "refused"}))

    job = runs.work(run_pieces([(page, "tr") for page in pages], by=None, at=AT))

    states = MachineRun.objects.filter(job=job).order_by("pk").values_list("state", "failed")
    assert (job.state, job.failed, job.skipped) == ("partial", 3, 2)
    assert list(states) == [("partial", 3)] * 3 + [("failed", 0)] * 2


def test_nobody_is_kept_from_writing_while_the_provider_thinks(
    transactional_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MACHINE_TRANSLATION = make_setting(backends={"pseudo": {"class": f"{__name__}.Witness"}})
    choose_provider()
    monkeypatch.setattr(Witness, "seen", [])
    page = make_started("Ein Satz.")

    job = runs.work(run_machine(page, "tr", by=None, at=AT))

    assert (job.state, Witness.seen) == ("done", [False])


def test_run_is_logged_with_whoever_asked(machine: Any) -> None:
    lead, page = make_user(is_superuser=True), make_started("Ein Satz.")
    text = make_organisation_text("Wir beraten.")
    ensure_row(text, locale("tr"))

    run_machine(page, "tr", by=lead, at=AT)
    run_machine(text, "tr", by=lead, at=AT)

    entries = [
        *PageLogEntry.objects.filter(action="translation.run_machine"),
        *ModelLogEntry.objects.filter(action="translation.run_machine"),
    ]
    assert [(entry.user, entry.data) for entry in entries] == [
        (lead, {"language": "tr", "words": 7, "provider": "pseudo"}),
        (lead, {"language": "tr", "words": 5, "provider": "pseudo"}),
    ]


@pytest.mark.parametrize(
    ("job_state", "silent_for", "expected"),
    [
        ("queued", timedelta(hours=2), "queued"),
        ("queued", timedelta(days=2), "failed"),
        ("cancelled", timedelta(minutes=5), "queued"),
        ("cancelled", timedelta(minutes=20), "failed"),
        (None, timedelta(minutes=20), "failed"),
    ],
    ids=["waits", "forgotten", "just stopped", "stopped", "background run gone"],
)
def test_runs_that_nobody_works_on_are_ended(
    machine: Any, job_state: str | None, silent_for: timedelta, expected: str
) -> None:
    job = run_machine(make_started("Ein Satz."), "tr", by=None, at=AT)
    if job_state is None:
        job.delete()
    else:
        BackgroundRun.objects.update(state=job_state)

    end_stale(AT + silent_for)

    assert MachineRun.objects.get().state == expected


class Witness(Pseudo):
    """Notes whether a transaction was open while it was asked."""

    seen: ClassVar[list[bool]] = []

    def translate(self, *args: Any, **more: Any) -> list[str]:
        self.seen.append(connection.in_atomic_block)
        return super().translate(*args, **more)
