"""The glossary in the admin: words with their state in every language, and texts kept from machines."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.paginator import Page as PageOfList
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale
from wagtail.snippets.views import snippets

from cms.translation.glossary_admin.form import EDIT_HANDLER
from cms.translation.languages import LANGUAGES, SOURCE
from cms.translation.models import Protected, Term
from cms.translation.rights import may_manage
from cms.translation.roots import roots
from cms.translation.state_table import Piece, state_table


class StateColumn(Column):
    """The state of a word in one language, leading to the desk."""

    cell_template_name = "translation/staff/term_state.html"

    def __init__(self, code: str) -> None:
        super().__init__(f"state_{code}", label=LANGUAGES[code])
        self.code = code

    def get_cell_context_data(self, instance: Term, parent_context: Any) -> dict[str, Any]:
        """The piece with its address at the desk."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["piece"] = instance.pieces[self.code]
        context["url"] = reverse("translation:piece", args=[self.code, instance.translation_key])
        return context

    def get_value(self, instance: Term) -> str:
        """The state in words."""
        return str(instance.pieces[self.code].state.label)


class TermIndexView(snippets.IndexView):
    """Each word once: the German row, with the states of the others beside it."""

    i18n_enabled = False

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """The states of the words on this page, in a constant number of queries."""
        paginator, page, words, is_paginated = super().paginate_queryset(queryset, page_size)
        rows = list(words)
        add_pieces(rows)
        if isinstance(page, PageOfList):
            page.object_list = rows
        return paginator, page, rows, is_paginated

    def get_list_buttons(self, instance: Term) -> list[Any]:
        """Wagtail's own: those of wagtail-localize ask five queries for each row, and lead past the desk."""
        buttons: list[Any] = super(snippets.IndexView, self).get_list_buttons(instance)
        return buttons

    @property
    def header_more_buttons(self) -> list[Button]:
        """Out into a table and in again."""
        buttons: list[Button] = list(super().header_more_buttons)
        if may_manage(self.request.user):
            buttons += [
                Button(pgettext("staff", "Table of all words (CSV)"), reverse("glossary_export"), icon_name="download"),
                Button(pgettext("staff", "Read a table"), reverse("glossary_import"), icon_name="upload"),
            ]
        return buttons


def add_pieces(rows: list[Term]) -> None:
    """Give each word its state by language as `pieces`."""
    table: dict[tuple[UUID, str], Piece] = state_table(rows) if rows else {}
    for row in rows:
        row.pieces = {code: table[row.translation_key, code] for code in LANGUAGES}


class KeepsOtherForms:
    """Saves the other forms with the word, but not with each letter that is typed (autosave asks for JSON)."""

    def save_instance(self) -> Any:
        """The word as Wagtail saves it, then its other forms."""
        instance = super().save_instance()  # type: ignore[misc]  # Wagtail's view stands behind us
        if not self.expects_json_response:  # type: ignore[attr-defined]  # of Wagtail's view
            self.form.save_other_forms()  # type: ignore[attr-defined]  # of Wagtail's view
        return instance


class TermCreateView(KeepsOtherForms, snippets.CreateView):
    """A new word is German, whatever the address says; other languages begin at the desk."""

    def get_locale(self) -> Locale:
        """The source locale."""
        locale: Locale = Locale.get_default()
        return locale


class TermEditView(KeepsOtherForms, snippets.EditView):
    """A word."""


class TermViewSet(snippets.SnippetViewSet):
    """Glossary words."""

    model = Term
    icon = "info-circle"
    menu_label = pgettext_lazy("staff", "Glossary")
    menu_name = "glossary"
    menu_order = 400
    index_view_class = TermIndexView
    add_view_class = TermCreateView
    edit_view_class = TermEditView
    copy_view_enabled = False
    search_fields: ClassVar = ["german", "term", "explanation"]
    list_per_page = 50
    ordering: ClassVar = ["german"]
    edit_handler = EDIT_HANDLER
    list_display: ClassVar = ["german", *(StateColumn(code) for code in LANGUAGES if code != SOURCE)]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The German rows; words of other languages are reached through the desk."""
        return Term.objects.filter(locale_id=roots().source.locale_id)


class ProtectedViewSet(ModelViewSet):
    """Texts that machines never see."""

    model = Protected
    name = "protected_texts"
    url_prefix = "protected-texts"
    icon = "lock"
    menu_label = pgettext_lazy("staff", "Kept from machines")
    menu_order = 450
    list_display: ClassVar = ["text", "note"]
    search_fields: ClassVar = ["text", "note"]
    panels: ClassVar = [FieldPanel("text"), FieldPanel("note")]
    copy_view_enabled = False
    inspect_view_enabled = False
    list_per_page = 100


TERMS = TermViewSet()
PROTECTED = ProtectedViewSet()
