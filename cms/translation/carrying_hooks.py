"""The lead is asked right after a publication whether only the spelling changed."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.models import Page

from cms.translation import carrying_views


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """`/admin/uebersetzung/<key>/rechtschreibung/`."""
    return [
        path("uebersetzung/<uuid:key>/rechtschreibung/", carrying_views.spelling_only, name="translation_spelling_only")
    ]


@hooks.register("after_publish_page")
def after_page(request: HttpRequest, page: Page) -> None:
    """A page went live."""
    carrying_views.tell_what_changed(request, page.specific)


@hooks.register("after_edit_snippet")
def after_snippet(request: HttpRequest, instance: Any) -> None:
    """A snippet was saved; only a publication is of interest."""
    if "action-publish" in request.POST:
        carrying_views.tell_what_changed(request, instance)
