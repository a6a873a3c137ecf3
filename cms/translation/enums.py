"""States of a translation and the reasons why one may not be published, each with its sentence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy, ngettext


class TranslationState(models.TextChoices):
    """What a text in a language is now; derived from facts in `states.derive`, never stored."""

    SOURCE = "source", gettext_lazy("original")
    ORPHAN = "orphan", gettext_lazy("original deleted")
    OWN = "own", gettext_lazy("own text")
    HIDDEN = "hidden", gettext_lazy("original not public")
    MISSING = "missing", gettext_lazy("missing")
    DRAFT = "draft", gettext_lazy("draft")
    STALE = "stale", gettext_lazy("outdated")
    MACHINE = "machine", gettext_lazy("by machine")
    TRANSLATED = "translated", gettext_lazy("translated")
    CHECKED = "checked", gettext_lazy("checked")


class Reason(StrEnum):
    """Why a composed translation may not go live; in the order in which they are asked."""

    SOURCE_HIDDEN = "source_hidden"
    NOT_COMPOSED = "not_composed"
    CHANGED_SINCE = "changed_since"
    GAPS = "gaps"
    ERRORS = "errors"
    MARK_LOST = "mark_lost"
    MACHINE_OPEN = "machine_open"
    UNTERMED = "untermed"
    SAME_PERSON = "same_person"
    NO_RIGHT = "no_right"
    IN_REVIEW = "in_review"
    NOT_IN_REVIEW = "not_in_review"
    OWN_TEXT = "own_text"
    NO_REASON = "no_reason"


@dataclass(frozen=True)
class Obstacle:
    """One reason with its numbers; its text is the sentence for the button, the refusal and the message."""

    reason: Reason
    count: int = 0
    at: datetime | None = None

    def __str__(self) -> str:
        if self.reason in COUNTED:
            return COUNTED[self.reason](self.count) % {"count": self.count}
        if self.reason is Reason.CHANGED_SINCE and self.at:
            return gettext("The German text was changed on %(date)s. Compose the translation again.") % {
                "date": date_format(localtime(self.at))
            }
        return str(SENTENCES[self.reason])


SENTENCES = {
    Reason.SOURCE_HIDDEN: gettext_lazy("The German text is not public. Publish it first."),
    Reason.NOT_COMPOSED: gettext_lazy(
        "This version does not come from the translated sentences. Publish from the list of sentences instead."
    ),
    Reason.CHANGED_SINCE: gettext_lazy("The German text was changed. Compose the translation again."),
    Reason.SAME_PERSON: gettext_lazy(
        "You translated this yourself. In this language a second person checks and publishes it."
    ),
    Reason.NO_RIGHT: gettext_lazy("You may not publish this text. Ask somebody from communications."),
    Reason.IN_REVIEW: gettext_lazy("This translation is being checked. Take it back if you want to change it."),
    Reason.NOT_IN_REVIEW: gettext_lazy("This translation does not wait to be checked. Somebody was faster."),
    Reason.OWN_TEXT: gettext_lazy("This text was written in its own language. It is not translated from German."),
    Reason.NO_REASON: gettext_lazy("Write in a sentence what should be changed."),
}
COUNTED = {
    Reason.GAPS: lambda count: ngettext(
        "%(count)d sentence is not translated yet.", "%(count)d sentences are not translated yet.", count
    ),
    Reason.ERRORS: lambda count: ngettext(
        "%(count)d sentence has an error. Correct it first.",
        "%(count)d sentences have errors. Correct them first.",
        count,
    ),
    Reason.MARK_LOST: lambda count: ngettext(
        "In %(count)d sentence a link of the German text is missing.",
        "In %(count)d sentences a link of the German text is missing.",
        count,
    ),
    Reason.UNTERMED: lambda count: ngettext(
        "In %(count)d place a German word is missing that readers must recognise.",
        "In %(count)d places a German word is missing that readers must recognise.",
        count,
    ),
    Reason.MACHINE_OPEN: lambda count: ngettext(
        "%(count)d sentence was translated by a machine and nobody has confirmed it.",
        "%(count)d sentences were translated by a machine and nobody has confirmed them.",
        count,
    ),
}
