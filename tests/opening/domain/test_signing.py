"""Who has to sign (O12), what is signed, and which signatures count (O11, O14)."""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from opening.domain import documents, guards, items, signing, stage
from opening.domain.missing import RefusedError
from opening.domain.signing import Awaited, Given, Signer, awaited
from opening.domain.template import SignOffRule
from opening.enums import DocumentState, StageState
from opening.models import Document, Item, SignOff
from opening.obstacles import Obstacle
from tests.make.opening import (
    AT,
    actor_of,
    fresh_target,
    lead_of,
    make_document,
    make_party,
    make_process,
    running,
    settle_stage,
    sign_by_all,
    stage_of,
)

A, B, C, D = 1, 2, 3, 4
ORG_X, ORG_Y = 10, 20


def rule(who: str = "one", *roles: str, joined: str = "all") -> SignOffRule:
    roles = roles or ("steering",)
    return SignOffRule(roles, joined, dict.fromkeys(roles, who), {})


def of(*party_ids: int, role: str = "steering") -> list[Signer]:
    return [Signer(party_id, role) for party_id in party_ids]


def by(*party_ids: int, role: str = "steering", organisation: int | None = None) -> list[Given]:
    return [Given(party_id, role, organisation) for party_id in party_ids]


S = "steering"
IN_X = [Signer(A, S, ORG_X), Signer(B, S, ORG_X)]
IN_X_AND_Y = [*IN_X, Signer(C, S, ORG_Y)]
PERSONALLY = Signer(D, S, ORG_Y, mandate=False)
MUTE = Signer(D, S, ORG_Y, can_sign=False)

ONE_ROLE = {
    "one: nobody signed": ("one", of(A, B), [], (Awaited(S, (A, B)),)),
    "one: one of two signed": ("one", of(A, B), by(B), ()),
    "one: role is vacant": ("one", [], [], (Awaited(S),)),
    "one: only seat may not sign": ("one", [MUTE], [], (Awaited(S),)),
    "one: who signed has left since": ("one", of(A), by(B), ()),
    "every: nobody signed": ("every", of(A, B), [], (Awaited(S, (A,)), Awaited(S, (B,)))),
    "every: one is missing": ("every", of(A, B), by(A), (Awaited(S, (B,)),)),
    "every: all signed": ("every", of(A, B), by(A, B), ()),
    "every: who may not sign is not asked": ("every", [*of(A), MUTE], by(A), ()),
    "every: role is vacant": ("every", [], [], (Awaited(S),)),
    "majority: none of three": ("majority", of(A, B, C), [], (Awaited(S, (A, B, C)),)),
    "majority: one of three": ("majority", of(A, B, C), by(A), (Awaited(S, (B, C)),)),
    "majority: two of three": ("majority", of(A, B, C), by(A, C), ()),
    "majority: half is not more than half": ("majority", of(A, B, C, D), by(A, B), (Awaited(S, (C, D)),)),
    "majority: three of four": ("majority", of(A, B, C, D), by(A, B, C), ()),
    "majority: one of one": ("majority", of(A), by(A), ()),
    "majority: who has left counts no longer": ("majority", of(A, B), by(A, D), (Awaited(S, (B,)),)),
    "majority: role is vacant": ("majority", [], [], (Awaited(S),)),
    "by organisation: none": (
        "one_per_organisation",
        IN_X_AND_Y,
        [],
        (Awaited(S, (A, B), ORG_X), Awaited(S, (C,), ORG_Y)),
    ),
    "by organisation: one of two": (
        "one_per_organisation",
        IN_X_AND_Y,
        by(A, organisation=ORG_X),
        (Awaited(S, (C,), ORG_Y),),
    ),
    "by organisation: both": (
        "one_per_organisation",
        IN_X_AND_Y,
        [*by(B, organisation=ORG_X), *by(C, organisation=ORG_Y)],
        (),
    ),
    "by organisation: who speaks personally does not count": (
        "one_per_organisation",
        [*IN_X, PERSONALLY],
        by(A, organisation=ORG_X),
        (),
    ),
    "by organisation: only personal voices": ("one_per_organisation", [PERSONALLY], [], (Awaited(S),)),
    "by organisation: nobody there may sign": ("one_per_organisation", [MUTE], [], (Awaited(S, (), ORG_Y),)),
    "by community: none": ("one_per_community", IN_X_AND_Y, [], (Awaited(S, (A, B), ORG_X), Awaited(S, (C,), ORG_Y))),
    "by community: both": (
        "one_per_community",
        IN_X_AND_Y,
        [*by(A, organisation=ORG_X), *by(C, organisation=ORG_Y)],
        (),
    ),
}


