"""The gate before publication of a translation: nothing half, outdated or unchecked goes live through any door."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation

from cms.translation.composing import managed, progress_of
from cms.translation.enums import Obstacle, Reason
from cms.translation.languages import EASY
from cms.translation.models import LocaleProfile, Release, Review, SourceVersion
from cms.translation.roots import roots
from cms.translation.sources import is_public, latest_version

if TYPE_CHECKING:
    from cms.users.models import User


class PublishRefused(PermissionDenied):
    """A translation may not go live; `obstacle` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(str(obstacle))
        self.obstacle = obstacle


def refuse_incomplete(row: Any, revision: Revision, *, by: "User | None" = None) -> None:
    """Let sources and own texts pass, and translations without an obstacle.

    Raises PublishRefused with the first obstacle. Rights are asked by Wagtail itself, which knows when not to.
    """
    if obstacle := obstacle_to_publish(row, revision):
        raise PublishRefused(obstacle)


def obstacle_to_publish(row: Any, revision: Revision, by: "User | None" = None) -> Obstacle | None:
    """The first reason why this revision of a text row may not go live, or None when it may.

    With `by` the rights of this person are asked, too. Sources and own texts have no obstacle here.
    """
    translation = managed(row)
    if translation is None:
        return None
    source = row.get_translation_or_none(roots().source.locale_id)  # fresh: `facts` may be older than its withdrawal
    if source is None or not is_public(source):
        return Obstacle(Reason.SOURCE_HIDDEN)
    release = Release.objects.filter(translation=translation, revision_id=revision.pk).first()
    version = latest_version(row.translation_key)
    if release is None or version is None:
        return Obstacle(Reason.NOT_COMPOSED)
    return (
        _obstacle_of_words(release, version, translation)
        or _obstacle_of_review(release, row)
        or _obstacle_of_rights(row, by)
    )


def _obstacle_of_words(release: Release, version: SourceVersion, translation: Translation) -> Obstacle | None:
    if release.digest != version.digest:
        return Obstacle(Reason.CHANGED_SINCE, at=version.at)
    if release.sentences < version.sentences:
        now = progress_of(translation.source, translation.target_locale)
        for reason, count in (
            (Reason.GAPS, now.missing),
            (Reason.ERRORS, now.errors),
            (Reason.MARK_LOST, now.marks_lost),
        ):
            if count:
                return Obstacle(reason, count)
        return Obstacle(Reason.NOT_COMPOSED)
    if release.machine_sentences:
        return Obstacle(Reason.MACHINE_OPEN, release.machine_sentences)
    if release.dropped_terms and release.terms_confirmed_by_id is None:
        return Obstacle(Reason.UNTERMED, release.dropped_terms)
    return None


def _obstacle_of_review(release: Release, row: Any) -> Obstacle | None:
    """Four eyes where the language asks for them; texts that the house itself entered have no translator to check."""
    if release.composed_by_id is None or release.reviewer_id not in {None, release.composed_by_id}:
        return None
    profiles = LocaleProfile.objects.filter(locale_id=row.locale_id, review=Review.SECOND_PERSON)
    asks = row.language == EASY or profiles.exists()  # nobody finds their own sentences too hard
    return Obstacle(Reason.SAME_PERSON) if asks else None


def _obstacle_of_rights(row: Any, by: "User | None") -> Obstacle | None:
    if by is None:
        return None
    if isinstance(row, Page):
        allowed = row.permissions_for_user(by).can_publish()
    else:
        allowed = policy_registry.get(row).user_has_permission(by, "publish")
    return None if allowed else Obstacle(Reason.NO_RIGHT)
