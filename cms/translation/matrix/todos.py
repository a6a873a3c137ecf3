"""What the dashboard of the staff says about translations."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import npgettext

from cms.translation import rights
from cms.translation.enums import TranslationState as State
from cms.translation.matrix.filters import Filter
from cms.translation.matrix.table import read
from cms.ui.dashboard import Todo


def todos(request: HttpRequest) -> list[Todo]:
    """Outdated translations, those that wait for a second person, and open questions; each leads to its filter.

    Ten queries, however many texts there are. What waits for review is shown to those who may check it.
    """
    user: Any = request.user
    if not (rights.may_manage(user) or rights.may_lead(user)):
        return []
    pieces = [piece for entry in read(on=timezone.localdate()) for piece in entry.pieces.values()]
    stale = _count(pieces, "stale")
    review = _count(pieces, "review") if rights.may_lead(user) else 0
    asked = _count(pieces, "questions")
    sentences = {
        State.STALE.value: npgettext("staff", "outdated translation", "outdated translations", stale),
        "review": npgettext("staff", "translation waits for review", "translations wait for review", review),
        "questions": npgettext("staff", "translation with an open question", "translations with open questions", asked),
    }
    counts = {State.STALE.value: stale, "review": review, "questions": asked}
    return [(sentence, _url(state), counts[state]) for state, sentence in sentences.items()]


def _count(pieces: list[Any], state: str) -> int:
    """How many pieces the filter with this state shows."""
    wanted = Filter(state=state)
    return sum(wanted.fits_piece(piece) for piece in pieces)


def _url(state: str) -> str:
    return f"{reverse('translation_matrix')}?{urlencode({'state': state})}"
