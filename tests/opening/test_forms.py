"""Wrong input in every form: a sentence at the field, what was typed stays, nothing is stored."""

from typing import Any

import pytest
from django.apps import apps
from django.core import signing as signed_values

from opening.domain import documents, signing, stage
from opening.models import Document, Party, Process, SignOff
from tests.make.network import make_organisation
from tests.make.opening import (
    AT,
    actor_of,
    fresh_target,
    lead_of,
    make_advisor,
    make_definitions,
    make_document,
    make_party,
    make_process,
    make_session,
    running,
    seat_signers,
    settle_stage,
    stage_of,
)
from tests.opening.pages import as_user, hidden, main_of

START = {"template": "opening", "title": "Wir öffnen uns", "language": "de", "summary": "Alle Familien erreichen."}
WRONG_STARTS: dict[str, tuple[dict[str, str], str]] = {
    "no institution": ({}, "Please choose the institution."),
    "institution where there is none": (
        {"template": "dialogue", "organisation": "one"},
        "belongs to no single institution",
    ),
    "unknown kind": ({"template": "wizardry"}, "wizardry"),
    "no title": ({"title": "", "organisation": "one"}, "required"),
    "title too long": ({"title": "x" * 161, "organisation": "one"}, "160"),
    "title with NUL": ({"title": "A\x00B", "organisation": "one"}, "Null"),
    "institution that does not exist": ({"organisation": "999999"}, "choice"),
    "huge number": ({"organisation": "9" * 30}, "choice"),
    "address without a name": (
        {"organisation": "one", "sponsor_email": "s@kita.example"},
        "Please enter the name of the person.",
    ),
    "broken address": ({"organisation": "one", "sponsor_name": "S", "sponsor_email": "keine@"}, "email address"),
    "language nobody wrote the template in": ({"organisation": "one", "language": "ar"}, "ar"),
}


