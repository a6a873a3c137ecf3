"""Story 6, thin: an institution is invited by link, sees on a phone who must act, and signs its first phase."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from cms.network.models import Organisation
from cms.users.models import User
from opening.domain import template
from opening.enums import Decision, InviteState, Method, PartyState, ProcessState, StageState
from opening.models import Item, Process, SignOff, Stage
from tests.journeys.reading_mail import Post, addressee, digits_in, link_in
from tests.journeys.walking import Walk, address, plain, sentence
from tests.make.opening import again, make_document, make_party, make_process, settle, sign_by_all

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

GERMAN = "de"
NAME, EMAIL = "Ruth Albers", "r.albers@gesamtschule-ost.example"
ADVISOR = "begleitung@offenes-haus.example"
PHASE, NEXT = "mandate", "steering"


@pytest.fixture(autouse=True)
def _password_is_enough(settings: Any) -> None:
    """How staff sign in is a story of its own."""
    settings.STAFF_SECOND_FACTOR = False


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_institution_is_invited_and_signs_its_first_phase(new_page: Callable[..., object], script: bool) -> None:
    post = Post()
    farida = User.objects.get(email=ADVISOR)
    school = Organisation.objects.get(name="Gesamtschule Bochum-Ost")
    process = make_process(advisor=farida, organisation=school, title="Unsere Schule öffnet sich", at=timezone.now())
    advisor = Walk(new_page(java_script_enabled=script), GERMAN)
    sponsor = Walk(new_page(java_script_enabled=script), GERMAN)

    is_invited(advisor, post, process, farida)
    accepts_and_comes_in(sponsor, post, process)
    sees_who_must_act(sponsor, process)
    button_says_why_not(advisor, process)
    ticks_what_leadership_decides(sponsor, process)
    everything_gets_there(sponsor, post, process)
    is_submitted_and_signed(advisor, sponsor, post, process)
    next_phase_is_open(sponsor, process)


def phase_page(process: Process, key: str = PHASE) -> str:
    return address("opening:stage_detail", GERMAN, process.code, key)


def dashboard(process: Process) -> str:
    return address("opening:process_detail", GERMAN, process.code)


def role_of(process: Process, role: str) -> str:
    return str(template.of_process(process).role(role, GERMAN))


def title_of(process: Process, key: str) -> str:
    stage = next(one for one in again(process).stages.all() if one.key == key)
    return str(template.of_process(stage.process).words(template.phase_of(stage).raw["title"], GERMAN))


def said(obstacle: str, **values: object) -> str:
    """A reason as it is read."""
    return plain(sentence(obstacle, GERMAN, **values))


def check_said(process: Process, key: str) -> str:
    stage = next(one for one in again(process).stages.all() if one.key == PHASE)
    entry = template.phase_of(stage).check(key)
    assert entry is not None
    return said("To be confirmed: “%(check)s”", check=entry.text[GERMAN])


def vacant(process: Process) -> str:
    return said("Nobody has taken the role “%(role)s” yet.", role=role_of(process, "coordinator"))


def unwritten(process: Process, title: str) -> str:
    return said("“%(document)s” has not been written yet.", document=title)


def todo(walk: Walk, selector: str) -> list[str]:
    """What a list of things to do names, without the small notes."""
    entries = walk.page.locator(f"{selector} .todo > li > :first-child")
    return [plain(text) for text in entries.all_text_contents()]


def states(process: Process) -> list[str]:
    return list(Stage.objects.filter(process=process).order_by("position").values_list("state", flat=True))


AGREEMENT = "Prozessvereinbarung mit Zielen, Rollen, Zeit, Vertraulichkeit und Datenschutz"


def is_invited(advisor: Walk, post: Post, process: Process, farida: User) -> None:
    """The advisor offers the first seat; a missing address is said at the field."""
    advisor.sign_in_as(farida)
    advisor.go(dashboard(process))
    assert vacant(process) in todo(advisor, "#you")
    advisor.go(address("opening:party_invite", GERMAN, process.code) + "?role=sponsor")
    advisor.fill(name=NAME)
    advisor.send("voice")
    needed = sentence("An invitation by e-mail needs an e-mail address.", GERMAN)
    assert advisor.error_at("email").endswith(needed)
    assert (advisor.value("name"), advisor.page.locator('[name="role"]:checked').input_value()) == (NAME, "sponsor")
    advisor.fill(email=EMAIL)
    advisor.send("voice")
    assert advisor.path == address("opening:party_list", GERMAN, process.code)
    party = process.parties.get(role="sponsor")
    assert (party.name, party.state, User.objects.filter(email=EMAIL).count()) == (NAME, PartyState.INVITED, 0)


def accepts_and_comes_in(sponsor: Walk, post: Post, process: Process) -> None:
    """The link shows who invites to what; one button takes the seat, a mailed code opens the door."""
    letter = post.letter_to(EMAIL)
    assert letter.subject == said("%(sender)s invites you: %(title)s", sender="Farida Rahimi", title=process.title)
    party, invite = process.parties.get(role="sponsor"), process.invites.get()
    link = link_in(letter, address("opening:link", GERMAN, "x")[:-2])
    sponsor.go(link)
    for word in ("Farida Rahimi", process.title, process.organisation.name, role_of(process, "sponsor")):
        assert plain(word) in sponsor.words
    invite.refresh_from_db()
    assert invite.state == InviteState.SENT, "opening a link changes nothing"
    sponsor.press('button[value="accept"]')
    party.refresh_from_db()
    assert (party.state, party.user.email, party.user.is_staff) == (PartyState.ACTIVE, EMAIL, False)

    sponsor.press('button[value="code"]')
    assert sponsor.path == address("account_confirm_login_code", GERMAN)
    code = next(letter for letter in post.fetch() if addressee(letter) == EMAIL)
    wrong = "1111-1111" if digits_in(code) != "1111-1111" else "2222-2222"
    sponsor.fill(code=wrong)
    sponsor.send("code")
    assert sponsor.error_at("code") != ""
    sponsor.fill(code=digits_in(code))
    sponsor.send("code")
    assert sponsor.path == dashboard(process)


def sees_who_must_act(sponsor: Walk, process: Process) -> None:
    """Phase, what is next, who must act."""
    title = title_of(process, PHASE)
    where = plain(sponsor.page.locator(".where").inner_text())
    assert (where.startswith("Phase 1 "), "8" in where, title in where) == (True, True, True)
    assert plain(sponsor.page.locator('[aria-current="step"]').text_content()) == title
    assert todo(sponsor, "#you") == [check_said(process, "scope"), check_said(process, "resources")]
    assert sorted(todo(sponsor, "#we")) == sorted(
        [
            vacant(process),
            unwritten(process, AGREEMENT),
            check_said(process, "reason"),
            check_said(process, "privacy"),
            said("Not yet on file: “%(document)s”.", document="Steckbrief der Einrichtung"),
        ]
    )
    assert todo(sponsor, "#others") == []
    assert "Farida Rahimi" in sponsor.words


def button_says_why_not(advisor: Walk, process: Process) -> None:
    """The button names the first reason, the page that refuses all of them; nothing moves."""
    reasons = [
        vacant(process),
        unwritten(process, AGREEMENT),
        *(check_said(process, key) for key in ("reason", "scope", "resources", "privacy")),
    ]
    advisor.go(phase_page(process))
    button = advisor.page.locator("main button[aria-describedby=why-not]")
    why = plain(advisor.page.locator("#why-not").inner_text())
    assert (button.is_enabled(), why.endswith(reasons[0]), str(len(reasons)) in why) == (True, True, True)
    advisor.press("button[aria-describedby=why-not]")
    assert todo(advisor, "main") == reasons
    assert states(process)[:2] == [StageState.ACTIVE, StageState.PENDING]


def ticks_what_leadership_decides(sponsor: Walk, process: Process) -> None:
    """Two entries of the checklist are the leadership's; the others have no button."""
    sponsor.follow(phase_page(process))
    assert sponsor.page.locator('form[action$="/vorlegen/"]').count() == 0
    assert role_of(process, "advisor_lead") in sponsor.words
    open_to_them = sponsor.page.locator("#checklist li:has(form)").evaluate_all("rows => rows.map(row => row.id)")
    assert open_to_them == ["check-scope", "check-resources", "check-council"]
    for key in ("scope", "resources"):
        sponsor.press(f"#check-{key} form button")
        assert sponsor.path == phase_page(process)
    done = Item.objects.filter(process=process, stage__key=PHASE, done_by__isnull=False)
    assert sorted(done.values_list("key", "done_by__user__email")) == [("resources", EMAIL), ("scope", EMAIL)]
    sponsor.go(dashboard(process))
    assert todo(sponsor, "#you") == []


