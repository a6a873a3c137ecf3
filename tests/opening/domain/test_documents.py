"""Documents and minutes: versions, visibility, sharing, approval."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from opening.domain import agreement, documents, sessions, signing
from opening.domain.missing import RefusedError
from opening.enums import DocumentState, SessionState, Visibility
from opening.models import Document, Session
from opening.obstacles import Obstacle
from tests.make.network import make_organisation
from tests.make.opening import (
    AT,
    actor_of,
    again,
    fresh_target,
    lead_of,
    make_document,
    make_party,
    make_process,
    make_session,
    running,
    sign_by_all,
)


def titles(found: list[Document]) -> list[tuple[str, int]]:
    return [(document.title, document.version) for document in found]


@pytest.mark.django_db
def test_partner_reads_what_was_shared_and_the_older_version_while_a_draft_is_written() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    shared = make_document(row, running(row), deliverable="agreement")
    make_document(row, running(row), title="Entwurf", shared=False)
    documents.rewrite(lead_of(row), shared, title=shared.title, body="Neu.", seen=shared.sha256, at=AT)

    assert titles(documents.readable(actor_of(row, sponsor.user))) == [("Prozessvereinbarung", 1)]
    assert titles(documents.readable(lead_of(row))) == [("Prozessvereinbarung", 2), ("Entwurf", 1)]


@pytest.mark.django_db
def test_internal_document_stays_with_the_agency() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    made = documents.write(lead_of(row), "Notiz", "Nur für uns.", visibility=Visibility.INTERNAL, at=AT)
    documents.share(lead_of(row), made, at=AT)

    assert titles(documents.readable(actor_of(row, sponsor.user))) == []
    assert titles(documents.readable(lead_of(row))) == [("Notiz", 1)]


@pytest.mark.django_db
def test_draft_is_changed_in_place_and_a_second_writer_overwrites_nothing() -> None:
    row = make_process()
    draft = make_document(row, running(row), shared=False)
    documents.rewrite(lead_of(row), draft, title="Neu", body="Erste Änderung.", seen=draft.sha256, at=AT)

    with pytest.raises(RefusedError) as refusal:
        documents.rewrite(lead_of(row), draft, title="Neu", body="Zweite Änderung.", seen=draft.sha256, at=AT)

    stored = Document.objects.get(series=draft.series)
    assert refusal.value.obstacle == Obstacle.TEXT_CHANGED
    assert (stored.version, stored.title, stored.body) == (1, "Neu", "Erste Änderung.")
    assert stored.sha256 == signing.digest(fresh_target(row, stored))


@pytest.mark.django_db
def test_sharing_an_agreement_asks_the_signers_and_a_report_asks_nobody(outbox: Callable[[], list[object]]) -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")

    make_document(row, running(row), deliverable="profile", title="Steckbrief")
    make_document(row, running(row), deliverable="agreement")

    asked = [(m.kind, m.to) for m in outbox()]  # type: ignore[attr-defined]
    assert asked == [("opening.sign_request", lead_of(row).user.email), ("opening.sign_request", sponsor.email)]


@pytest.mark.django_db
def test_request_for_changes_to_an_agreement_starts_a_new_round() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    document = make_document(row, running(row), deliverable="agreement")
    documents.sign(lead_of(row), document, signing.digest(fresh_target(row, document)), at=AT)

    documents.request_changes(actor_of(row, sponsor.user), document, "Bitte kürzer.", at=AT)

    fresh = fresh_target(row, document)
    assert (fresh.state, signing.round_of(fresh)) == (DocumentState.SHARED, 2)
    assert [one.role for one in signing.missing_signatures(fresh)] == ["sponsor", "advisor_lead"]


@pytest.mark.django_db
def test_withdrawing_needs_a_reason_and_keeps_the_signatures() -> None:
    row = make_process()
    make_party(row, "sponsor")
    document = make_document(row, running(row), deliverable="agreement")
    sign_by_all(row, document)

    with pytest.raises(RefusedError) as refusal:
        documents.withdraw(lead_of(row), document, "", at=AT)
    documents.withdraw(lead_of(row), document, "Falsche Einrichtung", at=AT)

    fresh = fresh_target(row, document)
    assert refusal.value.obstacle == Obstacle.REASON_NEEDED
    assert (fresh.state, fresh.sign_offs.count()) == (DocumentState.WITHDRAWN, 2)


@pytest.mark.django_db
def test_document_without_a_phase_is_not_signed() -> None:
    row = make_process()
    document = make_document(row)

    with pytest.raises(RefusedError) as refusal:
        documents.sign(lead_of(row), document, "", at=AT)

    assert refusal.value.obstacle == Obstacle.NOTHING_TO_SIGN


@pytest.mark.django_db
def test_draft_of_an_agreement_names_institution_roles_and_summary() -> None:
    row = make_process(summary="Alle Familien erreichen.")
    make_party(row, "sponsor", name="Sabine Krüger")

    text = agreement.draft(again(row))

    assert "Kita Regenbogen" in text
    assert "Alle Familien erreichen." in text
    assert "Leitung, auftraggebend: Sabine Krüger" in text


@pytest.mark.django_db
def test_minutes_pass_with_one_approval_of_the_partner_side() -> None:
    row = make_process()
    coordinator = make_party(row, "coordinator")
    make_party(row, "steering")
    session = make_session(row, running(row), kind="intake", days=1, at=AT - timedelta(days=5))
    sessions.hold(lead_of(row), session, ["Wir beginnen."], at=AT)
    sessions.share_minutes(lead_of(row), session, at=AT)

    shown = signing.digest(fresh_target(row, session))
    sessions.approve(actor_of(row, coordinator.user), session, shown, at=AT)

    assert Session.objects.get(pk=session.pk).state == SessionState.APPROVED


@pytest.mark.django_db
def test_minutes_of_a_dialogue_pass_with_one_approval_for_each_community() -> None:
    row = make_process("dialogue")
    first = make_party(row, "participant", organisation=make_organisation(kind="community"))
    second = make_party(row, "host", organisation=make_organisation(kind="community"))
    make_party(row, "participant", organisation=second.organisation, voice="personal")
    session = make_session(row, running(row), kind="interview", days=1, at=AT - timedelta(days=5))
    sessions.hold(lead_of(row), session, ["Wir hören zu."], at=AT)
    sessions.share_minutes(lead_of(row), session, at=AT)
    states = []

    for party in (first, second):
        fresh = fresh_target(row, session)
        sessions.approve(actor_of(row, party.user), session, signing.digest(fresh), at=AT)
        states.append(Session.objects.get(pk=session.pk).state)

    assert states == [SessionState.MINUTED, SessionState.APPROVED]


@pytest.mark.django_db
def test_minutes_sent_back_can_be_shared_again() -> None:
    row = make_process()
    coordinator = make_party(row, "coordinator")
    session = make_session(row, running(row), kind="intake", days=1, at=AT - timedelta(days=5))
    sessions.hold(lead_of(row), session, ["Wir beginnen."], at=AT)
    sessions.share_minutes(lead_of(row), session, at=AT)

    sessions.request_changes(actor_of(row, coordinator.user), session, "Es fehlt der Termin.", at=AT)
    sessions.share_minutes(lead_of(row), session, ["Wir beginnen am Montag."], at=AT)

    fresh = fresh_target(row, session)
    assert (fresh.state, signing.round_of(fresh)) == (SessionState.MINUTED, 2)
    assert fresh.outcomes == [{"text": "Wir beginnen am Montag.", "visibility": "parties"}]


REFUSED: dict[str, tuple[Callable[[object, Session], object], Obstacle]] = {
    "hold before it began": (
        lambda row, s: sessions.hold(lead_of(row), s, ["x"], at=AT),
        Obstacle.SESSION_NOT_YET,
    ),
    "share without outcomes": (
        lambda row, s: sessions.share_minutes(lead_of(row), s, [], at=AT),
        Obstacle.OUTCOMES_MISSING,
    ),
    "cancel without a reason": (
        lambda row, s: sessions.cancel(lead_of(row), s, " ", at=AT),
        Obstacle.REASON_NEEDED,
    ),
    "unknown kind": (
        lambda row, s: sessions.plan(lead_of(row), "party", "X", starts=AT, ends=AT + timedelta(hours=1), at=AT),
        Obstacle.KIND_UNKNOWN,
    ),
    "ends before it starts": (
        lambda row, s: sessions.plan(lead_of(row), "intake", "X", starts=AT, ends=AT, at=AT),
        Obstacle.SESSION_ENDS_EARLY,
    ),
    "planned by a partner": (
        lambda row, s: sessions.plan(
            actor_of(row, make_party(row, "sponsor").user),
            "intake",
            "X",
            starts=AT,
            ends=AT + timedelta(hours=1),
            at=AT,
        ),
        Obstacle.NOT_FOR_YOU,
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("act", "expected"), REFUSED.values(), ids=REFUSED)
def test_session_door_is_refused(act: Callable[[object, Session], object], expected: Obstacle) -> None:
    row = make_process()
    session = make_session(row, running(row), kind="intake")

    with pytest.raises(RefusedError) as refusal:
        act(row, session)

    assert refusal.value.obstacle == expected


@pytest.mark.django_db
def test_cancelling_a_meeting_tells_everybody(outbox: Callable[[], list[object]]) -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    session = make_session(row, running(row), kind="intake", title="Erstgespräch")

    sessions.cancel(lead_of(row), session, "Krankheit", at=AT)

    told = {(m.kind, m.to) for m in outbox()}  # type: ignore[attr-defined]
    assert told == {
        ("opening.session_cancelled", sponsor.email),
        ("opening.session_cancelled", lead_of(row).user.email),
    }
    assert Session.objects.get(pk=session.pk).sequence == 1
