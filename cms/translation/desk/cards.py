"""A sentence as the screens show it: its place, what changed, what helps, and what stands in the field."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cms.translation import glossary, memory, places
from cms.translation.desk.pieces import DeskPiece
from cms.translation.desk.posted import mark_of
from cms.translation.desk.words import german_after, german_before, with_marks
from cms.translation.differences import Previous, previous_for
from cms.translation.marks import Mark, plain
from cms.translation.memory import Suggestion
from cms.translation.models import Question
from cms.translation.questions import questions_of
from cms.translation.sentence_checks import findings
from cms.translation.sentences import Kind, Sentence

SIGNS_A_ROW = 34
FEWEST_ROWS, MOST_ROWS = 2, 12
LOOK_AHEAD = 3
"""So many sentences of a page come with similar ones at once; looking takes up to a tenth of a second each."""


@dataclass(frozen=True)
class Theirs:
    """What somebody else saved meanwhile."""

    by: str
    text: str


@dataclass(frozen=True)
class Draft:
    """A text that stands in the field without being saved: what is wrong with it, or where it comes from."""

    text: str
    problem: str = ""
    hint: str = ""
    theirs: Theirs | None = None
    token: str | None = None


@dataclass(frozen=True)
class Card:
    """One sentence with everything that a screen shows about it."""

    sentence: Sentence
    code: str
    place: str = ""
    picture: str = ""
    previous: Previous | None = None
    questions: Sequence[Question] = ()
    suggestions: Sequence[Suggestion] = ()
    may_look: bool = False
    looked: bool = False
    may_suggest: bool = False
    draft: Draft | None = None
    asking: str = ""
    comment: str = ""

    # ------------------------------------------------------------ which one, and how it stands
    @property
    def ref(self) -> str:
        """Its reference in addresses and names of fields."""
        return self.sentence.ref

    @property
    def number(self) -> int:
        """Its number in the text."""
        return self.sentence.number

    @property
    def state(self) -> str:
        """For the look: open, machine, error or done."""
        if self.problem:
            return "error"
        return {Kind.OPEN: "open", Kind.MACHINE: "machine", Kind.ERROR: "error"}.get(self.sentence.kind, "done")

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something here."""
        return self.state != "done"

    @property
    def status(self) -> str:
        """The same in words; nothing for a sentence that simply waits."""
        if self.state == "open":
            return gettext("German changed") if self.previous else ""
        return {
            "error": gettext("not right yet"),
            "machine": gettext("by machine"),
            "done": gettext("translated"),
        }[self.state]

    @property
    def status_kind(self) -> str:
        """Its colour."""
        return {"error": "bad", "machine": "accent", "done": "good"}.get(self.state, "wait")

    # ------------------------------------------------------------ the German side
    @cached_property
    def german(self) -> SafeString:
        """The German sentence with its marks; what is new in it stands out."""
        return german_after(self.previous.parts) if self.previous else with_marks(self.sentence.marked.text)

    @cached_property
    def before(self) -> SafeString | None:
        """The German sentence that it replaces; what is gone stands out."""
        return german_before(self.previous.parts) if self.previous else None

    @property
    def legend(self) -> Sequence[Mark]:
        """What its marks stand for."""
        return self.sentence.marked.legend

    @cached_property
    def hits(self) -> Sequence[glossary.Hit]:
        """Glossary words in it."""
        return glossary.hits(self.sentence.german, self.code)

    @property
    def translation_before(self) -> str:
        """What stood here before the German changed."""
        return self.previous.text if self.previous else ""

    # ------------------------------------------------------------ the field
    @cached_property
    def start(self) -> str:
        """What is shown first: the translation, else the old one of the sentence that this one replaces."""
        if self.sentence.translation:
            return self.sentence.in_marks
        return self.previous.text if self.previous else ""

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.draft.text if self.draft else self.start

    @property
    def shown(self) -> str:
        """The mark of what counts as untouched; nothing does while the text is not saved."""
        return "" if self.draft else mark_of(self.start)

    @property
    def token(self) -> str:
        """Of which translation one speaks when saving."""
        return self.sentence.token if self.draft is None or self.draft.token is None else self.draft.token

    @property
    def problem(self) -> str:
        """What is wrong, in a sentence."""
        return self.draft.problem if self.draft else self.sentence.error

    @property
    def hint(self) -> str:
        """Where the text in the field comes from, when that is not plain."""
        if self.draft:
            return self.draft.hint
        if self.sentence.kind is Kind.OPEN and self.previous:
            return gettext("The old translation stands here. Change what is new.")
        return ""

    @property
    def theirs(self) -> Theirs | None:
        """What somebody else saved meanwhile."""
        return self.draft.theirs if self.draft else None

    @property
    def described_by(self) -> str:
        """The ids of what belongs to the field."""
        ids = [f"hint-{self.ref}"] if self.hint else []
        return " ".join([*ids, *([f"text-{self.ref}_error"] if self.problem else [])])

    @property
    def rows(self) -> int:
        """The height of the field, by the length of the longer text."""
        signs = max(len(self.text), len(self.sentence.plain_german))
        return min(MOST_ROWS, max(FEWEST_ROWS, ceil(signs / SIGNS_A_ROW)))

    @property
    def limit(self) -> int | None:
        """The characters that fit."""
        return self.sentence.limit

    @cached_property
    def findings(self) -> list[str]:
        """Remarks on the stored words: German words that must stay, plain language."""
        found = findings(self.sentence.plain_german, plain(self.sentence.translation), self.code)
        missing = gettext("The German word “%(word)s” is missing. Readers must recognise it.")
        dropped = [missing % {"word": hit.german} for hit in dropped_words(self.sentence, self.code)]
        return [*dropped, *dict.fromkeys(finding.hint for finding in found)]

    # ------------------------------------------------------------ what one can do
    @property
    def may_confirm(self) -> bool:
        """Whether a machine's words wait to be taken as one's own."""
        return self.sentence.kind is Kind.MACHINE

    @property
    def may_keep(self) -> bool:
        """Whether the German words could stay."""
        return self.sentence.translation != self.sentence.german

    @property
    def help_open(self) -> bool:
        """Whether the help stands open: somebody is asking, or has looked for similar sentences."""
        return bool(self.asking) or self.looked


