"""How hard a page is to read, asked again by its editor after each change."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET
from wagtail.models import Page

from home.models.base import ContentPage
from home.plain_language.pages import report_on


@require_GET
def plain_language(request: HttpRequest, pk: int) -> HttpResponse:
    """The remarks on the draft of a German page as a fragment, for whoever may edit it. Raises Http404."""
    page = get_object_or_404(Page, pk=pk)
    draft = page.get_latest_revision_as_object()
    may_edit = page.permissions_for_user(request.user).can_edit()
    if not may_edit or not isinstance(draft, ContentPage) or not draft.is_source:
        raise Http404
    return render(request, "home/staff/plain_language.html", {"report": report_on(draft)})
