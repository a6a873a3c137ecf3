"""A run goes on where it stopped, and touches nothing that is there."""

from typing import Any

import pytest

from cms.translation.composing import compose
from cms.translation.enums import Obstacle, Reason
from cms.translation.gate import obstacle_to_publish
from cms.translation.machine.obstacles import MachineObstacle, MachineReason
from cms.translation.machine.pseudo import Pseudo
from cms.translation.machine.running import run_machine, work_on
from cms.translation.models import MachineRun
from tests.make.machine import make_setting
from tests.make.people import make_user
from tests.make.translation import locale, make_organisation_text, make_page, publish, translated
from tests.translation.machine.machine_runs import (
    AT,
    account,
    make_started,
    make_translation,
    run_to_the_end,
    words_in,
    work_through,
)
from tests.translation.test_composing import columns


@pytest.mark.acceptance("T17")
def test_interrupted_run_goes_on_without_double_words(machine: Any, libre: Any) -> None:
    page = make_started("Satz eins.", "Satz zwei.", "Satz drei.")
    machine.MACHINE_TRANSLATION = {**machine.MACHINE_TRANSLATION, "batch": 2}
    run = MachineRun.objects.get(job=run_machine(page, "tr", by=None, at=AT))

    work_through(run, batches=1)
    half = len(words_in(page))
    work_through(MachineRun.objects.get(pk=run.pk))

    run.refresh_from_db()
    sent = [text for question in libre.asked for text in question["q"]]
    assert (half, len(words_in(page))) == (2, 5)
    assert sent == ["Hilfe für Eltern", "Wir helfen.", "Satz eins.", "Satz zwei.", "Satz drei."]
    assert (account(run), run.words, run.planned) == (("done", 5, 0, []), 11, 11)


@pytest.mark.acceptance("T17")
def test_second_run_sends_only_what_is_open(machine: Any, libre: Any) -> None:
    page = make_started("Satz eins.", "Satz zwei.", "Satz drei.")
    machine.MACHINE_TRANSLATION = {**machine.MACHINE_TRANSLATION, "batch": 3}
    libre.failures = ["ok", 400]
    first = run_to_the_end(page)
    libre.asked.clear()

    second = run_to_the_end(page)

    assert [account(run) for run in (first, second)] == [
        ("partial", 3, 2, ["no_answer"] * 2),
        ("done", 2, 0, []),
    ]
    assert [question["q"] for question in libre.asked] == [["Satz zwei.", "Satz drei."]]
    assert (first.words, second.words) == (7, 4)


def test_batches_keep_to_sentences_and_bytes(machine: Any, libre: Any) -> None:
    long = "Ü" * 60
    page = make_started(f"{long} eins.", f"{long} zwei.", f"{long} drei.")
    machine.MACHINE_TRANSLATION = {**machine.MACHINE_TRANSLATION, "batch": 3, "batch_bytes": 250}

    run = run_to_the_end(page)

    assert [len(question["q"]) for question in libre.asked] == [3, 1, 1]
    assert account(run)[:2] == ("done", 5)


@pytest.mark.acceptance("T17")
def test_existing_translations_stay_and_nothing_goes_live(machine: Any) -> None:
    page = make_started("Von einem Menschen.", "Mit einem Fehler.", "Offen.")
    make_translation(page, "Von einem Menschen.", "İnsandan.")
    make_translation(page, "Mit einem Fehler.", "<p>Hata</p>")
    before = words_in(page)
    row = page.get_translation(locale("tr"))

    run = run_to_the_end(page)

    row.refresh_from_db()
    assert account(run) == ("done", 3, 0, [])
    assert {german: words_in(page)[german] for german in before} == before
    assert not row.live


@pytest.mark.acceptance("T2", "T17")
@pytest.mark.parametrize("make", [make_page, make_organisation_text], ids=["page", "snippet"])
def test_live_row_stays_as_it_is(machine: Any, make: Any) -> None:
    source = make()
    row = translated(source, "tr")
    setattr(source, "lead" if make is make_page else "what_we_do", "Ganz neue Worte für alle.")
    publish(source)
    before = columns(row)

    run = run_to_the_end(source)

    assert account(run) == ("done", 1, 0, [])
    assert columns(row) == before


def test_machine_s_words_wait_for_a_person(machine: Any) -> None:
    page = make_started("Ein Satz.")
    run_to_the_end(page)

    release = compose(page, locale("tr"), by=make_user())

    assert release.revision is not None
    obstacle = obstacle_to_publish(page.get_translation(locale("tr")), release.revision)
    assert obstacle == Obstacle(Reason.MACHINE_OPEN, 3)


def test_somebody_who_was_faster_is_not_overwritten(machine: Any) -> None:
    page = make_started("Ein Satz.")
    machine.MACHINE_TRANSLATION = make_setting(
        backends={"pseudo": {"class": f"{__name__}.Meddler", "page": page, "german": "Ein Satz."}}
    )

    run = run_to_the_end(page)

    assert account(run) == ("done", 2, 0, [])
    assert words_in(page)["Ein Satz."] == ("İnsandan.", "manual", "")


def test_withdrawn_text_ends_its_run(machine: Any) -> None:
    page = make_started("Ein Satz.")
    run = MachineRun.objects.get(job=run_machine(page, "tr", by=None, at=AT))
    page.unpublish()

    outcome = work_on(run, at=AT, sleep=lambda _seconds: None)

    run.refresh_from_db()
    assert (outcome.again, run.state, words_in(page)) == (False, "failed", {})
    assert run.reason == str(MachineObstacle(MachineReason.NOT_PUBLIC))


def test_provider_that_was_taken_out_ends_its_run(machine: Any) -> None:
    page = make_started("Ein Satz.")
    run = MachineRun.objects.get(job=run_machine(page, "tr", by=None, at=AT))
    machine.MACHINE_TRANSLATION = {}

    work_on(run, at=AT, sleep=lambda _seconds: None)

    run.refresh_from_db()
    assert (run.state, words_in(page)) == ("failed", {})


class Meddler(Pseudo):
    """While it thinks, a person types a sentence."""

    def __init__(self, options: Any, **more: Any) -> None:
        super().__init__(options, **more)
        self.options = options

    def translate(self, *args: Any, **more: Any) -> list[str]:
        make_translation(self.options["page"], self.options["german"], "İnsandan.")
        return super().translate(*args, **more)
