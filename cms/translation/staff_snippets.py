"""Screens of translatable snippets: badges in the list, a panel in the editor."""

from typing import Any

from wagtail.snippets.views import snippets

from cms.translation.staff_badges import WithBadges
from cms.translation.staff_panel import WithTranslations


class SnippetIndexView(WithBadges, snippets.IndexView):
    """A list of snippets; add a `BadgesColumn()` to the columns."""


class SnippetEditView(WithTranslations, snippets.EditView):
    """The editor of a snippet."""


class TranslatedSnippetViewSet(snippets.SnippetViewSet):
    """Wagtail's viewset for a kind of snippet that is translated."""

    index_view_class: Any = SnippetIndexView
    edit_view_class: Any = SnippetEditView
