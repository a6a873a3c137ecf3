"""Which translations are being checked; read from Wagtail's workflow states alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms.translation.models import TranslationReviewTask
from cms.translation.roots import roots
from cms.translation.sources import text_of

if TYPE_CHECKING:
    from cms.users.models import User


@dataclass(frozen=True)
class OpenReview:
    """A translation that waits to be checked: the revision that will go live, who sent it, and when."""

    task_state: TaskState
    revision: Revision
    submitted_by: "User | None"
    submitted_at: datetime


def waiting() -> Any:
    """Workflow states of translations that wait to be checked."""
    tasks = TranslationReviewTask.objects.values("task_ptr")
    return WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, current_task_state__task__in=tasks)


def open_review(source: Any, code: str) -> OpenReview | None:
    """The open review of a source in a language; None where nobody has sent it, or it was decided."""
    row = text_of(source, code)
    return review_of(row) if row is not None else None


def review_of(row: Any) -> OpenReview | None:
    """The open review of a text row."""
    state = (
        waiting()
        .filter(object_id=str(row.pk), base_content_type=row.get_base_content_type())
        .select_related("current_task_state__revision", "requested_by")
        .first()
    )
    if state is None:
        return None
    task_state = state.current_task_state.specific
    return OpenReview(task_state, task_state.revision, state.requested_by, task_state.started_at)


def begun_since(moment: datetime, codes: Iterable[str]) -> bool:
    """Whether a translation into one of these languages was sent to be checked after a moment and still waits."""
    wanted = set(codes)
    states = waiting().filter(created_at__gt=moment) if wanted else ()
    return any(roots().code_of(state.content_object.locale_id) in wanted for state in states)


def in_review(keys: Iterable[UUID]) -> set[tuple[UUID, str]]:
    """The pieces among these sources that wait to be checked: (translation key, language code).

    One query, and one for each kind of text that is in review.
    """
    ids: dict[Any, list[str]] = defaultdict(list)
    for state in waiting().select_related("base_content_type"):
        ids[state.base_content_type].append(state.object_id)
    wanted, found = set(keys), set()
    for content_type, pks in ids.items():
        model: Any = Page if content_type.model_class() is Page else content_type.model_class()
        rows = model._default_manager.filter(pk__in=pks, translation_key__in=wanted)
        found |= {(key, roots().code_of(locale)) for key, locale in rows.values_list("translation_key", "locale_id")}
    return found