@pytest.mark.acceptance("O12")
@pytest.mark.parametrize(("who", "signers", "given", "expected"), ONE_ROLE.values(), ids=ONE_ROLE)
def test_who_of_a_role_still_has_to_sign(
    who: str, signers: list[Signer], given: list[Given], expected: tuple[Awaited, ...]
) -> None:
    assert awaited(rule(who), signers, given) == expected


TWO_ROLES = {
    "all: none": ("all", [], (Awaited("sponsor", (A,)), Awaited("advisor_lead", (B,)))),
    "all: first": ("all", by(A, role="sponsor"), (Awaited("advisor_lead", (B,)),)),
    "all: second": ("all", by(B, role="advisor_lead"), (Awaited("sponsor", (A,)),)),
    "all: both": ("all", [*by(A, role="sponsor"), *by(B, role="advisor_lead")], ()),
    "any: none": ("any", [], (Awaited("sponsor", (A,)), Awaited("advisor_lead", (B,)))),
    "any: first": ("any", by(A, role="sponsor"), ()),
    "any: second": ("any", by(B, role="advisor_lead"), ()),
    "any: a signature in another role": (
        "any",
        by(A, role="steering"),
        (Awaited("sponsor", (A,)), Awaited("advisor_lead", (B,))),
    ),
}


@pytest.mark.acceptance("O12")
@pytest.mark.parametrize(("joined", "given", "expected"), TWO_ROLES.values(), ids=TWO_ROLES)
def test_how_roles_are_joined(joined: str, given: list[Given], expected: tuple[Awaited, ...]) -> None:
    signers = [*of(A, role="sponsor"), *of(B, role="advisor_lead")]

    assert awaited(rule("one", "sponsor", "advisor_lead", joined=joined), signers, given) == expected


@pytest.mark.acceptance("O12")
def test_any_accepts_a_role_only_when_its_own_rule_is_met() -> None:
    mixed = SignOffRule(("participant", "advisor_lead"), "any", {"participant": "every", "advisor_lead": "one"}, {})
    signers = [*of(A, B, role="participant"), *of(C, role="advisor_lead")]

    assert awaited(mixed, signers, by(A, role="participant")) == (
        Awaited("participant", (B,)),
        Awaited("advisor_lead", (C,)),
    )
    assert awaited(mixed, signers, by(A, B, role="participant")) == ()


def agreement_of(row: object) -> Document:
    return make_document(row, running(row), deliverable="agreement")


@pytest.mark.acceptance("O11")
@pytest.mark.django_db
def test_altered_text_is_not_signed() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    document = agreement_of(row)
    shown = signing.digest(fresh_target(row, document))
    Document.objects.filter(pk=document.pk).update(body="Etwas anderes.")

    with pytest.raises(RefusedError) as refusal:
        documents.sign(actor_of(row, sponsor.user), document, shown, at=AT)

    assert refusal.value.obstacle == Obstacle.TEXT_CHANGED
    assert SignOff.objects.count() == 0
    lines = list(documents.differences("Wir begleiten Sie.", "Etwas anderes."))
    assert [(line.change, line.text) for line in lines] == [("gone", "Wir begleiten Sie."), ("new", "Etwas anderes.")]


@pytest.mark.acceptance("O11")
@pytest.mark.django_db
def test_edit_after_signing_leaves_the_signature_with_the_older_version_and_the_guard_is_missing_again() -> None:
    row = make_process()
    make_party(row, "sponsor")
    make_party(row, "coordinator")
    document = agreement_of(row)
    sign_by_all(row, document)
    signed = fresh_target(row, document)
    met = list(guards.document(running(row), kind="agreement", state="signed"))

    newer = documents.rewrite(lead_of(row), signed, title=signed.title, body="Neue Fassung.", seen=signed.sha256, at=AT)
    documents.share(lead_of(row), newer, at=AT)

    assert (signed.state, met) == (DocumentState.SIGNED, [])
    assert newer.version == 2
    older = fresh_target(row, document)
    assert [(s.role, signing.counts(s, older)) for s in older.sign_offs.all()] == [
        ("sponsor", True),
        ("advisor_lead", True),
    ]
    assert list(fresh_target(row, newer).sign_offs.all()) == []
    again = [(m.obstacle, m.role) for m in guards.document(running(row), kind="agreement", state="signed")]
    assert again == [(Obstacle.DOCUMENT_UNSIGNED, "sponsor"), (Obstacle.DOCUMENT_UNSIGNED, "advisor_lead")]


