"""Tables of translation: mixins of what has words, facts about them, people, and records. No state is stored."""

from cms.translation.models.glossary import Protected, Term, TermAlias
from cms.translation.models.languages import LocaleProfile, Review
from cms.translation.models.people import Assignment, Question, QuestionState, TranslatorRole, WorkEntry
from cms.translation.models.records import (
    Demand,
    EasyCheck,
    Exchange,
    ExchangeFormat,
    ExchangeKind,
    ExchangeState,
    MachineRun,
    MachineRunState,
)
from cms.translation.models.review import TranslationReviewTask
from cms.translation.models.texts import Gated, TranslatedPage, TranslatedSnippet
from cms.translation.models.versions import Carried, Release, SourceVersion

__all__ = [
    "Assignment",
    "Carried",
    "Demand",
    "EasyCheck",
    "Exchange",
    "ExchangeFormat",
    "ExchangeKind",
    "ExchangeState",
    "Gated",
    "LocaleProfile",
    "MachineRun",
    "MachineRunState",
    "Protected",
    "Question",
    "QuestionState",
    "Release",
    "Review",
    "SourceVersion",
    "Term",
    "TermAlias",
    "TranslatedPage",
    "TranslatedSnippet",
    "TranslationReviewTask",
    "TranslatorRole",
    "WorkEntry",
]
