"""What a piece needs next, and who may do it: one rule for the buttons of the matrix, the panel and their doors."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import pgettext_lazy

from cms.translation import rights
from cms.translation.enums import TranslationState as State

if TYPE_CHECKING:
    from cms.translation.rights import Somebody


class NextStep(models.TextChoices):
    """What to do with a piece; the most pressing comes first."""

    DECIDE = "decide", pgettext_lazy("staff", "Decide")
    ANSWER = "answer", pgettext_lazy("staff", "Answer")
    REVIEW = "review", pgettext_lazy("staff", "Check")
    SEND = "send", pgettext_lazy("staff", "Submit")
    CONFIRM = "confirm", pgettext_lazy("staff", "Confirm")
    UPDATE = "update", pgettext_lazy("staff", "Update")
    TRANSLATE = "translate", pgettext_lazy("staff", "Translate")
    WRITE = "write", pgettext_lazy("staff", "Write on")
    START = "start", pgettext_lazy("staff", "Start")


def next_step(
    state: State,
    *,
    managed: bool,
    has_row: bool,
    in_review: bool,
    questions: int,
    open_sentences: int,
    machine_open: int,
) -> NextStep | None:
    """The next step of a piece with these facts, whoever may take it; None when there is nothing to do.

    Pure, and total over its facts. `open_sentences` have no translation or one with an error.
    """
    if state in {State.SOURCE, State.OWN, State.HIDDEN}:
        return None
    if state is State.ORPHAN:
        return NextStep.DECIDE if has_row else None
    if state is State.MISSING:
        return NextStep.START
    if not managed:
        return NextStep.WRITE
    if questions:
        return NextStep.ANSWER
    if in_review:
        return NextStep.REVIEW
    if open_sentences:
        return NextStep.UPDATE if state is State.STALE else NextStep.TRANSLATE
    if machine_open:
        return NextStep.CONFIRM
    return NextStep.SEND if state in {State.DRAFT, State.STALE, State.MACHINE} else None


def may_take(step: NextStep, user: "Somebody") -> bool:
    """Whether the door of this step is open to a member of staff: checking and deciding is for leads."""
    if step in {NextStep.REVIEW, NextStep.DECIDE}:
        return rights.may_lead(user)
    return rights.may_manage(user) or rights.may_lead(user)
