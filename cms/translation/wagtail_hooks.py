"""Walls in the admin: wagtail-localize's own ways to publish or overwrite a translation lead through our doors."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import URLResolver, include, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms.translation import (
    admin_views,
    carrying_hooks,  # noqa: F401  # registers its hooks
    editor_walls,  # noqa: F401  # registers its hooks
    localize_walls,  # noqa: F401  # registers its hook
    log_actions,  # noqa: F401  # registers its hook
    people_hooks,  # noqa: F401  # registers its hooks
    staff_pages,  # noqa: F401  # registers its hook
)
from cms.translation.composing import managed
from cms.translation.easy_viewset import EASY_CHECKS, EasyCheckViewSet
from cms.translation.exchange import hooks as exchange_hooks  # noqa: F401  # registers its hooks
from cms.translation.glossary_admin import hooks as glossary_hooks  # noqa: F401  # registers its hooks
from cms.translation.machine import hooks as machine_hooks  # noqa: F401  # registers its hooks
from cms.translation.matrix import hooks as matrix_hooks  # noqa: F401  # registers its hooks
from cms.ui import admin_menu

FIRST = -100
"""Before wagtail-localize's hooks, which take over the editor of every managed text row."""


@hooks.register("before_edit_page", order=FIRST)
def guard_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Publishing from the list of sentences goes through our gate."""
    return admin_views.guard(request, page.specific)


@hooks.register("before_edit_snippet", order=FIRST)
def guard_snippet(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """The same for snippets."""
    return admin_views.guard(request, instance)


@hooks.register("before_bulk_action", order=FIRST)
def guard_bulk_publication(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """Translations are published one by one, each with its obstacles."""
    if action_type != "publish":
        return None
    texts = [row for row in objects if hasattr(row, "translation_key") and managed(row)]
    if not texts:
        return None
    refused = pgettext("staff", "Translations are published one by one: %(titles)s") % {
        "titles": ", ".join(str(row) for row in texts)
    }
    messages.error(request, refused)
    return HttpResponseRedirect(request.GET.get("next") or reverse("wagtailadmin_home"))


@hooks.register("register_admin_urls", order=FIRST)
def admin_urls() -> list[URLResolver]:
    """Our views at the addresses of those of wagtail-localize that publish, overwrite or make aliases."""
    urls = [
        path("submit/page/<int:page_id>/", admin_views.start_page),
        path("submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", admin_views.start_snippet),
        path("update/<int:source_id>/", admin_views.refuse_update),
        path("page/<int:page_id>/convert_to_alias/", admin_views.refuse_alias),
        path("translate/<int:translation_id>/machine_translate/", admin_views.machine_translate),
    ]
    return [path("localize/", include(urls))]


@hooks.register("register_admin_viewset")
def easy_checks_viewset() -> EasyCheckViewSet:
    """Tests of Leichte Sprache by groups of readers."""
    return EASY_CHECKS


@hooks.register("construct_reports_menu")
def without_translations_report(request: HttpRequest, items: list[MenuItem]) -> None:
    """wagtail-localize's report says "up to date" when it is not; it is not offered."""
    report = reverse("wagtail_localize:translations_report")
    items[:] = [item for item in items if item.url != report]


@hooks.register("insert_global_admin_css")
def editor_styles() -> SafeString:
    """wagtail-localize forgets to load the styles of its editor: a block of its template is misspelt."""
    return format_html(
        '<link rel="stylesheet" href="{}">', static("wagtail_localize/css/wagtail-localize-editor-form.css")
    )


@hooks.register("insert_global_admin_js")
def writing_direction() -> SafeString:
    """Text fields of the admin follow the direction of what is written in them."""
    return format_html_join("", '<script src="{}" defer></script>', [(static("translation/admin_direction.js"),)])


admin_menu.group("translation").add(EASY_CHECKS)
