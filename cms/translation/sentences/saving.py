"""The doors that change a sentence: nothing typed is lost, nothing of others is overwritten, no live row is touched."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext
from wagtail_localize.models import String, StringTranslation, TranslationContext, TranslationSource

from cms.translation.changes import likeness
from cms.translation.marks import BrokenMarks, plain, to_marks
from cms.translation.roots import roots
from cms.translation.sentences.listing import Kind, Sentence, find, sentences_of, token_of, with_translation
from cms.translation.sentences.refusals import Conflict, SentenceGone, SentenceRefused, obstacle_to_save
from cms.translation.typed import Typed, clean, read
from cms.translation.work import record_work

if TYPE_CHECKING:
    from cms.users.models import User

MOST_SIGNS = 10_000
"""Where a field sets no limit; the longest German sentence of the house has some 400."""
STILL_THE_SAME = 0.4
"""From this similarity on a German sentence counts as the changed form of another (Ratcliff and Obershelp)."""
CONFIRMED = "confirmed: "
KEPT_GERMAN = "kept in German"


def save_sentence(source: Any, code: str, ref: str, text: str, *, by: "User", at: datetime, token: str) -> Sentence:
    """Store what a person typed (marks form) and return the sentence as it is now.

    `token` is that of the sentence they began from. Raises SentenceRefused, SentenceGone or Conflict; each hands the
    text back.
    """
    sentence = _open(source, code, ref, text, by=by, at=at)
    typed = checked(sentence, text)
    if typed.html == sentence.translation and sentence.kind is Kind.HUMAN:
        return replace(sentence, notice=typed.notice)
    tool = ""
    if typed.html == sentence.translation and sentence.kind is Kind.MACHINE:
        tool, token = f"{CONFIRMED}{sentence.tool}", sentence.token
    saved = _store(source, code, sentence, typed.html, tool=tool, by=by, at=at, token=token)
    return replace(saved, notice=typed.notice)


def confirm_sentence(source: Any, code: str, ref: str, *, by: "User", at: datetime, token: str) -> Sentence:
    """Take the words of a machine as one's own; words of a person stay as they are.

    Raises SentenceRefused where there is nothing to confirm, SentenceGone, or Conflict.
    """
    sentence = _open(source, code, ref, "", by=by, at=at)
    if sentence.kind is Kind.HUMAN:
        return sentence
    if sentence.kind is not Kind.MACHINE:
        raise SentenceRefused(gettext("There is no translation to confirm yet."), text="", sentence=sentence)
    if token != sentence.token:  # these are not the words that the person saw
        raise Conflict(text="", sentence=sentence)
    tool = f"{CONFIRMED}{sentence.tool}"
    return _store(source, code, sentence, sentence.translation, tool=tool, by=by, at=at, token=token)


def keep_german(source: Any, code: str, ref: str, *, by: "User", at: datetime, token: str) -> Sentence:
    """Confirm that the German words stay as they are in this language, a name for instance.

    Raises SentenceRefused, SentenceGone, or Conflict.
    """
    sentence = _open(source, code, ref, "", by=by, at=at)
    return _store(source, code, sentence, sentence.german, tool=KEPT_GERMAN, by=by, at=at, token=token)


def _open(source: Any, code: str, ref: str, text: str, *, by: "User", at: datetime) -> Sentence:
    """The sentence that this person may change now."""
    sentence = find(source, code, ref)
    if obstacle := obstacle_to_save(source, code, by, on=localdate(at)):
        raise SentenceRefused(obstacle.sentence, text=text, sentence=sentence)
    if sentence is None:
        raise _gone(source, code, ref, text, by=by)
    return sentence


def checked(sentence: Sentence, text: str) -> Typed:
    """A text in marks form as it may be stored for this sentence, whoever wrote it and where.

    Raises SentenceRefused with what is wrong: empty, broken marks, HTML that does not belong, too long.
    """
    if not clean(text):
        message = gettext("The translation is empty. Write it, or leave the sentence for later.")
        raise SentenceRefused(message, text=text, sentence=sentence)
    try:
        typed = read(text, sentence.marked)
    except BrokenMarks as broken:
        raise SentenceRefused(str(broken), text=text, sentence=sentence) from broken
    length, limit = len(plain(typed.html)), sentence.limit or MOST_SIGNS
    if length > limit:
        raise SentenceRefused(_too_long(length, limit), text=text, sentence=sentence)
    if not plain(typed.html).strip():
        message = gettext("The translation holds marks only. Write the words, too.")
        raise SentenceRefused(message, text=text, sentence=sentence)
    return typed


def _too_long(length: int, limit: int) -> str:
    over = length - limit
    return ngettext(
        "The text is %(over)d character too long: %(limit)d fit here.",
        "The text is %(over)d characters too long: %(limit)d fit here.",
        over,
    ) % {"over": over, "limit": limit}


def _store(
    source: Any, code: str, sentence: Sentence, html: str, *, tool: str, by: "User", at: datetime, token: str
) -> Sentence:
    """Write a person's words unless somebody else wrote meanwhile, and note the time they took."""
    locale = roots().languages[code].locale_id
    try:
        with transaction.atomic():
            TranslationSource.objects.select_for_update().get(
                object_id=source.translation_key, locale_id=source.locale_id
            )
            row = _row(sentence.ref, locale)
            was = with_translation(sentence, row).kind
            if row is not None and row.data != html and token_of(row) != token:
                raise _conflict(sentence, html, row)
            row = _write(row or _new(sentence.ref, locale), html, tool=tool, by=by)
            record_work(by, code, words=0 if was is Kind.HUMAN else sentence.words, at=at)
    except IntegrityError:  # a machine or a file was quicker, by a moment
        raise _conflict(sentence, html, _row(sentence.ref, locale)) from None
    return with_translation(sentence, row)


