"""Meetings of a process, and who was there."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from opening.enums import SessionState


class SessionQuerySet(models.QuerySet["Session"]):
    def coming(self) -> "SessionQuerySet":
        """Planned sessions, the next one first."""
        return self.filter(state=SessionState.PLANNED).order_by("starts", "number")


class Session(models.Model):
    """One meeting: planned, held, minuted, approved."""

    process = models.ForeignKey("opening.Process", models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    stage = models.ForeignKey("opening.Stage", models.CASCADE, null=True, blank=True, related_name="sessions")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    online_url = models.URLField(blank=True)
    host = models.ForeignKey(
        "network.Organisation", models.SET_NULL, null=True, blank=True, related_name="hosted_sessions"
    )
    facilitators = models.ManyToManyField("opening.Party", blank=True, related_name="facilitated_sessions")
    agenda = models.TextField(max_length=4000, blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=20, choices=SessionState.choices, default=SessionState.PLANNED)
    cancel_reason = models.TextField(max_length=600, blank=True)
    minuted_on = models.DateField(null=True, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    row_version = models.PositiveIntegerField(default=1)

    objects = SessionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("staff", "session")
        verbose_name_plural = pgettext_lazy("staff", "sessions")
        ordering: ClassVar = ["process_id", "starts", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "number"], name="session_number_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="session_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(state=SessionState.CANCELLED) | ~Q(cancel_reason=""), name="session_cancelled_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id}/{self.number}"

    @property
    def starts_at(self) -> datetime:
        """The name the filters for days and hours ask for."""
        return self.starts

    @property
    def ends_at(self) -> datetime:
        """The name the filters for days and hours ask for."""
        return self.ends
