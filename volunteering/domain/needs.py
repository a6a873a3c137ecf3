"""How a need is written, published, paused and closed. Its German text is live exactly while the need is public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.html import format_html_join
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import Locale

from cms.translation.languages import SOURCE
from cms.ui import page_cache
from cms.users.models import User
from volunteering.domain.facts import local_day
from volunteering.domain.vocabulary import kinds
from volunteering.enums import NEED_CHANGES, Level, NeedState, PublishObstacle, Visibility
from volunteering.models import Need, NeedLanguage, NeedSkill, NeedText, Shift


class NeedRefused(Exception):
    """The need cannot be published, or not change its state so; carries the obstacles."""

    def __init__(self, obstacles: Sequence[PublishObstacle]) -> None:
        super().__init__(", ".join(obstacles))
        self.obstacles = tuple(obstacles)


@dataclass(frozen=True)
class NeedWords:
    """The words of a need as they are written; `body` is HTML of the editor."""

    title: str
    summary: str
    body: str = ""
    bring: str = ""


def paragraphs(text: str) -> str:
    """Plain text as HTML paragraphs, escaped; empty lines separate."""
    blocks = [" ".join(block.split()) for block in text.replace("\r\n", "\n").split("\n\n")]
    return format_html_join("", "<p>{}</p>", ((block,) for block in blocks if block))


def create_need(
    words: NeedWords, *, facts: Mapping[str, Any], at: datetime, by: User | None, language: str = SOURCE
) -> Need:
    """A new draft with its words; `facts` are values of Need by field name."""
    with transaction.atomic():
        need = _insert(facts, at=at, by=by)
        save_words(need, words, by=by, language=language)
    return need


def change_need(need: Need, words: NeedWords, *, facts: Mapping[str, Any], at: datetime, by: User | None) -> None:
    """Write facts and German words of a need that exists; what is public is seen at once."""
    with transaction.atomic():
        Need.objects.filter(pk=need.pk).update(**facts, changed_at=at)
        need.refresh_from_db()
        save_words(need, words, by=by)


def _insert(facts: Mapping[str, Any], *, at: datetime, by: User | None) -> Need:
    """The row with the next free code of the year; another try where somebody was faster."""
    year = local_day(at).year
    for attempt in range(1, 21):
        last = (
            Need.objects.filter(code__startswith=f"B-{year}-").order_by("-code").values_list("code", flat=True).first()
        )
        number = int(last.rsplit("-", 1)[1]) if last else 0
        try:
            with transaction.atomic():
                return Need.objects.create(
                    code=f"B-{year}-{number + 1:03}", created_by=by, created_at=at, changed_at=at, **facts
                )
        except IntegrityError:
            if attempt == 20:
                raise
    raise AssertionError("not reached")


def save_words(need: Need, words: NeedWords, *, by: User | None, language: str = SOURCE) -> NeedText:
    """Write the words in this language; the German words of a public need are live at once."""
    with transaction.atomic():
        text = _text_row(need, language)
        text.title, text.summary, text.body, text.bring = words.title, words.summary, words.body, words.bring
        if text.pk is None or not text.live:
            text.save()
        revision = text.save_revision(user=by)
        if text.live and language == SOURCE:
            text.publish(revision, user=by, skip_permission_checks=True)
        page_cache.changed()
    return text


def _text_row(need: Need, language: str) -> NeedText:
    locale = Locale.objects.get(language_code=language)
    text = NeedText.objects.filter(need=need, locale=locale).first()
    if text is not None:
        return text
    text = NeedText(need=need, locale=locale, live=False)
    sibling = NeedText.objects.filter(need=need).first()
    if sibling is not None:
        text.translation_key = sibling.translation_key
    return text


def german_text(need: Need) -> NeedText | None:
    """The source row of the words, live or not."""
    return NeedText.objects.filter(need=need, locale__language_code=SOURCE).first()


def save_wishes(need: Need, *, languages: Mapping[str, tuple[Level, bool]], skills: Mapping[str, bool]) -> None:
    """Languages (level, necessary?) and skills (necessary?) this need asks for, in place of those before."""
    with transaction.atomic():
        need.languages.all().delete()
        need.skills.all().delete()
        NeedLanguage.objects.bulk_create(
            NeedLanguage(need=need, language=code, level=level, hard=hard) for code, (level, hard) in languages.items()
        )
        NeedSkill.objects.bulk_create(NeedSkill(need=need, skill=key, hard=hard) for key, hard in skills.items())
        page_cache.changed()


def obstacles_to_publish(need: Need, *, at: datetime) -> tuple[PublishObstacle, ...]:
    """Everything that keeps this need from being published now."""
    found = []
    if NeedState.PUBLISHED not in NEED_CHANGES[NeedState(need.state)]:
        found.append(PublishObstacle.STATE)
    text = german_text(need)
    if text is None or not text.title.strip() or not text.summary.strip():
        found.append(PublishObstacle.NO_TEXT)
    if need.coordinator_id is None:
        found.append(PublishObstacle.NO_COORDINATOR)
    if kinds()[need.kind].shifts and not Shift.objects.ahead(at).filter(need=need).exists():
        found.append(PublishObstacle.NO_SHIFT)
    if not kinds()[need.kind].public and need.visibility != Visibility.ASKED:
        found.append(PublishObstacle.NEVER_PUBLIC)
    return tuple(found)


def publish(need: Need, *, at: datetime, by: User | None) -> None:
    """The need and its German text become public. Raises NeedRefused with every obstacle."""
    if found := obstacles_to_publish(need, at=at):
        raise NeedRefused(found)
    with transaction.atomic():
        _change_state(need, NeedState.PUBLISHED, at=at)
        Need.objects.filter(pk=need.pk, published_at__isnull=True).update(published_at=at)
        text = german_text(need)
        assert text is not None, "obstacles_to_publish asked for the text."
        revision = text.latest_revision or text.save_revision(user=by)
        text.publish(revision, user=by, skip_permission_checks=True)
    need.refresh_from_db()


def pause(need: Need, *, at: datetime, by: User | None) -> None:
    """Hide the need for a while; sign-ups stay as they are. Raises NeedRefused."""
    _hide(need, NeedState.PAUSED, at=at, by=by)


def close(need: Need, *, at: datetime, by: User | None) -> None:
    """Nobody is looked for any more; sign-ups of coming shifts stay. Raises NeedRefused."""
    _hide(need, NeedState.CLOSED, at=at, by=by)


def submit(need: Need, *, at: datetime) -> None:
    """Hand a draft in, to be published by the agency. Raises NeedRefused."""
    with transaction.atomic():
        _change_state(need, NeedState.SUBMITTED, at=at)
    need.refresh_from_db()


def _hide(need: Need, to: NeedState, *, at: datetime, by: User | None) -> None:
    with transaction.atomic():
        _change_state(need, to, at=at)
        text = german_text(need)
        if text is not None and text.live:
            UnpublishAction(text, user=by).execute(skip_permission_checks=True)
    need.refresh_from_db()


def _change_state(need: Need, to: NeedState, *, at: datetime) -> None:
    before = NeedState(need.state)
    allowed = to in NEED_CHANGES[before]
    if not allowed or not Need.objects.filter(pk=need.pk, state=before).update(state=to, changed_at=at):
        raise NeedRefused((PublishObstacle.STATE,))
    page_cache.changed()
