"""The machine's page in the admin: its addresses and its entry in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.translation.machine import staff_views
from cms.ui import admin_menu


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Addresses under /admin/machine/."""
    view = staff_views.MachineRuns
    return [
        path("machine/", view.as_view(), name="translation_machine_runs"),
        path("machine/results/", view.as_view(results_only=True), name="translation_machine_runs_results"),
        path("machine/connection/", staff_views.connection, name="translation_machine_connection"),
    ]


class _ForThoseWhoSee(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return staff_views.may_see(request)


def menu_item() -> MenuItem:
    """In the group of the translations."""
    label = pgettext_lazy("staff", "Machine runs")
    return _ForThoseWhoSee(label, reverse("translation_machine_runs"), name="machine-runs", icon_name="cogs", order=800)


admin_menu.group("translation").add(menu_item)
