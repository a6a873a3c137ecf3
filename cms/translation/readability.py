"""How hard a German text is to read, asked before its translation starts: a hint that one may pass over, with a trace.

A registry: `home` brings the measure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import npgettext, pgettext
from wagtail.log_actions import log

if TYPE_CHECKING:
    from cms.users.models import User


@dataclass(frozen=True)
class ReadingHint:
    """A text that is hard to read: its LIX and its worst sentences, the hardest first."""

    lix: int
    sentences: tuple[str, ...]

    def for_languages(self, count: int) -> str:
        """The sentence above the button that starts the translation into `count` languages."""
        first = npgettext(
            "staff",
            "LIX %(lix)d. Simplify %(count)d sentence first.",
            "LIX %(lix)d. Simplify %(count)d sentences first.",
            len(self.sentences),
        ) % {"lix": self.lix, "count": len(self.sentences)}
        second = npgettext(
            "staff", "That saves work in %(count)d language.", "That saves work in %(count)d languages.", count
        ) % {"count": count}
        return pgettext("staff", "%(first)s %(second)s") % {"first": first, "second": second}


type Measure = Callable[[Any], ReadingHint | None]
"""Takes a source row; None where its text reads well or nothing can be said."""

_measures: list[Measure] = []


def register(measure: Measure) -> None:
    """Ask this function before a translation starts; call in AppConfig.ready()."""
    if measure not in _measures:
        _measures.append(measure)


def hint_before_start(source: Any) -> ReadingHint | None:
    """What to simplify before this source goes to the translators; None where nothing needs to be said."""
    return next((hint for measure in _measures if (hint := measure(source))), None)


def pass_over(source: Any, hint: ReadingHint, *, by: "User | None") -> None:
    """Write down that somebody saw the hint and starts all the same; the form asks for an explicit tick before."""
    log(source, "translation.too_hard", user=by, data={"lix": hint.lix, "sentences": list(hint.sentences)})
