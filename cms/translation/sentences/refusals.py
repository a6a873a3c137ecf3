"""Why a sentence is not saved; the text that was typed is always handed back."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_lazy
from wagtail_localize.models import Translation

from cms.translation.rights import may_translate
from cms.translation.sources import text_of

if TYPE_CHECKING:
    from cms.translation.sentences.listing import Sentence
    from cms.users.models import User


class SaveObstacle(StrEnum):
    """Why nobody, or not this person, can change the sentences of a text now."""

    NO_RIGHT = "no_right"
    IN_REVIEW = "in_review"
    OWN_TEXT = "own_text"

    @property
    def sentence(self) -> str:
        """What the translator reads."""
        return str(_SENTENCES[self])


_SENTENCES = {
    SaveObstacle.NO_RIGHT: gettext_lazy("You do not translate into this language (any more)."),
    SaveObstacle.IN_REVIEW: gettext_lazy(
        "This translation is being checked, so it cannot be changed. Take it back first."
    ),
    SaveObstacle.OWN_TEXT: gettext_lazy(
        "This text was written by hand in your language. It does not come from the German sentences."
    ),
}


def obstacle_to_save(source: Any, code: str, by: "User", *, on: date) -> SaveObstacle | None:
    """The first reason why this person may not change the sentences of a text in a language, or None."""
    if not may_translate(by, code, on=on):
        return SaveObstacle.NO_RIGHT
    row = text_of(source, code)
    if row is None:
        return None
    if row.workflow_in_progress:
        return SaveObstacle.IN_REVIEW
    comes_from_german = Translation.objects.filter(
        source__object_id=row.translation_key, target_locale_id=row.locale_id, enabled=True
    )
    return None if comes_from_german.exists() else SaveObstacle.OWN_TEXT


class NotSaved(ValueError):  # named for what happened
    """A text was not stored.

    `text` is what was typed, `sentence` where it belongs now; None where the German has no such sentence any more.
    """

    def __init__(self, message: str, *, text: str, sentence: "Sentence | None") -> None:
        super().__init__(message)
        self.text = text
        self.sentence = sentence


class SentenceRefused(NotSaved):
    """The text cannot be stored as it is, or not now; the message says what to do."""


class SentenceGone(SentenceRefused):
    """The German was published anew meanwhile and this sentence changed: `sentence` is what it became.

    The text is kept as the translation of the old sentence, too, where it was sound.
    """

    def __init__(self, *, text: str, sentence: "Sentence | None") -> None:
        changed = gettext(
            "The German sentence was changed meanwhile. Your text was kept. Please adapt it to the change."
        )
        removed = gettext("The German sentence was taken out meanwhile. There is nothing to translate here any more.")
        super().__init__(changed if sentence else removed, text=text, sentence=sentence)


class Conflict(NotSaved):
    """Somebody else changed the sentence meanwhile: `ours` is what was typed, `theirs` what is stored, in marks form.

    `sentence` is as it is now; saving again with its token overwrites theirs knowingly.
    """

    def __init__(self, *, text: str, sentence: "Sentence") -> None:
        message = gettext("Somebody else changed this sentence meanwhile. Here are both texts; nothing is overwritten.")
        super().__init__(message, text=text, sentence=sentence)
        self.ours = text
        self.theirs = sentence.in_marks
