"""Screens of the admin for profiles, notices and the dates of events."""

from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from cms.translation.staff_badges import BadgesColumn
from cms.translation.staff_snippets import TranslatedSnippetViewSet
from home.enums import OCCURRENCE_CHANGES, OccurrenceState
from home.models import Notice, Occurrence, PersonProfile


class PersonProfileViewSet(TranslatedSnippetViewSet):
    """What readers see of a person."""

    model = PersonProfile
    icon = "user"
    menu_label = pgettext_lazy("staff", "Profiles")
    list_display: ClassVar = ["contact", "function", "locale", "live", "public", BadgesColumn()]
    edit_handler = PersonProfile.edit_handler


class NoticeViewSet(TranslatedSnippetViewSet):
    """Notices on top of the pages."""

    model = Notice
    icon = "warning"
    menu_label = pgettext_lazy("staff", "Notices")
    list_display: ClassVar = ["text", "level", "starts_at", "ends_at", "locale", "live", BadgesColumn()]
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


class MomentColumn(Column):
    """A moment that may lie ahead, as day and time."""

    def get_value(self, instance: Any) -> str:
        """ "24.11.2026 18:00" in the format of the screen."""
        return date_format(localtime(super().get_value(instance)), "SHORT_DATETIME_FORMAT")


class OccurrenceIndexView(IndexView):
    """What waits for a decision first, then the dates ahead in their order."""

    def get_base_queryset(self) -> Any:
        """Dates that are not over."""
        rows = Occurrence.objects.filter(ends_at__gte=now()).select_related("event")
        return rows.order_by("-stray", "starts_at", "pk")

    def order_queryset(self, queryset: Any) -> Any:
        """As they are, unless a column was chosen."""
        return super().order_queryset(queryset) if "ordering" in self.request.GET else queryset


class OccurrenceViewSet(ModelViewSet):
    """The dates of all events."""

    model = Occurrence
    icon = "date"
    menu_label = pgettext_lazy("staff", "Dates of events")
    list_display: ClassVar = [
        "event",
        MomentColumn("starts_at", label=pgettext_lazy("staff", "Starts"), sort_key="starts_at"),
        "state",
        "stray",
    ]
    list_filter: ClassVar = ["state", "stray"]
    index_view_class = OccurrenceIndexView
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
