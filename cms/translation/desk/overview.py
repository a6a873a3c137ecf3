"""The first screen in plain values: what to do, what came in, what waits for this person, and their hours."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from cms.translation import rights
from cms.translation.desk.listing import ToDo, by_urgency, is_open, pieces_of
from cms.translation.desk.pieces import area_of
from cms.translation.enums import TranslationState
from cms.translation.languages import language_name
from cms.translation.models import Question, QuestionState, WorkEntry
from cms.translation.roots import roots

ANSWERS_SHOWN = 5
ANSWERS_STAY = timedelta(days=14)
MOST_QUESTIONS = 20


@dataclass(frozen=True)
class Line:
    """A piece as a line of the list."""

    todo: ToDo
    on: date

    @property
    def title(self) -> str:
        """The German name of the text."""
        return self.todo.title

    @property
    def area(self) -> str:
        """Where it belongs."""
        return area_of(self.todo.source)

    @property
    def language(self) -> str:
        """What the reader calls the language."""
        return language_name(self.todo.code)

    @property
    def label(self) -> str:
        """What its button says."""
        return amount(self.todo.sentences, self.language)

    @property
    def minutes(self) -> int:
        """About how long it takes; 0 when nothing is open."""
        return self.todo.minutes

    @property
    def urgent(self) -> bool:
        """Whether somebody asked for it soon."""
        return self.todo.urgent

    @property
    def due_on(self) -> date | None:
        """By when."""
        return self.todo.due_on

    @property
    def late(self) -> bool:
        """Whether that day has passed."""
        return self.due_on is not None and self.due_on < self.on

    @property
    def changed(self) -> bool:
        """Whether readers have an older translation of it."""
        return self.todo.state == TranslationState.STALE

    @property
    def url(self) -> str:
        """Its sentences."""
        return reverse("translation:piece", args=[self.todo.code, self.todo.source.translation_key])

    @property
    def review_url(self) -> str:
        """Where it is checked."""
        return reverse("translation:review", args=[self.todo.code, self.todo.source.translation_key])


@dataclass(frozen=True)
class Asked:
    """A question with its address and the German name of the text it is about."""

    question: Question
    title: str
    url: str


@dataclass(frozen=True)
class Overview:
    """Everything of the first screen for one person on one day."""

    user: Any
    at: datetime
    on: date

    @cached_property
    def codes(self) -> list[str]:
        """Their languages, in the order of the switch."""
        return rights.desk_languages(self.user, on=self.on)

    @cached_property
    def pieces(self) -> list[ToDo]:
        """Every piece in their languages, the most urgent first."""
        return by_urgency(pieces_of(self.codes, user_id=self.user.pk, on=self.on))

    @cached_property
    def to_do(self) -> list[Line]:
        """What they can go on with now."""
        return [Line(piece, self.on) for piece in self.pieces if is_open(piece)]

    @cached_property
    def next(self) -> Line | None:
        """What to begin with: nothing that somebody else was given."""
        return next((line for line in self.to_do if not line.todo.for_somebody_else), None)

    @cached_property
    def in_review(self) -> list[Line]:
        """What lies with the second person."""
        return [Line(piece, self.on) for piece in self.pieces if piece.in_review]

    @cached_property
    def reviewed_languages(self) -> list[str]:
        """The languages in which they check what others wrote."""
        if rights.may_lead(self.user):
            return self.codes
        own = rights.roles_of(self.user, on=self.on).filter(may_review=True)
        locales = set(own.values_list("locale_id", flat=True))
        return [code for code in self.codes if roots().languages[code].locale_id in locales]

    @cached_property
    def reviews(self) -> list[Line]:
        """What waits for their check."""
        return [line for line in self.in_review if line.todo.code in self.reviewed_languages]

    @cached_property
    def waiting(self) -> list[Line]:
        """What they cannot go on with until somebody else has checked it."""
        return [line for line in self.in_review if line.todo.code not in self.reviewed_languages]

    # ------------------------------------------------------------ questions
    @cached_property
    def answers(self) -> list[Asked]:
        """Answers to their own questions of the last two weeks, newest first."""
        answered = Question.objects.filter(
            asked_by=self.user, state=QuestionState.ANSWERED, answered_at__gt=self.at - ANSWERS_STAY
        )
        return [self._at_its_sentence(question) for question in answered.order_by("-answered_at")[:ANSWERS_SHOWN]]

    @cached_property
    def asked(self) -> int:
        """How many of their own questions are open."""
        return Question.objects.filter(asked_by=self.user, state=QuestionState.OPEN).count()

    @cached_property
    def questions(self) -> list[Asked]:
        """Questions of others that they may answer, oldest first."""
        codes = self.codes if rights.may_manage(self.user) else self.reviewed_languages
        locales = [roots().languages[code].locale_id for code in codes]
        waiting = Question.objects.filter(state=QuestionState.OPEN, locale_id__in=locales).exclude(asked_by=self.user)
        return [self._to_answer(question) for question in waiting.order_by("asked_at")[:MOST_QUESTIONS]]

    @cached_property
    def _titles(self) -> dict[UUID, str]:
        return {piece.source.translation_key: piece.title for piece in self.pieces}

    def _at_its_sentence(self, question: Question) -> Asked:
        code = roots().code_of(question.locale_id)
        url = reverse("translation:piece", args=[code, question.translation_key])
        return Asked(question, self._titles.get(question.translation_key, ""), f"{url}?frage={question.pk}")

    def _to_answer(self, question: Question) -> Asked:
        title = self._titles.get(question.translation_key, "")
        return Asked(question, title, reverse("translation:question", args=[question.pk]))

    # ------------------------------------------------------------ hours
    @cached_property
    def days(self) -> list[dict[str, Any]]:
        """Days whose sum they have not confirmed, newest first."""
        rows = WorkEntry.objects.filter(user=self.user, confirmed_minutes=None).values("day").order_by("-day")
        return [dict(row) for row in rows.annotate(minutes=Sum("minutes"), sentences=Sum("sentences"))[:5]]

    @cached_property
    def month(self) -> str:
        """What they gave this month, in a sentence; empty when nothing."""
        rows = WorkEntry.objects.filter(user=self.user, day__year=self.on.year, day__month=self.on.month)
        sums = rows.aggregate(minutes=Sum(Coalesce("confirmed_minutes", "minutes")), sentences=Sum("sentences"))
        return given(sums["sentences"] or 0, sums["minutes"] or 0)


def amount(sentences: int, language: str) -> str:
    """ "7 sentences in Arabic"; that it has only to be sent where nothing is open."""
    if not sentences:
        return gettext("Ready to send: %(language)s") % {"language": language}
    words = ngettext("%(number)d sentence in %(language)s", "%(number)d sentences in %(language)s", sentences)
    return words % {"number": sentences, "language": language}


def given(sentences: int, minutes: int) -> str:
    """ "This month: 34 sentences, 1 hour 20 minutes"; empty when there is nothing."""
    if not sentences:
        return ""
    hours, rest = divmod(minutes, 60)
    words = {"sentences": sentences, "hours": hours, "minutes": rest}
    if not hours:
        return gettext("This month: %(sentences)d sentences in %(minutes)d minutes. Thank you!") % words
    return gettext("This month: %(sentences)d sentences in %(hours)d h %(minutes)d min. Thank you!") % words
