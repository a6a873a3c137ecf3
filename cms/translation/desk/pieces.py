"""One text in one language as a person meets it at the desk: its name, what they may, where its pages are."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translation import rights, translatable
from cms.translation.assigning import open_assignments
from cms.translation.languages import SOURCE, language_name
from cms.translation.models import Assignment, LocaleProfile, Review
from cms.translation.reviews import OpenReview, review_of
from cms.translation.roots import roots
from cms.translation.sources import source_of


def area_of(source: Any) -> str:
    """The heading under which translators find this kind of text."""
    kind = translatable.of(source)
    return str(kind.area) if kind else gettext("Pages")


@dataclass(frozen=True)
class DeskPiece:
    """A German row, the language into which it is translated, and the person who looks at it."""

    source: Any
    code: str
    user: Any
    on: date

    # ------------------------------------------------------------ what it is
    @property
    def key(self) -> UUID:
        """The translation key of the text."""
        found: UUID = self.source.translation_key
        return found

    @property
    def title(self) -> str:
        """The German name."""
        return str(self.source)

    @property
    def area(self) -> str:
        """Where it belongs."""
        return area_of(self.source)

    @property
    def language(self) -> str:
        """What the reader calls the language."""
        return language_name(self.code)

    @property
    def locale_id(self) -> int:
        """Wagtail's row of the language."""
        return roots().languages[self.code].locale_id

    @cached_property
    def row(self) -> Any | None:
        """The text row; None before its first draft."""
        return self.source.get_translation_or_none(self.locale_id)

    @property
    def live_revision(self) -> int | None:
        """What readers have now; None while they have no translation."""
        return self.row.live_revision_id if self.row is not None and self.row.live else None

    @cached_property
    def assignment(self) -> Assignment | None:
        """To whom it was given, by when."""
        return open_assignments([self.key]).get((self.key, self.code))

    @property
    def urgent(self) -> bool:
        """Whether somebody asked for it soon."""
        return self.assignment is not None and self.assignment.urgent

    @property
    def due_on(self) -> date | None:
        """By when it is wanted."""
        return self.assignment.due_on if self.assignment else None

    @property
    def late(self) -> bool:
        """Whether that day has passed."""
        return self.due_on is not None and self.due_on < self.on

    @property
    def note(self) -> str:
        """What was written with the assignment."""
        return self.assignment.note if self.assignment else ""

    @cached_property
    def second_person(self) -> bool:
        """Whether somebody else than the translator has to approve."""
        return LocaleProfile.objects.filter(locale_id=self.locale_id, review=Review.SECOND_PERSON).exists()

    # ------------------------------------------------------------ what this person may
    @cached_property
    def review(self) -> OpenReview | None:
        """The open review; while there is one, nobody changes a sentence."""
        return review_of(self.row) if self.row is not None else None

    @cached_property
    def may_translate(self) -> bool:
        """Whether this person may write here."""
        return rights.may_translate(self.user, self.code, on=self.on)

    @cached_property
    def may_review(self) -> bool:
        """Whether this person may check what others wrote."""
        return rights.may_review(self.user, self.code, on=self.on)

    @property
    def read_only(self) -> bool:
        """Whether the sentences can only be read now."""
        return self.review is not None or not self.may_translate

    # ------------------------------------------------------------ where its pages are
    def url(self, name: str = "piece") -> str:
        """An address of this piece: piece, sentence, submit, take_back, preview or review."""
        return reverse(f"translation:{name}", args=[self.code, self.key])

    @property
    def sentence_url(self) -> str:
        """Where the form of the desk goes."""
        return self.url("sentence")

    @property
    def submit_url(self) -> str:
        """Where the form goes when the text is sent."""
        return self.url("submit")

    @property
    def take_back_url(self) -> str:
        """Where a review is ended by who asked for it."""
        return self.url("take_back")

    @property
    def preview_url(self) -> str:
        """How it will look."""
        return self.url("preview")

    @property
    def review_url(self) -> str:
        """Where it is checked."""
        return self.url("review")


def piece_of(user: Any, code: str, key: UUID, *, on: date) -> DeskPiece:
    """The piece behind an address.

    Raises Http404 for one that does not exist, has not been begun, or that this person may not see: a stranger's
    piece is not there.
    """
    if code == SOURCE or code not in roots().languages or not rights.may_see(user, code, on=on):
        raise Http404("No such text for this person.")
    begun = Translation.objects.filter(
        source__object_id=key, target_locale_id=roots().languages[code].locale_id, enabled=True
    )
    source = source_of(key) if begun.exists() else None
    if source is None or not source.live:
        raise Http404("No such text for this person.")
    return DeskPiece(source.specific if isinstance(source, Page) else source, code, user, on)
