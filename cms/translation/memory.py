"""The memory: what was translated once is offered again; the sentences of wagtail-localize are all it needs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from time import perf_counter
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Abs, Length
from django.utils import timezone
from wagtail import signals
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from cms.translation import translatable
from cms.translation.composing import lost_marks
from cms.translation.differences import Part, text_to_start, word_diff
from cms.translation.marks import plain, to_marks
from cms.translation.roots import roots
from cms.translation.sentences import Sentence, sentences_of
from cms.translation.sources import is_source

if TYPE_CHECKING:
    from cms.users.models import User

TOOL = "memory"
MOST_CANDIDATES = 500
LENGTH_MAY_DIFFER = 0.3
SIMILAR = 0.75
"""From this similarity on (ratio of Ratcliff and Obershelp, 1988) an old sentence helps more than it misleads."""
MOST_SUGGESTIONS = 3
SECONDS = 0.1
"""A suggestion comes while somebody starts to think, or not at all."""
LONG = 200
"""Longer sentences are compared word by word: letter by letter takes time by the square of their length."""


@dataclass(frozen=True)
class Suggestion:
    """A similar sentence that was translated before: the difference of the German words, and a text to start from."""

    german: str
    translation: str
    parts: tuple[Part, ...]
    ratio: float
    text: str


# ---------------------------------------------------------------- exact
def prefill(source: Any, code: str, *, by: "User | None" = None, at: datetime) -> int:
    """Fill open sentences with translations of the same German words elsewhere; returns how many were filled.

    A person's words come before a machine's, newer before older; whose they are and what kind stays. Never over an
    existing translation, be it a broken one. Three queries and two for each sentence filled.
    """
    wanted = [sentence for sentence in sentences_of(source, code) if not sentence.token]
    known = _known({_string(sentence) for sentence in wanted}, code)
    filled = sum(_fill(sentence, known.get(_string(sentence), []), code) for sentence in wanted)
    if filled:
        log(instance=source, action="translation.prefill", user=by, data={"language": code, "sentences": filled})
    return filled


def _known(strings: set[int], code: str) -> dict[int, list[StringTranslation]]:
    """The sound translations of these German sentences anywhere, the best of each first."""
    rows = StringTranslation.objects.filter(
        translation_of_id__in=strings, locale_id=roots().languages[code].locale_id, has_error=False
    )
    by_string: dict[int, list[StringTranslation]] = {}
    for row in sorted(rows, key=_worth, reverse=True):
        by_string.setdefault(row.translation_of_id, []).append(row)
    return by_string


def _worth(row: StringTranslation) -> tuple[bool, datetime, int]:
    return row.translation_type == StringTranslation.TRANSLATION_TYPE_MANUAL, row.updated_at, row.pk


def _fill(sentence: Sentence, candidates: Iterable[StringTranslation], code: str) -> bool:
    """By `save`: wagtail-localize validates a translation only there."""
    row = next((row for row in candidates if _fits(row, sentence)), None)
    if row is None:
        return False
    try:
        with transaction.atomic():
            StringTranslation(
                translation_of_id=row.translation_of_id,
                context_id=int(sentence.ref.partition("-")[0]),
                locale_id=roots().languages[code].locale_id,
                data=row.data,
                translation_type=row.translation_type,
                tool_name=TOOL,
                last_translated_by_id=row.last_translated_by_id,
            ).save()
    except IntegrityError:  # somebody wrote at this moment; theirs stays
        return False
    return True


def _fits(row: StringTranslation, sentence: Sentence) -> bool:
    """Whether the words have every link and are not too long for this place."""
    too_long = sentence.limit is not None and len(plain(row.data)) > sentence.limit
    return not too_long and not lost_marks(sentence.german, row.data)


def _string(sentence: Sentence) -> int:
    return int(sentence.ref.partition("-")[2])


# ---------------------------------------------------------------- similar
def similar(source: Any, code: str, sentence: Sentence, *, seconds: float = SECONDS) -> list[Suggestion]:
    """The best three similar sentences with a translation, the most similar first.

    Looks at the 500 candidates nearest in length (±30 %) and compares for this many seconds at most; then it answers
    with what it has. One query.
    """
    candidates, closeness = list(_candidates(source, code, sentence)), closeness_to(sentence.plain_german)
    until = perf_counter() + seconds
    found: list[tuple[float, StringTranslation]] = []
    for row in candidates:
        if perf_counter() > until:
            break
        ratio = closeness(plain(row.translation_of.data))
        if ratio >= SIMILAR:
            found.append((ratio, row))
    found.sort(key=lambda pair: (pair[0], _worth(pair[1])), reverse=True)
    return [_suggestion(ratio, row, sentence) for ratio, row in found[:MOST_SUGGESTIONS]]


def closeness_to(sentence: str) -> Callable[[str], float]:
    """A function that tells how similar others are to a sentence, from 0 to 1; 0 as soon as they are surely not."""
    long = len(sentence) > LONG
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    matcher.set_seq2(sentence.split() if long else sentence)  # what it learns of the second it keeps for all others

    def closeness(other: str) -> float:
        matcher.set_seq1(other.split() if long else other)
        if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
            return 0.0
        return matcher.ratio()

    return closeness


def _candidates(source: Any, code: str, sentence: Sentence) -> Iterator[StringTranslation]:
    """Each German sentence once, with its best translation first by length."""
    length = len(sentence.german)
    rows = (
        StringTranslation.objects.filter(
            locale_id=roots().languages[code].locale_id,
            has_error=False,
            translation_of__locale_id=source.locale_id,
        )
        .annotate(length=Length("translation_of__data"))
        .filter(length__gte=length * (1 - LENGTH_MAY_DIFFER), length__lte=length * (1 + LENGTH_MAY_DIFFER))
        .exclude(translation_of_id=_string(sentence))
        .order_by(Abs(F("length") - length), "-translation_type", "-updated_at")  # "manual" before "machine"
        .select_related("translation_of")
    )
    seen: set[int] = set()
    for row in rows[:MOST_CANDIDATES]:
        if row.translation_of_id not in seen:
            seen.add(row.translation_of_id)
            yield row


def _suggestion(ratio: float, row: StringTranslation, sentence: Sentence) -> Suggestion:
    german = row.translation_of.data
    return Suggestion(
        german=german,
        translation=row.data,
        parts=tuple(word_diff(to_marks(german).text, sentence.marked.text)),
        ratio=ratio,
        text=text_to_start(german, row.data, sentence.marked.legend),
    )


# ---------------------------------------------------------------- after each publication
def follow() -> None:
    """Fill what can be filled as soon as a source is published; called once when the app is ready."""
    signals.page_published.connect(on_published, dispatch_uid="translation.memory_page")
    signals.published.connect(on_snippet_published, dispatch_uid="translation.memory")


def on_published(instance: Any, **_kwargs: Any) -> None:
    """After the commit, so that no failure here undoes a publication."""
    if translatable.is_translatable(instance) and is_source(instance) and instance.live:
        transaction.on_commit(lambda: prefill_all(instance, at=timezone.now()), robust=True)


def on_snippet_published(instance: Any, **_kwargs: Any) -> None:
    """Wagtail sends this signal for pages, too; they were handled above."""
    if not isinstance(instance, Page):
        on_published(instance)


def prefill_all(source: Any, *, at: datetime) -> int:
    """The same as `prefill` for every language in which somebody began."""
    begun = Translation.objects.filter(
        source__object_id=source.translation_key, source__locale_id=source.locale_id, enabled=True
    )
    codes = [roots().code_of(locale) for locale in begun.values_list("target_locale_id", flat=True)]
    return sum(prefill(source, code, at=at) for code in codes)
