"""What the working place shows first: what is to do; each app registers a panel of sentences, numbers and links."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from wagtail.admin.ui.components import Component

Todo = tuple[str, str, int]
"""A sentence, where it leads, and how many."""

_panels: dict[str, tuple[str | Promise, Callable[[HttpRequest], list[Todo]]]] = {}


def register(name: str, todos: Callable[[HttpRequest], list[Todo]], *, label: str | Promise = "") -> None:
    """Adds a panel; `todos` answers with what this person has to do, an empty list hides the panel.

    The heading is `label`, or the label of the menu group of that name.
    """
    _panels[name] = (label, todos)


def registered() -> list[str]:
    """The names of all panels."""
    return sorted(_panels)


class TodoPanel(Component):
    """All to-dos of this person, by subject; says so when there are none."""

    name = "todos"
    order = 10
    template_name = "wagtailadmin/home/todos.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Asks every registered panel."""
        from cms.ui.admin_menu import GROUPS

        request = (parent_context or {})["request"]
        panels = []
        for name, (label, todos) in _panels.items():
            items = [
                {"sentence": sentence, "url": url, "count": count} for sentence, url, count in todos(request) if count
            ]
            if items:
                heading = label or (GROUPS[name].label if name in GROUPS else name)
                panels.append({"heading": heading, "items": items})
        return {"panels": panels}
