"""Checklists and goals: who ticks what, what a state asks for (`opening.md` 3.3, 3.4)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from opening.domain import items
from opening.domain.missing import RefusedError
from opening.enums import ItemState
from opening.models import Item, Process
from opening.obstacles import Obstacle
from tests.make.opening import (
    AT,
    TODAY,
    actor_of,
    again,
    lead_of,
    make_advisor,
    make_document,
    make_item,
    make_manager,
    make_party,
    make_process,
    put_into,
    running,
    stage_of,
)


def check(row: Process, key: str) -> Item:
    return Item.objects.get(process=row, stage=running(row), key=key)


# phase 3: profile and consensus by steering, invited and voices by coordinator, feedback by sponsor
TICKERS = {
    "role that is named": ("sponsor", "feedback", None),
    "another partner": ("steering", "feedback", Obstacle.NOT_YOURS),
    "coordinator for the sponsor": ("coordinator", "feedback", Obstacle.NOT_YOURS),
    "coordinator for the group": ("coordinator", "consensus", None),
    "member of the group": ("steering", "consensus", None),
    "sponsor for the group": ("sponsor", "consensus", Obstacle.NOT_YOURS),
    "participant": ("participant", "voices", Obstacle.NOT_YOURS),
    "observer": ("observer", "voices", Obstacle.NOT_YOURS),
    "another advisor of the process": ("advisor", "feedback", None),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "key", "expected"), TICKERS.values(), ids=TICKERS)
def test_checklist_is_ticked_by_the_right_role(role: str, key: str, expected: Obstacle | None) -> None:
    row = make_process()
    put_into(row, "baseline")
    party = make_party(row, role)
    actor = actor_of(row, party.user)

    if expected is None:
        items.tick(actor, check(row, key), at=AT)
    else:
        with pytest.raises(RefusedError) as refusal:
            items.tick(actor, check(row, key), at=AT)
        assert refusal.value.obstacle == expected

    ticked = check(row, key)
    assert (ticked.state, ticked.done_on, ticked.done_by) == (
        ("done", TODAY, party) if expected is None else ("open", None, None)
    )


@pytest.mark.django_db
def test_manager_ticks_without_a_seat() -> None:
    row = make_process()
    manager = make_manager()

    items.tick(actor_of(row, manager), check(row, "scope"), at=AT)

    assert (check(row, "scope").state, check(row, "scope").done_by) == (ItemState.DONE, None)


@pytest.mark.django_db
def test_second_tick_changes_nothing() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    items.tick(actor_of(row, sponsor.user), check(row, "scope"), at=AT)

    items.tick(lead_of(row), check(row, "scope"), at=AT)

    assert check(row, "scope").done_by == sponsor


@pytest.mark.django_db
def test_tick_of_a_phase_that_is_not_running_is_refused() -> None:
    row = make_process()
    item = Item.objects.get(stage=stage_of(row, "plan"), key="linked")

    with pytest.raises(RefusedError) as refusal:
        items.tick(lead_of(row), item, at=AT)

    assert refusal.value.obstacle == Obstacle.STAGE_NOT_OPEN


@pytest.mark.django_db
def test_taking_back_needs_a_reason_and_is_open_again() -> None:
    row = make_process()
    items.tick(lead_of(row), check(row, "scope"), at=AT)

    with pytest.raises(RefusedError) as refusal:
        items.take_back(lead_of(row), check(row, "scope"), "", at=AT)
    items.take_back(lead_of(row), check(row, "scope"), "Ein Standort kam dazu.", at=AT)

    back = check(row, "scope")
    assert refusal.value.obstacle == Obstacle.REASON_NEEDED
    assert (back.state, back.reopen_reason, back.done_on, back.done_by) == (
        ItemState.IN_PROGRESS,
        "Ein Standort kam dazu.",
        None,
        None,
    )


ASSESSED = {"actual": "8 von 10", "outcome": "reached", "outcome_reason": "Eltern antworten."}
MOVES: dict[str, tuple[str, ItemState, str, dict[str, Any], Obstacle | None]] = {
    "start": ("measure", ItemState.IN_PROGRESS, "", {}, None),
    "drop without a reason": ("measure", ItemState.DROPPED, " ", {}, Obstacle.REASON_NEEDED),
    "drop": ("measure", ItemState.DROPPED, "zu teuer", {}, None),
    "done": ("measure", ItemState.DONE, "", {}, None),
    "goal done without its value": ("goal", ItemState.DONE, "", {}, Obstacle.OUTCOME_MISSING),
    "goal done with an outcome nobody knows": (
        "goal",
        ItemState.DONE,
        "",
        {**ASSESSED, "outcome": "super"},
        Obstacle.OUTCOME_MISSING,
    ),
    "goal done": ("goal", ItemState.DONE, "", ASSESSED, None),
    "block what was not begun": ("measure", ItemState.BLOCKED, "krank", {}, Obstacle.NOT_FROM_HERE),
    "verify what is not done": ("measure", ItemState.VERIFIED, "", {}, Obstacle.NOT_FROM_HERE),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "to", "reason", "fields", "expected"), MOVES.values(), ids=MOVES)
def test_moving_an_item(
    kind: str, to: ItemState, reason: str, fields: dict[str, Any], expected: Obstacle | None
) -> None:
    row = make_process()
    item = make_item(row, kind)

    if expected is None:
        items.move(lead_of(row), item, to, reason=reason, at=AT, **fields)
    else:
        with pytest.raises(RefusedError) as refusal:
            items.move(lead_of(row), item, to, reason=reason, at=AT, **fields)
        assert refusal.value.obstacle == expected

    assert Item.objects.get(pk=item.pk).state == (to if expected is None else ItemState.OPEN)


@pytest.mark.django_db
def test_done_asks_for_the_evidence_that_was_expected() -> None:
    row = make_process()
    item = make_item(row, "measure", evidence_expected="Elternbrief")
    proof = make_document(row, running(row), title="Elternbrief")

    with pytest.raises(RefusedError) as refusal:
        items.move(lead_of(row), item, ItemState.DONE, at=AT)
    items.move(lead_of(row), item, ItemState.DONE, evidence=[proof], at=AT)

    assert refusal.value.obstacle == Obstacle.EVIDENCE_MISSING
    assert list(Item.objects.get(pk=item.pk).evidence.all()) == [proof]


@pytest.mark.django_db
def test_whole_way_of_a_measure_with_its_dates() -> None:
    row = make_process()
    item = make_item(row, "measure")
    for to, reason in [
        (ItemState.IN_PROGRESS, ""),
        (ItemState.BLOCKED, "Personal fehlt"),
        (ItemState.IN_PROGRESS, ""),
        (ItemState.DONE, ""),
        (ItemState.IN_PROGRESS, "War noch nicht fertig"),
        (ItemState.DONE, ""),
        (ItemState.VERIFIED, ""),
    ]:
        items.move(lead_of(row), item, to, reason=reason, at=AT)

    done = Item.objects.get(pk=item.pk)
    assert (done.state, done.done_on, done.verified_on) == (ItemState.VERIFIED, TODAY, TODAY)
    assert (done.block_reason, done.reopen_reason) == ("Personal fehlt", "War noch nicht fertig")


@pytest.mark.django_db
def test_only_the_agency_verifies() -> None:
    row = make_process()
    coordinator = make_party(row, "coordinator")
    item = make_item(row, "measure")
    items.move(actor_of(row, coordinator.user), item, ItemState.DONE, at=AT)

    with pytest.raises(RefusedError) as refusal:
        items.move(actor_of(row, coordinator.user), item, ItemState.VERIFIED, at=AT)

    assert refusal.value.obstacle == Obstacle.NOT_FOR_YOU


@pytest.mark.django_db
def test_owner_and_co_owner_settle_their_own_item_and_nobody_elses() -> None:
    row = make_process()
    owner, helper, other = (make_party(row, "steering") for _number in range(3))
    item = make_item(row, "measure", owner=owner)
    item.co_owners.add(helper)

    items.move(actor_of(row, helper.user), item, ItemState.IN_PROGRESS, at=AT)
    with pytest.raises(RefusedError) as refusal:
        items.move(actor_of(row, other.user), item, ItemState.DONE, at=AT)
    items.move(actor_of(row, owner.user), item, ItemState.DONE, at=AT)

    assert refusal.value.obstacle == Obstacle.NOT_FOR_YOU
    assert Item.objects.get(pk=item.pk).done_by == owner


WRONG: dict[str, tuple[Callable[[Process], object], Obstacle]] = {
    "task below a goal": (lambda row: make_item(row, "task", parent=make_item(row, "goal")), Obstacle.TREE_WRONG),
    "goal below a goal": (lambda row: make_item(row, "goal", parent=make_item(row, "goal")), Obstacle.TREE_WRONG),
    "checklist entry by hand": (lambda row: make_item(row, "check"), Obstacle.TREE_WRONG),
    "owner of another process": (
        lambda row: make_item(row, "goal", owner=make_party(make_process(advisor=make_advisor()), "steering")),
        Obstacle.OWNER_FOREIGN,
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "expected"), WRONG.values(), ids=WRONG)
def test_item_that_hangs_wrongly_is_refused(make: Callable[[Process], object], expected: Obstacle) -> None:
    row = make_process()

    with pytest.raises(RefusedError) as refusal:
        make(row)

    assert refusal.value.obstacle == expected


@pytest.mark.django_db
def test_sponsor_adds_no_goals() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")

    with pytest.raises(RefusedError) as refusal:
        items.add(actor_of(row, sponsor.user), "goal", "Alles gut", at=AT)  # type: ignore[arg-type]

    assert refusal.value.obstacle == Obstacle.NOT_FOR_YOU


@pytest.mark.django_db
def test_database_keeps_one_entry_for_each_check_and_a_reason_for_each_drop() -> None:
    row = make_process()
    first = check(row, "scope")

    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.create(process=row, stage=first.stage, kind="check", key="scope", created_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=first.pk).update(state=ItemState.DROPPED)

    assert again(row).items.filter(key="scope").count() == 1
