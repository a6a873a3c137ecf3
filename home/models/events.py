"""Events: what happens, by which rule, and the dates that follow from it."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PagePermissionTester

from cms.network.fields import LanguagesField
from cms.network.models import Organisation, Place
from home.domain.occurrences import materialise
from home.enums import Audience, EventKind, EventRegistration, OccurrenceState
from home.forms.events import EventPageForm
from home.models.base import ContentPage, body_field, fact, tabs
from home.views.events import event_context, events_context


class EventIndexPage(ContentPage):
    """All dates, those in the reader's language first."""

    template = "home/event_index_page.html"
    parent_page_types: ClassVar = ["home.HomePage", "home.WorkAreaPage"]
    subpage_types: ClassVar = ["home.EventPage"]
    edit_handler = tabs([])

    class Meta:
        verbose_name = pgettext_lazy("staff", "calendar of events")
        verbose_name_plural = pgettext_lazy("staff", "calendars of events")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the dates that match the filters."""
        context = super().get_context(request, *args, **kwargs)
        context.update(events_context(request, context["at"]))
        return context


class EventPermissionTester(PagePermissionTester):
    """Whoever may change an event may also publish it: dates cannot wait for a second person (content.md 6)."""

    def can_publish(self) -> bool:
        """Publishing needs no more than changing."""
        return bool(super().can_publish() or (self.user.is_active and "change" in self.permissions))

    def can_unpublish(self) -> bool:
        """Taking an event off, too."""
        return bool(self.page.live and not self.page_locked() and self.can_publish())


class EventPage(ContentPage):
    """One event (*Veranstaltung*), once or by a rule; its dates are rows of Occurrence."""

    default_review_months = None

    body = body_field()

    kind = models.CharField(
        pgettext_lazy("staff", "kind"), max_length=20, choices=EventKind.choices, default=EventKind.INFORMATION
    )
    first_day = models.DateField(pgettext_lazy("staff", "first day"))
    begins = models.TimeField(pgettext_lazy("staff", "begins"))
    ends = models.TimeField(pgettext_lazy("staff", "ends"))
    rule = models.CharField(pgettext_lazy("staff", "rule"), max_length=240, blank=True, editable=False)
    rule_from = models.DateField(
        pgettext_lazy("staff", "the rule applies from"),
        null=True,
        blank=True,
        help_text=pgettext_lazy("staff", "Dates before this day stay as they are. Empty: from today."),
    )
    skip_public_holidays = models.BooleanField(pgettext_lazy("staff", "not on public holidays"), default=True)
    skip_school_holidays = models.BooleanField(pgettext_lazy("staff", "not in the school holidays"), default=False)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=pgettext_lazy("staff", "place")
    )
    online_link = models.URLField(pgettext_lazy("staff", "address of the online meeting"), blank=True)
    delivered_in = LanguagesField(pgettext_lazy("staff", "held in"))
    interpreted_into = LanguagesField(pgettext_lazy("staff", "interpreted into"))
    childcare = models.BooleanField(pgettext_lazy("staff", "childcare"), default=False)
    audience = models.CharField(
        pgettext_lazy("staff", "for"), max_length=20, choices=Audience.choices, default=Audience.ALL
    )
    organiser = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "organised by"),
    )
    registration = models.CharField(
        pgettext_lazy("staff", "how to take part"),
        max_length=20,
        choices=EventRegistration.choices,
        default=EventRegistration.NONE,
    )
    registration_link = models.URLField(pgettext_lazy("staff", "address for registration"), blank=True)

    template = "home/event_page.html"
    parent_page_types: ClassVar = ["home.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = EventPageForm
    override_translatable_fields: ClassVar = [fact("rule"), fact("online_link"), fact("registration_link")]
    edit_handler = tabs(
        [FieldPanel("body")],
        [
            MultiFieldPanel(
                [
                    FieldPanel("first_day"),
                    FieldRowPanel([FieldPanel("begins"), FieldPanel("ends")]),
                    FieldPanel("repeat"),
                    FieldRowPanel([FieldPanel("until"), FieldPanel("count")]),
                    FieldPanel("rule_from"),
                    FieldPanel("skip_public_holidays"),
                    FieldPanel("skip_school_holidays"),
                ],
                pgettext_lazy("staff", "When"),
            ),
            MultiFieldPanel([FieldPanel("place"), FieldPanel("online_link")], pgettext_lazy("staff", "Where")),
            FieldPanel("kind"),
            FieldPanel("delivered_in"),
            FieldPanel("interpreted_into"),
            FieldPanel("childcare"),
            FieldPanel("audience"),
            FieldPanel("organiser"),
            FieldPanel("registration"),
            FieldPanel("registration_link"),
        ],
        form=EventPageForm,
    )

    class Meta:
        verbose_name = pgettext_lazy("staff", "event")
        verbose_name_plural = pgettext_lazy("staff", "events")

    def permissions_for_user(self, user: Any) -> EventPermissionTester:
        """What a person may do with this event."""
        return EventPermissionTester(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the next dates and the place."""
        context = super().get_context(request, *args, **kwargs)
        context.update(event_context(request, self.facts, context["at"]))
        return context

    @transaction.atomic
    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> Any:
        """Publishes, then brings the dates in line with the rule."""
        result = super().publish(revision, user=user, **kwargs)
        if self.is_source:
            materialise(type(self).objects.get(pk=self.pk), at=timezone.now())
        return result


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Dates of events."""

    def ahead(self, at: datetime) -> Self:
        """What is still to come or going on, in order of time."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def public(self) -> Self:
        """Dates of events that are live."""
        return self.filter(event__live=True, stray=False)


class Occurrence(models.Model):
    """One date (*Termin*) of an event. Refers to the source row, so that it is the same in every language."""

    event = models.ForeignKey(
        EventPage, models.CASCADE, related_name="occurrences", verbose_name=pgettext_lazy("staff", "event")
    )
    recurrence_id = models.CharField(
        pgettext_lazy("staff", "start by the rule"), max_length=15, editable=False, help_text="20261124T180000"
    )
    starts_at = models.DateTimeField(pgettext_lazy("staff", "starts"))
    ends_at = models.DateTimeField(pgettext_lazy("staff", "ends"))
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "other place"),
    )
    state = models.CharField(
        pgettext_lazy("staff", "state"),
        max_length=20,
        choices=OccurrenceState.choices,
        default=OccurrenceState.SCHEDULED,
    )
    sequence = models.PositiveIntegerField(pgettext_lazy("staff", "version in calendars"), default=0, editable=False)
    stray = models.BooleanField(
        pgettext_lazy("staff", "no longer in the rule"),
        default=False,
        help_text=pgettext_lazy("staff", "Keep, move or cancel it."),
    )

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("staff", "date")
        verbose_name_plural = pgettext_lazy("staff", "dates")
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["ends_at", "starts_at"], name="occurrence_by_time")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "recurrence_id"], name="occurrence_once_by_rule"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="occurrence_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.event}, {timezone.localtime(self.starts_at):%d.%m.%Y %H:%M}"

    @property
    def where(self) -> Place | None:
        """The place of this date, else that of the event."""
        return self.place or self.event.place
