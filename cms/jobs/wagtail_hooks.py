"""Jobs that fail or are silent, on the dashboard of the staff."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms.jobs.alarms import alarms


class AlarmsPanel(Component):
    """One sentence for each job that needs care."""

    name = "job_alarms"
    order = 50
    template_name = "jobs/alarms_panel.html"

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"sentences": self.sentences}


@hooks.register("construct_homepage_panels")
def show_alarms(request: HttpRequest, panels: list[Any]) -> None:
    """Only when there is something to say."""
    if sentences := alarms(timezone.now()):
        panels.append(AlarmsPanel(sentences))
