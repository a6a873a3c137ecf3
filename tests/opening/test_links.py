"""Links to take part: reading changes nothing (O16), they give one thing only (O17), their state is seen (O15)."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.mail.sending import drain
from cms.network.models import Contact
from opening.domain import invites, process
from opening.domain.missing import RefusedError
from opening.enums import InviteChannel, InviteState, PartyState, Voice
from opening.models import Invite, Party, Process
from opening.obstacles import Obstacle
from tests.make.opening import (
    AT,
    TODAY,
    actor_of,
    again,
    lead_of,
    make_advisor,
    make_document,
    make_invite,
    make_party,
    make_process,
    running,
)
from tests.make.people import make_user
from tests.opening.addresses_of import process_addresses
from tests.opening.pages import as_user, main_of

NOW = timezone.now


def invited(
    row: Process, *, channel: str = InviteChannel.MAIL, email: str = "sabine@kita.example", at: Any = None
) -> Any:
    """A sponsor with an open link."""
    party = make_party(row, "sponsor", name="Sabine Krüger", state=PartyState.INVITED, with_account=False)
    if channel == InviteChannel.MAIL:
        party.contact.email = email
        party.contact.save()
    invite, token = make_invite(row, party, channel=channel, at=at or NOW())
    return party, invite, token


def every_row() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables of this module, of people and of sessions."""
    models = [*apps.get_app_config("opening").get_models(), *apps.get_app_config("users").get_models()]
    models += [apps.get_model("sessions.Session"), apps.get_model("mail.OutboxMessage"), ModelLogEntry]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}


STATES: dict[str, tuple[Callable[[Process, Invite], None], int]] = {
    "open": (lambda row, invite: None, 200),
    "accepted": (lambda row, invite: invites.accept(invite, language="de", at=NOW()), 200),
    "declined": (lambda row, invite: invites.decline(invite, at=NOW()), 410),
    "revoked": (lambda row, invite: invites.revoke(lead_of(row), invite, at=NOW()), 410),
    "expired": (lambda row, invite: Invite.objects.update(expires_on=TODAY - timedelta(days=365)), 410),
    "process is over": (lambda row, invite: process.cancel(lead_of(row), "Umzug", at=NOW()), 410),
}


@pytest.mark.acceptance("O16")
@pytest.mark.django_db
@pytest.mark.parametrize(("become", "status"), STATES.values(), ids=STATES)
@pytest.mark.parametrize("method", ["get", "head"])
def test_get_and_head_of_a_link_change_no_row(
    become: Callable[[Process, Invite], None], status: int, method: str
) -> None:
    row = make_process()
    _party, invite, token = invited(row)
    become(row, Invite.objects.get(pk=invite.pk))
    before = every_row()

    for _scan in range(3):
        response = getattr(as_user(None), method)(f"/de/l/{token}/")

    assert (response.status_code, every_row()) == (status, before)
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "strict-origin"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.acceptance("O16")
@pytest.mark.django_db
def test_get_of_an_unknown_link_changes_no_row() -> None:
    before = every_row()

    response = as_user(None).get("/de/l/abc/")

    assert (response.status_code, every_row()) == (404, before)


@pytest.mark.django_db
def test_landing_says_who_invites_to_what_as_what_and_until_when() -> None:
    row = make_process()
    _party, _invite, token = invited(row)

    words = main_of(as_user(None).get(f"/en/l/{token}/"))

    for part in ("Farida Rahimi invites you", "Kita Regenbogen", row.title, "Sponsor (leadership)", "Valid until"):
        assert part in words
    assert Invite.objects.get().token_sha256 not in words


@pytest.mark.django_db
def test_accepting_takes_the_seat_and_the_code_opens_the_process(mailoutbox: list[Any]) -> None:
    row = make_process()
    party, _invite, token = invited(row)
    client = as_user(None)

    accepted = client.post(f"/de/l/{token}/", {"action": "accept"})
    after = main_of(client.get(accepted.url))
    asked = client.post(f"/de/l/{token}/", {"action": "code"})
    code = mailed_code(mailoutbox)
    entered = client.post(asked.url, {"code": code})

    seat = Party.objects.get(pk=party.pk)
    assert (seat.state, seat.user.email, seat.user.has_usable_password()) == ("active", "sabine@kita.example", False)
    assert seat.user.emailaddress_set.get().verified
    assert "s…@kita.example" in after
    assert (entered.status_code, entered.url) == (302, f"/de/prozess/{row.code}/")
    assert "Your turn" in main_of(client.get(f"/en/prozess/{row.code}/"))
    assert not seat.user.has_perm("wagtailadmin.access_admin")