def field_errors(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return main_of(response)


@pytest.mark.django_db
@pytest.mark.parametrize(("change", "expected"), WRONG_STARTS.values(), ids=WRONG_STARTS)
def test_start_form_says_what_is_wrong_and_keeps_what_was_typed(change: dict[str, str], expected: str) -> None:
    make_definitions()
    organisation = make_organisation("Kita Regenbogen")
    data = {key: str(organisation.pk) if value == "one" else value for key, value in {**START, **change}.items()}

    response = as_user(make_advisor()).post("/en/prozess/neu/", data)

    assert expected in field_errors(response)
    assert "Alle Familien erreichen." in response.content.decode()
    assert (Process.objects.count(), Party.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_start_with_an_address_offers_the_process_and_mails_the_invitation() -> None:
    make_definitions()
    organisation = make_organisation("Kita Regenbogen")
    data = {**START, "organisation": str(organisation.pk), "sponsor_name": "Sabine", "sponsor_email": "s@kita.example"}

    response = as_user(make_advisor()).post("/en/prozess/neu/", data)

    row = Process.objects.get()
    assert (response.status_code, response.url) == (302, f"/en/prozess/{row.code}/")
    assert (row.state, row.organisation, row.language) == ("offered", organisation, "de")
    assert [(p.role, p.state, p.email) for p in row.parties.all()][1] == ("sponsor", "invited", "s@kita.example")
    mails = apps.get_model("mail.OutboxMessage").objects.values_list("kind", "to")
    assert list(mails) == [("opening.invitation", "s@kita.example")]


@pytest.mark.django_db
def test_start_without_an_address_shows_a_letter_once() -> None:
    make_definitions()
    organisation = make_organisation("Kita Regenbogen")
    data = {**START, "organisation": str(organisation.pk), "sponsor_name": "Sabine Krüger"}

    words = main_of(as_user(make_advisor()).post("/en/prozess/neu/", data))

    assert "Please print this letter now." in words
    assert "Sabine Krüger" in words
    assert "/de/l/" in words
    assert apps.get_model("mail.OutboxMessage").objects.count() == 0


INVITE = {"name": "Dilek Arslan", "role": "steering", "voice": "mandate", "channel": "mail", "language": "de"}
WRONG_INVITES: dict[str, tuple[dict[str, str], str]] = {
    "mail without an address": ({}, "needs an e-mail address"),
    "broken address": ({"email": "d@"}, "email address"),
    "role of the agency": ({"email": "d@kita.example", "role": "advisor_lead"}, "advisor_lead"),
    "no name": ({"email": "d@kita.example", "name": ""}, "required"),
    "name of control characters": ({"email": "d@kita.example", "name": "\x07\x1b"}, "Please enter the name"),
    "unknown way": ({"email": "d@kita.example", "channel": "pigeon"}, "pigeon"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("change", "expected"), WRONG_INVITES.values(), ids=WRONG_INVITES)
def test_invite_form_says_what_is_wrong(change: dict[str, str], expected: str) -> None:
    row = make_process()
    before = row.parties.count()

    response = as_user(lead_of(row).user).post(f"/en/prozess/{row.code}/beteiligte/einladen/", {**INVITE, **change})

    assert expected in field_errors(response)
    assert (row.parties.count(), row.invites.count()) == (before, 0)


@pytest.mark.django_db
def test_inviting_the_same_person_twice_is_refused_with_a_sentence() -> None:
    row = make_process()
    client = as_user(lead_of(row).user)
    data = {**INVITE, "email": "d@kita.example"}
    client.post(f"/en/prozess/{row.code}/beteiligte/einladen/", data)

    response = client.post(f"/en/prozess/{row.code}/beteiligte/einladen/", data)

    assert (response.status_code, row.parties.filter(role="steering").count()) == (409, 1)
    assert "Dilek Arslan already has this role in the process." in main_of(response)


SESSION = {
    "kind": "intake",
    "stage": "mandate",
    "title": "Erstgespräch",
    "day": "2026-06-10",
    "begins": "10:00",
    "finishes": "11:00",
}
WRONG_SESSIONS: dict[str, tuple[dict[str, str], str]] = {
    "ends before it begins": ({"finishes": "09:00"}, "must end after it starts"),
    "year one": ({"day": "0001-01-01"}, "between 2000 and 2100"),
    "year 9999": ({"day": "9999-12-31"}, "between 2000 and 2100"),
    "no day": ({"day": "irgendwann"}, "date"),
    "unknown kind": ({"kind": "party"}, "party"),
    "unknown phase": ({"stage": "moon"}, "moon"),
    "address that is none": ({"online_url": "javascript:alert(1)"}, "URL"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("change", "expected"), WRONG_SESSIONS.values(), ids=WRONG_SESSIONS)
def test_session_form_says_what_is_wrong(change: dict[str, str], expected: str) -> None:
    row = make_process()

    response = as_user(lead_of(row).user).post(f"/en/prozess/{row.code}/termine/neu/", {**SESSION, **change})

    assert expected in field_errors(response)
    assert row.sessions.count() == 0


REASONS = {
    "state": ("stand/", {"action": "cancel", "reason": " "}, "Please give a reason."),
    "state without a choice": ("stand/", {"reason": "Umzug"}, "required"),
    "advance": ("verlauf/goals/vorziehen/", {"reason": ""}, "Please give a reason."),
    "cancel a meeting": ("termine/1/absagen/", {"reason": " "}, "Please give a reason."),
    "minutes without outcomes": ("termine/2/protokoll/", {"outcomes": "  "}, "at least one outcome"),
    "document without text": ("dokumente/neu/", {"title": "Notiz", "body": ""}, "required"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "data", "expected"), REASONS.values(), ids=REASONS)
def test_form_without_its_reason_says_so(page: str, data: dict[str, str], expected: str) -> None:
    row = make_process()
    make_session(row, running(row), kind="intake", days=9000)
    make_session(row, running(row), kind="intake", days=1, at=AT.replace(year=2020))
    before = list(Process.objects.values("state")), list(row.stages.values()), list(row.sessions.values())

    response = as_user(lead_of(row).user).post(f"/en/prozess/{row.code}/{page}", data)

    assert expected in field_errors(response)
    assert (list(Process.objects.values("state")), list(row.stages.values()), list(row.sessions.values())) == before


@pytest.mark.django_db
def test_submitting_with_gaps_answers_409_with_every_gap_its_link_and_who_has_to_act() -> None:
    row = make_process()
    make_party(row, "sponsor", name="Sabine Krüger")

    response = as_user(lead_of(row).user).post(f"/en/prozess/{row.code}/verlauf/mandate/vorlegen/")

    words = main_of(response)
    assert response.status_code == 409
    for part in (
        "6 things are missing:",
        "Nobody has taken the role “ Coordinator at the institution ” yet.",
        "“ Process agreement on aims, roles, time, confidentiality and data protection ” has not been written yet.",
        "To be confirmed: “ It is defined which areas and sites the process covers. ”",
        "Sabine Krüger",
    ):
        assert part in words or part.replace("“ ", "“").replace(" ”", "”") in words, part
    assert f"/en/prozess/{row.code}/verlauf/mandate/#check-scope" in response.content.decode()
    assert stage_of(row, "mandate").state == "active"


@pytest.mark.django_db
def test_blocked_button_says_why() -> None:
    row = make_process()

    html = as_user(lead_of(row).user).get(f"/en/prozess/{row.code}/verlauf/mandate/").content.decode()

    assert 'aria-describedby="why-not"' in html
    assert "Not possible yet, 7 things are missing. First: Nobody has taken the role" in html


@pytest.mark.django_db
def test_outdated_agreement_is_not_signed_and_the_page_shows_what_changed() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    document = make_document(row, running(row), deliverable="agreement", body="Wir begleiten Sie.")
    page = f"/en/prozess/{row.code}/dokumente/{document.series}/v1/"
    client = as_user(sponsor.user)
    opened = client.get(page)
    Document.objects.filter(pk=document.pk).update(body="Wir begleiten Sie zwei Jahre.")

    refused = client.post(f"{page}unterschreiben/", {"shown": hidden(opened, "shown"), "copy": hidden(opened, "copy")})
    again = client.post(f"{page}unterschreiben/", {"shown": hidden(refused, "shown")})

    words = main_of(refused)
    assert (refused.status_code, again.status_code) == (409, 302)
    assert "The text has changed since you opened it." in words
    assert "<del>Wir begleiten Sie.</del>" in refused.content.decode()
    assert "<ins>Wir begleiten Sie zwei Jahre.</ins>" in refused.content.decode()
    assert SignOff.objects.filter(document=document).count() == 1


@pytest.mark.django_db
def test_outdated_phase_is_not_signed_and_the_page_shows_what_changed() -> None:
    row = make_process()
    seat_signers(row)
    settle_stage(row)
    stage.submit(lead_of(row), running(row), at=AT)
    page = f"/en/prozess/{row.code}/verlauf/mandate/freigeben/"
    client = as_user(lead_of(row).user)
    opened = client.get(page)
    documents.share(
        lead_of(row),
        documents.write(lead_of(row), "Steckbrief", "82 Kinder", stage=running(row), deliverable="profile", at=AT),
        at=AT,
    )

    refused = client.post(page, {"shown": hidden(opened, "shown"), "copy": hidden(opened, "copy")})

    assert refused.status_code == 409
    assert "<ins>Document: Steckbrief, version 1</ins>" in refused.content.decode()
    assert SignOff.objects.filter(stage=running(row)).count() == 0


@pytest.mark.django_db
def test_forged_copy_shows_nothing_of_its_own() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    document = make_document(row, running(row), deliverable="agreement")
    copies = ["gefälscht", signed_values.dumps(["<script>"], salt="andere")]

    for copy in copies:
        response = as_user(sponsor.user).post(
            f"/en/prozess/{row.code}/dokumente/{document.series}/v1/unterschreiben/",
            {"shown": "0" * 64, "copy": copy},
        )
        assert response.status_code == 409
        assert "<script>" not in response.content.decode()


@pytest.mark.django_db
def test_two_writers_of_a_draft_see_both_texts_and_nothing_is_overwritten() -> None:
    row = make_process()
    draft = make_document(row, running(row), shared=False, body="Anfang.")
    client = as_user(lead_of(row).user)
    page = f"/en/prozess/{row.code}/dokumente/{draft.series}/v1/bearbeiten/"
    opened = client.get(page)
    documents.rewrite(lead_of(row), draft, title="Neu", body="Von der Kollegin.", seen=draft.sha256, at=AT)

    second = client.post(page, {"title": "Neu", "body": "Von mir.", "seen": hidden(opened, "seen")})
    third = client.post(page, {"title": "Neu", "body": "Von mir.", "seen": hidden(second, "seen")})

    html = second.content.decode()
    assert second.status_code == 409
    assert "<del>Von der Kollegin.</del>" in html
    assert "<ins>Von mir.</ins>" in html
    assert "Von mir.</textarea>" in html
    assert (third.status_code, Document.objects.get(pk=draft.pk).body) == (302, "Von mir.")


NASTY = "<img src=x onerror=alert(1)> =1+1 \u202e مرحبا {{ 7*7 }}"


@pytest.mark.django_db
def test_markup_and_direction_marks_are_shown_as_text() -> None:
    row = make_process(title=NASTY)
    party = make_party(row, "sponsor", name=NASTY)
    document = make_document(row, running(row), deliverable="agreement", title=NASTY, body=f"## {NASTY}\n\n{NASTY}")
    make_session(row, running(row), kind="intake", title=NASTY)
    actor_of(row, party.user)
    signing.digest(fresh_target(row, document))
    client = as_user(party.user)

    for page in (
        "",
        "verlauf/",
        "verlauf/mandate/",
        "termine/",
        "termine/1/",
        "dokumente/",
        f"dokumente/{document.series}/v1/",
        "beteiligte/",
        "druck/",
    ):
        html = client.get(f"/de/prozess/{row.code}/{page}").content.decode()
        assert "<img src=x" not in html, page
        assert "49" not in html.split("onerror")[-1][:60], page
