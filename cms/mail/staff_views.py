"""The outbox in the Wagtail admin: what was sent to whom, sending again, and every mail in every language."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views import generic
from wagtail.permission_policies import ModelPermissionPolicy

from cms.mail import kinds, outbox
from cms.mail.letters import render as render_letter
from cms.mail.models import OutboxMessage

SEE = "mail.view_outboxmessage"
RESEND = "mail.resend_outboxmessage"
#: A mail's HTML stands alone in its frame: its styles are inline, and it may do nothing at all.
BARE = {"default-src": "'none'", "style-src": "'unsafe-inline'", "frame-ancestors": "'self'", "sandbox": "allow-popups"}


class OutboxView(generic.IndexView):
    """All messages, newest first."""

    model = OutboxMessage
    permission_policy = ModelPermissionPolicy(OutboxMessage)
    page_title = pgettext_lazy("staff", "Messages")
    header_icon = "mail"
    index_url_name = "outbox"
    index_results_url_name = "outbox_results"
    inspect_url_name = "outbox_message"
    default_ordering = "-created_at"
    search_fields = ("to", "name", "subject")
    list_display = (
        "subject",
        "to",
        "kind",
        "language",
        "status",
        "attempts",
        DateColumn("created_at", label=pgettext_lazy("staff", "Written"), sort_key="created_at"),
    )
    list_filter = ("status", "kind", "language")
    paginate_by = 50

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


@require_GET
@permission_required(SEE)
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: its state, and what it says where it is not confidential."""
    row = get_object_or_404(OutboxMessage, pk=pk)
    obstacle = outbox.obstacle_to_resend(row)
    context = {
        "message": row,
        "obstacle": obstacle.label if obstacle else "",
        "may_resend": obstacle is None and request.user.has_perm(RESEND),
        "attachments": [] if row.confidential else row.attachments.values_list("name", flat=True),
    }
    return render(request, "mail/staff/message.html", context)


@require_GET
@permission_required(SEE)
@csp_override(BARE)
def message_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML of a message, for the frame on its page; a confidential one is not shown."""
    row = get_object_or_404(OutboxMessage, pk=pk, confidential=False)
    return HttpResponse(row.html)


@require_POST
@permission_required(RESEND)
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts a message back into the outbox."""
    row = get_object_or_404(OutboxMessage, pk=pk)
    obstacle = outbox.resend(row, at=timezone.now())
    if obstacle:
        messages.error(request, obstacle.label)
    else:
        messages.success(request, pgettext("staff", "The message will be sent again."))
    return redirect("outbox_message", row.pk)


@require_GET
@permission_required(SEE)
def previews(request: HttpRequest) -> HttpResponse:
    """All kinds of mail, each in every language."""
    with translation.override(settings.LANGUAGE_CODE):
        rows = [(kind, kind.compose(kind.sample()).subject) for kind in kinds.registered()]
    return render(request, "mail/staff/previews.html", {"kinds": rows, "languages": settings.LANGUAGES})


@require_GET
@permission_required(SEE)
def preview(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """One kind of mail in one language, with sample data."""
    rendered = _sample(key, language)
    context = {"key": key, "language": language, "languages": settings.LANGUAGES, "mail": rendered}
    return render(request, "mail/staff/preview.html", context)


@require_GET
@permission_required(SEE)
@csp_override(BARE)
def preview_html(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Its HTML, for the frame."""
    return HttpResponse(_sample(key, language).html)


def _sample(key: str, language: str) -> Any:
    try:
        kind = kinds.find(key)
    except LookupError:
        raise Http404 from None
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        letter = kind.compose(kind.sample())
    return render_letter(letter, language=language, name="Amina Osman")
