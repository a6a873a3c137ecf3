"""Walls in Wagtail's own editor: translations are made at the desk, and taken from readers by whoever leads.

`?classic=1` shows the staff wagtail-localize's list of sentences instead; what it posts is guarded in `admin_views`.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from wagtail import hooks
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from cms.translation.admin_views import edit_address
from cms.translation.composing import managed
from cms.translation.rights import may_see
from cms.translation.withdrawing import WithdrawRefused, withdraw

BEFORE_ALL_OTHERS = -110
CLASSIC = "classic"


@hooks.register("before_edit_page", order=BEFORE_ALL_OTHERS)
def page_to_desk(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A translated page is opened at the desk."""
    return to_desk(request, page.specific)


@hooks.register("before_edit_snippet", order=BEFORE_ALL_OTHERS)
def snippet_to_desk(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """The same for snippets."""
    return to_desk(request, instance)


def to_desk(request: HttpRequest, row: Any) -> HttpResponse | None:
    """Where a translation is worked on; None for sources, own texts, and the staff's list of sentences.

    Whoever may not translate is led to the German text: rights on the kind of text are not rights on its translations.
    """
    if not hasattr(row, "translation_key") or managed(row) is None:
        return None
    user: Any = request.user
    if not may_see(user, row.language, on=timezone.localdate()):
        messages.error(request, pgettext("staff", "This is a translation. You may change the German text only."))
        return HttpResponseRedirect(edit_address(row.facts))
    if request.method not in {"GET", "HEAD"} or CLASSIC in request.GET or not row.facts.live:
        return None
    return HttpResponseRedirect(reverse("translation:piece", args=[row.language, row.translation_key]))


@hooks.register("before_unpublish_page")
def withdraw_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Taking a translation from readers goes through the door for it, which remembers it for its return."""
    return through_withdrawal(request, page.specific)


@hooks.register("before_unpublish")
def withdraw_snippet(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """The same for snippets."""
    return through_withdrawal(request, instance)


def through_withdrawal(request: HttpRequest, row: Any) -> HttpResponse | None:
    """Withdraw a translation, or say why not; None for sources and own texts."""
    if not hasattr(row, "translation_key") or managed(row) is None or request.method != "POST":
        return None
    user: Any = request.user
    try:
        withdraw(row.facts, row.language, by=user, at=timezone.now())
    except WithdrawRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = pgettext("staff", "Readers of “%(title)s” get the German words now. Nothing translated is lost.")
        messages.success(request, said % {"title": row})
    return HttpResponseRedirect(edit_address(row))


@hooks.register("before_bulk_action")
def withdraw_one_by_one(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """Unpublishing many at once leaves translations alone."""
    if action_type != "unpublish":
        return None
    texts = [row for row in objects if hasattr(row, "translation_key") and managed(row)]
    if not texts:
        return None
    refused = pgettext("staff", "Translations are withdrawn one by one: %(titles)s")
    messages.error(request, refused % {"titles": ", ".join(str(row) for row in texts)})
    return HttpResponseRedirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))
