"""What happens at the end of a workflow. Wagtail imports this while its models load, so models are imported inside."""

from typing import Any


def publish_reviewed(workflow_state: Any, user: Any = None) -> None:
    """Publish what was reviewed: for translations the revision of the approved task, after the gate.

    Wagtail would publish the latest revision and ask the reviewer for rights on the page. All other workflows end as
    Wagtail's own: the latest revision, published by whoever approved. Raises PublishRefused.
    """
    from cms.translation.gate import PublishRefused, obstacle_to_publish
    from cms.translation.models import TranslationReviewTask

    task_state = workflow_state.current_task_state
    if not TranslationReviewTask.objects.filter(pk=task_state.task_id).exists():
        workflow_state.content_object.get_latest_revision().publish(user=user)
        return
    row = workflow_state.content_object
    row = getattr(row, "specific", row)
    if obstacle := obstacle_to_publish(row, task_state.revision):
        raise PublishRefused(obstacle)
    task_state.revision.publish(user=user, skip_permission_checks=True)
