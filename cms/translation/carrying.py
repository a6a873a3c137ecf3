"""Spelling only: a new version of the source whose translations stay valid, because no meaning changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import pgettext_lazy
from wagtail.log_actions import log
from wagtail_localize.models import String, StringTranslation

from cms.translation.changes import SAME_WORDS
from cms.translation.models import Carried, Release, SourceVersion
from cms.translation.rights import may_lead
from cms.translation.roots import roots
from cms.translation.sources import latest_version
from cms.ui import page_cache

if TYPE_CHECKING:
    from cms.users.models import User

TOOL = "carried over"


class CarryObstacle(StrEnum):
    """Why translations cannot go along with the latest version, or why that cannot be undone."""

    NOTHING_CHANGED = "nothing_changed"
    ALREADY = "already"
    COUNT_DIFFERS = "count_differs"
    TOO_DIFFERENT = "too_different"
    NOT_CARRIED = "not_carried"
    NO_RIGHT = "no_right"

    @property
    def sentence(self) -> str:
        """What the lead reads."""
        return str(_SENTENCES[self])


_SENTENCES = {
    CarryObstacle.NOTHING_CHANGED: pgettext_lazy("staff", "No sentence was changed since the first publication."),
    CarryObstacle.ALREADY: pgettext_lazy("staff", "The translations were already kept for this version."),
    CarryObstacle.COUNT_DIFFERS: pgettext_lazy(
        "staff", "Sentences were added or removed. That is more than spelling; the translators see what changed."
    ),
    CarryObstacle.TOO_DIFFERENT: pgettext_lazy(
        "staff", "At least one sentence reads very differently now. The translators see what changed."
    ),
    CarryObstacle.NOT_CARRIED: pgettext_lazy("staff", "There is nothing to undo: no translation was kept."),
    CarryObstacle.NO_RIGHT: pgettext_lazy("staff", "Only whoever leads the translations may decide this."),
}


class CarryRefused(ValueError):
    """Translations cannot be kept, or given back; `obstacle` says why."""

    def __init__(self, obstacle: CarryObstacle) -> None:
        super().__init__(obstacle.sentence)
        self.obstacle = obstacle


@dataclass(frozen=True)
class Effect:
    """What a version did: how many sentences changed, each old and new, and the languages that became outdated."""

    changed: int
    sentences: list[tuple[str, str]]
    outdated: list[str]


def obstacle_to_carry_over(source: Any, by: "User | None") -> CarryObstacle | None:
    """The first reason why the translations cannot be kept for the latest version, or None when they can."""
    if by is not None and not may_lead(by):
        return CarryObstacle.NO_RIGHT
    version = latest_version(source.translation_key)
    if version is None or version.number == 1:
        return CarryObstacle.NOTHING_CHANGED
    if version.carried != Carried.NONE:
        return CarryObstacle.ALREADY
    if not version.changes.get("fits") or not version.changes.get("pairs"):
        return CarryObstacle.COUNT_DIFFERS
    if version.changes["similarity"] < SAME_WORDS:
        return CarryObstacle.TOO_DIFFERENT
    return None


def obstacle_to_undo(source: Any, by: "User | None") -> CarryObstacle | None:
    """The reason why kept translations cannot be given back to their translators, or None when they can."""
    if by is not None and not may_lead(by):
        return CarryObstacle.NO_RIGHT
    version = latest_version(source.translation_key)
    return None if version and version.carried == Carried.SPELLING else CarryObstacle.NOT_CARRIED


def effect_of(source: Any) -> Effect:
    """What the latest version of a source did to its translations; five queries at most."""
    version = latest_version(source.translation_key)
    before = _before(version) if version else None
    if version is None or before is None:
        return Effect(0, [], [])
    pairs = version.changes.get("pairs", [])
    words = String.objects.in_bulk([string for _context, *both in pairs for string in both])
    return Effect(
        changed=version.changes.get("changed", 0),
        sentences=[(words[old].data, words[new].data) for _context, old, new in pairs if {old, new} <= words.keys()],
        outdated=sorted(
            roots().code_of(release.translation.target_locale_id) for release in _live_of(version, before.digest)
        ),
    )


@transaction.atomic
def carry_over(source: Any, *, by: "User | None", at: datetime) -> list[str]:
    """Keep the translations of sentences that are only spelled differently; returns the languages that stay valid.

    Each language's old translation is copied to the new sentence, and what was composed for the version before holds
    for this one. Raises CarryRefused.
    """
    if obstacle := obstacle_to_carry_over(source, by):
        raise CarryRefused(obstacle)
    version = _latest(source)
    before = _before(version)
    complete = _copy(version.changes["pairs"])
    kept = [
        release
        for release in _composed_of(version, before.digest if before else "")
        if release.translation.target_locale_id in complete
    ]
    Release.objects.filter(pk__in=[release.pk for release in kept]).update(digest=version.digest)
    _append(version, carried=Carried.SPELLING, releases=[release.pk for release in kept], by=by, at=at)
    codes = sorted({roots().code_of(release.translation.target_locale_id) for release in kept})
    log(instance=source, action="translation.carry_over", user=by, data={"languages": codes})
    page_cache.changed()
    return codes


@transaction.atomic
def withdraw_carry_over(source: Any, *, by: "User | None", at: datetime) -> None:
    """Undo `carry_over` until the next version: the languages are outdated again, and the copied sentences open.

    What a person has changed meanwhile stays. Raises CarryRefused.
    """
    if obstacle := obstacle_to_undo(source, by):
        raise CarryRefused(obstacle)
    version = _latest(source)
    before = _before(version)
    Release.objects.filter(pk__in=version.changes.get("releases", []), digest=version.digest).update(
        digest=before.digest if before else ""
    )
    for context, _old, new in version.changes["pairs"]:
        StringTranslation.objects.filter(context_id=context, translation_of_id=new, tool_name=TOOL).delete()
    changed_at = SourceVersion.objects.filter(
        translation_key=version.translation_key, digest=version.digest, carried=Carried.NONE
    )
    _append(version, carried=Carried.NONE, releases=[], by=by, at=changed_at.latest("number").at)
    log(instance=source, action="translation.withdraw_carry_over", user=by)
    page_cache.changed()


def _latest(source: Any) -> SourceVersion:
    version = latest_version(source.translation_key)
    assert version is not None  # the obstacle was asked before
    return version


def _before(version: SourceVersion) -> SourceVersion | None:
    """The last version with other words; a version that only says "carried over" has the words of the one before."""
    earlier = SourceVersion.objects.filter(translation_key=version.translation_key, locale_id=version.locale_id)
    return earlier.filter(number__lt=version.number).exclude(digest=version.digest).order_by("-number").first()


def _composed_of(version: SourceVersion, digest: str) -> Iterable[Release]:
    found = Release.objects.filter(translation__source__object_id=version.translation_key, digest=digest)
    return found.select_related("translation")


def _live_of(version: SourceVersion, digest: str) -> list[Release]:
    """What readers see now of the version before."""
    latest: dict[int, Release] = {}
    for release in _composed_of(version, digest):
        if release.published_at and not release.withdrawn_at:
            latest[release.translation_id] = release
    return list(latest.values())


def _copy(pairs: list[list[int]]) -> set[int]:
    """Copy every old translation to its new sentence; returns the locales in which no new sentence is open."""
    locales: set[int] = set()
    for context, old, new in pairs:
        there = set(_translations(context, new).values_list("locale_id", flat=True))
        for row in _translations(context, old).filter(has_error=False).exclude(locale_id__in=there):
            _copy_one(row, new)
            there.add(row.locale_id)
        locales |= there
    return {locale for locale in locales if _complete(pairs, locale)}


def _complete(pairs: list[list[int]], locale: int) -> bool:
    return all(_translations(context, new).filter(locale_id=locale).exists() for context, _old, new in pairs)


def _translations(context: int, string: int) -> Any:
    return StringTranslation.objects.filter(context_id=context, translation_of_id=string)


def _copy_one(row: StringTranslation, new: int) -> None:
    """By `save`: wagtail-localize validates a translation only there."""
    StringTranslation(
        translation_of_id=new,
        context_id=row.context_id,
        locale_id=row.locale_id,
        data=row.data,
        translation_type=row.translation_type,
        tool_name=TOOL,
        last_translated_by_id=row.last_translated_by_id,
    ).save()


def _append(version: SourceVersion, *, carried: Carried, releases: list[int], by: Any, at: datetime) -> None:
    SourceVersion.objects.create(
        translation_key=version.translation_key,
        model=version.model,
        locale_id=version.locale_id,
        number=version.number + 1,
        digest=version.digest,
        sentences=version.sentences,
        words=version.words,
        at=at,
        by=by,
        carried=carried,
        changes={**version.changes, "releases": releases},
    )
