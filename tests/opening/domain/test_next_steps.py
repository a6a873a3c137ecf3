"""Where do we stand, what comes, who must act (`opening.md` 4.4)."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from opening.domain import next_steps, process, signing, stage
from opening.domain.next_steps import Box
from opening.enums import ProcessState
from opening.models import Process
from opening.obstacles import Obstacle
from tests.make.network import make_organisation
from tests.make.opening import (
    AT,
    TODAY,
    actor_of,
    again,
    lead_of,
    make_document,
    make_item,
    make_manager,
    make_party,
    make_process,
    make_session,
    put_into,
    running,
    seat_signers,
    settle_stage,
)


def boxes(row: Process, user: object, at: object = AT) -> dict[Box, list[Obstacle]]:
    """The reasons in each box, in their order."""
    found = next_steps.by_box(next_steps.next_steps(actor_of(row, user), at=at))
    return {box: [step.missing.obstacle for step in steps] for box, steps in found.items()}


@pytest.mark.django_db
def test_three_boxes_for_sponsor_advisor_and_coordinator() -> None:
    row = make_process()
    put_into(row, "baseline")
    sponsor, coordinator = make_party(row, "sponsor"), make_party(row, "coordinator")

    assert boxes(row, sponsor.user) == {
        Box.YOU: [Obstacle.CHECK_OPEN],
        Box.WE: [Obstacle.ASSESSMENT_MISSING, Obstacle.DOCUMENT_MISSING],
        Box.OTHERS: [Obstacle.CHECK_OPEN] * 4,
    }
    assert boxes(row, coordinator.user) == {
        Box.YOU: [Obstacle.CHECK_OPEN] * 2,
        Box.WE: [Obstacle.ASSESSMENT_MISSING, Obstacle.DOCUMENT_MISSING],
        Box.OTHERS: [Obstacle.CHECK_OPEN] * 3,
    }
    assert boxes(row, lead_of(row).user) == {
        Box.YOU: [Obstacle.ASSESSMENT_MISSING, Obstacle.DOCUMENT_MISSING],
        Box.WE: [],
        Box.OTHERS: [Obstacle.CHECK_OPEN] * 5,
    }


@pytest.mark.django_db
def test_manager_without_a_seat_sees_the_agencys_steps_as_ours() -> None:
    row = make_process()
    put_into(row, "baseline")
    manager = make_manager()

    found = boxes(row, manager)

    assert found[Box.YOU] == []
    assert found[Box.WE] == [
        Obstacle.ASSESSMENT_MISSING,
        Obstacle.DOCUMENT_MISSING,
        Obstacle.ROLE_VACANT,
        Obstacle.ROLE_VACANT,
    ]


@pytest.mark.django_db
def test_open_signature_is_the_signers_turn_until_they_have_signed() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    seat_signers(row)
    settle_stage(row)
    stage.submit(lead_of(row), running(row), at=AT)
    before = boxes(row, sponsor.user)
    stage.sign(actor_of(row, sponsor.user), running(row), signing.digest(running(row)), at=AT)
    after = boxes(row, sponsor.user)

    assert before == {Box.YOU: [Obstacle.STAGE_UNSIGNED], Box.WE: [Obstacle.STAGE_UNSIGNED], Box.OTHERS: []}
    assert after == {Box.YOU: [], Box.WE: [Obstacle.STAGE_UNSIGNED], Box.OTHERS: []}


@pytest.mark.django_db
def test_phase_with_everything_there_is_to_be_submitted_by_its_lead() -> None:
    row = make_process()
    seat_signers(row)
    settle_stage(row)

    assert boxes(row, lead_of(row).user)[Box.YOU] == [Obstacle.STAGE_READY, Obstacle.DELIVERABLE_MISSING]


@pytest.mark.django_db
def test_items_due_soon_are_the_owners_turn_and_overdue_ones_come_first() -> None:
    row = make_process()
    put_into(row, "implementation")
    owner = make_party(row, "steering")
    for title, days in [("In zehn Tagen", 10), ("In drei Wochen", 21), ("Gestern", -1)]:
        make_item(row, "task", title, owner=owner, due_on=TODAY + timedelta(days=days))

    steps = [s for s in next_steps.next_steps(actor_of(row, owner.user), at=AT) if s.box is Box.YOU]

    named = [
        (str(s.missing.values.get("item", "")), s.overdue) for s in steps if s.missing.obstacle == Obstacle.ITEM_DUE
    ]
    assert named == [("Gestern", True), ("In zehn Tagen", False)]


@pytest.mark.django_db
def test_minutes_and_invitations_are_named_without_blocking() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    make_party(row, "coordinator", name="Aylin Yilmaz", state="invited")
    make_session(row, running(row), kind="intake", state="minuted")

    steps = next_steps.next_steps(actor_of(row, sponsor.user), at=AT)

    found = {
        (s.box, s.missing.obstacle, s.missing.blocking, s.who)
        for s in steps
        if s.missing.obstacle in {Obstacle.MINUTES_UNSIGNED, Obstacle.INVITATION_OPEN}
    }
    assert found == {
        (Box.YOU, Obstacle.MINUTES_UNSIGNED, False, sponsor.name),
        (Box.OTHERS, Obstacle.INVITATION_OPEN, False, "Aylin Yilmaz"),
    }


@pytest.mark.django_db
def test_vacant_signing_role_is_the_agencys_hint() -> None:
    row = make_process()
    put_into(row, "plan")

    found = [
        (s.missing.obstacle, str(s.missing.values["role"]), s.missing.blocking)
        for s in next_steps.next_steps(lead_of(row), at=AT)
        if s.missing.obstacle == Obstacle.ROLE_VACANT
    ]

    assert found == [
        (Obstacle.ROLE_VACANT, "Koordination in der Einrichtung", False),
        (Obstacle.ROLE_VACANT, "Leitung, auftraggebend", False),
    ]


@pytest.mark.django_db
def test_draft_document_leads_a_partner_to_the_phase_and_the_agency_to_the_draft() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    draft = make_document(row, running(row), deliverable="agreement", shared=False)

    def link(user: object) -> str:
        steps = next_steps.next_steps(actor_of(row, user), at=AT)
        return next(s.url for s in steps if s.missing.obstacle == Obstacle.DOCUMENT_DRAFT)

    with override("de"):
        assert link(sponsor.user) == f"/de/prozess/{row.code}/verlauf/mandate/"
        assert link(lead_of(row).user) == f"/de/prozess/{row.code}/dokumente/{draft.series}/v1/"


@pytest.mark.django_db
def test_names_of_a_dialogue_are_shown_with_consent_only() -> None:
    row = make_process("dialogue")
    first = make_party(row, "participant", name="Imam Yusuf", organisation=make_organisation(kind="community"))
    second = make_party(row, "host", name="Pfarrerin Vogt", organisation=make_organisation(kind="community"))
    make_party(row, "participant", name="Rabbi Levin", state="invited")

    def names(user: object) -> set[str]:
        return {s.who for s in next_steps.next_steps(actor_of(row, user), at=AT)}

    before = next_steps.may_name(actor_of(row, first.user), second)
    type(second).objects.filter(pk=second.pk).update(names_consent_on=TODAY)
    after = next_steps.may_name(actor_of(row, first.user), again(row).parties.get(pk=second.pk))

    assert (before, after) == (False, True)
    assert "Rabbi Levin" not in names(first.user)
    assert "Rabbi Levin" in names(lead_of(row).user)
    assert all("Rabbi" not in s.sentence for s in next_steps.next_steps(actor_of(row, first.user), at=AT))


@pytest.mark.django_db
def test_resting_and_closed_processes_ask_nobody() -> None:
    row = make_process()
    put_into(row, "plan")
    Process.objects.filter(pk=row.pk).update(state=ProcessState.PAUSED, pause_reason="Umbau")
    resting = boxes(row, lead_of(row).user)
    Process.objects.filter(pk=row.pk).update(state=ProcessState.ACTIVE)
    process.cancel(lead_of(row), "Umzug", at=AT)

    assert resting == {Box.YOU: [Obstacle.PROCESS_PAUSED], Box.WE: [], Box.OTHERS: []}
    assert boxes(row, lead_of(row).user) == {Box.YOU: [], Box.WE: [], Box.OTHERS: []}


@pytest.mark.django_db
def test_prepared_process_waits_for_its_offer() -> None:
    row = make_process(offered=False)

    assert boxes(row, lead_of(row).user)[Box.YOU] == [Obstacle.PROCESS_DRAFT]