def _conflict(sentence: Sentence, html: str, row: StringTranslation | None) -> Conflict:
    text = to_marks(html, sentence.marked.legend).text
    return Conflict(text=text, sentence=with_translation(sentence, row))


def _row(ref: str, locale: int) -> StringTranslation | None:
    context, string = ref.split("-")
    rows = StringTranslation.objects.select_related("last_translated_by")
    found: StringTranslation | None = rows.filter(
        context_id=context, translation_of_id=string, locale_id=locale
    ).first()
    return found


def _new(ref: str, locale: int) -> StringTranslation:
    context, string = ref.split("-")
    return StringTranslation(context_id=context, translation_of_id=string, locale_id=locale)


def _write(row: StringTranslation, html: str, *, tool: str, by: "User") -> StringTranslation:
    """By `save`: wagtail-localize validates a translation only there."""
    row.data, row.tool_name = html, tool[:255]
    row.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
    row.has_error, row.field_error, row.last_translated_by = False, "", by
    row.save()
    return row


# ---------------------------------------------------------------- the German was published anew meanwhile
def _gone(source: Any, code: str, ref: str, text: str, *, by: "User") -> SentenceGone:
    """The refusal for a sentence that the text does not have any more; a sound text stays in the memory."""
    old = _old(source, ref)
    if old is None:
        return SentenceGone(text=text, sentence=None)
    context, string = old
    _remember(context, string, code, text, by=by)
    return SentenceGone(text=text, sentence=_successor(sentences_of(source, code), context.path, string.data))


def _old(source: Any, ref: str) -> tuple[TranslationContext, String] | None:
    """The place and the words of a sentence that was part of this text."""
    left, _dash, right = ref.partition("-")
    if not all(part.isascii() and part.isdigit() and len(part) < 18 for part in (left, right)):
        return None
    context = TranslationContext.objects.filter(pk=left, object_id=source.translation_key).first()
    string = String.objects.filter(pk=right, locale_id=source.locale_id).first()
    return (context, string) if context and string else None


def _remember(context: TranslationContext, string: String, code: str, text: str, *, by: "User") -> None:
    """Keep a text as the translation of the old sentence, so that it is offered at the new one; never over another."""
    try:
        html = read(text, to_marks(string.data)).html
    except BrokenMarks:
        return
    ref, locale = f"{context.pk}-{string.pk}", roots().languages[code].locale_id
    if not plain(html).strip() or len(html) > MOST_SIGNS or _row(ref, locale):
        return
    try:
        with transaction.atomic():
            _write(_new(ref, locale), html, tool="", by=by)
    except IntegrityError:
        return


def _successor(sentences: list[Sentence], path: str, german: str) -> Sentence | None:
    """What an old sentence became: the most similar one at its place, or anywhere when the place is gone."""
    there = [sentence for sentence in sentences if sentence.path == path] or sentences
    rated = [(likeness(plain(german), sentence.plain_german), -sentence.number, sentence) for sentence in there]
    best = max(rated, default=None)
    return best[2] if best and best[0] >= STILL_THE_SAME else None
