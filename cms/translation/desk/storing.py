"""Doing what the form of the desk asks for: every changed text is stored or handed back, none is lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from cms.translation import questions
from cms.translation.desk.cards import Draft, Theirs
from cms.translation.desk.pieces import DeskPiece
from cms.translation.desk.posted import Action, Posted, Typed
from cms.translation.machine.obstacles import MachineRefused
from cms.translation.machine.suggesting import NoSuggestion, suggest
from cms.translation.marks import to_marks
from cms.translation.memory import similar
from cms.translation.sentences import (
    Conflict,
    Sentence,
    SentenceGone,
    SentenceRefused,
    confirm_sentence,
    find,
    keep_german,
    save_sentence,
)


@dataclass
class Outcome:
    """What became of the form: references of what was saved, drafts of what was not, texts without a sentence.

    `said` are remarks for the person, `refused` tells that the pressed button could not do its work.
    """

    saved: list[str] = field(default_factory=list)
    drafts: dict[str, Draft] = field(default_factory=dict)
    orphans: list[str] = field(default_factory=list)
    asking: dict[str, str] = field(default_factory=dict)
    looked: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    refused: bool = False

    @property
    def is_clean(self) -> bool:
        """Whether everything went through and nothing has to be shown again."""
        return not (self.drafts or self.orphans or self.asking or self.looked or self.refused)

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong, by sentence."""
        return {ref: draft.problem for ref, draft in self.drafts.items() if draft.problem}


def carry_out(piece: DeskPiece, posted: Posted, *, by: Any, at: datetime) -> Outcome:
    """Store every changed text, then do what the button says. Call it outside a transaction: a machine may be asked."""
    outcome = Outcome()
    for typed in posted.to_save:
        pressed = posted.action is Action.SAVE and typed.ref == posted.ref
        if typed.text or typed.token or pressed:  # an emptied field without a translation is for later
            _attempt(piece, typed, outcome, lambda one: _save(piece, one, by=by, at=at))
    act = _ACTS.get(posted.action)
    if act and (posted.action is Action.ASK or posted.ref not in outcome.drafts):
        act(piece, posted, outcome, by=by, at=at)
    return outcome


def _attempt(piece: DeskPiece, typed: Typed, outcome: Outcome, act: Callable[[Typed], Sentence]) -> None:
    """Try to change one sentence; a refusal becomes a draft that stands in the field."""
    try:
        sentence = act(typed)
    except Conflict as conflict:
        now = conflict.sentence
        theirs = Theirs(_name(now), conflict.theirs)
        outcome.drafts[typed.ref] = Draft(typed.text, str(conflict), theirs=theirs, token=now.token if now else "")
    except SentenceGone as gone:
        if gone.sentence is not None and not gone.sentence.translation:
            outcome.drafts[gone.sentence.ref] = Draft(typed.text, hint=str(gone))
        elif gone.sentence is None:
            outcome.orphans.append(typed.text)
        outcome.said.append(str(gone))
    except SentenceRefused as refusal:
        outcome.drafts[typed.ref] = Draft(typed.text, str(refusal), token=typed.token)
    else:
        outcome.saved.append(typed.ref)
        if sentence.notice:
            outcome.said.append(sentence.notice)


def _save(piece: DeskPiece, typed: Typed, *, by: Any, at: datetime) -> Sentence:
    return save_sentence(piece.source, piece.code, typed.ref, typed.text, by=by, at=at, token=typed.token)


def _name(sentence: Sentence | None) -> str:
    """Who wrote what is stored."""
    author = sentence.translated_by if sentence else None
    return author.get_short_name() if author else gettext("Somebody")


# ---------------------------------------------------------------- the buttons of one sentence
def _confirm(piece: DeskPiece, posted: Posted, outcome: Outcome, *, by: Any, at: datetime) -> None:
    typed = posted.texts.get(posted.ref)
    if typed and posted.ref not in outcome.saved:
        _attempt(
            piece,
            typed,
            outcome,
            lambda one: confirm_sentence(piece.source, piece.code, one.ref, by=by, at=at, token=one.token),
        )


def _keep(piece: DeskPiece, posted: Posted, outcome: Outcome, *, by: Any, at: datetime) -> None:
    typed = posted.texts.get(posted.ref)
    if typed:
        _attempt(
            piece,
            typed,
            outcome,
            lambda one: keep_german(piece.source, piece.code, one.ref, by=by, at=at, token=one.token),
        )


def _take(piece: DeskPiece, posted: Posted, outcome: Outcome, *, by: Any, at: datetime) -> None:
    """A similar sentence, as a text to begin with."""
    sentence = find(piece.source, piece.code, posted.ref)
    found = similar(piece.source, piece.code, sentence) if sentence else []
    if posted.extra.isdigit() and int(posted.extra) < len(found):
        hint = gettext("From a similar sentence. Change what is different, then save it.")
        outcome.drafts[posted.ref] = Draft(found[int(posted.extra)].text, hint=hint, token=_token(posted))


def _look(_piece: DeskPiece, posted: Posted, outcome: Outcome, *, by: Any, at: datetime) -> None:
    """The page comes again with similar sentences at this one."""
    outcome.looked.add(posted.ref)


def _suggest(piece: DeskPiece, posted: Posted, outcome: Outcome, *, by: Any, at: datetime) -> None:
    """A machine's words, as a text to begin with."""
    sentence = find(piece.source, piece.code, posted.ref)
    typed = posted.texts.get(posted.ref)
    if sentence is None:
        return
    try:
        words = suggest(piece.source, piece.code, sentence, by=by, at=at)
    except (MachineRefused, NoSuggestion) as refusal:
        outcome.said.append(str(refusal))
        outcome.refused = True
        if typed and typed.is_touched:
            outcome.drafts[posted.ref] = Draft(typed.text, token=typed.token)
        return
    hint = gettext("A machine wrote this. Read it, change it, then save it.")
    text = to_marks(words, sentence.marked.legend).text
    outcome.drafts[posted.ref] = Draft(text, hint=hint, token=_token(posted))


def _ask(piece: DeskPiece, posted: Posted, outcome: Outcome, *, by: Any, at: datetime) -> None:
    """The sentence stays as it is, and somebody who knows is asked."""
    sentence = find(piece.source, piece.code, posted.ref)
    text = posted.asking.get(posted.ref, "")
    if sentence is None:
        return
    try:
        questions.ask(piece.source, piece.code, sentence.path, sentence.german, text, by=by, at=at)
    except questions.QuestionRefused as refusal:
        outcome.said.append(str(refusal))
        outcome.refused = True
        outcome.asking[posted.ref] = text
    else:
        outcome.said.append(gettext("Your question is on its way. You can go on with the next sentence."))


def _token(posted: Posted) -> str:
    typed = posted.texts.get(posted.ref)
    return typed.token if typed else ""


_ACTS: dict[Action, Callable[..., None]] = {
    Action.CONFIRM: _confirm,
    Action.KEEP: _keep,
    Action.TAKE: _take,
    Action.SUGGEST: _suggest,
    Action.SIMILAR: _look,
    Action.ASK: _ask,
}
