"""In lists of the admin: a badge for each language, in colour and in words; one look-up for a whole list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BaseColumn

from cms.translation import translatable
from cms.translation.enums import TranslationState
from cms.translation.languages import LANGUAGES, SOURCE, endonym
from cms.translation.sources import is_source
from cms.translation.state_table import state_table


@dataclass(frozen=True)
class Badge:
    """One language of a German text."""

    code: str
    endonym: str
    state: TranslationState


class BadgesColumn(BaseColumn):
    """The states of the translations; the list says `add_badges(rows)` before it is drawn."""

    cell_template_name = "translation/staff/badges.html"

    def __init__(self) -> None:
        super().__init__("translations", label=pgettext_lazy("staff", "Translations"))

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """The badges of one row."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"badges": getattr(instance, "translation_badges", [])}


def add_badges(rows: Iterable[Any]) -> None:
    """Give every German text of a list its badges; the same queries for one and for fifty."""
    sources = [row for row in rows if translatable.is_translatable(row) and is_source(row)]
    codes = [code for code in LANGUAGES if code != SOURCE]
    table = state_table(sources, codes) if sources else {}
    for row in sources:
        row.translation_badges = [Badge(code, endonym(code), table[row.translation_key, code].state) for code in codes]


class WithBadges:
    """For views that list snippets: looks the badges up before the table is drawn. Placed before Wagtail's view."""

    def get_table(self, object_list: Any) -> Any:
        """The table of Wagtail, over rows that know their badges."""
        rows = list(object_list)
        add_badges(rows)
        return super().get_table(rows)  # type: ignore[misc]  # Wagtail's view stands behind us
