"""The life of a process: start, offer, walk to the end, pause, cancel (O5)."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from opening.domain import definitions, process, stage, template
from opening.domain.missing import RefusedError
from opening.enums import ItemKind, ItemState, PartyState, ProcessState, StageState
from opening.models import Item, Process
from opening.obstacles import Obstacle
from tests.make.network import make_organisation
from tests.make.opening import (
    AT,
    TODAY,
    actor_of,
    again,
    finish_stage,
    lead_of,
    make_advisor,
    make_assessment,
    make_definitions,
    make_item,
    make_party,
    make_process,
    put_into,
    running,
    settle_goals,
)
from tests.make.people import make_user


@pytest.mark.acceptance("O5")
@pytest.mark.django_db
@pytest.mark.parametrize("key", ["opening", "dialogue", "neighbourhood"])
def test_template_runs_from_offer_to_conclusion(key: str) -> None:
    row = make_process(key, offered=False)
    process.offer(lead_of(row), at=AT)

    walked = []
    while process.running_stage(again(row)) is not None:
        walked.append(running(row).key)
        finish_stage(row)
    settle_goals(row)
    process.conclude(lead_of(row), at=AT)

    done = again(row)
    assert walked == [phase.key for phase in template.of_process(done).phases]
    assert {one.state for one in done.stages.all()} == {StageState.SIGNED}
    assert (done.state, done.started_on, done.closed_on) == (ProcessState.CONCLUDED, TODAY, TODAY)


@pytest.mark.acceptance("O5")
def test_no_line_of_code_names_a_kind_of_process(project_root: Path) -> None:
    kinds = {"dialogue", "neighbourhood"}

    named = [
        f"{path.name}:{number}: {line.strip()}"
        for path in sorted((project_root / "opening").rglob("*.py"))
        if "migrations" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if any(f'"{kind}"' in line for kind in kinds) or "process.kind " in line
    ]

    assert named == []


@pytest.mark.django_db
def test_starting_pins_the_template_and_lays_out_phases_and_checklists() -> None:
    make_definitions()
    advisor, kita = make_advisor(), make_organisation("Kita Regenbogen")

    row = process.start("opening", advisor, title="Wir öffnen uns", organisation=kita, at=AT)

    assert (row.code, row.kind, row.state) == ("IKOE-2026-001", "opening", ProcessState.DRAFT)
    assert str(row.definition) == "process:opening/1"
    assert str(row.catalogue) == "catalogue:ikoe/1"
    assert [(s.key, s.state) for s in row.stages.all()][:2] == [("mandate", "pending"), ("steering", "pending")]
    assert row.items.filter(kind=ItemKind.CHECK).count() == 36
    assert [(p.role, p.state, p.user) for p in row.parties.all()] == [("advisor_lead", PartyState.ACTIVE, advisor)]


@pytest.mark.django_db
def test_codes_count_up_by_kind_and_year() -> None:
    first, second, other = make_process(), make_process(), make_process("dialogue")
    later = make_process(at=AT + timedelta(days=365))

    assert [row.code for row in (first, second, other, later)] == [
        "IKOE-2026-001",
        "IKOE-2026-002",
        "DIA-2026-001",
        "IKOE-2027-001",
    ]


START_REFUSED: dict[str, tuple[str, bool, Callable[[], object], Obstacle]] = {
    "without an institution": ("opening", False, make_advisor, Obstacle.ORGANISATION_REQUIRED),
    "with one where there is none": ("dialogue", True, make_advisor, Obstacle.ORGANISATION_UNWANTED),
    "unknown template": ("wizardry", True, make_advisor, Obstacle.TEMPLATE_UNKNOWN),
    "without the right": ("opening", True, make_user, Obstacle.NOT_FOR_YOU),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "with_organisation", "who", "expected"), START_REFUSED.values(), ids=START_REFUSED)
def test_start_is_refused(key: str, with_organisation: bool, who: Callable[[], object], expected: Obstacle) -> None:
    make_definitions()
    organisation = make_organisation() if with_organisation else None

    with pytest.raises(RefusedError) as refusal:
        process.start(key, who(), title="X", organisation=organisation, at=AT)

    assert refusal.value.obstacle == expected
    assert Process.objects.count() == 0


@pytest.mark.django_db
def test_offering_opens_the_first_phase_with_its_due_date() -> None:
    row = make_process()

    first = running(row)

    assert (again(row).state, first.key, first.opened_on) == (ProcessState.OFFERED, "mandate", TODAY)
    assert first.due_on == TODAY + timedelta(weeks=10)


@pytest.mark.django_db
def test_signing_the_first_phase_begins_the_process_and_opens_the_next() -> None:
    row = make_process()

    finish_stage(row)

    assert (again(row).state, again(row).started_on, running(row).key) == (ProcessState.ACTIVE, TODAY, "steering")


@pytest.mark.django_db
def test_pause_needs_a_reason_and_stops_the_work() -> None:
    row = make_process()
    finish_stage(row)

    with pytest.raises(RefusedError) as refusal:
        process.pause(lead_of(row), " ", at=AT)
    process.pause(lead_of(row), "Umbau", until=date(2026, 9, 1), at=AT)
    with pytest.raises(RefusedError) as resting:
        stage.submit(lead_of(row), running(row), at=AT)
    paused = again(row)
    process.resume(lead_of(row), at=AT)

    assert refusal.value.obstacle == Obstacle.REASON_NEEDED
    assert resting.value.obstacle == Obstacle.PROCESS_RESTS
    assert (paused.state, paused.pause_reason, paused.paused_until) == ("paused", "Umbau", date(2026, 9, 1))
    assert again(row).state == ProcessState.ACTIVE


@pytest.mark.django_db
def test_resuming_what_does_not_rest_is_refused() -> None:
    row = make_process()

    with pytest.raises(RefusedError) as refusal:
        process.resume(lead_of(row), at=AT)

    assert refusal.value.obstacle == Obstacle.NOT_FROM_HERE


@pytest.mark.django_db
def test_conclusion_names_everything_that_is_open() -> None:
    row = make_process()
    finish_stage(row)
    make_item(row, "goal")
    make_assessment(row, "baseline", state="open")

    with pytest.raises(RefusedError) as refusal:
        process.conclude(lead_of(row), at=AT)

    assert [m.obstacle for m in refusal.value.missing] == [
        *[Obstacle.STAGES_OPEN] * 7,
        Obstacle.ITEMS_UNSETTLED,
        Obstacle.ASSESSMENT_OPEN,
    ]


@pytest.mark.django_db
def test_dropped_goal_does_not_stand_in_the_way_of_the_conclusion() -> None:
    row = make_process()
    goal = make_item(row, "goal")
    row.stages.update(state=StageState.SIGNED)
    Item.objects.filter(pk=goal.pk).update(state=ItemState.DROPPED, drop_reason="überholt")

    assert process.missing_to_conclude(again(row)) == []


@pytest.mark.django_db
def test_cancelling_tells_everybody_the_reason(outbox: Callable[[], list[object]]) -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")

    process.cancel(lead_of(row), "Die Trägerschaft wechselt.", at=AT)

    assert (again(row).state, again(row).close_reason) == (ProcessState.CANCELLED, "Die Trägerschaft wechselt.")
    told = {(m.kind, m.to) for m in outbox()}  # type: ignore[attr-defined]
    assert told == {("opening.cancelled", sponsor.email), ("opening.cancelled", lead_of(row).user.email)}


@pytest.mark.django_db
def test_closed_process_takes_no_more_changes() -> None:
    row = make_process()
    process.cancel(lead_of(row), "Umzug", at=AT)

    with pytest.raises(RefusedError) as refusal:
        process.cancel(lead_of(row), "noch einmal", at=AT)

    assert refusal.value.obstacle == Obstacle.PROCESS_OVER


@pytest.mark.django_db
def test_partner_does_not_lead() -> None:
    row = make_process(offered=False)
    sponsor = make_party(row, "sponsor")

    with pytest.raises(RefusedError) as refusal:
        process.offer(actor_of(row, sponsor.user), at=AT)

    assert (refusal.value.obstacle, again(row).state) == (Obstacle.NOT_FOR_YOU, ProcessState.DRAFT)


@pytest.mark.django_db
def test_running_process_keeps_its_definition_when_it_retires(tmp_path: Path) -> None:
    row = make_process()
    put_into(row, "plan")

    definitions.load(tmp_path)

    assert again(row).definition == row.definition
