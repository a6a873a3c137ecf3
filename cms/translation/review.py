"""From a finished translation to a published one: sent to a second person, taken back, sent back, or approved.

The workflow is Wagtail's, so that staff find reviews where they look for them; the rules are here. What is published
is the revision that was reviewed, never a newer draft.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate
from wagtail.log_actions import log
from wagtail.models import Locale, TaskState, Workflow, WorkflowState
from wagtail_localize.models import TranslationSource

from cms.translation import assigning, notifications
from cms.translation.composing import compose, managed, progress_of
from cms.translation.enums import Obstacle, Reason
from cms.translation.gate import PublishRefused, obstacle_to_publish
from cms.translation.glossary import dropped_terms
from cms.translation.models import Release, TranslationReviewTask
from cms.translation.reviews import OpenReview, in_review, open_review, review_of, waiting
from cms.translation.rights import may_lead, may_review, may_translate
from cms.translation.sources import is_public, text_of

if TYPE_CHECKING:
    from cms.users.models import User

__all__ = [
    "OpenReview",
    "ReviewRefused",
    "approve",
    "in_review",
    "obstacle_to_review",
    "obstacle_to_send_back",
    "obstacle_to_take_back",
    "obstacles_to_submit",
    "open_review",
    "review_of",
    "send_back",
    "submit",
    "take_back",
    "waiting",
]


class ReviewRefused(PublishRefused):
    """A step of the review is not possible; `obstacles` say why, `obstacle` is the first of them."""

    def __init__(self, *obstacles: Obstacle) -> None:
        super().__init__(obstacles[0])
        self.obstacles = list(obstacles)


def obstacles_to_submit(source: Any, code: str, by: "User", *, on: date) -> list[Obstacle]:
    """Everything that stands between the sentences of a piece and its review; an empty list when nothing does.

    Who will check it, and whether they may, is asked at approval. German words that must stay are the last one; a lead
    may confirm that they are left out (`confirm_terms` of `submit`).
    """
    row = text_of(source, code)
    if not may_translate(by, code, on=on):
        return [Obstacle(Reason.NO_RIGHT)]
    if not is_public(source):
        return [Obstacle(Reason.SOURCE_HIDDEN)]
    if row is not None and managed(row) is None:
        return [Obstacle(Reason.OWN_TEXT)]
    if row is not None and review_of(row):
        return [Obstacle(Reason.IN_REVIEW)]
    frozen = TranslationSource.objects.get_for_instance(source)
    now = progress_of(frozen, Locale.objects.get(language_code=code))
    counts = (
        (Reason.GAPS, now.missing),
        (Reason.ERRORS, now.errors),
        (Reason.MARK_LOST, now.marks_lost),
        (Reason.MACHINE_OPEN, now.machine),
        (Reason.UNTERMED, len(dropped_terms(source, code))),
    )
    return [Obstacle(reason, count) for reason, count in counts if count]


def without_confirmed(obstacles: list[Obstacle], by: "User", *, confirm_terms: bool) -> list[Obstacle]:
    """What stays of the obstacles when somebody confirms that German words are left out: only a lead may."""
    if not (confirm_terms and may_lead(by)):
        return obstacles
    return [obstacle for obstacle in obstacles if obstacle.reason is not Reason.UNTERMED]


@transaction.atomic
def submit(source: Any, code: str, *, by: "User", at: datetime, confirm_terms: bool = False) -> Release:
    """Compose the piece from its sentences and send it to the reviewers of the language.

    Raises ReviewRefused with everything that stands in the way, ValidationError where a text does not fit its field.
    """
    found = obstacles_to_submit(source, code, by, on=localdate(at))
    if obstacles := without_confirmed(found, by, confirm_terms=confirm_terms):
        raise ReviewRefused(*obstacles)
    release = compose(source, Locale.objects.get(language_code=code), by=by, at=at)
    if found:
        _confirm_terms(release, by)
    row = text_of(source, code)
    for state in WorkflowState.objects.filter(
        object_id=str(row.pk),
        base_content_type=row.get_base_content_type(),
        status=WorkflowState.STATUS_NEEDS_CHANGES,
    ):
        state.cancel(user=by)
    _workflow().start(row, by)
    log(instance=row, action="translation.submit", user=by, revision=release.revision)
    return release


def obstacle_to_take_back(source: Any, code: str, by: "User", *, on: date) -> Obstacle | None:
    """The reason why somebody may not take a piece back from review, or None when they may."""
    if not may_translate(by, code, on=on):
        return Obstacle(Reason.NO_RIGHT)
    return None if open_review(source, code) else Obstacle(Reason.NOT_IN_REVIEW)


@transaction.atomic
def take_back(source: Any, code: str, *, by: "User", at: datetime) -> None:
    """End the review without a decision, so that sentences can be changed again. Raises ReviewRefused."""
    if obstacle := obstacle_to_take_back(source, code, by, on=localdate(at)):
        raise ReviewRefused(obstacle)
    row = text_of(source, code)
    for state in waiting().filter(object_id=str(row.pk), base_content_type=row.get_base_content_type()):
        state.cancel(user=by)
    log(instance=row, action="translation.take_back", user=by)


def obstacle_to_review(source: Any, code: str, by: "User", *, on: date) -> Obstacle | None:
    """The reason why somebody may not decide on a piece, or None when they may: right first, then the gate."""
    if not may_review(by, code, on=on):
        return Obstacle(Reason.NO_RIGHT)
    review = open_review(source, code)
    if review is None:
        return Obstacle(Reason.NOT_IN_REVIEW)
    return _obstacle_of_gate(text_of(source, code), review, by)


def _obstacle_of_gate(row: Any, review: OpenReview, by: "User") -> Obstacle | None:
    """What the gate says with this person as the second one; whoever wrote it is none."""
    release = Release.objects.filter(revision=review.revision).first()
    found = obstacle_to_publish(row, review.revision)
    if found and found.reason is Reason.SAME_PERSON and release and release.composed_by_id != by.pk:
        return None
    return found


@transaction.atomic
def approve(source: Any, code: str, *, by: "User", at: datetime, confirm_terms: bool = False) -> Release:
    """Publish the reviewed revision as it was read.

    A lead may confirm that German words are left out. Raises ReviewRefused with the first obstacle.
    """
    found = obstacle_to_review(source, code, by, on=localdate(at))
    if found and without_confirmed([found], by, confirm_terms=confirm_terms):
        raise ReviewRefused(found)
    row, review = text_of(source, code), open_review(source, code)
    assert review is not None  # the obstacle was asked before
    release = Release.objects.get(revision=review.revision)
    if found:
        _confirm_terms(release, by)
        if after := _obstacle_of_gate(row, review, by):
            raise ReviewRefused(after)
    if release.composed_by_id != by.pk:
        release.reviewer, release.reviewed_at = by, at
        release.save(update_fields=["reviewer", "reviewed_at"])
    _finish(review, by)
    log(instance=row, action="translation.approve", user=by, revision=review.revision)
    assigning.end_assignment(source, code, at=at)
    notifications.approved(source, code, release, by=by, at=at)
    return release


def _confirm_terms(release: Release, by: "User") -> None:
    release.terms_confirmed_by = by
    release.save(update_fields=["terms_confirmed_by"])


def _finish(review: OpenReview, by: "User") -> None:
    """Approve the task; where a newer draft was composed meanwhile, Wagtail would ask again: it ends here all the same.

    `finish.publish_reviewed` publishes the revision of the approved task.
    """
    state = review.task_state.workflow_state
    review.task_state.approve(user=by)
    state.refresh_from_db()
    if state.status == WorkflowState.STATUS_IN_PROGRESS:
        state.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).update(status=TaskState.STATUS_CANCELLED)
        state.current_task_state = TaskState.objects.get(pk=review.task_state.pk)
        state.save()
        state.finish(user=by)


def obstacle_to_send_back(source: Any, code: str, by: "User", reason: str, *, on: date) -> Obstacle | None:
    """The first reason why a piece cannot be given back with these words, or None when it can."""
    if not may_review(by, code, on=on):
        return Obstacle(Reason.NO_RIGHT)
    if open_review(source, code) is None:
        return Obstacle(Reason.NOT_IN_REVIEW)
    return None if reason.strip() else Obstacle(Reason.NO_REASON)


@transaction.atomic
def send_back(source: Any, code: str, *, by: "User", reason: str, at: datetime) -> None:
    """Give a piece back to its translator with what should be changed. Raises ReviewRefused."""
    if obstacle := obstacle_to_send_back(source, code, by, reason, on=localdate(at)):
        raise ReviewRefused(obstacle)
    review = open_review(source, code)
    assert review is not None  # the obstacle was asked before
    review.task_state.reject(user=by, comment=reason.strip())
    row = text_of(source, code)
    log(instance=row, action="translation.send_back", user=by, revision=review.revision, data={"reason": reason})
    notifications.sent_back(source, code, review, reason=reason.strip(), by=by, at=at)


def last_reason(source: Any, code: str) -> str:
    """Why a piece came back from its last review; empty once it was sent again."""
    row = text_of(source, code)
    if row is None:
        return ""
    state = (
        WorkflowState.objects.filter(
            object_id=str(row.pk),
            base_content_type=row.get_base_content_type(),
            status=WorkflowState.STATUS_NEEDS_CHANGES,
        )
        .select_related("current_task_state")
        .first()
    )
    return str(state.current_task_state.comment) if state and state.current_task_state else ""


def _workflow() -> Workflow:
    """The workflow made by migration; found by its task, whatever staff call it."""
    return Workflow.objects.filter(workflow_tasks__task__in=TranslationReviewTask.objects.values("task_ptr")).get()