def mailed_code(mailoutbox: list[Any]) -> str:
    """The code of the newest mail that holds one."""
    drain(NOW())
    found = [re.search(r"\b[0-9A-Z]{3,4}-?[0-9A-Z]{3,4}\b", message.body) for message in mailoutbox]
    codes = [one[0] for one in found if one and any(c.isdigit() for c in one[0])]
    assert codes, [message.body for message in mail.outbox]
    return str(codes[-1])


@pytest.mark.django_db
def test_link_on_paper_asks_for_an_address_and_ties_the_seat_after_the_code(mailoutbox: list[Any]) -> None:
    row = make_process()
    party, _invite, token = invited(row, channel=InviteChannel.LETTER)
    client = as_user(None)
    client.post(f"/de/l/{token}/", {"action": "accept"})

    wrong = client.post(f"/de/l/{token}/", {"action": "code", "email": "keine Adresse"})
    asked = client.post(f"/de/l/{token}/", {"action": "code", "email": "Sabine@Kita.example"})
    before = Party.objects.get(pk=party.pk).user
    entered = client.post(asked.url, {"code": mailed_code(mailoutbox)})
    claim = client.get(entered.url)
    claimed = client.post(entered.url)

    seat = Party.objects.get(pk=party.pk)
    assert (wrong.status_code, "keine Adresse" in wrong.content.decode()) == (200, True)
    assert before is None
    assert (claim.status_code, claimed.url) == (200, f"/de/prozess/{row.code}/")
    assert (seat.user.email, seat.contact.email) == ("sabine@kita.example", "sabine@kita.example")


@pytest.mark.django_db
def test_seat_is_claimed_only_in_the_session_that_took_it() -> None:
    row = make_process()
    party, _invite, token = invited(row, channel=InviteChannel.LETTER)
    as_user(None).post(f"/de/l/{token}/", {"action": "accept"})

    stranger = as_user(make_user())

    assert stranger.post("/de/prozess/platz/").status_code == 404
    assert Party.objects.get(pk=party.pk).user is None


@pytest.mark.acceptance("O17")
@pytest.mark.django_db
def test_link_opens_no_page_of_the_process() -> None:
    row = make_process()
    document = make_document(row, running(row), deliverable="agreement")
    _party, _invite, token = invited(row)
    client = as_user(None)
    client.post(f"/de/l/{token}/", {"action": "accept"})

    for address in process_addresses(row, document):
        for method in (client.get, client.post):
            response = method(address)
            assert (response.status_code, response.headers.get("Location", "").split("?")[0]) in [
                (302, "/de/konto/login/"),
                (405, ""),
            ], address


@pytest.mark.acceptance("O18")
@pytest.mark.django_db
def test_link_used_while_staff_is_logged_in_is_not_logged_as_staff() -> None:
    row = make_process()
    party, _invite, token = invited(row)
    staff = make_advisor("Jonas Petersen")
    client = as_user(staff)

    client.post(f"/de/l/{token}/", {"action": "accept"})

    entry = ModelLogEntry.objects.get(action="opening.party.join", object_id=str(party.pk))
    assert entry.user is None
    assert entry.data == {"process": row.code, "party": [party.number], "via": "link", "role": "sponsor"}
    assert Party.objects.get(pk=party.pk).user != staff


PROBLEMS: dict[str, tuple[Callable[[Process, Invite], object], str]] = {
    "open": (lambda row, invite: None, "the link is valid until"),
    "expired": (lambda row, invite: Invite.objects.update(expires_on=TODAY - timedelta(days=365)), "no longer valid"),
    "revoked": (lambda row, invite: invites.revoke(lead_of(row), invite, at=NOW()), "was withdrawn"),
    "accepted": (lambda row, invite: invites.accept(invite, language="de", at=NOW()), "takes part"),
    "declined": (lambda row, invite: invites.decline(invite, at=NOW()), "has declined"),
    "asked again": (lambda row, invite: invites.ask_again(invite, at=NOW()), "Asked for a new link"),
}


