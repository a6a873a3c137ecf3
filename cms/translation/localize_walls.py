"""Walls before those views of wagtail-localize that save, import or stop past our doors.

Whoever may edit a row may use them there. Here a translation is locked while somebody checks it, files are read with a
preview, and only the lead makes a text independent of the German one.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation

from cms.translation.admin_views import edit_address
from cms.translation.sentences.refusals import SaveObstacle, obstacle_to_save
from cms.translation.withdrawing import WithdrawRefused, make_own

BEFORE_WAGTAIL_LOCALIZE = -100


@hooks.register("register_admin_urls", order=BEFORE_WAGTAIL_LOCALIZE)
def walls() -> list[URLResolver]:
    """The same addresses as wagtail-localize's, found first."""
    one = "translate/<int:translation_id>/"
    urls = [
        path(f"{one}strings/<int:string_segment_id>/edit/", edit_string),
        path(f"{one}overrides/<int:overridable_segment_id>/edit/", edit_override),
        path(f"{one}pofile/upload/", refuse_upload),
        path(f"{one}disable/", stop),
        path("reports/translations/", refuse_report),
        path("reports/translations/results/", refuse_report),
    ]
    return [path("localize/", include(urls))]


def edit_string(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponse:
    """Save one sentence from the list of the staff, unless the translation is being checked."""
    if refusal := _refusal(request, translation_id):
        return refusal
    answer: HttpResponse = edit_translation.edit_string_translation(request, translation_id, string_segment_id)
    return answer


def edit_override(request: HttpRequest, translation_id: int, overridable_segment_id: int) -> HttpResponse:
    """The same for links and pictures that differ from the German ones."""
    if refusal := _refusal(request, translation_id):
        return refusal
    answer: HttpResponse = edit_translation.edit_override(request, translation_id, overridable_segment_id)
    return answer


def refuse_upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Files are taken over with a preview, where nothing human is overwritten unseen."""
    row = _row(get_object_or_404(Translation, pk=translation_id))
    messages.error(request, pgettext("staff", "Not done: files are read with a preview, under Translation, Files."))
    return HttpResponseRedirect(edit_address(row))


@require_POST
def stop(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Make the text one of its own, through the door for it."""
    row = _row(get_object_or_404(Translation, pk=translation_id))
    try:
        make_own(row.facts, row.language, by=request.user, at=timezone.now())  # type: ignore[arg-type]  # of the admin
    except WithdrawRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, pgettext("staff", "“%(title)s” does not follow the German text any more.") % {"title": row}
        )
    return HttpResponseRedirect(edit_address(row))


def refuse_report(request: HttpRequest) -> HttpResponse:
    """wagtail-localize's report calls translations up to date that are not; the matrix knows."""
    messages.error(request, pgettext("staff", "This report does not know what is outdated. Look here instead."))
    return HttpResponseRedirect(reverse("translation_matrix"))


def _refusal(request: HttpRequest, translation_id: int) -> HttpResponse | None:
    """As the desk refuses it: no right to translate, or somebody checks it now, which is no matter of rights (409)."""
    row = _row(get_object_or_404(Translation, pk=translation_id))
    user: Any = request.user
    obstacle = obstacle_to_save(row.facts, row.language, user, on=timezone.localdate())
    if obstacle is None:
        return None
    status = 403 if obstacle is SaveObstacle.NO_RIGHT else 409
    return JsonResponse({"detail": obstacle.sentence}, status=status)


def _row(translation: Translation) -> Any:
    row = translation.get_target_instance()
    return getattr(row, "specific", row)
