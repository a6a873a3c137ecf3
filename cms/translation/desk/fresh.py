"""Which sentences are new since readers got this translation: what the desk shows first, and what is checked."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from wagtail_localize.models import StringSegment, StringTranslation

from cms.translation.carrying import TOOL as CARRIED_OVER
from cms.translation.models import Release
from cms.translation.roots import roots


def fresh_refs(key: UUID, code: str, live_revision: int | None) -> set[str] | None:
    """The references of sentences that the live translation does not have as they are now; None when nothing is live.

    A sentence is as readers have it when its translation was last written before their revision was composed, or was
    only carried over to another spelling. Three queries.
    """
    release = Release.objects.filter(revision_id=live_revision or 0).select_related("revision").first()
    if release is None or release.revision is None:
        return None
    segments = StringSegment.objects.filter(source__object_id=key).values_list("context_id", "string_id")
    everything = {(context, string) for context, string in segments}
    known = _translated(key, code).filter(
        Q(updated_at__lte=release.revision.created_at) | Q(tool_name=CARRIED_OVER), has_error=False
    )
    old = set(known.values_list("context_id", "translation_of_id"))
    return {f"{context}-{string}" for context, string in everything - old}


def _translated(key: UUID, code: str) -> Any:
    locale = roots().languages[code].locale_id
    return StringTranslation.objects.filter(context__object_id=key, locale_id=locale)
