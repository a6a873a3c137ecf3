"""States of a translation and the reasons why one may not be published, each with its sentence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import npgettext, pgettext, pgettext_lazy


class TranslationState(models.TextChoices):
    """What a text in a language is now; derived from facts in `states.derive`, never stored."""

    SOURCE = "source", pgettext_lazy("staff", "original")
    ORPHAN = "orphan", pgettext_lazy("staff", "original deleted")
    OWN = "own", pgettext_lazy("staff", "own text")
    HIDDEN = "hidden", pgettext_lazy("staff", "original not public")
    MISSING = "missing", pgettext_lazy("staff", "missing")
    DRAFT = "draft", pgettext_lazy("staff", "draft")
    STALE = "stale", pgettext_lazy("staff", "outdated")
    MACHINE = "machine", pgettext_lazy("staff", "by machine")
    TRANSLATED = "translated", pgettext_lazy("staff", "translated")
    CHECKED = "checked", pgettext_lazy("staff", "checked")


class Reason(StrEnum):
    """Why a composed translation may not go live; in the order in which they are asked."""

    SOURCE_HIDDEN = "source_hidden"
    NOT_COMPOSED = "not_composed"
    CHANGED_SINCE = "changed_since"
    GAPS = "gaps"
    ERRORS = "errors"
    MARK_LOST = "mark_lost"
    MACHINE_OPEN = "machine_open"
    SAME_PERSON = "same_person"
    NO_RIGHT = "no_right"


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
            return pgettext("staff", "The German text was changed on %(date)s. Compose the translation again.") % {
                "date": date_format(localtime(self.at))
            }
        return str(SENTENCES[self.reason])


SENTENCES = {
    Reason.SOURCE_HIDDEN: pgettext_lazy("staff", "The German text is not public. Publish it first."),
    Reason.NOT_COMPOSED: pgettext_lazy(
        "staff", "This version does not come from the translated sentences. Publish from the list of sentences instead."
    ),
    Reason.CHANGED_SINCE: pgettext_lazy("staff", "The German text was changed. Compose the translation again."),
    Reason.SAME_PERSON: pgettext_lazy(
        "staff", "You translated this yourself. In this language a second person checks and publishes it."
    ),
    Reason.NO_RIGHT: pgettext_lazy("staff", "You may not publish this text. Ask somebody from communications."),
}
COUNTED = {
    Reason.GAPS: lambda count: npgettext(
        "staff", "%(count)d sentence is not translated yet.", "%(count)d sentences are not translated yet.", count
    ),
    Reason.ERRORS: lambda count: npgettext(
        "staff",
        "%(count)d sentence has an error. Correct it first.",
        "%(count)d sentences have errors. Correct them first.",
        count,
    ),
    Reason.MARK_LOST: lambda count: npgettext(
        "staff",
        "In %(count)d sentence a link of the German text is missing.",
        "In %(count)d sentences a link of the German text is missing.",
        count,
    ),
    Reason.MACHINE_OPEN: lambda count: npgettext(
        "staff",
        "%(count)d sentence was translated by a machine and nobody has confirmed it.",
        "%(count)d sentences were translated by a machine and nobody has confirmed them.",
        count,
    ),
}
