"""The glossary in the menu of the admin and at its addresses."""

from typing import Any

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.translation.glossary_admin import views
from cms.translation.glossary_admin.viewsets import PROTECTED, TERMS
from cms.ui import admin_menu

register_snippet(lambda: TERMS)


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Texts kept from machines; leads alone may change them."""
    return [PROTECTED]


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """The table of all words."""
    return [
        path("glossary/table/", views.export_words, name="glossary_export"),
        path("glossary/read/", views.import_words, name="glossary_import"),
    ]


admin_menu.group("translation").add(TERMS)
admin_menu.group("translation").add(PROTECTED)
