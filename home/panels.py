"""Panels of the page editor that are ours."""

from typing import Any

from django.forms import Media
from django.urls import reverse
from wagtail.admin.panels import Panel

from home.plain_language.pages import report_on


class PlainLanguagePanel(Panel):
    """Which sentences and words of a German page are hard to read; follows the draft while somebody writes."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "home/staff/plain_language_panel.html"

        def is_shown(self) -> bool:
            """Only for a German page that has been saved once."""
            page: Any = self.instance
            return bool(super().is_shown() and page.pk and page.is_source)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Adds the report on the draft as it is stored."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            draft = self.instance.get_latest_revision_as_object()
            context |= {"report": report_on(draft), "url": reverse("home_plain_language", args=[self.instance.pk])}
            return context

        @property
        def media(self) -> Media:
            """The module that asks again after each change."""
            return Media(js=["home/plain_language.js"])
