"""The outbox in the admin: under reports, and on the dashboard when messages were given up."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from cms.mail import staff_views
from cms.mail.enums import Status
from cms.mail.models import OutboxMessage


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Addresses under /admin/messages/."""
    return [
        path("messages/", staff_views.OutboxView.as_view(), name="outbox"),
        path("messages/results/", staff_views.OutboxView.as_view(results_only=True), name="outbox_results"),
        path("messages/previews/", staff_views.previews, name="mail_previews"),
        path("messages/previews/<str:key>/<str:language>/", staff_views.preview, name="mail_preview"),
        path("messages/previews/<str:key>/<str:language>/html/", staff_views.preview_html, name="mail_preview_html"),
        path("messages/<int:pk>/", staff_views.message, name="outbox_message"),
        path("messages/<int:pk>/html/", staff_views.message_html, name="outbox_message_html"),
        path("messages/<int:pk>/resend/", staff_views.resend, name="outbox_resend"),
    ]


class _ForThoseWhoSee(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(staff_views.SEE))


@hooks.register("register_reports_menu_item")
def outbox_menu_item() -> MenuItem:
    """What was sent to whom."""
    label = pgettext_lazy("staff", "Messages")
    return _ForThoseWhoSee(label, reverse("outbox"), name="outbox", icon_name="mail", order=900)


@hooks.register("register_reports_menu_item")
def previews_menu_item() -> MenuItem:
    """Every mail in every language."""
    label = pgettext_lazy("staff", "All mails")
    return _ForThoseWhoSee(label, reverse("mail_previews"), name="mail-previews", icon_name="mail", order=910)


class GivenUpPanel(Component):
    """Says on the dashboard that messages could not be sent."""

    name = "messages_given_up"
    order = 60
    template_name = "mail/staff/given_up_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        count = OutboxMessage.objects.filter(status=Status.FAILED).count()
        return {"count": count, "url": f"{reverse('outbox')}?status={Status.FAILED}"}


@hooks.register("construct_homepage_panels")
def show_given_up(request: HttpRequest, panels: list[Any]) -> None:
    """Only where there are any, for those who may send them again."""
    if request.user.has_perm(staff_views.SEE) and OutboxMessage.objects.filter(status=Status.FAILED).exists():
        panels.append(GivenUpPanel())
