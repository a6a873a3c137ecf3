"""Files for translators in the admin: their addresses and their entry in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.translation.exchange import views
from cms.translation.rights import may_manage
from cms.ui import admin_menu


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Addresses under /admin/exchange/."""
    return [
        path("exchange/", views.exchange_list, name="translation_exchange_list"),
        path("exchange/export/", views.exchange_export, name="translation_exchange_export"),
        path("exchange/import/", views.exchange_import, name="translation_exchange_import"),
        path("exchange/<int:pk>/", views.exchange, name="translation_exchange"),
        path("exchange/<int:pk>/file/<int:number>/", views.exchange_file, name="translation_exchange_file"),
        path("exchange/<int:pk>/apply/", views.exchange_apply, name="translation_exchange_apply"),
        path("exchange/<int:pk>/discard/", views.exchange_discard, name="translation_exchange_discard"),
        path("exchange/<int:pk>/download/", views.exchange_download, name="translation_exchange_download"),
        path("exchange/<int:pk>/report/", views.exchange_report, name="translation_exchange_report"),
    ]


class _ForThoseWhoManage(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_manage(request.user)


def menu_item() -> MenuItem:
    """In the group of the translations."""
    label = pgettext_lazy("staff", "Files for translators")
    url = reverse("translation_exchange_list")
    return _ForThoseWhoManage(label, url, name="exchange", icon_name="doc-full", order=700)


admin_menu.group("translation").add(menu_item)
