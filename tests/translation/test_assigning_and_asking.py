"""Giving a piece to somebody, and clearing up what a sentence means: rules and the mails they cause."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.mail.models import OutboxMessage
from cms.translation.assigning import AssignObstacle, AssignRefused, assign, obstacle_to_assign, open_assignments
from cms.translation.models import Assignment, QuestionState
from cms.translation.questions import (
    MOST,
    answer,
    ask,
    close,
    obstacle_to_answer,
    obstacle_to_ask,
    open_questions,
    questions_of,
)
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.people import make_staff, make_user
from tests.make.translation import make_page
from tests.make.translators import make_translator

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def letters() -> list[tuple[str, str, str]]:
    """Kind, address and language of every mail about translations."""
    found = OutboxMessage.objects.filter(kind__startswith="translation.").order_by("pk")
    return list(found.values_list("kind", "to", "language"))


@pytest.mark.parametrize(
    ("live", "to", "due_on", "expected"),
    [
        pytest.param(True, "ar", TODAY, None, id="translator, today"),
        pytest.param(True, None, None, None, id="nobody, only marked"),
        pytest.param(True, "tr", None, AssignObstacle.NOT_TRANSLATOR, id="translator of Turkish"),
        pytest.param(True, "ar", TODAY - timedelta(days=1), AssignObstacle.PAST, id="yesterday"),
        pytest.param(False, "ar", None, AssignObstacle.SOURCE_HIDDEN, id="draft"),
    ],
)
def test_piece_is_given_to_who_can_do_it_in_time(
    db: None, live: bool, to: str | None, due_on: date | None, expected: AssignObstacle | None
) -> None:
    page, editor = make_page(live=live), make_staff(EDITOR)
    person = make_translator(to) if to else None

    assert obstacle_to_assign(page, "ar", to=person, due_on=due_on, by=editor, on=TODAY) == expected
    if expected:
        with pytest.raises(AssignRefused):
            assign(page, "ar", to=person, due_on=due_on, by=editor, at=NOW)
        assert not Assignment.objects.exists()


def test_later_assignment_takes_the_place_of_the_earlier(db: None) -> None:
    page, editor, first, second = make_page(), make_staff(EDITOR), make_translator(), make_translator()

    assign(page, "ar", to=first, by=editor, at=NOW)
    latest = assign(page, "ar", to=second, urgent=True, note="Für den Elternabend", by=editor, at=NOW)

    assert open_assignments([page.translation_key]) == {(page.translation_key, "ar"): latest}
    assert [row.ended_at for row in Assignment.objects.order_by("pk")] == [NOW, None]


@pytest.mark.parametrize(
    ("text", "may"),
    [("Wer ist gemeint?", True), (" \n", False), ("a" * MOST, True), ("a" * (MOST + 1), False)],
    ids=["words", "blank", "longest", "too long"],
)
def test_questions_and_answers_have_words(db: None, text: str, may: bool) -> None:
    translator, page = make_translator(review=True), make_page()
    question = ask(page, "ar", "lead", "Satz.", "Wer?", by=translator, at=NOW)

    assert (obstacle_to_ask("ar", text, translator, on=TODAY) is None) is may
    assert (obstacle_to_answer(question, text, translator, on=TODAY) is None) is may


def test_reviewers_are_asked_and_the_answer_comes_back_in_ones_own_language(db: None) -> None:
    translator = make_translator(language="ar")
    reviewer = make_translator(review=True, language="tr")
    make_translator("tr", review=True)

    question = ask(make_page(), "ar", "lead", "Satz.", "Wer ist gemeint?", by=translator, at=NOW)
    answer(question, "Die Eltern.", by=reviewer, at=NOW)

    assert letters() == [
        ("translation.asked", reviewer.email, "tr"),
        ("translation.answered", translator.email, "ar"),
    ]
    assert "Die Eltern." in OutboxMessage.objects.get(kind="translation.answered").text


def test_nobody_is_told_of_their_own_deed(db: None) -> None:
    reviewer = make_translator(review=True)
    question = ask(make_page(), "ar", "lead", "Satz.", "Wer?", by=reviewer, at=NOW)

    answer(question, "Alle.", by=reviewer, at=NOW)

    assert letters() == []


def test_questions_count_while_they_are_open_and_answers_stay_to_be_read(db: None) -> None:
    page, translator, lead = make_page(), make_translator("ar", "tr"), make_staff(PUBLISHER)
    first = ask(page, "ar", "lead", "Satz.", "Wer?", by=translator, at=NOW)
    second = ask(page, "tr", "lead", "Satz.", "Wann?", by=translator, at=NOW)
    third = ask(page, "tr", "lead", "Satz.", "Wo?", by=translator, at=NOW)

    answer(first, "Alle.", by=lead, at=NOW)
    close(third, by=translator, at=NOW)

    assert open_questions([page.translation_key]) == {(page.translation_key, "tr"): 1}
    assert questions_of(page.translation_key) == [first, second]


def test_closed_question_takes_no_answer(db: None) -> None:
    translator, lead = make_translator(), make_staff(PUBLISHER)
    question: Any = ask(make_page(), "ar", "lead", "Satz.", "Wer?", by=translator, at=NOW)
    close(question, by=translator, at=NOW)

    assert question.state == QuestionState.CLOSED
    assert obstacle_to_answer(question, "Alle.", lead, on=TODAY)
    assert obstacle_to_ask("ar", "Wer?", make_user(), on=TODAY)
