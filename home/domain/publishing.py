"""What a page must have before it goes live; asked by the form and again by every other way to publish."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import pgettext

if TYPE_CHECKING:
    from home.models.base import ContentPage


class PublicationRefused(PermissionDenied):
    """A page lacks something; `reasons` maps the field to the sentence for the editor."""

    def __init__(self, reasons: dict[str, str]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons.values()))


def obstacles_to_publish(page: "ContentPage", *, is_source: bool) -> dict[str, str]:
    """Field and sentence for everything that is missing; empty when the page may go live.

    Owner and review date are facts, so a translation is never refused for them.
    """
    reasons = {}
    if page.lead_is_required and not page.lead.strip():
        reasons["lead"] = pgettext("staff", "Write one or two sentences that say what this page is about and for whom.")
    if page.image_id and not page.image_alt and not page.image_decorates:
        reasons["image_alt"] = pgettext("staff", "Say what the picture shows, or mark it as decorative.")
    if not is_source:
        return reasons
    if page.responsible_id is None:
        reasons["responsible"] = pgettext("staff", "Choose who answers for this page.")
    if page.review_every and page.review_by is None:
        reasons["review_by"] = pgettext("staff", "Say when somebody should look at this page again.")
    return reasons
