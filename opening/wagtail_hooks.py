"""What this module adds to the Wagtail admin: the cockpit, the definitions, to-dos, and the actions of the trail."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.ui import admin_menu, dashboard
from cms.users.models import User
from opening.domain import access, cockpit
from opening.domain.trail import ACTIONS
from opening.views import admin


class PermittedItem(MenuItem):
    """Shown to those who may open it."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        """Asks the permission, never the group."""
        return bool(request.user.has_perm(self.permission))


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLResolver]:
    """The agency's pages below /admin/oeffnung/."""
    return [path("oeffnung/", include((admin.urlpatterns, "opening_admin")))]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Makes the actions of the trail known to Wagtail's log."""
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


def cockpit_item() -> MenuItem:
    """The entry of the cockpit."""
    return PermittedItem(
        pgettext_lazy("staff", "Processes"),
        reverse("opening_admin:cockpit"),
        name="opening-cockpit",
        icon_name="tasks",
        order=100,
        permission=access.LIST,
    )


def definitions_item() -> MenuItem:
    """The entry of the definitions."""
    return PermittedItem(
        pgettext_lazy("staff", "Definitions"),
        reverse("opening_admin:definition_list"),
        name="opening-definitions",
        icon_name="list-ul",
        order=200,
        permission="opening.view_definition",
    )


def todos(request: HttpRequest) -> list[tuple[str, str, int]]:
    """What the agency has to look at in its processes."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(access.LIST):
        return []
    lines = cockpit.lines(user, at=timezone.now())
    address = reverse("opening_admin:cockpit")
    silent = pgettext("staff", "processes have been silent for more than 30 days")
    overdue = pgettext("staff", "phases are overdue")
    mine = pgettext("staff", "processes that you lead")
    return [
        (silent, f"{address}?show=silent", _count(lines, "silent")),
        (overdue, f"{address}?show=overdue", _count(lines, "overdue")),
        (mine, f"{address}?show=mine", _count(lines, "mine")),
    ]


def _count(lines: list[cockpit.Line], show: str) -> int:
    return len(cockpit.chosen(lines, show))


admin_menu.group("opening").add(cockpit_item)
admin_menu.group("opening").add(definitions_item)
dashboard.register("opening", todos)
