"""Questions about a sentence: asked at the desk, answered by reviewers and staff, read by all who translate a text."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.utils.timezone import localdate
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import Locale

from cms.translation import notifications
from cms.translation.models import Question, QuestionState
from cms.translation.rights import may_manage, may_review, may_translate
from cms.translation.roots import roots

if TYPE_CHECKING:
    from cms.users.models import User

MOST = 1000
"""Characters of a question or an answer."""


class QuestionRefused(PermissionDenied):
    """A question cannot be asked or answered; the text is the sentence for the person."""


def obstacle_to_ask(code: str, text: str, by: "User", *, on: date) -> str | None:
    """The reason why somebody cannot ask this, or None when they can."""
    if not may_translate(by, code, on=on):
        return gettext("You do not translate into this language.")
    return _obstacle_of_words(text)


def obstacle_to_answer(question: Question, text: str, by: "User", *, on: date) -> str | None:
    """The reason why somebody cannot answer, or None when they can: reviewers of the language and the staff may."""
    if not (may_manage(by) or may_review(by, roots().code_of(question.locale_id), on=on)):
        return gettext("Questions are answered by whoever checks this language, or by the staff.")
    if question.state == QuestionState.CLOSED:
        return gettext("This question was closed.")
    return _obstacle_of_words(text)


def _obstacle_of_words(text: str) -> str | None:
    if not text.strip():
        return gettext("Write your question or answer in a sentence.")
    return gettext("Please write at most 1,000 characters.") if len(text) > MOST else None


@transaction.atomic
def ask(source: Any, code: str, path: str, german: str, text: str, *, by: "User", at: datetime) -> Question:
    """Ask about a sentence; the sentence stays open. Raises QuestionRefused."""
    if obstacle := obstacle_to_ask(code, text, by, on=localdate(at)):
        raise QuestionRefused(obstacle)
    question = Question.objects.create(
        translation_key=source.translation_key,
        model=source._meta.label_lower,
        locale=Locale.objects.get(language_code=code),
        path=path[:500],
        german=german,
        text=text.strip(),
        asked_by=by,
        asked_at=at,
    )
    log(instance=source, action="translation.ask", user=by, data={"language": code, "question": question.pk})
    notifications.asked(source, code, question, at=at)
    return question


@transaction.atomic
def answer(question: Question, text: str, *, by: "User", at: datetime) -> None:
    """Answer a question; a later answer replaces an earlier one. Raises QuestionRefused."""
    if obstacle := obstacle_to_answer(question, text, by, on=localdate(at)):
        raise QuestionRefused(obstacle)
    question.answer, question.answered_by, question.answered_at = text.strip(), by, at
    question.state = QuestionState.ANSWERED
    question.save(update_fields=["answer", "answered_by", "answered_at", "state"])
    _log(question, "translation.answer", by)
    notifications.answered(question, by=by, at=at)


def obstacle_to_close(question: Question, by: "User", *, on: date) -> str | None:
    """The reason why somebody cannot close a question, or None when they can: whoever asked it or may answer it."""
    if question.state == QuestionState.CLOSED:
        return gettext("This question was closed.")
    may_answer = may_manage(by) or may_review(by, roots().code_of(question.locale_id), on=on)
    if question.asked_by_id == by.pk or may_answer:
        return None
    return gettext("This question is not yours to close.")


@transaction.atomic
def close(question: Question, *, by: "User", at: datetime) -> None:
    """Nobody needs an answer any more. Raises QuestionRefused."""
    if obstacle := obstacle_to_close(question, by, on=localdate(at)):
        raise QuestionRefused(obstacle)
    question.state = QuestionState.CLOSED
    question.save(update_fields=["state"])
    _log(question, "translation.close_question", by)


def _log(question: Question, action: str, by: "User") -> None:
    from cms.translation.sources import source_of

    source = source_of(question.translation_key)
    if source is not None:
        log(instance=source, action=action, user=by, data={"question": question.pk})


def questions_of(key: UUID) -> list[Question]:
    """Every question about a text, in any language, the oldest first; closed ones without an answer left out."""
    found = Question.objects.filter(translation_key=key).select_related("asked_by", "answered_by")
    found = found.order_by("asked_at", "pk")
    return [question for question in found if question.state != QuestionState.CLOSED or question.answer]


def open_questions(keys: Iterable[UUID]) -> dict[tuple[UUID, str], int]:
    """How many questions are open, by piece; one query."""
    rows = (
        Question.objects.filter(translation_key__in=set(keys), state=QuestionState.OPEN)
        .values("translation_key", "locale_id")
        .order_by()
        .annotate(number=Count("pk"))
    )
    return {(row["translation_key"], roots().code_of(row["locale_id"])): row["number"] for row in rows}
