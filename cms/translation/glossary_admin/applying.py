"""Taking over a table: German words are written and published, translations entered for their second person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.timezone import localdate
from django.utils.translation import npgettext, pgettext, pgettext_lazy
from wagtail.log_actions import log
from wagtail_localize.strings import StringValue

from cms.jobs import runs
from cms.jobs.models import BackgroundRun
from cms.translation.composing import OwnText
from cms.translation.gate import obstacle_to_publish
from cms.translation.glossary_admin.comparing import Part, Row, compare
from cms.translation.glossary_admin.newest import newest_words
from cms.translation.glossary_admin.other_forms import keep_other_forms
from cms.translation.glossary_admin.table import lines_of
from cms.translation.languages import SOURCE
from cms.translation.models import Term
from cms.translation.review import obstacles_to_submit, submit
from cms.translation.roots import roots
from cms.translation.translating import enter_translation, revision_of

if TYPE_CHECKING:
    from cms.users.models import User

KIND = "translation.glossary"
PUBLISH = "translation.publish_term"


@dataclass
class Applied:
    """What was done, counted."""

    words_new: int = 0
    words_changed: int = 0
    translations_published: int = 0
    translations_waiting: int = 0
    translations_open: int = 0


def start(table: str, *, by: "User", at: datetime) -> BackgroundRun:
    """Begin to take over a table, line by line, in the background. Raises NotATable."""
    rows = compare(lines_of(table), newest_words())
    numbers = [row.line.number for row in rows if row.is_taken]
    title = pgettext("staff", "Table of words")
    return runs.start(KIND, title=title, items=numbers, by=by, at=at, options={"table": table})


def register_kind() -> None:
    """Taking over tables in the background: 300 words in nine languages are some minutes of work."""
    runs.register_kind(KIND, _step, label=pgettext_lazy("staff", "Take over a table of words"))


def _step(run: BackgroundRun, number: int) -> runs.Outcome:
    """One line, compared once more with the words as they are now."""
    lines = [line for line in lines_of(run.options["table"]) if line.number == number]
    with translation.override(run.by.language if run.by else None):
        done = apply(compare(lines, newest_words()), by=run.by, at=timezone.now())
        return runs.Outcome(note=_note(lines[0].german, done))


def _note(german: str, done: Applied) -> str:
    waiting = npgettext(
        "staff",
        "%(word)s: %(count)d translation waits for a second person at the desk.",
        "%(word)s: %(count)d translations wait for a second person at the desk.",
        done.translations_waiting,
    )
    left_open = npgettext(
        "staff",
        "%(word)s: %(count)d translation cannot be sent to review yet. See at the desk what is missing.",
        "%(word)s: %(count)d translations cannot be sent to review yet. See at the desk what is missing.",
        done.translations_open,
    )
    sentences = ((waiting, done.translations_waiting), (left_open, done.translations_open))
    return " ".join(sentence % {"word": german, "count": count} for sentence, count in sentences if count)


@transaction.atomic
def apply(rows: Iterable[Row], *, by: "User | None", at: datetime) -> Applied:
    """Take over what the comparison took; nothing a person translated is overwritten.

    German words go live where `by` may publish them, else they become drafts. Translations go live where nothing
    stands in their way, and wait for a second person otherwise.
    """
    done = Applied()
    for row in rows:
        if row.is_taken:
            _apply(row, done, by=by, at=at)
    return done


def _apply(row: Row, done: Applied, *, by: "User | None", at: datetime) -> None:
    term = _write_german(row, done, by=by)
    for part in row.parts:
        if part.is_taken and part.theirs.other_forms != part.ours.other_forms:
            keep_other_forms(term.translation_key, part.code, list(part.theirs.other_forms))
        if part.takes_words and part.code != SOURCE and term.live:
            _enter(term, part, done, by=by, at=at)


def _write_german(row: Row, done: Applied, *, by: "User | None") -> Term:
    """The German row as the table has it; untouched where only translations or other forms come."""
    if row.known is None:
        done.words_new += 1
        return _save(Term(locale_id=roots().source.locale_id, german=row.line.german, live=False), row, by=by)
    term = _draft_of(row.known.key)
    if not (row.german.takes_words or row.facts_change):
        return term
    done.words_changed += 1
    return _save(term, row, by=by)


def _draft_of(key: UUID) -> Term:
    """The German row with its newest words."""
    row = Term.objects.get(translation_key=key, locale_id=roots().source.locale_id)
    draft: Term = row.get_latest_revision_as_object()
    return draft


def _save(term: Term, row: Row, *, by: "User | None") -> Term:
    """As a new revision, published where the person may."""
    is_new = term.pk is None
    if row.german.fault is None:
        term.term, term.explanation = row.german.theirs.term, row.german.theirs.explanation
    for fact in ("keep_german", "machine_protect"):
        if (value := getattr(row.line, fact)) is not None:
            setattr(term, fact, value)
    if is_new:
        term.save()
    revision = term.save_revision(user=by)
    if by is not None and by.has_perm(PUBLISH) and (is_new or term.live):
        revision.publish(user=by)
    log(term, "wagtail.create" if is_new else "wagtail.edit", user=by, revision=revision)
    return Term.objects.get(pk=term.pk)


def _enter(term: Term, part: Part, done: Applied, *, by: "User | None", at: datetime) -> None:
    words = {
        StringValue.from_plaintext(german).data: StringValue.from_plaintext(translated).data
        for german, translated in (
            (term.term, part.theirs.term),
            (term.explanation, part.theirs.explanation),
        )
    }
    try:
        row, release = enter_translation(term, part.code, words, by=by, at=at)
    except OwnText:  # somebody wrote this row by hand since the preview
        return
    revision = revision_of(release)
    if obstacle_to_publish(row, revision, by) is None:
        revision.publish(user=by)
        done.translations_published += 1
    elif by is not None and not obstacles_to_submit(term, part.code, by, on=localdate(at)):
        submit(term, part.code, by=by, at=at)
        done.translations_waiting += 1
    else:  # a German word was left out, say: whoever opens the piece at the desk reads what is to be done
        done.translations_open += 1
