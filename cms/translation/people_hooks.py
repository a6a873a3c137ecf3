"""The translators in the menu of the admin and at their addresses."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.translation import people_views
from cms.translation.rights import may_lead
from cms.ui import admin_menu


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Addresses under /admin/translators/."""
    return [
        path("translators/", people_views.translators, name="translation_translators"),
        path("translators/invite/", people_views.translator_invite, name="translation_translator_invite"),
        path("translators/<int:pk>/end/", people_views.translator_end, name="translation_translator_end"),
    ]


class _ForLeads(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_lead(request.user)


def menu_item() -> MenuItem:
    """In the group of the translations."""
    label = pgettext_lazy("staff", "Translators")
    return _ForLeads(label, reverse("translation_translators"), name="translators", icon_name="group", order=300)


admin_menu.group("translation").add(menu_item)
