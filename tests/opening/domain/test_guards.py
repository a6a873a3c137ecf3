"""The seven guards over all twenty phases: what is missing, who is asked, and that settling it makes it vanish (O6)."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from opening.domain import definitions, guards, stage, template
from opening.domain.missing import RefusedError
from opening.enums import AssessmentState, DefinitionKind, DocumentState, ItemKind, ItemState, StageState
from opening.models import Document, Item
from opening.obstacles import Obstacle
from tests.make.opening import (
    AT,
    lead_of,
    make_assessment,
    make_document,
    make_item,
    make_party,
    make_process,
    make_session,
    put_into,
    running,
    seat_signers,
    settle,
    stage_of,
)
from tests.opening.domain.expected_exits import EXPECTED

PHASES = [(key, phase) for key, phases in EXPECTED.items() for phase in phases]


def sentences(row: object) -> list[tuple[str, str]]:
    """Who is asked, and the sentence, in English and without isolates."""
    with override("en"):
        return [(m.role, m.sentence.replace("\u2068", "").replace("\u2069", "")) for m in missing_of(row)]


def missing_of(row: object) -> list[guards.Missing]:
    return guards.missing_to_submit(running(row))


@pytest.mark.django_db
def test_table_names_every_phase_of_every_template() -> None:
    definitions.load()

    found = {
        key: [phase.key for phase in template.of_definition(definition).phases]
        for key in EXPECTED
        if (definition := definitions.current(DefinitionKind.PROCESS, key))
    }

    assert {key: list(phases) for key, phases in EXPECTED.items()} == found
    assert len(PHASES) == 20


@pytest.mark.acceptance("O6")
@pytest.mark.django_db
@pytest.mark.parametrize(("key", "phase"), PHASES, ids=[f"{key}-{phase}" for key, phase in PHASES])
def test_everything_missing_is_said_and_each_thing_settled_vanishes_until_submitting_works(
    key: str, phase: str
) -> None:
    row = make_process(key)
    own = put_into(row, phase)
    assert sentences(row) == EXPECTED[key][phase]
    with pytest.raises(RefusedError) as refusal:
        stage.submit(lead_of(row), own, at=AT)
    assert [m.obstacle for m in refusal.value.missing] == [m.obstacle for m in missing_of(row)]
    seat_signers(row)

    for name, arguments in template.phase_of(own).exits:
        assert list(guards.GUARDS[name](running(row), **arguments)) != [] or name in vacuous(row)
        settle(row, (name, arguments))
        assert list(guards.GUARDS[name](running(row), **arguments)) == []

    assert missing_of(row) == []
    stage.submit(lead_of(row), running(row), at=AT)
    assert stage_of(row, phase).state == StageState.IN_REVIEW


def vacuous(row: object) -> Iterator[str]:
    """`items_settled` holds while there is nothing to settle; a role is taken once its signer has a seat."""
    yield from ("items_settled", "party")


@pytest.mark.django_db
def test_required_deliverable_without_a_guard_is_a_hint_that_blocks_nothing() -> None:
    row = make_process()

    hints = [(m.obstacle, m.role, m.blocking, str(m.values["document"])) for m in guards.hints(running(row))]
    make_document(row, running(row), deliverable="profile", title="Steckbrief")

    assert hints == [(Obstacle.DELIVERABLE_MISSING, "advisor_lead", False, "Steckbrief der Einrichtung")]
    assert list(guards.hints(running(row))) == []


@pytest.mark.django_db
def test_invited_seat_does_not_fill_a_role() -> None:
    row = make_process()
    make_party(row, "sponsor", state="invited")

    assert [m.obstacle for m in guards.party(running(row), role="sponsor", min=1)] == [Obstacle.ROLE_VACANT]


@pytest.mark.django_db
def test_withdrawn_document_counts_as_not_written() -> None:
    row = make_process()
    document = make_document(row, running(row), deliverable="agreement")
    Document.objects.filter(pk=document.pk).update(state=DocumentState.WITHDRAWN, withdraw_reason="falsch")

    found = [m.obstacle for m in guards.document(running(row), kind="agreement", state="shared")]

    assert found == [Obstacle.DOCUMENT_MISSING]


@pytest.mark.django_db
def test_draft_document_is_named_as_a_draft() -> None:
    row = make_process()
    make_document(row, running(row), deliverable="agreement", shared=False)

    found = [(m.obstacle, m.role) for m in guards.document(running(row), kind="agreement", state="shared")]

    assert found == [(Obstacle.DOCUMENT_DRAFT, "advisor_lead")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (AssessmentState.DRAFT, [Obstacle.ASSESSMENT_NOT_THERE]),
        (AssessmentState.RATED, [Obstacle.ASSESSMENT_NOT_THERE]),
        (AssessmentState.VOID, [Obstacle.ASSESSMENT_MISSING]),
        (AssessmentState.RELEASED, []),
    ],
)
def test_assessment_guard_by_state(state: str, expected: list[Obstacle]) -> None:
    row = make_process()
    own = put_into(row, "baseline")
    make_assessment(row, "baseline", state=state)

    found = [m.obstacle for m in guards.assessment(running(row), wave="baseline", state="released")]

    assert (own.key, found) == ("baseline", expected)


@pytest.mark.django_db
def test_each_missing_field_of_an_item_is_addressed_to_its_owner() -> None:
    row = make_process()
    own = put_into(row, "goals")
    owner = make_party(row, "steering")
    make_item(row, "goal", "Elternbriefe", stage=own, owner=owner, measure_of_success="Antworten")

    found = guards.items(running(row), kind="goal", min=1, have=["measure_of_success", "target", "due", "owner"])

    with override("en"):
        named = [(m.obstacle, m.role, m.party_ids, str(m.values["field"])) for m in found]
    assert named == [
        (Obstacle.ITEM_FIELD_EMPTY, "steering", (owner.pk,), "value to reach"),
        (Obstacle.ITEM_FIELD_EMPTY, "steering", (owner.pk,), "by when"),
    ]


@pytest.mark.django_db
def test_dropped_items_are_no_longer_asked_for() -> None:
    row = make_process()
    put_into(row, "implementation")
    item = make_item(row, "measure", "Elternbriefe")
    Item.objects.filter(pk=item.pk).update(state=ItemState.DROPPED, drop_reason="zu teuer")

    assert list(guards.items_settled(running(row), kind=ItemKind.MEASURE)) == []


@pytest.mark.django_db
def test_sessions_of_another_phase_do_not_count() -> None:
    row = make_process()
    make_session(row, stage_of(row, "mandate"), kind="kickoff", state="held")
    put_into(row, "steering")

    found = [(m.obstacle, m.values["got"]) for m in guards.session(running(row), kind="kickoff", state="held", min=1)]

    assert found == [(Obstacle.SESSION_MISSING, 0)]


@pytest.mark.django_db
def test_minutes_that_await_approval_name_the_side_that_is_missing() -> None:
    row = make_process()
    own = put_into(row, "implementation")
    make_party(row, "coordinator")
    make_session(row, own, state="minuted", title="Drittes Treffen")

    found = [m.obstacle for m in guards.session(running(row), kind="steering", state="approved", min=1)]

    assert found == [Obstacle.SESSION_UNAPPROVED, Obstacle.MINUTES_UNSIGNED]
