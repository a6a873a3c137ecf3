"""Who gets in where: every address of this module, every role, GET and POST (`opening.md` 6); default deny."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from cms.users import roles
from opening.domain import access, cockpit, signing
from opening.enums import PartyState
from opening.models import Document, Party, Process
from tests.make.network import make_contact
from tests.make.opening import (
    AT,
    TODAY,
    again,
    make_advisor,
    make_document,
    make_invite,
    make_manager,
    make_party,
    make_process,
    make_session,
    running,
)
from tests.make.people import make_staff, make_user
from tests.opening.addresses_of import address, every_name, process_names
from tests.opening.pages import as_user, main_of

LEADS = {"advisor", "manager"}
SIDE = {"sponsor", "coordinator"}
INSIDE = LEADS | SIDE | {"steering", "former"}
OUTLINE = {"other advisor", "observer"}
NOBODY: set[str] = set()
OUTSIDE = {"guest", "stranger", "editor", "coordinator of volunteers"}
ROLES = [*sorted(INSIDE), *sorted(OUTLINE), *sorted(OUTSIDE)]

# name: who may read it, and whose POST is carried out; everybody else is turned away.
# The process is offered, its first phase runs; draft, shared agreement, a meeting of the past, an invited seat exist.
MATRIX: dict[str, tuple[set[str], set[str]]] = {
    "process_list": (INSIDE | OUTLINE | OUTSIDE - {"guest"}, NOBODY),
    "process_start": (LEADS | {"other advisor"}, LEADS | {"other advisor"}),
    "seat_claim": (NOBODY, NOBODY),
    "link": (set(ROLES), set(ROLES)),
    "process_detail": (INSIDE | OUTLINE, NOBODY),
    "process_offer": (NOBODY, NOBODY),
    "process_state": (LEADS, LEADS),
    "process_print": (INSIDE, NOBODY),
    "stage_list": (INSIDE, NOBODY),
    "stage_detail": (INSIDE, NOBODY),
    "check_tick": (NOBODY, LEADS | {"sponsor"}),
    "check_take_back": (LEADS | {"sponsor"}, LEADS | {"sponsor"}),
    "stage_submit": (NOBODY, NOBODY),
    "stage_sign": (NOBODY, NOBODY),
    "stage_changes": (NOBODY, NOBODY),
    "stage_advance": (LEADS, LEADS),
    "stage_reopen": (NOBODY, NOBODY),
    "session_list": (INSIDE, NOBODY),
    "session_plan": (LEADS, LEADS),
    "session_detail": (INSIDE, NOBODY),
    "session_calendar": (INSIDE, NOBODY),
    "session_minutes": (LEADS, LEADS),
    "session_approve": (NOBODY, NOBODY),
    "session_changes": (NOBODY, NOBODY),
    "session_cancel": (LEADS, LEADS),
    "document_list": (INSIDE, NOBODY),
    "document_write": (LEADS, LEADS),
    "document_detail": (INSIDE, NOBODY),
    "document_edit": (LEADS, LEADS),
    "document_share": (NOBODY, LEADS),
    "document_sign": (NOBODY, {"advisor", "sponsor"}),
    "document_changes": ({"advisor", "sponsor"}, {"advisor", "sponsor"}),
    "document_withdraw": (LEADS, LEADS),
    "party_list": (INSIDE, NOBODY),
    "party_invite": (LEADS | SIDE, LEADS | SIDE),
    "invite_again": (NOBODY, LEADS | SIDE),
    "invite_revoke": (NOBODY, LEADS | SIDE),
    "party_leave": (LEADS | {"sponsor"}, LEADS | {"sponsor"}),
}

DAY = (TODAY + timedelta(days=3)).isoformat()
FORMS: dict[str, dict[str, str]] = {
    "process_start": {"template": "dialogue", "title": "Runder Tisch", "language": "de"},
    "process_state": {"action": "cancel", "reason": "Umzug"},
    "check_take_back": {"reason": "Doch nicht"},
    "stage_changes": {"comment": "kürzer"},
    "stage_advance": {"reason": "eilt"},
    "stage_reopen": {"reason": "Nachtrag"},
    "session_plan": {
        "kind": "intake",
        "stage": "mandate",
        "title": "Gespräch",
        "day": DAY,
        "begins": "10:00",
        "finishes": "11:00",
    },
    "session_minutes": {"outcomes": "Wir beginnen."},
    "session_changes": {"comment": "kürzer"},
    "session_cancel": {"reason": "krank"},
    "document_write": {"title": "Notiz", "body": "Text"},
    "document_changes": {"comment": "kürzer"},
    "document_withdraw": {"reason": "falsch"},
    "party_invite": {
        "name": "Dilek Arslan",
        "role": "steering",
        "voice": "mandate",
        "channel": "mail",
        "email": "d@kita.example",
        "language": "de",
    },
    "invite_again": {"channel": "mail"},
    "link": {"action": "new"},
}


LANDING = ("link", "shown")
"""The one address that answers a POST with a page."""


class Scene:
    """One process with everybody in it, and what the addresses point at."""

    def __init__(self) -> None:
        advisor = make_advisor()
        self.row = make_process(advisor=advisor)
        sponsor, coordinator, steering = (make_party(self.row, role) for role in ("sponsor", "coordinator", "steering"))
        former = make_party(self.row, "sponsor", state=PartyState.LEFT)
        observer = make_party(self.row, "observer")
        self.sponsor = sponsor
        self.users: dict[str, Any] = {
            "advisor": advisor,
            "manager": make_manager(),
            "sponsor": sponsor.user,
            "coordinator": coordinator.user,
            "steering": steering.user,
            "former": former.user,
            "observer": observer.user,
            "other advisor": make_advisor("Jemand Anderes"),
            "editor": make_staff(roles.EDITOR, name="Jonas Petersen"),
            "coordinator of volunteers": make_staff(roles.COORDINATOR),
            "stranger": make_user(),
            "guest": None,
        }
        self.invited = make_party(self.row, "steering", state=PartyState.INVITED, with_account=False)
        self.invited.contact.email = "neu@kita.example"
        self.invited.contact.save()
        self.token = make_invite(self.row, self.invited, at=timezone.now())[1]
        self.shared = make_document(self.row, running(self.row), deliverable="agreement")
        self.draft = make_document(self.row, running(self.row), title="Entwurf", shared=False)
        self.session = make_session(self.row, running(self.row), kind="intake", days=1, at=AT - timedelta(days=400))
        self.coming = make_session(self.row, running(self.row), kind="intake", days=9000)
        self.row.items.filter(key="resources").update(state="done", done_on=TODAY)

    def address(self, name: str) -> str:
        """Where this page stands, pointed at the thing that suits it."""
        parts: dict[str, Any] = {
            "session_cancel": {"number": self.coming.number},
            "stage_advance": {"phase": "goals"},
            "check_take_back": {"key": "resources"},
            "invite_again": {"number": self.invited.number},
            "invite_revoke": {"number": self.invited.number},
            "party_leave": {"number": self.sponsor.number},
            "link": {"token": self.token},
        }.get(name, {})
        document = self.draft if name in {"document_edit", "document_share"} else self.shared
        return address(name, self.row, document, **parts)

    def data(self, name: str) -> dict[str, str]:
        """A good answer to the form of this page."""
        fresh = next(d for d in again(self.row).documents.all() if d.pk == self.shared.pk)
        more = {
            "document_sign": {"shown": signing.digest(fresh)},
            "document_edit": {"title": "Neu", "body": "Neuer Text", "seen": self.draft.sha256},
        }
        return {**FORMS.get(name, {}), **more.get(name, {})}


def kind_of(response: Any) -> str:
    """What an answer means: login, hidden, refused, wrong method, a page (for a POST: with errors), or done."""
    status = response.status_code
    if status == 302 and response.url.startswith("/de/konto/login/"):
        return "login"
    return {404: "hidden", 405: "method", 409: "refused", 410: "gone", 200: "shown", 302: "done"}[status]


def test_every_address_stands_in_the_matrix() -> None:
    assert set(every_name()) == set(MATRIX)
    assert set(process_names()) < set(MATRIX)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_role_gets_in_exactly_where_the_matrix_says(role: str) -> None:
    scene = Scene()
    reached: dict[str, tuple[bool, bool]] = {}

    for name in MATRIX:
        client = as_user(scene.users[role])
        answers = []
        for method in (client.get, client.post):
            with transaction.atomic():
                answers.append(kind_of(method(scene.address(name), scene.data(name) if method == client.post else {})))
                transaction.set_rollback(True)
        reached[name] = (answers[0] in {"shown", "done"}, answers[1] == "done" or (name, answers[1]) == LANDING)
        if role == "guest" and name not in {"link", "seat_claim"}:
            assert set(answers) <= {"login", "method"}, name
        elif role in OUTSIDE and name in process_names():
            assert set(answers) <= {"hidden", "method"}, name

    assert reached == {name: (role in read, role in written) for name, (read, written) in MATRIX.items()}


@pytest.mark.django_db
def test_unknown_code_and_foreign_code_get_the_same_page() -> None:
    scene = Scene()
    client = as_user(scene.users["stranger"])

    foreign = client.get(f"/de/prozess/{scene.row.code}/")
    unknown = client.get("/de/prozess/IKOE-2099-999/")

    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert main_of(foreign) == main_of(unknown)


@pytest.mark.django_db
def test_document_of_another_process_is_hidden_although_both_are_mine() -> None:
    advisor = make_advisor()
    first, second = make_process(advisor=advisor), make_process(advisor=advisor)
    document = make_document(first, running(first), deliverable="agreement")

    response = as_user(advisor).get(f"/de/prozess/{second.code}/dokumente/{document.series}/v1/")

    assert response.status_code == 404


@pytest.mark.django_db
def test_draft_is_hidden_from_partners() -> None:
    scene = Scene()

    for name in ("document_detail", "document_changes"):
        response = as_user(scene.users["sponsor"]).get(address(name, scene.row, scene.draft))
        assert response.status_code == 404, name


@pytest.mark.django_db
def test_outline_shows_title_phase_and_lead_and_nothing_else() -> None:
    scene = Scene()

    for role in ("other advisor", "observer"):
        words = main_of(as_user(scene.users[role]).get(f"/en/prozess/{scene.row.code}/"))
        for part in (scene.row.title, "Clarifying the mandate and leadership decision", "Farida Rahimi"):
            assert part in words, role
        for part in ("To be confirmed", "Prozessvereinbarung", scene.sponsor.name):
            assert part not in words, role


@pytest.mark.django_db
def test_list_shows_own_processes_only() -> None:
    mine, other = make_process(title="Meins"), make_process(title="Fremdes", advisor=make_advisor())
    sponsor = make_party(mine, "sponsor")

    words = main_of(as_user(sponsor.user).get("/de/prozess/"))

    assert ("Meins" in words, "Fremdes" in words) == (True, False)
    assert list(access.visible_to(sponsor.user)) == [Process.objects.get(pk=mine.pk)]
    assert set(access.visible_to(make_manager())) == set(Process.objects.filter(pk__in=[mine.pk, other.pk]))
    assert list(access.visible_to(make_user())) == []


@pytest.mark.django_db
def test_membership_of_the_organisation_opens_no_process() -> None:
    row = make_process()
    member = make_user()
    make_contact("Mitglied", organisation=row.organisation, user=member)

    assert as_user(member).get(f"/de/prozess/{row.code}/").status_code == 404


@pytest.mark.django_db
def test_inactive_account_sees_nothing() -> None:
    row = make_process()
    sponsor = make_party(row, "sponsor")
    sponsor.user.is_active = False

    assert access.actor_in(again(row), sponsor.user) is None
    assert list(access.visible_to(sponsor.user)) == []


@pytest.mark.django_db
def test_institution_members_never_enter_the_admin() -> None:
    scene = Scene()

    for role in ("sponsor", "coordinator", "steering", "observer", "former"):
        assert not scene.users[role].has_perm("wagtailadmin.access_admin"), role


@pytest.mark.django_db
def test_cockpit_counts_blockers_of_own_processes_and_names_others_by_title() -> None:
    scene = Scene()
    other = make_process(title="Fremder Prozess", advisor=make_advisor("Jemand Anderes"))

    mine = main_text(as_user(scene.users["advisor"]).get("/admin/oeffnung/"))
    everything = main_text(as_user(scene.users["manager"]).get("/admin/oeffnung/?show=mine"))

    assert scene.row.code in mine
    assert other.code in mine
    assert other.code in everything
    for role in ("editor", "sponsor", "guest"):
        assert as_user(scene.users[role]).get("/admin/oeffnung/").status_code in {302, 403}, role


def main_text(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.django_db
def test_queries_of_cockpit_and_dashboard_do_not_grow(django_assert_max_num_queries: Any) -> None:
    advisor = make_advisor()
    rows = [make_process(advisor=advisor) for _number in range(4)]
    make_party(rows[0], "sponsor")
    client = as_user(advisor)
    client.get("/admin/oeffnung/")

    with django_assert_max_num_queries(30):
        client.get(f"/de/prozess/{rows[0].code}/")
    with django_assert_max_num_queries(30):
        client.get("/de/prozess/")
    with django_assert_max_num_queries(20):
        cockpit.lines(advisor, at=AT)


@pytest.mark.django_db
def test_manager_previews_and_publishes_and_advisor_only_reads() -> None:
    scene = Scene()
    definition = scene.row.definition

    for role, status in {"manager": 200, "advisor": 200, "editor": 302, "guest": 302}.items():
        client = as_user(scene.users[role])
        assert client.get("/admin/oeffnung/definitionen/").status_code == status, role
        assert client.get(f"/admin/oeffnung/definitionen/{definition.pk}/").status_code == status, role
    refused = as_user(scene.users["advisor"]).post(f"/admin/oeffnung/definitionen/{definition.pk}/veroeffentlichen/")
    assert refused.status_code in {302, 403}
    assert Document.objects.count() == 2
    assert Party.objects.count() == 7