@dataclass(frozen=True)
class Deck:
    """What the cards of one page need to know; everything is read once for all of them."""

    piece: DeskPiece
    fresh: frozenset[str] = frozenset()
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    asking: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    may_suggest: bool = False
    look_for: frozenset[str] = frozenset()
    """Sentences for which similar ones were asked for."""

    def cards(self, sentences: Sequence[Sentence]) -> list[Card]:
        """The cards of these sentences, in their order."""
        changed = [one for one in sentences if one.kind is Kind.OPEN or one.ref in self.fresh]
        previous = previous_for(self.piece.source, self.piece.code, changed)
        asked = questions_of(self.piece.key)
        bare = [one.ref for one in sentences if self._begins_from_nothing(one, previous.get(one.ref))]
        looked = self.look_for | set(bare[:LOOK_AHEAD])
        return [self._card(one, previous.get(one.ref), asked, bare=one.ref in bare, looked=looked) for one in sentences]

    def _card(
        self,
        sentence: Sentence,
        previous: Previous | None,
        asked: Iterable[Question],
        *,
        bare: bool,
        looked: Collection[str],
    ) -> Card:
        return Card(
            sentence=sentence,
            code=self.piece.code,
            place=places.place_of(self.piece.source, sentence.path, sentence.german),
            picture=picture_address(self.piece.source, sentence.path),
            previous=previous,
            questions=[one for one in asked if is_about(one, sentence, previous)],
            suggestions=self._suggestions(sentence) if bare and sentence.ref in looked else (),
            may_look=bare and sentence.ref not in looked,
            looked=sentence.ref in self.look_for,
            may_suggest=self.may_suggest,
            draft=self.drafts.get(sentence.ref),
            asking=self.asking.get(sentence.ref, ""),
            comment=self.comments.get(sentence.ref, ""),
        )

    def _begins_from_nothing(self, sentence: Sentence, previous: Previous | None) -> bool:
        """Whether somebody will write it without any text to begin with, so that a similar sentence helps."""
        return not self.piece.read_only and previous is None and sentence.kind is Kind.OPEN

    def _suggestions(self, sentence: Sentence) -> list[Suggestion]:
        return memory.similar(self.piece.source, self.piece.code, sentence)


def dropped_words(sentence: Sentence, code: str) -> list[glossary.Hit]:
    """German words that readers must recognise and that a translation leaves out."""
    if not sentence.translation:
        return []
    kept = {hit.key for hit in glossary.hits(sentence.translation, code)}
    return [hit for hit in glossary.hits(sentence.german, code) if hit.keep_german and hit.key not in kept]


def is_about(question: Question, sentence: Sentence, previous: Previous | None) -> bool:
    """Whether a question was asked about this sentence, or about the one that it replaces."""
    words = {sentence.german, previous.german if previous else sentence.german}
    return question.path == sentence.path and question.german in words


def picture_address(source: Any, path: str) -> str:
    """The picture whose alternative text stands here; empty for every other sentence."""
    if path == "image_alt":
        return str(getattr(source, "picture", "") or "")
    picture = places.picture_of(source, path)
    return str(picture.get_rendition("max-640x480").url) if picture else ""
