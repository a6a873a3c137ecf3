"""Taking a translation from readers, bringing it back, and changing who its words belong to."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import pgettext_lazy
from wagtail.log_actions import log
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from cms.translation.composing import managed
from cms.translation.gate import obstacle_to_publish
from cms.translation.models import Release
from cms.translation.rights import may_lead
from cms.translation.roots import roots
from cms.translation.sources import latest_version, read_source, text_of
from cms.translation.translating import revision_of

if TYPE_CHECKING:
    from cms.users.models import User

OLD = timedelta(days=180)
"""From this age on an outdated translation is offered for withdrawal."""


class WithdrawObstacle(StrEnum):
    """Why a translation cannot be withdrawn, brought back, or change its owner."""

    NO_RIGHT = "no_right"
    NO_ROW = "no_row"
    NOT_LIVE = "not_live"
    NOT_MANAGED = "not_managed"
    MANAGED = "managed"
    NOT_OFFERED = "not_offered"

    @property
    def sentence(self) -> str:
        """What the lead reads."""
        return str(_SENTENCES[self])


_SENTENCES = {
    WithdrawObstacle.NO_RIGHT: pgettext_lazy("staff", "Only whoever leads the translations may do this."),
    WithdrawObstacle.NO_ROW: pgettext_lazy("staff", "There is no text in this language."),
    WithdrawObstacle.NOT_LIVE: pgettext_lazy("staff", "This translation is not public."),
    WithdrawObstacle.NOT_MANAGED: pgettext_lazy("staff", "This text was written in its own language."),
    WithdrawObstacle.MANAGED: pgettext_lazy("staff", "This text is already translated from German."),
    WithdrawObstacle.NOT_OFFERED: pgettext_lazy("staff", "This translation does not fit the German text any more."),
}


class WithdrawRefused(ValueError):
    """Not possible; `obstacle` says why."""

    def __init__(self, obstacle: WithdrawObstacle) -> None:
        super().__init__(obstacle.sentence)
        self.obstacle = obstacle


def obstacle_to_withdraw(source: Any, code: str, by: "User") -> WithdrawObstacle | None:
    """The reason why a live translation cannot be taken from readers, or None when it can."""
    row = text_of(source, code)
    if not may_lead(by):
        return WithdrawObstacle.NO_RIGHT
    if row is None:
        return WithdrawObstacle.NO_ROW
    if managed(row) is None:
        return WithdrawObstacle.NOT_MANAGED
    return None if row.live else WithdrawObstacle.NOT_LIVE


@transaction.atomic
def withdraw(source: Any, code: str, *, by: "User", at: datetime) -> None:
    """Readers get the German words with the banner; nothing translated is lost. Raises WithdrawRefused."""
    if obstacle := obstacle_to_withdraw(source, code, by):
        raise WithdrawRefused(obstacle)
    row = text_of(source, code)
    Release.objects.filter(revision_id=row.live_revision_id).update(withdrawn_at=at)
    row.unpublish(user=by)
    log(instance=row, action="translation.withdraw", user=by)


def offered_for_withdrawal(at: datetime) -> list[Release]:
    """Live releases whose German text changed and that are older than 180 days."""
    old = Release.objects.filter(published_at__lt=at - OLD, withdrawn_at=None).select_related("translation__source")
    return [release for release in old if _is_live(release) and not _fits(release)]


def offered_for_return(source: Any) -> dict[str, Release]:
    """The withdrawn translations of a live source whose release still fits its words, by language."""
    if not source.live:
        return {}
    found = Release.objects.filter(translation__source__object_id=source.translation_key).exclude(withdrawn_at=None)
    offers = {}
    for release in found.select_related("translation", "revision").order_by("composed_at"):
        code = roots().code_of(release.translation.target_locale_id)
        row = text_of(source, code)
        if row is not None and not row.live and release.revision and not obstacle_to_publish(row, release.revision):
            offers[code] = release
    return offers


def obstacle_to_bring_back(source: Any, code: str, by: "User") -> WithdrawObstacle | None:
    """The reason why a withdrawn translation cannot be published again, or None when it can."""
    if not may_lead(by):
        return WithdrawObstacle.NO_RIGHT
    return None if code in offered_for_return(source) else WithdrawObstacle.NOT_OFFERED


@transaction.atomic
def bring_back(source: Any, code: str, *, by: "User", at: datetime) -> None:
    """Publish a withdrawn translation again, as it was. Raises WithdrawRefused."""
    if obstacle := obstacle_to_bring_back(source, code, by):
        raise WithdrawRefused(obstacle)
    revision_of(offered_for_return(source)[code]).publish(user=by, skip_permission_checks=True)
    log(instance=text_of(source, code), action="translation.return", user=by)


def obstacle_to_make_own(source: Any, code: str, by: "User") -> WithdrawObstacle | None:
    """The reason why a translation cannot become a text of its own, or None when it can."""
    row = text_of(source, code)
    if not may_lead(by):
        return WithdrawObstacle.NO_RIGHT
    if row is None:
        return WithdrawObstacle.NO_ROW
    return None if managed(row) else WithdrawObstacle.NOT_MANAGED


@transaction.atomic
def make_own(source: Any, code: str, *, by: "User", at: datetime) -> None:
    """From now on the text is written in its language and follows the German one no more. Raises WithdrawRefused."""
    if obstacle := obstacle_to_make_own(source, code, by):
        raise WithdrawRefused(obstacle)
    row = text_of(source, code)
    Translation.objects.filter(source__object_id=source.translation_key, target_locale_id=row.locale_id).update(
        enabled=False
    )
    log(instance=row, action="translation.make_own", user=by)


def obstacle_to_make_managed(source: Any, code: str, by: "User") -> WithdrawObstacle | None:
    """The reason why a text cannot be translated from German again, or None when it can."""
    row = text_of(source, code)
    if not may_lead(by):
        return WithdrawObstacle.NO_RIGHT
    if row is None:
        return WithdrawObstacle.NO_ROW
    return WithdrawObstacle.MANAGED if managed(row) else None


@transaction.atomic
def make_managed(source: Any, code: str, *, by: "User", at: datetime) -> None:
    """From now on the text comes from the sentences; the live words stay until the next publication.

    Raises WithdrawRefused.
    """
    if obstacle := obstacle_to_make_managed(source, code, by):
        raise WithdrawRefused(obstacle)
    read_source(source, by=by, at=at)
    frozen = TranslationSource.objects.get_for_instance(source)
    locale = Locale.objects.get(language_code=code)
    Translation.objects.update_or_create(source=frozen, target_locale=locale, defaults={"enabled": True})
    log(instance=text_of(source, code), action="translation.make_managed", user=by)


def _fits(release: Release) -> bool:
    version = latest_version(release.translation.source.object_id)
    return version is not None and version.digest == release.digest


def _is_live(release: Release) -> bool:
    try:
        row = release.translation.get_target_instance()
    except Exception:  # wagtail-localize raises the DoesNotExist of whatever model it is
        return False
    return bool(row.live and row.live_revision_id == release.revision_id)
