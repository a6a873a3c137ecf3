"""Words of the month: refused before the first request, counted once, promised to what waits."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from cms.jobs.models import BackgroundRun
from cms.translation.machine.obstacles import MachineObstacle, MachineReason, MachineRefused
from cms.translation.machine.running import run_machine, run_pieces
from cms.translation.models import MachineRun
from tests.make.machine import choose_provider, make_setting
from tests.make.translation import publish
from tests.translation.machine.machine_runs import AT, limit, make_started, run_to_the_end, words_in


@pytest.mark.acceptance("T17")
def test_budget_refuses_before_the_first_request(machine: Any, libre: Any) -> None:
    page = make_started("Dieser Satz hat genau sechs Worte.")
    limit("tr", 10)

    with pytest.raises(MachineRefused) as refusal:
        run_machine(page, "tr", by=None, at=AT)

    run = MachineRun.objects.get()
    assert refusal.value.obstacle == MachineObstacle(MachineReason.OVER_BUDGET, "tr", 10)
    assert (run.state, run.reason, run.words) == ("refused", str(refusal.value.obstacle), 0)
    assert (libre.asked, words_in(page), BackgroundRun.objects.count()) == ([], {}, 0)


def test_many_small_runs_do_not_exceed_together(machine: Any) -> None:
    pages = [make_started("Dieser Satz hat genau sechs Worte.") for _number in range(3)]
    limit("tr", 25)

    with pytest.raises(MachineRefused):
        run_pieces([(page, "tr") for page in pages], by=None, at=AT)
    run_pieces([(page, "tr") for page in pages[:2]], by=None, at=AT)
    with pytest.raises(MachineRefused):
        run_machine(pages[2], "tr", by=None, at=AT)

    states = MachineRun.objects.order_by("pk").values_list("state", "planned")
    assert list(states) == [("refused", 0)] * 3 + [("queued", 11)] * 2 + [("refused", 0)]


def test_all_languages_together_have_a_limit(machine: Any) -> None:
    page = make_started("Dieser Satz hat genau sechs Worte.", codes=("tr", "ar"))
    machine.MACHINE_TRANSLATION = make_setting(monthly_words=15)

    run_machine(page, "tr", by=None, at=AT)
    with pytest.raises(MachineRefused) as refusal:
        run_machine(page, "ar", by=None, at=AT)

    assert refusal.value.obstacle == MachineObstacle(MachineReason.OVER_BUDGET, "ar", 4)


def test_new_month_begins_anew(machine: Any) -> None:
    page = make_started("Dieser Satz hat genau sechs Worte.", codes=("tr", "ar"))
    limit("tr", 11)
    run_to_the_end(page)
    page.lead = "Etwas ganz Neues."
    page = publish(page)

    with pytest.raises(MachineRefused):
        run_machine(page, "tr", by=None, at=AT)
    job = run_machine(page, "tr", by=None, at=AT + timedelta(days=7))

    assert MachineRun.objects.get(job=job).planned == 3


def test_cost_is_told_by_characters(machine: Any, libre: Any) -> None:
    machine.MACHINE_TRANSLATION["backends"]["libretranslate"]["price"] = "20"
    page = make_started("Ein Satz mit 0234 12 34 56.")

    run = run_to_the_end(page)

    sent = sum(len(text) for question in libre.asked for text in question["q"])
    assert (run.characters, float(run.cost)) == (sent, sent * 20 / 1_000_000)
    assert run.characters == len("Hilfe für Eltern" + "Wir helfen." + "Ein Satz mit XQ1X.")


def test_people_who_ask_at_the_same_moment_do_not_exceed_together(transactional_db: None, settings: Any) -> None:
    settings.MACHINE_TRANSLATION = make_setting()
    choose_provider()
    pages = [make_started("Dieser Satz hat genau sechs Worte.") for _number in range(6)]
    limit("tr", 25)
    start = threading.Barrier(len(pages))

    def ask(page: Any) -> bool:
        start.wait()
        try:
            run_machine(page, "tr", by=None, at=AT)
        except MachineRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(pages)) as people:
        queued = list(people.map(ask, pages))

    states = Counter(MachineRun.objects.values_list("state", flat=True))
    assert (sum(queued), states) == (2, {"queued": 2, "refused": 4})
