"""Why a machine may not translate a text or suggest words for a sentence; button, refusal and message ask here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translation import reviews, rights, translatable
from cms.translation.languages import endonym
from cms.translation.machine import budget, router
from cms.translation.models import MachineRun
from cms.translation.roots import roots
from cms.translation.sources import is_public


class MachineReason(StrEnum):
    """In the order in which they are asked."""

    OFF = "off"
    NO_RIGHT = "no_right"
    LANGUAGE_OFF = "language_off"
    KEPT = "kept"
    NOT_PUBLIC = "not_public"
    NOT_SPOKEN = "not_spoken"
    NOT_STARTED = "not_started"
    IN_REVIEW = "in_review"
    RUNNING = "running"
    NOTHING_OPEN = "nothing_open"
    OVER_BUDGET = "over_budget"


@dataclass(frozen=True)
class MachineObstacle:
    """One reason; its text is the sentence for the button, the refusal and the message."""

    reason: MachineReason
    code: str = ""
    words: int = 0

    def __str__(self) -> str:
        if self.reason is MachineReason.OVER_BUDGET:
            sentence = gettext(
                "That is more than the machine may translate. Words left this month for %(language)s: %(words)d"
            )
            return sentence % {"words": self.words, "language": endonym(self.code)}
        return str(SENTENCES[self.reason])


class MachineRefused(PermissionError):
    """A machine may not translate this; `obstacle` says why."""

    def __init__(self, obstacle: MachineObstacle) -> None:
        super().__init__(str(obstacle))
        self.obstacle = obstacle


# Translators meet those without a context at their desk, in all languages; the others are for staff.
SENTENCES: dict[MachineReason, Promise] = {
    MachineReason.OFF: gettext_lazy("Machine translation is off."),
    MachineReason.NO_RIGHT: gettext_lazy("You may not let a machine translate this text."),
    MachineReason.LANGUAGE_OFF: gettext_lazy("Machine translation is off for this language."),
    MachineReason.KEPT: gettext_lazy("This text is about people. It is not given to machines."),
    MachineReason.NOT_PUBLIC: gettext_lazy("The German text is not public. Only public words are given to machines."),
    MachineReason.NOT_SPOKEN: gettext_lazy("No machine translates into this language at the moment."),
    MachineReason.NOT_STARTED: pgettext_lazy("staff", "This translation has not been started. Start it first."),
    MachineReason.IN_REVIEW: pgettext_lazy("staff", "This translation is being reviewed. Take it back first."),
    MachineReason.RUNNING: pgettext_lazy("staff", "A machine is already at work on this text."),
    MachineReason.NOTHING_OPEN: pgettext_lazy("staff", "Every sentence of this text has a translation already."),
}


def obstacle_to_suggest(source: Any, code: str, by: Any, *, at: datetime) -> MachineObstacle | None:
    """Why this person gets no suggestions for sentences of a text in a language, or None when they do.

    `by=None` is the house itself.
    """
    return _first(
        code,
        lambda: None if router.is_on() else MachineReason.OFF,
        lambda: None if by is None or _may_suggest(by, code, at) else MachineReason.NO_RIGHT,
        lambda: _reason_of_text(source),
        lambda: _reason_of_language(code),
    ) or _obstacle_of_budget(code, at)


def obstacle_to_run(source: Any, code: str, by: Any, *, at: datetime) -> MachineObstacle | None:
    """Why this person may not let a machine translate the open sentences of a text, or None when they may.

    Whether the budget has room for all its words is decided when the run is asked for.
    """
    return _first(
        code,
        lambda: None if router.is_on() else MachineReason.OFF,
        lambda: None if by is None or rights.may_manage(by) or rights.may_lead(by) else MachineReason.NO_RIGHT,
        lambda: reason_to_stop(source, code),
        lambda: _reason_of_language(code),
        lambda: MachineReason.RUNNING if _is_running(source, code) else None,
    ) or _obstacle_of_budget(code, at)


def reason_to_stop(source: Any, code: str) -> MachineReason | None:
    """Why a run must not send (more) sentences of a text, whoever asked for it; None when it may go on."""
    if reason := _reason_of_text(source):
        return reason
    started = Translation.objects.filter(
        source__object_id=source.translation_key,
        target_locale_id=roots().languages[code].locale_id,
        enabled=True,
    )
    if not started.exists():
        return MachineReason.NOT_STARTED
    return MachineReason.IN_REVIEW if reviews.open_review(source, code) else None


def _first(code: str, *questions: Callable[[], MachineReason | None]) -> MachineObstacle | None:
    return next((MachineObstacle(reason, code) for question in questions if (reason := question())), None)


def _may_suggest(by: Any, code: str, at: datetime) -> bool:
    on = localdate(at)
    return rights.may_translate(by, code, on=on) or rights.may_review(by, code, on=on)


def _reason_of_text(source: Any) -> MachineReason | None:
    """Only public words of what is registered for it ever go to a provider."""
    if source is None or translatable.kept_from_machines(source):
        return MachineReason.KEPT
    hidden = isinstance(source, Page) and source.get_view_restrictions().exists()
    return MachineReason.NOT_PUBLIC if hidden or not is_public(source) else None


def _reason_of_language(code: str) -> MachineReason | None:
    if not router.candidates(code):
        return MachineReason.LANGUAGE_OFF
    return None if router.can_translate(code) else MachineReason.NOT_SPOKEN


def _is_running(source: Any, code: str) -> bool:
    runs = MachineRun.objects.filter(translation_key=source.translation_key, suggestion=False, state__in=budget.OPEN)
    return runs.filter(locale_id=roots().languages[code].locale_id).exists()


def _obstacle_of_budget(code: str, at: datetime) -> MachineObstacle | None:
    return None if budget.left(code, at=at).words else MachineObstacle(MachineReason.OVER_BUDGET, code)
