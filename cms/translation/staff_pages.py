"""Wagtail's own screens of pages with what concerns translations: badges in the explorer, a panel in the editor.

Wagtail 8 lets a viewset of pages bring its own views; this one stands for all kinds of pages.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet

from cms.translation import rights
from cms.translation.staff_badges import BadgesColumn, WithBadges
from cms.translation.staff_panel import WithTranslations

AFTER_WAGTAIL = 100


class ExplorerView(WithBadges, ExplorableIndexView):
    """The children of a page, each with the states of its translations."""

    request: HttpRequest

    @cached_property
    def explorable_columns(self) -> list[Any]:
        """Wagtail's columns; ours stands before the arrow to the children."""
        columns = [column for column in self.columns if column.name != "parent"]
        navigate = list(super().explorable_columns)[-1:]
        return [*columns, *([BadgesColumn()] if _works_with_translations(self.request) else []), *navigate]


class PageEditView(WithTranslations, EditView):
    """The editor of a page."""


class HousePageViewSet(PageViewSet):
    """All kinds of pages that have no viewset of their own."""

    index_view_class = ExplorerView
    edit_view_class = PageEditView


@hooks.register("register_admin_viewset", order=AFTER_WAGTAIL)
def page_viewset() -> HousePageViewSet:
    """Takes the place of Wagtail's viewset for the base model."""
    return HousePageViewSet()


def _works_with_translations(request: HttpRequest) -> bool:
    user: Any = request.user
    return rights.may_manage(user) or rights.may_lead(user)
