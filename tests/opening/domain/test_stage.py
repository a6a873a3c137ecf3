"""Phases: in order or advanced with a reason (O8), changes requested, reopened, skipped (O9)."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from opening.domain import signing, stage
from opening.domain.missing import RefusedError
from opening.enums import StageState
from opening.models import Stage
from opening.obstacles import Obstacle
from tests.make.opening import (
    AT,
    actor_of,
    again,
    finish_stage,
    fresh_target,
    lead_of,
    make_party,
    make_process,
    running,
    seat_signers,
    settle_stage,
    sign_by_all,
    stage_of,
)
from tests.opening.pages import as_user, main_of


@pytest.mark.acceptance("O8")
@pytest.mark.django_db
def test_phase_out_of_order_is_refused_or_advanced_with_a_reason_that_is_shown() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")

    with pytest.raises(RefusedError) as refusal:
        stage.advance(lead_of(row), stage_of(row, "goals"), "", at=AT)
    stage.advance(lead_of(row), stage_of(row, "goals"), "Die Ziele stehen schon fest.", at=AT)

    goals = stage_of(row, "goals")
    assert refusal.value.obstacle == Obstacle.STAGE_OUT_OF_ORDER
    assert (goals.state, goals.advanced, goals.advance_reason) == ("active", True, "Die Ziele stehen schon fest.")
    client = as_user(sponsor.user)
    for page in ("verlauf/", "verlauf/goals/"):
        assert "Die Ziele stehen schon fest." in main_of(client.get(f"/de/prozess/{row.code}/{page}"))


@pytest.mark.django_db
def test_database_allows_one_running_phase_unless_advanced() -> None:
    row = make_process()

    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.filter(process=row, key="goals").update(state=StageState.ACTIVE)
    Stage.objects.filter(process=row, key="goals").update(state=StageState.ACTIVE, advanced=True, advance_reason="eilt")

    assert [s.key for s in row.stages.filter(state=StageState.ACTIVE)] == ["mandate", "goals"]


def submitted(row: object) -> Stage:
    seat_signers(row)
    settle_stage(row)
    stage.submit(lead_of(row), running(row), at=AT)
    return running(row)


@pytest.mark.acceptance("O9")
@pytest.mark.django_db
def test_request_for_changes_and_reopening_keep_earlier_signatures_with_their_round() -> None:
    row = make_process()
    own = submitted(row)
    sponsor = row.parties.get(role="sponsor")
    stage.sign(actor_of(row, sponsor.user), own, signing.digest(own), at=AT)
    stage.request_changes(lead_of(row), running(row), "Bitte den Standort Süd nennen.", at=AT)
    stage.submit(lead_of(row), running(row), at=AT)
    sign_by_all(row, running(row))
    stage.reopen(lead_of(row), stage_of(row, "mandate"), "Die Leitung hat gewechselt.", at=AT)

    mandate, steering = stage_of(row, "mandate"), stage_of(row, "steering")
    shown = main_of(as_user(sponsor.user).get(f"/en/prozess/{row.code}/verlauf/mandate/"))

    assert (mandate.state, mandate.round) == (StageState.ACTIVE, 3)
    assert (steering.state, steering.advanced, steering.advance_reason) == (
        "active",
        True,
        "Die Leitung hat gewechselt.",
    )
    assert [(s.round, s.role, s.decision) for s in mandate.sign_offs.all()] == [
        (1, "sponsor", "approved"),
        (1, "advisor_lead", "changes_requested"),
        (2, "sponsor", "approved"),
        (2, "advisor_lead", "approved"),
    ]
    assert shown.count("round 1") == 2
    assert shown.count("round 2") == 2
    assert "Bitte den Standort Süd nennen." in shown


@pytest.mark.django_db
def test_phase_signed_again_after_reopening_leaves_the_running_one_alone() -> None:
    row = make_process()
    finish_stage(row)
    stage.reopen(lead_of(row), stage_of(row, "mandate"), "Nachtrag", at=AT)
    stage.submit(lead_of(row), stage_of(row, "mandate"), at=AT)

    sign_by_all(row, stage_of(row, "mandate"))

    assert [(s.key, s.state) for s in again(row).stages.all()][:3] == [
        ("mandate", "signed"),
        ("steering", "active"),
        ("baseline", "pending"),
    ]


@pytest.mark.django_db
def test_submitting_asks_everybody_who_signs(outbox: Callable[[], list[object]]) -> None:
    row = make_process()

    submitted(row)

    asked = [(m.kind, m.to) for m in outbox() if m.kind == "opening.sign_request" and "stage" in m.key]  # type: ignore[attr-defined]
    assert asked == [
        ("opening.sign_request", lead_of(row).user.email),
        ("opening.sign_request", row.parties.get(role="sponsor").email),
    ]


REFUSED: dict[str, tuple[Callable[[object], object], Obstacle]] = {
    "skip a phase that is not optional": (
        lambda row: stage.skip(lead_of(row), running(row), "egal", at=AT),
        Obstacle.STAGE_NOT_OPTIONAL,
    ),
    "reopen what is running": (
        lambda row: stage.reopen(lead_of(row), running(row), "egal", at=AT),
        Obstacle.NOT_FROM_HERE,
    ),
    "submit what is still to come": (
        lambda row: stage.submit(lead_of(row), stage_of(row, "plan"), at=AT),
        Obstacle.STAGE_NOT_OPEN,
    ),
    "open what is running": (
        lambda row: stage.advance(lead_of(row), running(row), "egal", at=AT),
        Obstacle.NOT_FROM_HERE,
    ),
    "request changes of what was not submitted": (
        lambda row: stage.request_changes(lead_of(row), running(row), "egal", at=AT),
        Obstacle.NOTHING_TO_SIGN,
    ),
    "submit as somebody who does not lead the phase": (
        lambda row: stage.submit(actor_of(row, make_party(row, "steering").user), running(row), at=AT),
        Obstacle.NOT_FOR_YOU,
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("act", "expected"), REFUSED.values(), ids=REFUSED)
def test_door_is_refused(act: Callable[[object], object], expected: Obstacle) -> None:
    row = make_process()
    before = list(row.stages.values())

    with pytest.raises(RefusedError) as refusal:
        act(row)

    assert refusal.value.obstacle == expected
    assert list(row.stages.values()) == before


@pytest.mark.django_db
def test_optional_phase_is_skipped_with_a_reason() -> None:
    row = make_process()
    raw = again(row).definition
    raw.content["phases"][0]["optional"] = True
    from opening.canonical import fingerprint

    type(raw).objects.filter(pk=raw.pk).update(content=raw.content, sha256=fingerprint(raw.content))

    with pytest.raises(RefusedError) as refusal:
        stage.skip(lead_of(row), running(row), " ", at=AT)
    stage.skip(lead_of(row), running(row), "Der Auftrag steht schon im Vertrag.", at=AT)

    assert refusal.value.obstacle == Obstacle.REASON_NEEDED
    assert [(s.key, s.state) for s in again(row).stages.all()][:2] == [("mandate", "skipped"), ("steering", "active")]


@pytest.mark.django_db
def test_lead_role_of_the_phase_submits_it() -> None:
    row = make_process()
    finish_stage(row)
    seat_signers(row)
    settle_stage(row)
    coordinator = row.parties.get(role="coordinator")

    stage.submit(actor_of(row, coordinator.user), running(row), at=AT)

    assert fresh_target(row, stage_of(row, "steering")).state == StageState.IN_REVIEW
