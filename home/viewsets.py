"""Screens of the admin for profiles, notices and the dates of events."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.enums import OCCURRENCE_CHANGES, OccurrenceState
from home.models import Notice, Occurrence, PersonProfile


class PersonProfileViewSet(SnippetViewSet):
    """What readers see of a person."""

    model = PersonProfile
    icon = "user"
    menu_label = pgettext_lazy("staff", "Profiles")
    list_display: ClassVar = ["contact", "function", "locale", "live", "public"]
    edit_handler = PersonProfile.edit_handler


class NoticeViewSet(SnippetViewSet):
    """Notices on top of the pages."""

    model = Notice
    icon = "warning"
    menu_label = pgettext_lazy("staff", "Notices")
    list_display: ClassVar = ["text", "level", "starts_at", "ends_at", "locale", "live"]
    list_filter: ClassVar = ["level", "live"]
    edit_handler = Notice.edit_handler


class OccurrenceForm(WagtailAdminModelForm):
    """This date only: move it, give it another place, or cancel it. Its name by the rule stays."""

    def clean(self) -> dict[str, Any]:
        """Refuses an end before the start, and states that cannot follow."""
        cleaned: dict[str, Any] = super().clean()
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", pgettext("staff", "The date ends before it begins."))
        before = OccurrenceState(self.initial.get("state", OccurrenceState.SCHEDULED))
        after = OccurrenceState(cleaned.get("state") or before)
        if after != before and after not in OCCURRENCE_CHANGES[before]:
            self.add_error("state", pgettext("staff", "A date that was cancelled or moved cannot become that again."))
        return cleaned

    def save(self, commit: bool = True) -> Occurrence:
        """Keeps the decision: calendars learn of it by a higher version."""
        row: Occurrence = self.instance
        if {"starts_at", "ends_at"} & set(self.changed_data) and row.state == OccurrenceState.SCHEDULED:
            row.state = OccurrenceState.MOVED
        if self.changed_data:
            row.sequence += 1
            row.stray = False
        saved: Occurrence = super().save(commit=commit)
        return saved


class OccurrenceViewSet(ModelViewSet):
    """All dates of all events."""

    model = Occurrence
    icon = "date"
    menu_label = pgettext_lazy("staff", "Dates of events")
    list_display: ClassVar = [
        "event",
        DateColumn("starts_at", label=pgettext_lazy("staff", "Starts"), sort_key="starts_at"),
        "state",
        "stray",
    ]
    list_filter: ClassVar = ["state", "stray"]
    ordering = "starts_at"
    copy_view_enabled = False
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("place"),
        FieldPanel("state", widget=forms.RadioSelect),
    ]

    def get_form_class(self, for_update: bool = False) -> Any:
        """The form that knows what may follow what."""
        return forms.modelform_factory(
            Occurrence, form=OccurrenceForm, fields=["starts_at", "ends_at", "place", "state"]
        )


OCCURRENCES = OccurrenceViewSet("home_occurrences", url_prefix="dates")