@pytest.mark.django_db
def test_signature_counts_no_longer_when_the_row_is_altered_by_sql() -> None:
    row = make_process()
    make_party(row, "sponsor")
    document = agreement_of(row)
    sign_by_all(row, document)

    Document.objects.filter(pk=document.pk).update(body="Untergeschoben.")

    altered = fresh_target(row, document)
    assert [signing.counts(s, altered) for s in altered.sign_offs.all()] == [False, False]
    assert [m.role for m in guards.document(running(row), kind="agreement", state="signed")] == [
        "sponsor",
        "advisor_lead",
    ]


@pytest.mark.django_db
def test_taking_back_a_tick_in_review_is_refused_and_a_new_round_keeps_earlier_signatures() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    settle_stage(row)
    own = running(row)
    stage.submit(lead_of(row), own, at=AT)
    stage.sign(actor_of(row, sponsor.user), own, signing.digest(fresh_target(row, own)), at=AT)
    tick = Item.objects.get(stage=own, key="scope")

    with pytest.raises(RefusedError) as refusal:
        items.take_back(lead_of(row), tick, "Doch nicht", at=AT)
    stage.request_changes(lead_of(row), own, "Bitte auch den Standort Süd.", at=AT)
    items.take_back(lead_of(row), tick, "Der Standort Süd fehlt.", at=AT)
    items.tick(lead_of(row), tick, at=AT)
    stage.submit(lead_of(row), running(row), at=AT)

    assert refusal.value.obstacle == Obstacle.STAGE_NOT_OPEN
    again = running(row)
    assert (again.state, again.round) == (StageState.IN_REVIEW, 2)
    assert [(s.round, s.role, s.decision, signing.counts(s, again)) for s in again.sign_offs.all()] == [
        (1, "sponsor", "approved", False),
        (1, "advisor_lead", "changes_requested", False),
    ]
    assert [one.role for one in signing.missing_signatures(again)] == ["sponsor", "advisor_lead"]


@pytest.mark.django_db
def test_second_click_adds_nothing() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    document = agreement_of(row)
    shown = signing.digest(fresh_target(row, document))

    for _click in range(2):
        documents.sign(actor_of(row, sponsor.user), document, shown, at=AT)

    assert list(SignOff.objects.values_list("role", "decision", "content_sha256")) == [("sponsor", "approved", shown)]


@pytest.mark.acceptance("O14")
@pytest.mark.django_db(transaction=True)
def test_two_simultaneous_signatures_of_one_person_give_one_row() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    document = agreement_of(row)
    shown = signing.digest(fresh_target(row, document))
    start = Barrier(4)
    failures: list[Exception] = []

    def click() -> None:
        try:
            actor = actor_of(row, sponsor.user)
            start.wait()
            documents.sign(actor, document, shown, at=AT)
        except Exception as problem:
            failures.append(problem)
        finally:
            connections.close_all()

    threads = [Thread(target=click) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert SignOff.objects.filter(document=document).count() == 1, connection.vendor


SIGNING_REFUSED = {
    "coordinator does not sign the first phase": ("coordinator", {}, Obstacle.NO_SIGNING_SEAT),
    "sponsor without the right to sign": ("sponsor", {"can_sign": False}, Obstacle.NO_SIGNING_SEAT),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "fields", "expected"), SIGNING_REFUSED.values(), ids=SIGNING_REFUSED)
def test_who_does_not_sign_is_told_why(role: str, fields: dict[str, bool], expected: Obstacle) -> None:
    row = make_process()
    party = make_party(row, role, **fields)
    document = agreement_of(row)

    with pytest.raises(RefusedError) as refusal:
        documents.sign(actor_of(row, party.user), document, signing.digest(fresh_target(row, document)), at=AT)

    assert refusal.value.obstacle == expected
    assert SignOff.objects.count() == 0


@pytest.mark.django_db
def test_phase_that_was_not_submitted_is_not_signed() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")

    with pytest.raises(RefusedError) as refusal:
        stage.sign(actor_of(row, sponsor.user), running(row), signing.digest(running(row)), at=AT)

    assert refusal.value.obstacle == Obstacle.NOTHING_TO_SIGN


@pytest.mark.django_db
def test_request_for_changes_needs_a_comment() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    document = agreement_of(row)

    with pytest.raises(RefusedError) as refusal:
        documents.request_changes(actor_of(row, sponsor.user), document, "  ", at=AT)

    assert refusal.value.obstacle == Obstacle.COMMENT_NEEDED
    assert stage_of(row, "mandate").round == 1