def everything_gets_there(sponsor: Walk, post: Post, process: Process) -> None:
    """The coordinator comes, the agreement is written; the leadership reads and signs it on the phone."""
    now = timezone.now()
    post.fetch()
    make_party(process, "coordinator", name="Jan Sommer")
    stage = Stage.objects.get(process=process, key=PHASE)
    agreement = make_document(process, stage, deliverable="agreement", body="Wir öffnen unsere Schule.", at=now)
    letter = post.letter_to(EMAIL)
    assert letter.subject == said("Please sign: %(what)s", what=agreement.title)
    sponsor.go(link_in(letter, address("opening:document_list", GERMAN, process.code)))
    assert "Wir öffnen unsere Schule." in sponsor.words
    sponsor.press('form[action$="/unterschreiben/"] button')
    assert sentence("You have signed. Nothing more is asked of you here.", GERMAN) in sponsor.words
    sign_by_all(process, agreement, at=now)
    settle(process, ("checklist", {}), at=now)


def is_submitted_and_signed(advisor: Walk, sponsor: Walk, post: Post, process: Process) -> None:
    """Now the button works; first the leadership signs, then the agency."""
    post.fetch()
    advisor.go(phase_page(process))
    assert advisor.page.locator("#why-not").count() == 0
    advisor.press('form[action$="/vorlegen/"] button')
    assert states(process)[:2] == [StageState.IN_REVIEW, StageState.PENDING]

    letters = {addressee(letter): letter for letter in post.fetch()}
    assert sorted(letters) == [ADVISOR, EMAIL]
    title = title_of(process, PHASE)
    signing = address("opening:stage_sign", GERMAN, process.code, PHASE)
    for walk, email in ((sponsor, EMAIL), (advisor, ADVISOR)):
        assert letters[email].subject == said("Please sign: %(what)s", what=title)
        walk.go(link_in(letters[email], signing))
        assert "Wir beginnen den Öffnungsprozess auf der Grundlage dieser Vereinbarung." in walk.words
        assert "Prozessvereinbarung" in walk.words
        walk.send("shown")
        assert walk.path == phase_page(process)
    signed = SignOff.objects.filter(stage__process=process, stage__key=PHASE).order_by("at")
    assert list(signed.values_list("party__user__email", "role", "decision", "method")) == [
        (EMAIL, "sponsor", Decision.APPROVED, Method.ACCOUNT),
        (ADVISOR, "advisor_lead", Decision.APPROVED, Method.ACCOUNT),
    ]


def next_phase_is_open(sponsor: Walk, process: Process) -> None:
    """The first phase is signed off, the second one runs, and the dashboard says so."""
    process.refresh_from_db()
    assert process.state == ProcessState.ACTIVE
    assert states(process) == [StageState.SIGNED, StageState.ACTIVE, *[StageState.PENDING] * 6]
    sponsor.go(dashboard(process))
    where = plain(sponsor.page.locator(".where").inner_text())
    assert (where.startswith("Phase 2 "), title_of(process, NEXT) in where) == (True, True)
    assert plain(sponsor.page.locator('[aria-current="step"]').text_content()) == title_of(process, NEXT)