@pytest.mark.acceptance("O15")
@pytest.mark.django_db
@pytest.mark.parametrize(("become", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_sender_sees_the_state_of_the_invitation_and_why_it_does_not_work(
    become: Callable[[Process, Invite], object], expected: str
) -> None:
    row = make_process()
    _party, invite, _token = invited(row)
    become(row, Invite.objects.get(pk=invite.pk))

    words = main_of(as_user(lead_of(row).user).get(f"/en/prozess/{row.code}/beteiligte/"))

    assert "Sabine Krüger" in words
    assert expected in words


@pytest.mark.django_db
def test_only_the_fingerprint_of_a_token_is_stored_and_the_mail_is_confidential() -> None:
    row = make_process()
    _party, invite, token = invited(row)

    message = apps.get_model("mail.OutboxMessage").objects.get(kind="opening.invitation")

    assert len(invite.token_sha256) == 64
    assert token not in str(Invite.objects.values())
    assert (message.confidential, token in message.text) == (True, True)


@pytest.mark.django_db
def test_new_link_stops_the_old_one() -> None:
    row = make_process()
    party, old, old_token = invited(row)

    issued = invites.issue(lead_of(row), party, InviteChannel.MAIL, at=NOW())

    assert Invite.objects.get(pk=old.pk).state == InviteState.REVOKED
    assert as_user(None).get(f"/de/l/{old_token}/").status_code == 410
    assert as_user(None).get(f"/de/l/{issued.token}/").status_code == 200


@pytest.mark.django_db
def test_second_use_of_a_link_is_refused() -> None:
    row = make_process()
    _party, invite, _token = invited(row)
    stale = Invite.objects.select_related("party", "process").get(pk=invite.pk)
    invites.accept(Invite.objects.get(pk=invite.pk), language="de", at=NOW())

    with pytest.raises(RefusedError) as refusal:
        invites.accept(stale, language="de", at=NOW())

    assert refusal.value.obstacle == Obstacle.LINK_USED
    assert Invite.objects.get(pk=invite.pk).uses_left == 0


@pytest.mark.django_db
def test_account_that_already_has_the_role_takes_no_second_seat() -> None:
    row = make_process()
    first = make_party(row, "sponsor", user=make_user("sabine@kita.example"))
    party, invite, _token = invited(row)

    with pytest.raises(RefusedError) as refusal:
        invites.accept(Invite.objects.get(pk=invite.pk), language="de", at=NOW())

    assert refusal.value.obstacle == Obstacle.SEAT_TAKEN
    assert Party.objects.get(pk=party.pk).state == PartyState.INVITED
    assert Party.objects.get(pk=first.pk).state == PartyState.ACTIVE


@pytest.mark.django_db
def test_asking_for_a_new_link_tells_the_sender_once_a_day(outbox: Callable[[], list[Any]]) -> None:
    row = make_process()
    _party, _invite, token = invited(row)
    Invite.objects.update(expires_on=TODAY - timedelta(days=365))
    client = as_user(None)

    for _click in range(3):
        answer = client.post(f"/en/l/{token}/", {"action": "new"})

    told = [m.to for m in outbox() if m.kind == "opening.link_asked_for"]
    assert "Your request is on its way" in main_of(answer)
    assert told == [lead_of(row).user.email]


@pytest.mark.django_db
def test_unknown_and_altered_links_get_the_same_page() -> None:
    row = make_process()
    _party, _invite, token = invited(row)

    unknown = as_user(None).get("/de/l/unbekannt/")
    altered = as_user(None).get(f"/de/l/{token[:-1]}_/")

    assert (unknown.status_code, altered.status_code) == (404, 404)
    assert main_of(unknown) == main_of(altered)


ISSUE_REFUSED: dict[str, tuple[str, str, InviteChannel, Obstacle]] = {
    "mail without an address": ("invited", "", InviteChannel.MAIL, Obstacle.ADDRESS_MISSING),
    "seat that is taken": ("active", "a@post.example", InviteChannel.MAIL, Obstacle.LINK_USED),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "email", "channel", "expected"), ISSUE_REFUSED.values(), ids=ISSUE_REFUSED)
def test_link_is_not_issued(state: str, email: str, channel: InviteChannel, expected: Obstacle) -> None:
    row = make_process()
    party = make_party(row, "sponsor", state=state, with_account=False)
    party.contact.email = email
    party.contact.save()

    with pytest.raises(RefusedError) as refusal:
        invites.issue(lead_of(row), party, channel, at=AT)

    assert refusal.value.obstacle == expected


@pytest.mark.django_db
def test_coordinator_invites_the_own_side_and_nobody_else() -> None:
    row = make_process()
    coordinator = make_party(row, "coordinator")

    contact = Contact.objects.create(name="Dilek Arslan", email="d@kita.example")
    actor = actor_of(row, coordinator.user)

    issued = invites.invite(actor, "steering", contact, InviteChannel.MAIL, voice=Voice.MANDATE, at=AT)
    with pytest.raises(RefusedError) as refusal:
        invites.invite(actor, "advisor", contact, InviteChannel.MAIL, voice=Voice.MANDATE, at=AT)

    assert issued.invite.party.role == "steering"
    assert refusal.value.obstacle == Obstacle.NOT_FOR_YOU
    assert again(row).parties.filter(role="advisor").count() == 0


@pytest.mark.django_db
def test_job_deletes_links_long_after_their_end() -> None:
    row = make_process()
    _party, invite, _token = invited(row, at=AT)

    kept = invites.delete_old(at=AT + invites.VALID + timedelta(days=30))
    gone = invites.delete_old(at=AT + invites.VALID + timedelta(days=31))

    assert (kept, gone, Invite.objects.filter(pk=invite.pk).exists()) == (0, 1, False)
