"""What a machine run stores, and what it leaves open with which reason."""

from typing import Any

import pytest
from wagtail_localize.models import StringTranslation

from cms.translation.machine.protocol import ProviderProblem, Trouble
from cms.translation.machine.running import run_machine, work_on
from cms.translation.models import MachineRun, Protected
from tests.make.glossary import make_term
from tests.make.machine import make_setting
from tests.translation.machine.machine_runs import AT, account, make_started, pseudo, run_to_the_end, words_in


@pytest.mark.acceptance("T16", "T17")
def test_names_and_numbers_stay_whole(machine: Any) -> None:
    make_term("Kindergeld")
    Protected.objects.create(text="IFAK e.V.")
    page = make_started("Kindergeld gibt es bei IFAK e.V., 0234 12 34 56, hilfe@ifak.example.")

    run = run_to_the_end(page)

    assert account(run) == ("done", 3, 0, [])
    assert words_in(page) == {
        "Hilfe für Eltern": ("[Hílfé für Éltérñ]", "machine", "Pseudo"),
        "Wir helfen.": ("[Wír hélféñ.]", "machine", "Pseudo"),
        "Kindergeld gibt es bei IFAK e.V., 0234 12 34 56, hilfe@ifak.example.": (
            "[Kindergeld gíbt éš béí IFAK e.V., 0234 12 34 56, hilfe@ifak.example.]",
            "machine",
            "Pseudo",
        ),
    }


def test_links_marks_and_entities_stay_whole(machine: Any) -> None:
    page = make_started('Mehr beim <a href="https://www.bamf.de">Amt</a>, <b>jeden</b> Tag.<br/>Tee &amp; Kaffee.')

    run = run_to_the_end(page, "tr")

    german = 'Mehr beim <a id="a1">Amt</a>, <b>jeden</b> Tag.<br/>Tee &amp; Kaffee.'
    assert account(run) == ("done", 3, 0, [])
    assert words_in(page)[german][0] == '[Méhr béím <a id="a1">Ámt</a>, <b>jédéñ</b> Tág.<br/>Téé &amp; Káfféé.]'


def test_same_sentence_is_sent_once_and_stored_twice(machine: Any) -> None:
    page = make_started("Wir helfen.", "Kommen Sie vorbei.")

    run = run_to_the_end(page)

    stored = StringTranslation.objects.filter(context__object_id=page.translation_key)
    assert sorted(row.data for row in stored) == [
        "[Hílfé für Éltérñ]",
        "[Kómméñ Šíé vórbéí.]",
        "[Wír hélféñ.]",
        "[Wír hélféñ.]",
    ]
    assert (run.done, run.words) == (4, 8)


def test_sentence_of_names_alone_costs_nothing(machine: Any) -> None:
    Protected.objects.create(text="Haus am Park")
    page = make_started("Haus am Park, 44787")

    run = run_to_the_end(page)

    assert words_in(page)["Haus am Park, 44787"][0] == "Haus am Park, 44787"
    assert run.words == 5


@pytest.mark.acceptance("T17")
@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ("empty", ("partial", 2, 1, ["empty"])),
        ("unchanged", ("partial", 2, 1, ["unchanged"])),
        ("tag", ("partial", 2, 1, ["tag"])),
        ("mark", ("partial", 2, 1, ["mark_lost"])),
        ("count", ("partial", 0, 3, ["wrong_count"] * 3)),
        ("error", ("partial", 0, 3, ["no_answer"] * 3)),
        ("timeout", ("partial", 0, 3, ["no_answer"] * 3)),
        ("busy", ("partial", 0, 3, ["no_answer"] * 3)),
        ("refused", ("partial", 0, 3, ["no_answer"] * 3)),
    ],
)
def test_failure_leaves_sentences_open_with_their_reason(
    machine: Any, wrong: str, expected: tuple[str, int, int, list[str]]
) -> None:
    page = make_started("In der <b>Kita</b> ist immer jemand.")
    machine.MACHINE_TRANSLATION = make_setting(backends=pseudo(fail_on={"Kita": wrong}))

    run = run_to_the_end(page)

    assert account(run) == expected
    assert len(words_in(page)) == run.done


@pytest.mark.acceptance("T17")
def test_dropped_tokens_leave_open_what_had_some(machine: Any) -> None:
    page = make_started("Telefon 0234 12 34 56.", "Ohne Nummer.")
    machine.MACHINE_TRANSLATION = make_setting(backends=pseudo(drop_tokens=True))

    run = run_to_the_end(page)

    assert account(run) == ("partial", 3, 1, ["token_lost"])
    assert set(words_in(page)) == {"Hilfe für Eltern", "Wir helfen.", "Ohne Nummer."}


def test_words_too_long_for_their_field_stay_open(machine: Any) -> None:
    page = make_started("Kurz.", title="Ein sehr langer Titel")
    machine.MACHINE_TRANSLATION = make_setting(backends=pseudo(fail_on={"Titel": "long"}))

    run = run_to_the_end(page)

    assert account(run) == ("partial", 2, 1, ["too_long"])


@pytest.mark.acceptance("T17")
def test_slow_provider_is_asked_three_times_and_then_left(machine: Any) -> None:
    page = make_started("Noch ein Satz.")
    machine.MACHINE_TRANSLATION = make_setting(backends=pseudo(slow=30), batch=1, timeout=0.01)
    run = MachineRun.objects.get(job=run_machine(page, "tr", by=None, at=AT))
    pauses: list[float] = []

    while work_on(run, at=AT, sleep=pauses.append).again:
        run.refresh_from_db()

    run.refresh_from_db()
    assert account(run) == ("partial", 0, 3, ["no_answer"] * 3)
    assert (run.reason, run.words) == (str(ProviderProblem(Trouble.TIMEOUT, "Pseudo")), 0)
    assert pauses == [1.0, 4.0] * 3
    assert words_in(page) == {}


@pytest.mark.acceptance("T17")
def test_three_failed_batches_end_the_run_and_the_rest_is_not_sent(machine: Any, libre: Any) -> None:
    page = make_started(*(f"Satz {number} ist da." for number in "abcdefgh"))
    libre.failures = ["ok", *[400] * 9]
    machine.MACHINE_TRANSLATION = {**machine.MACHINE_TRANSLATION, "batch": 2}

    run = run_to_the_end(page)

    assert account(run) == ("partial", 2, 6, ["no_answer"] * 6)
    assert len(libre.asked) == 4
    assert len(words_in(page)) == 2
