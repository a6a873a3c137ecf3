"""Which sentences are new since readers got this translation: what the desk shows first, and what is checked."""

from collections.abc import Iterable
from datetime import datetime

from cms.translation.carrying import TOOL as CARRIED_OVER
from cms.translation.models import Release
from cms.translation.sentences import Sentence


def composed_at(live_revision: int | None) -> datetime | None:
    """When what readers have was composed of its sentences; None while they have no translation of ours."""
    if live_revision is None:
        return None
    release = Release.objects.filter(revision_id=live_revision).select_related("revision").first()
    return release.revision.created_at if release and release.revision else None


def fresh_refs(sentences: Iterable[Sentence], composed: datetime) -> set[str]:
    """The references of the sentences that readers do not have as they are now. Pure.

    A sentence is as readers have it when its translation was last written before theirs was composed, or was only
    carried over to another spelling.
    """
    return {one.ref for one in sentences if not _is_as_before(one, composed)}


def _is_as_before(sentence: Sentence, composed: datetime) -> bool:
    written = sentence.translated_at
    if sentence.is_open or written is None:
        return False
    return written <= composed or sentence.tool == CARRIED_OVER
