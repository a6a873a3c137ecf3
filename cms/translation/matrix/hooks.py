"""The matrix in the admin: its addresses and its entry in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, re_path, reverse
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.translation import rights, starting_views
from cms.translation.matrix import bulk_views, exports, todos, views
from cms.ui import admin_menu, dashboard


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Addresses under /admin/uebersetzung/."""
    return [
        path("uebersetzung/", views.matrix, name="translation_matrix"),
        path("uebersetzung/auswahl/", bulk_views.bulk, name="translation_bulk"),
        path("uebersetzung/blatt/", exports.sheet, name="translation_sheet"),
        re_path(r"^uebersetzung/tabelle\.(?P<form>csv|xlsx)$", exports.table, name="translation_table"),
        path("uebersetzung/<uuid:key>/beginnen/", starting_views.start, name="translation_start"),
    ]


class _ForThoseWhoManage(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return rights.may_manage(request.user) or rights.may_lead(request.user)


def menu_item() -> MenuItem:
    """First in the group of the translations."""
    label, url = pgettext_lazy("staff", "Overview"), reverse("translation_matrix")
    return _ForThoseWhoManage(label, url, name="translation-matrix", icon_name="table", order=10)


admin_menu.group("translation").add(menu_item)
dashboard.register("translation", todos.todos)
