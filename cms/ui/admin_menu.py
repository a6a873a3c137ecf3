"""The menu of the working place in six groups; every app adds its entries: `group("volunteering").add(item)`."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

type Entry = Any
"""A menu item, a function that makes one, or a viewset: Wagtail has no types for any of them."""


@dataclass
class Group:
    """One group: `add` takes a menu item, a function that makes one, or a viewset."""

    key: str
    label: str | Promise
    icon_name: str
    order: int
    entries: list[Entry] = field(default_factory=list)

    def add(self, entry: Entry) -> Entry:
        """Adds an entry and returns it; call it while `wagtail_hooks` are read."""
        self.entries.append(entry)
        return entry

    def items(self) -> list[MenuItem]:
        """The entries as menu items; addresses are looked up now, not when the apps are loaded."""
        return [_item(entry) for entry in self.entries]


class GroupMenu(Menu):
    """Asks its group for the items when the menu is drawn for the first time."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.group = group

    @cached_property
    def registered_menu_items(self) -> list[MenuItem]:
        """The items of the group."""
        return self.group.items()


GROUPS = {
    group.key: group
    for group in (
        Group("content", pgettext_lazy("staff", "Content"), "doc-full-inverse", 200),
        Group("translation", pgettext_lazy("staff", "Translation"), "globe", 300),
        Group("volunteering", pgettext_lazy("staff", "Volunteering"), "group", 400),
        Group("opening", pgettext_lazy("staff", "Opening"), "expand-right", 500),
        Group("network", pgettext_lazy("staff", "Network"), "site", 600),
    )
}
REPORTS = Group("reports", pgettext_lazy("staff", "Reports"), "clipboard-list", 9000)


def group(key: str) -> Group:
    """The group content, translation, volunteering, opening, network or reports.

    Raises KeyError with the known names.
    """
    if key == REPORTS.key:
        return REPORTS
    if key not in GROUPS:
        raise KeyError(f"No group {key!r} in the menu; expected one of {', '.join([*GROUPS, REPORTS.key])}.")
    return GROUPS[key]


def menu_items() -> list[MenuItem]:
    """The groups for Wagtail's main menu; an empty group is not shown."""
    return [
        SubmenuMenuItem(found.label, GroupMenu(found), name=found.key, icon_name=found.icon_name, order=found.order)
        for found in GROUPS.values()
    ]


def add_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """Our own reports stand beside Wagtail's."""
    items += [item for item in REPORTS.items() if item.is_shown(request)]


def _item(entry: Entry) -> MenuItem:
    if isinstance(entry, MenuItem):
        return entry
    if hasattr(entry, "get_menu_item"):
        return entry.get_menu_item()
    return entry()
