"""Views of the admin in place of wagtail-localize's own, which would overwrite live rows or publish gaps."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import Translation, TranslationSource

from cms.translation.composing import managed
from cms.translation.gate import PublishRefused
from cms.translation.machine.obstacles import MachineRefused
from cms.translation.machine.running import run_machine
from cms.translation.sources import source_of
from cms.translation.translating import publish_as_lead

FORBIDDEN = ("localize-restart-translation", "localize-convert-to-alias")


def guard(request: HttpRequest, row: Any) -> HttpResponse | None:
    """What a POST to the editor of a text row may do: publish through the gate; never restart or become an alias."""
    if request.method != "POST" or not hasattr(row, "translation_key"):
        return None
    if any(name in request.POST for name in FORBIDDEN):
        messages.error(request, pgettext("staff", "Not done: it would put German words under another language."))
        return HttpResponseRedirect(edit_address(row))
    if request.POST.get("action") == "publish" and managed(row):
        return publish(request, row)
    return None


def publish(request: HttpRequest, row: Any) -> HttpResponse:
    """Compose the row from its sentences and publish it, or say what stands in the way."""
    try:
        publish_as_lead(row, by=request.user)  # type: ignore[arg-type]  # the admin lets nobody in without an account
    except PublishRefused as refusal:
        messages.error(request, str(refusal.obstacle))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(
            request, pgettext("staff", "“%(title)s” is live in %(language)s.") % {"title": row, "language": row.locale}
        )
    return HttpResponseRedirect(edit_address(row))


def start_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """wagtail-localize's "Translate this page" leads to our own form, which only queues."""
    return _to_start(request, get_object_or_404(Page, pk=page_id).specific)


def start_snippet(request: HttpRequest, app_label: str, model_name: str, pk: str) -> HttpResponse:
    """The same for snippets."""
    model = next(
        (found for found in get_snippet_models() if found._meta.label_lower == f"{app_label}.{model_name}"), None
    )
    if model is None or not pk.isdecimal():
        raise Http404
    return _to_start(request, get_object_or_404(model, pk=pk))


def _to_start(request: HttpRequest, row: Any) -> HttpResponse:
    if not hasattr(row, "translation_key"):
        raise Http404
    if source_of(row.translation_key) is not None:
        return HttpResponseRedirect(reverse("translation_start", args=[row.translation_key]))
    return _refuse(request, row, pgettext("staff", "Publish the German text first; what is live gets translated."))


def refuse_update(request: HttpRequest, source_id: int) -> HttpResponse:
    """Sources are read again whenever they are published; there is nothing to bring up to date by hand."""
    source = get_object_or_404(TranslationSource, pk=source_id).get_source_instance()
    return _refuse(
        request, source, pgettext("staff", "Translations learn of a changed German text when it is published.")
    )


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Aliases are German pages under another language."""
    page = get_object_or_404(Page, pk=page_id)
    return _refuse(request, page, pgettext("staff", "A translation cannot become a copy of the German page."))


@require_POST
def machine_translate(request: HttpRequest, translation_id: int) -> HttpResponse:
    """wagtail-localize's button: a run in the queue, through the router, which protects names and counts words."""
    translation = get_object_or_404(Translation.objects.select_related("source", "target_locale"), pk=translation_id)
    source = source_of(translation.source.object_id)
    if not request.user.has_perm("wagtailadmin.access_admin") or source is None:
        raise PermissionDenied
    try:
        job = run_machine(source, translation.target_locale.language_code, by=request.user, at=timezone.now())
    except MachineRefused as refusal:
        messages.error(request, str(refusal.obstacle))
    else:
        messages.success(request, pgettext("staff", "Waiting for the machine: %(title)s") % {"title": job.title})
    return HttpResponseRedirect(edit_address(translation.get_target_instance()))


def _refuse(request: HttpRequest, row: Any, reason: str) -> HttpResponse:
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    messages.error(request, reason)
    return HttpResponseRedirect(edit_address(row))


def edit_address(row: Any) -> str:
    """The editor of a page or snippet in the admin; the admin's start where there is none."""
    if isinstance(row, Page):
        return reverse("wagtailadmin_pages:edit", args=[row.pk])
    if type(row) in get_snippet_models():
        return reverse(row.snippet_viewset.get_url_name("edit"), args=[quote(row.pk)])
    return reverse("wagtailadmin_home")
