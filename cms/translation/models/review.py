"""The one task of the workflow for translations; who may act in it is asked of the roles."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from wagtail.models import Task, TaskState


class TranslationReviewTask(Task):
    """A second person reads the composed translation and publishes it or sends it back."""

    class Meta:
        verbose_name = pgettext_lazy("staff", "review of a translation")
        verbose_name_plural = pgettext_lazy("staff", "reviews of translations")

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> str | None:
        """Approve and reject through our doors, wherever the button was.

        Wagtail goes on to the address that is returned: after a refusal to the review at the desk, which says why.
        """
        from cms.translation.review import ReviewRefused, approve, send_back

        row = _text(task_state.workflow_state.content_object)
        source, code, now = row.facts, row.language, timezone.now()
        try:
            if action_name == "approve":
                approve(source, code, by=user, at=now)
            elif action_name == "reject":
                send_back(source, code, by=user, reason=kwargs.get("comment", ""), at=now)
        except ReviewRefused:
            return reverse("translation:review", args=[code, row.translation_key])
        return None

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """The buttons of Wagtail's editor for whoever may review this language."""
        from cms.translation.rights import may_review

        if not may_review(user, _text(obj).language, on=timezone.localdate()):
            return []
        return [
            ("reject", str(pgettext_lazy("staff", "Send back")), True),
            ("approve", str(pgettext_lazy("staff", "Approve and publish")), False),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """The reviews on this person's dashboard."""
        from cms.translation.rights import review_languages

        waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=self.task_ptr)
        codes = set(review_languages(user, on=timezone.localdate()))
        states = waiting.select_related("workflow_state") if codes else ()
        mine = [state.pk for state in states if _text(state.workflow_state.content_object).language in codes]
        return waiting.filter(pk__in=mine)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Reviewers work at the desk; the editor stays with the staff."""
        return False

    @classmethod
    def get_description(cls) -> Any:
        """What the task does, for the list of task types."""
        return pgettext_lazy("staff", "A second person checks a translation before it is published.")


def _text(row: Any) -> Any:
    """Wagtail hands out pages as plain pages; the language is a matter of the specific one."""
    return getattr(row, "specific", row)
