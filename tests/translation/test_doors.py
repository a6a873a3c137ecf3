"""Every door by every role (translation.md 6): it opens when its obstacle says so, and writes down what it did."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.translation import assigning, carrying, inviting, questions, review, withdrawing
from cms.translation.inviting import Duty
from cms.translation.log_actions import ACTIONS
from cms.translation.models import TranslatorRole
from cms.users.models import User
from cms.users.roles import COORDINATOR, EDITOR, PUBLISHER
from tests.make.people import make_staff, make_user
from tests.make.translation import make_page, publish, translated
from tests.make.translators import make_translator
from tests.translation.test_review import fill

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
ROLES: dict[str, Callable[[], User]] = {
    "reader": make_user,
    "translator": make_translator,
    "reviewer": lambda: make_translator(review=True),
    "translator of Turkish": lambda: make_translator("tr"),
    "reviewer of Turkish": lambda: make_translator("tr", review=True),
    "coordinator": lambda: make_staff(COORDINATOR),
    "editor": lambda: make_staff(EDITOR),
    "lead": lambda: make_staff(PUBLISHER),
}
HERE = {"translator", "reviewer", "editor", "lead"}
CHECKING = {"reviewer", "lead"}
ANSWERING = {"reviewer", "editor", "lead"}
STAFF = {"editor", "lead"}
LEAD = {"lead"}


@dataclass(frozen=True)
class Door:
    """A door: what must be there before, its obstacle and what it does for a person, who may, what the log says."""

    prepare: Callable[[], Any]
    obstacle: Callable[[Any, User], Any]
    open: Callable[[Any, User], Any]
    who: set[str]
    action: str


def done() -> Any:
    """A page with all its sentences in Arabic, by somebody else."""
    page = make_page(lead="Alter Satz.")
    fill(page, make_translator())
    return page


def sent() -> Any:
    page = done()
    review.submit(page, "ar", by=make_translator(), at=NOW)
    return page


def live() -> Any:
    page = make_page(lead="Wir beraten Sie gerne zu allen Fragen.")
    translated(page, "ar")
    return page


def withdrawn() -> Any:
    page = live()
    withdrawing.withdraw(page, "ar", by=make_staff(PUBLISHER), at=NOW)
    return page


def own() -> Any:
    page = live()
    withdrawing.make_own(page, "ar", by=make_staff(PUBLISHER), at=NOW)
    return page


def misspelt() -> Any:
    page = live()
    page.lead = "Wir beraten Sie gern zu allen Fragen."
    publish(page)
    return page


def asked() -> Any:
    return questions.ask(make_page(), "ar", "lead", "Satz.", "Wer ist gemeint?", by=make_translator(), at=NOW)


def role() -> Any:
    return TranslatorRole.objects.get(user=make_translator("ar"))


INVITED = {"email": "new@post.example", "name": "Neu", "language": "de", "at": NOW}
DOORS: dict[str, Door] = {
    "submit": Door(
        done,
        lambda page, by: review.obstacles_to_submit(page, "ar", by, on=TODAY),
        lambda page, by: review.submit(page, "ar", by=by, at=NOW),
        HERE,
        "translation.submit",
    ),
    "take back": Door(
        sent,
        lambda page, by: review.obstacle_to_take_back(page, "ar", by, on=TODAY),
        lambda page, by: review.take_back(page, "ar", by=by, at=NOW),
        HERE,
        "translation.take_back",
    ),
    "approve": Door(
        sent,
        lambda page, by: review.obstacle_to_review(page, "ar", by, on=TODAY),
        lambda page, by: review.approve(page, "ar", by=by, at=NOW),
        CHECKING,
        "translation.approve",
    ),
    "send back": Door(
        sent,
        lambda page, by: review.obstacle_to_send_back(page, "ar", by, "Bitte kürzer.", on=TODAY),
        lambda page, by: review.send_back(page, "ar", by=by, reason="Bitte kürzer.", at=NOW),
        CHECKING,
        "translation.send_back",
    ),
    "withdraw": Door(
        live,
        lambda page, by: withdrawing.obstacle_to_withdraw(page, "ar", by),
        lambda page, by: withdrawing.withdraw(page, "ar", by=by, at=NOW),
        LEAD,
        "translation.withdraw",
    ),
    "bring back": Door(
        withdrawn,
        lambda page, by: withdrawing.obstacle_to_bring_back(page, "ar", by),
        lambda page, by: withdrawing.bring_back(page, "ar", by=by, at=NOW),
        LEAD,
        "translation.return",
    ),
    "make own": Door(
        live,
        lambda page, by: withdrawing.obstacle_to_make_own(page, "ar", by),
        lambda page, by: withdrawing.make_own(page, "ar", by=by, at=NOW),
        LEAD,
        "translation.make_own",
    ),
    "make managed": Door(
        own,
        lambda page, by: withdrawing.obstacle_to_make_managed(page, "ar", by),
        lambda page, by: withdrawing.make_managed(page, "ar", by=by, at=NOW),
        LEAD,
        "translation.make_managed",
    ),
    "carry over": Door(
        misspelt,
        carrying.obstacle_to_carry_over,
        lambda page, by: carrying.carry_over(page, by=by, at=NOW),
        LEAD,
        "translation.carry_over",
    ),
    "assign": Door(
        make_page,
        lambda page, by: assigning.obstacle_to_assign(page, "ar", to=None, due_on=TODAY, by=by, on=TODAY),
        lambda page, by: assigning.assign(page, "ar", to=None, due_on=TODAY, by=by, at=NOW),
        STAFF,
        "translation.assign",
    ),
    "ask": Door(
        make_page,
        lambda _page, by: questions.obstacle_to_ask("ar", "Wer?", by, on=TODAY),
        lambda page, by: questions.ask(page, "ar", "lead", "Satz.", "Wer?", by=by, at=NOW),
        HERE,
        "translation.ask",
    ),
    "answer": Door(
        asked,
        lambda question, by: questions.obstacle_to_answer(question, "Alle.", by, on=TODAY),
        lambda question, by: questions.answer(question, "Alle.", by=by, at=NOW),
        ANSWERING,
        "translation.answer",
    ),
    "close a question": Door(
        asked,
        lambda question, by: questions.obstacle_to_close(question, by, on=TODAY),
        lambda question, by: questions.close(question, by=by, at=NOW),
        ANSWERING,
        "translation.close_question",
    ),
    "invite": Door(
        make_page,
        lambda _page, by: inviting.obstacle_to_invite(Duty(["ar"]), by),
        lambda _page, by: inviting.invite(Duty(["ar"]), by=by, **INVITED),
        LEAD,
        "translation.invite",
    ),
    "end a role": Door(
        role,
        lambda found, by: inviting.obstacle_to_end(found, by, on=TODAY),
        lambda found, by: inviting.end_role(found, by=by, at=NOW),
        LEAD,
        "translation.end_role",
    ),
}
REFUSALS = (
    review.ReviewRefused,
    withdrawing.WithdrawRefused,
    carrying.CarryRefused,
    assigning.AssignRefused,
    questions.QuestionRefused,
    inviting.InviteRefused,
)


def written(action: str, by: User) -> int:
    entries = (PageLogEntry, ModelLogEntry)
    return sum(model.objects.filter(action=action, user=by).count() for model in entries)


@pytest.mark.acceptance("T29")
@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize("who", ROLES)
def test_door_opens_exactly_for_whom_the_table_says(db: None, who: str, name: str) -> None:
    door, by = DOORS[name], ROLES[who]()
    thing = door.prepare()

    obstacle = door.obstacle(thing, by)
    try:
        door.open(thing, by)
        opened = True
    except REFUSALS:
        opened = False

    assert (not obstacle, opened, written(door.action, by)) == (
        (True, True, 1) if who in door.who else (False, False, 0)
    )


@pytest.mark.parametrize("name", [name for name in DOORS if name not in {"assign", "ask", "answer", "invite"}])
def test_door_is_closed_once_it_was_used(db: None, name: str) -> None:
    """Twice at the same moment does it once: the second one is told why."""
    door, lead = DOORS[name], make_staff(PUBLISHER)
    thing = door.prepare()
    door.open(thing, lead)

    assert door.obstacle(thing, lead)
    with pytest.raises(REFUSALS):
        door.open(thing, lead)


def test_log_has_words_for_every_door() -> None:
    assert {door.action for door in DOORS.values()} <= set(ACTIONS)
