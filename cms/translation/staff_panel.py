"""What the editor of a German text shows of its translations: nine states, what changed, and the way on."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel

from cms.translation import rights, starting, translatable
from cms.translation.demand import WINDOW
from cms.translation.languages import LANGUAGES, SOURCE
from cms.translation.matrix.filters import Filter
from cms.translation.matrix.screen import Cell, cell_of, start_url
from cms.translation.matrix.table import entry_of
from cms.translation.sources import is_source, latest_version
from cms.translation.state_table import state_table


class TranslationsSidePanel(BaseSidePanel):
    """Beside the form: each language with its state in words and its next step."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens it, with the number of languages in which something is to do."""

        aria_label = pgettext_lazy("staff", "Toggle translations")
        icon_name = "globe"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Counts what has a next step."""
            return {**super().get_context_data(parent_context), "count": self.panel.to_do}

    name = "translations"
    title = pgettext_lazy("staff", "Translations")
    template_name = "translation/staff/side_panel.html"
    order = 150

    def __init__(self, row: Any, request: HttpRequest) -> None:
        super().__init__(row, request)
        codes = [code for code in LANGUAGES if code != SOURCE]
        key, on = row.translation_key, timezone.localdate()
        table = state_table([row], codes, since=on - WINDOW)
        pieces = {code: table[key, code] for code in codes}
        entry = entry_of(row, pieces)
        self.cells: list[Cell] = [cell_of(entry, code, Filter(), request.user, on) for code in codes]
        open_codes = [code for code in codes if starting.obstacle_to_start(pieces[code], request.user) is None]
        self.start_url = start_url(key, open_codes) if open_codes else ""
        self.version = latest_version(key)

    @property
    def to_do(self) -> int:
        """In how many languages this person can go on."""
        return sum(bool(cell.button and cell.button.url) for cell in self.cells)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The languages, the newest version of the German words, and where to start."""
        return {
            **super().get_context_data(parent_context),
            "cells": self.cells,
            "version": self.version,
            "changed": (self.version.changes or {}).get("changed", 0) if self.version else 0,
            "start_url": self.start_url,
        }


def is_shown(row: Any, request: HttpRequest) -> bool:
    """Whether this is a German text with translations, and this person works with them."""
    user: Any = request.user
    works = rights.may_manage(user) or rights.may_lead(user)
    return bool(row.pk and works and translatable.is_translatable(row) and is_source(row))


class WithTranslations:
    """For the views that edit a page or a snippet: adds the panel. Placed before Wagtail's view."""

    request: HttpRequest
    expects_json_response: bool

    def get_side_panels(self) -> Any:
        """Wagtail's panels and ours; not with each letter that is typed (autosave asks for JSON)."""
        panels = list(super().get_side_panels())  # type: ignore[misc]  # Wagtail's view stands behind us
        row = getattr(self, "real_page_record", None) or self.object  # type: ignore[attr-defined]  # of the view
        row = getattr(row, "specific", row)
        if not self.expects_json_response and is_shown(row, self.request):
            panels.append(TranslationsSidePanel(row, self.request))
        return MediaContainer(panels)
