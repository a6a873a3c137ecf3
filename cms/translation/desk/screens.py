"""What the page of a piece shows: which sentences, which page of them, how far it is, what stands in the way."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.utils.translation import gettext, ngettext

from cms.translation.desk.cards import Card, Deck, Draft, dropped_words
from cms.translation.desk.fresh import composed_at, fresh_refs
from cms.translation.desk.listing import minutes_for
from cms.translation.desk.pieces import DeskPiece
from cms.translation.enums import Obstacle, Reason
from cms.translation.machine.obstacles import obstacle_to_suggest
from cms.translation.review import obstacles_to_submit
from cms.translation.rights import may_lead
from cms.translation.sentences import Kind, Sentence, sentences_of
from cms.translation.sources import latest_version

A_PAGE = 10
NEW, ALL = "neu", "alle"
KINDS = {
    Reason.GAPS: (Kind.OPEN,),
    Reason.ERRORS: (Kind.ERROR,),
    Reason.MARK_LOST: (Kind.ERROR,),
    Reason.MACHINE_OPEN: (Kind.MACHINE,),
}


@dataclass(frozen=True)
class Step:
    """Something to do first, with the way to where it is done."""

    sentence: str
    url: str = ""


@dataclass(frozen=True)
class Screen:
    """One piece, seen by one person: `view` is what they chose to see, `number` the page of the list, 0 the first open.

    `drafts` are texts that are not saved, `saved` the sentence that was saved just now.
    """

    piece: DeskPiece
    at: datetime
    view: str = ""
    number: int = 0
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    asking: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    looked: Collection[str] = ()
    saved: str = ""

    # ------------------------------------------------------------ which sentences
    @cached_property
    def sentences(self) -> list[Sentence]:
        """All of the text."""
        return sentences_of(self.piece.source, self.piece.code)

    @cached_property
    def fresh(self) -> frozenset[str] | None:
        """The sentences that readers do not have as they are now; None while readers have no translation at all."""
        composed = composed_at(self.piece.live_revision)
        return None if composed is None else frozenset(fresh_refs(self.sentences, composed))

    @cached_property
    def shown_view(self) -> str:
        """Only what is new where readers have a translation, else everything."""
        if self.fresh is None:
            return ALL
        return self.view if self.view in {NEW, ALL} else NEW

    @cached_property
    def listed(self) -> list[Sentence]:
        """The sentences of this view; one with a text that is not saved is always among them."""
        if self.shown_view == ALL:
            return self.sentences
        wanted = (self.fresh or frozenset()) | set(self.drafts)
        return [one for one in self.sentences if one.ref in wanted or one.kind is not Kind.HUMAN]

    @cached_property
    def page(self) -> PageOfList[Sentence]:
        """Ten of them."""
        paginator = Paginator(self.listed, A_PAGE)
        return paginator.get_page(self.number or self.page_of(self._first))

    @property
    def _first(self) -> str:
        """Where to begin: with a text that is not saved, else with the first open sentence."""
        waiting = [one.ref for one in self.listed if one.ref in self.drafts]
        waiting += [one.ref for one in self.listed if one.kind is not Kind.HUMAN]
        return waiting[0] if waiting else ""

    def page_of(self, ref: str) -> int:
        """The page on which a sentence stands; the first for one that is not listed."""
        refs = [one.ref for one in self.listed]
        return refs.index(ref) // A_PAGE + 1 if ref in refs else 1

    # ------------------------------------------------------------ how it is shown
    @cached_property
    def _deck(self) -> Deck:
        piece = self.piece
        return Deck(
            piece=piece,
            fresh=self.fresh or frozenset(),
            drafts=self.drafts,
            asking=self.asking,
            comments=self.comments,
            look_for=frozenset(self.looked),
            may_suggest=not piece.read_only
            and obstacle_to_suggest(piece.source, piece.code, piece.user, at=self.at) is None,
        )

    @cached_property
    def cards(self) -> list[Card]:
        """The sentences of this page with all that helps."""
        return self._deck.cards(list(self.page.object_list))

    @cached_property
    def all_cards(self) -> list[Card]:
        """Those of the whole view, for the second person."""
        return self._deck.cards(self.listed)

    def card(self, ref: str) -> Card | None:
        """One of them alone."""
        found = [one for one in self.sentences if one.ref == ref]
        return self._deck.cards(found)[0] if found else None

    @property
    def total(self) -> int:
        """How many sentences this view has."""
        return len(self.listed)

    @property
    def done(self) -> int:
        """How many of them need nobody any more."""
        return sum(one.kind is Kind.HUMAN for one in self.listed)

    @property
    def minutes(self) -> int:
        """About how long the others take."""
        words = sum(one.words for one in self.listed if one.kind is not Kind.HUMAN)
        return minutes_for(words) if words else 0

    @cached_property
    def version(self) -> int:
        """The number of the German version on this page."""
        found = latest_version(self.piece.key)
        return found.number if found else 0

    @property
    def choices(self) -> list[dict[str, Any]]:
        """Only what is new, or everything; no choice where everything is new."""
        if self.fresh is None:
            return []
        new = len([one for one in self.sentences if one.ref in self.fresh or one.kind is not Kind.HUMAN])
        only = ngettext("Only the %(number)d changed", "Only the %(number)d changed", new) % {"number": new}
        everything = gettext("All %(number)d sentences") % {"number": len(self.sentences)}
        return [
            {"label": only, "url": self.url(NEW), "current": self.shown_view == NEW},
            {"label": everything, "url": self.url(ALL), "current": self.shown_view == ALL},
        ]

    @property
    def review_choices(self) -> list[dict[str, Any]]:
        """The same for the second person."""
        return [{**choice, "url": f"?ansicht={view}"} for choice, view in zip(self.choices, (NEW, ALL), strict=True)]

    # ------------------------------------------------------------ where to go
    def url(self, view: str = "", number: int = 0, *, saved: str = "", ref: str = "") -> str:
        """This piece, in a view, on a page, at a sentence."""
        values = {"ansicht": view, "seite": number, "gespeichert": saved}
        query = urlencode({name: value for name, value in values.items() if value})
        anchor = f"#satz-{ref}" if ref else ""
        return f"{self.piece.url()}{'?' + query if query else ''}{anchor}"

    @property
    def all_url(self) -> str:
        """All its sentences."""
        return self.url(ALL)

    def url_of(self, ref: str, *, saved: str = "") -> str:
        """A sentence, in this view where it has it, else among all."""
        if ref in {one.ref for one in self.listed}:
            return self.url(self.view, self.page_of(ref), saved=saved, ref=ref)
        everything = Screen(self.piece, self.at, view=ALL)
        return everything.url(ALL, everything.page_of(ref), saved=saved, ref=ref)

    def after(self, ref: str) -> str:
        """Where to go on once a sentence is saved: the next open one, else the end of the page."""
        refs = [one.ref for one in self.listed]
        start = refs.index(ref) + 1 if ref in refs else 0
        following = next((one.ref for one in self.listed[start:] if one.kind is not Kind.HUMAN), "")
        if following:
            return self.url_of(following, saved=ref)
        return f"{self.url(self.view, self.page_of(ref), saved=ref)}#finish"

    # ------------------------------------------------------------ what stands in the way
    @cached_property
    def obstacles(self) -> list[Step]:
        """What keeps this piece from being sent, each with the way to its first sentence.

        While sentences are open they are what is left to do, in the words of the rule; the rule itself is asked at the
        end, and in any case when the piece is sent.
        """
        if self.piece.read_only:
            return []
        return self.steps(self._open or self._obstacles)

    @cached_property
    def _open(self) -> list[Obstacle]:
        reasons = {Kind.OPEN: Reason.GAPS, Kind.ERROR: Reason.ERRORS, Kind.MACHINE: Reason.MACHINE_OPEN}
        counts = Counter(one.kind for one in self.sentences)
        return [Obstacle(reason, counts[kind]) for kind, reason in reasons.items() if counts[kind]]

    @property
    def may_leave_out_terms(self) -> bool:
        """Whether only German words are missing, and this person may say that they are left out on purpose."""
        if self.piece.read_only or self._open or not may_lead(self.piece.user):
            return False
        return [one.reason for one in self._obstacles] == [Reason.UNTERMED]

    @cached_property
    def _obstacles(self) -> list[Obstacle]:
        piece = self.piece
        return obstacles_to_submit(piece.source, piece.code, piece.user, on=piece.on)

    def steps(self, obstacles: Sequence[Obstacle]) -> list[Step]:
        """Obstacles as a list with jump links."""
        return [Step(str(one), self._first_of(one)) for one in obstacles]

    def _first_of(self, obstacle: Obstacle) -> str:
        kinds = KINDS.get(obstacle.reason, ())
        found = [one.ref for one in self.sentences if one.kind in kinds]
        if obstacle.reason is Reason.UNTERMED:
            found = [one.ref for one in self.sentences if dropped_words(one, self.piece.code)]
        return self.url_of(found[0]) if found else ""

    def context(self) -> dict[str, Any]:
        """Everything for the template."""
        return {
            "piece": self.piece,
            "screen": self,
            "faults": [Step(draft.problem, f"#text-{ref}") for ref, draft in self.drafts.items() if draft.problem],
        }
