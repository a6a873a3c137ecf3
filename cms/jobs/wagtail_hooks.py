"""Jobs that fail or are silent, on the dashboard of the staff; background runs with their progress."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from cms.jobs import staff_views
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


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Addresses under /admin/runs/."""
    view = staff_views.BackgroundRuns
    return [
        path("runs/", view.as_view(), name="background_runs"),
        path("runs/results/", view.as_view(results_only=True), name="background_runs_results"),
        path("runs/<int:pk>/", staff_views.background_run, name="background_run"),
        path("runs/<int:pk>/stop/", staff_views.stop, name="background_run_stop"),
    ]


@hooks.register("register_reports_menu_item")
def runs_menu_item() -> MenuItem:
    """What goes on in the background."""
    label = pgettext_lazy("staff", "Background work")
    return MenuItem(label, reverse("background_runs"), name="background-runs", icon_name="cogs", order=920)
