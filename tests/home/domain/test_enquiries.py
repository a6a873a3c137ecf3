"""Asking, confirming, answering."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest

from cms.mail.models import OutboxMessage
from cms.users import roles
from home.domain.enquiries import (
    CodeProblem,
    EnquiryObstacle,
    Wish,
    ask,
    assign,
    change,
    confirm,
    forget_unconfirmed,
    may_send_again,
    obstacle_to_change,
    send_code,
)
from home.enums import ENQUIRY_CHANGES, EnquiryState, EnquiryTopic
from home.models import Enquiry
from tests.make.pages import local, make_enquiry, make_service
from tests.make.people import make_staff

pytestmark = pytest.mark.django_db
AT = local("2026-11-24 10:00")


def wish(**fields: object) -> Wish:
    given = {
        "key": uuid4(),
        "topic": EnquiryTopic.FAMILY,
        "name": "Zahra Karimi",
        "email": "zahra@post.example",
        "phone": "",
        "language": "ar",
        "interpreter_wanted": False,
        "wishes": "",
        "message": "سؤال عن المدرسة",
    }
    return Wish(**{**given, **fields})  # type: ignore[arg-type]


def code_of(enquiry: Enquiry) -> str:
    """The code as it lies in the outbox."""
    message = OutboxMessage.objects.filter(kind="home.enquiry_code", to=enquiry.email).latest("pk")
    return next(word for word in message.text.split() if word.isdigit() and len(word) == 6)


def test_a_mailed_code_confirms_an_enquiry_in_the_language_of_the_person() -> None:
    enquiry = ask(wish(), page=None, at=AT)

    problem = confirm(enquiry, code_of(enquiry), at=AT + timedelta(minutes=5))

    assert (problem, enquiry.state) == (None, EnquiryState.NEW)
    assert list(OutboxMessage.objects.order_by("pk").values_list("kind", "language", "to")) == [
        ("home.enquiry_code", "ar", "zahra@post.example"),
        ("home.enquiry_received", "ar", "zahra@post.example"),
    ]


def test_the_responsible_person_of_the_page_is_told_without_personal_data() -> None:
    page = make_service()
    enquiry = ask(wish(page_key=page.translation_key), page=page, at=AT)
    confirm(enquiry, code_of(enquiry), at=AT)

    letter = OutboxMessage.objects.get(kind="home.enquiry_new")

    assert (letter.to, enquiry.assigned_to) == (page.responsible.email, page.responsible)
    assert not [word for word in ("Zahra", "zahra@", "سؤال") if word in letter.text + letter.html]


def test_what_nobody_answers_for_goes_to_those_who_dispatch() -> None:
    publisher = make_staff(roles.PUBLISHER)
    make_staff(roles.EDITOR)

    enquiry = ask(wish(), page=None, at=AT)
    confirm(enquiry, code_of(enquiry), at=AT)

    assert [letter.to for letter in OutboxMessage.objects.filter(kind="home.enquiry_new")] == [publisher.email]


def test_sending_the_same_form_twice_keeps_one_enquiry_and_one_code() -> None:
    same = wish()

    first, second = ask(same, page=None, at=AT), ask(same, page=None, at=AT)

    assert first.pk == second.pk
    assert (Enquiry.objects.count(), OutboxMessage.objects.count()) == (1, 1)


def test_without_an_address_somebody_is_to_call_back() -> None:
    enquiry = ask(wish(email="", phone="+49 171 3920 001"), page=None, at=AT)

    assert enquiry.state == EnquiryState.NEW
    assert not OutboxMessage.objects.filter(kind="home.enquiry_code").exists()


@pytest.mark.parametrize(
    ("code", "minutes", "misses", "expected"),
    [
        pytest.param("right", 29, 0, None, id="in time"),
        pytest.param("right", 31, 0, CodeProblem.EXPIRED, id="too late"),
        pytest.param("right", 1, 5, CodeProblem.TOO_OFTEN, id="after five misses"),
        pytest.param("12345", 1, 0, CodeProblem.WRONG, id="a wrong code"),
        pytest.param("", 1, 0, CodeProblem.WRONG, id="no code"),
        pytest.param("spaced", 1, 0, None, id="with spaces, as people copy it"),
    ],
)
def test_codes(code: str, minutes: int, misses: int, expected: CodeProblem | None) -> None:
    enquiry = ask(wish(), page=None, at=AT)
    right = code_of(enquiry)
    enquiry.code_misses = misses
    typed = {"right": right, "spaced": f" {right[:3]} {right[3:]} "}.get(code, code)

    assert confirm(enquiry, typed, at=AT + timedelta(minutes=minutes)) == expected


def test_a_new_code_replaces_the_old_one_and_comes_once_a_minute() -> None:
    enquiry = ask(wish(), page=None, at=AT)
    old = code_of(enquiry)
    assert not may_send_again(enquiry, at=AT + timedelta(seconds=59))
    assert may_send_again(enquiry, at=AT + timedelta(seconds=60))

    send_code(enquiry, at=AT + timedelta(seconds=60))

    new = code_of(enquiry)
    assert OutboxMessage.objects.filter(kind="home.enquiry_code").count() == 2
    if old != new:
        assert confirm(enquiry, old, at=AT + timedelta(minutes=2)) == CodeProblem.WRONG
    assert confirm(enquiry, new, at=AT + timedelta(minutes=2)) is None


def test_unconfirmed_enquiries_are_forgotten_after_two_days() -> None:
    ask(wish(), page=None, at=AT)
    kept = make_enquiry()

    assert forget_unconfirmed(AT + timedelta(hours=47)) == 0
    assert forget_unconfirmed(AT + timedelta(hours=49)) == 1
    assert list(Enquiry.objects.all()) == [kept]


def test_every_change_of_state_follows_the_map() -> None:
    advisor = make_staff(roles.ADVISOR)
    found = {}

    for before, after in product(EnquiryState, EnquiryState):
        enquiry = make_enquiry(state=before, assigned_to=advisor)
        obstacle = change(enquiry, after, advisor, at=AT)
        found[before, after] = (obstacle, Enquiry.objects.get(pk=enquiry.pk).state)

    assert found == {
        (before, after): (None, after) if after in ENQUIRY_CHANGES[before] else (EnquiryObstacle.NOT_FROM_HERE, before)
        for before, after in product(EnquiryState, EnquiryState)
    }


def test_who_takes_an_enquiry_nobody_has_is_assigned() -> None:
    publisher = make_staff(roles.PUBLISHER)
    enquiry = make_enquiry()

    assert change(enquiry, EnquiryState.IN_PROGRESS, publisher, at=AT) is None
    assert enquiry.assigned_to == publisher


def test_nobody_works_on_an_enquiry_of_somebody_else() -> None:
    enquiry = make_enquiry(assigned_to=make_staff(roles.ADVISOR))

    assert obstacle_to_change(enquiry, EnquiryState.IN_PROGRESS, make_staff(roles.EDITOR)) == EnquiryObstacle.TAKEN


def test_two_officers_at_once_the_second_sees_that_somebody_was_faster() -> None:
    publisher = make_staff(roles.PUBLISHER)
    enquiry = make_enquiry()
    stale = Enquiry.objects.get(pk=enquiry.pk)
    change(enquiry, EnquiryState.IN_PROGRESS, publisher, at=AT)

    assert change(stale, EnquiryState.SPAM, publisher, at=AT) == EnquiryObstacle.NOT_FROM_HERE


def test_assigning_tells_the_person() -> None:
    advisor = make_staff(roles.ADVISOR)

    assign(make_enquiry(), advisor)

    assert [letter.to for letter in OutboxMessage.objects.filter(kind="home.enquiry_new")] == [advisor.email]
