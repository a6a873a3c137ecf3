"""An accompanied process and its phases."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from opening.enums import Confidentiality, ProcessState, StageState


class ProcessQuerySet(models.QuerySet["Process"]):
    def running(self) -> "ProcessQuerySet":
        """Offered, active or paused: somebody still has to act."""
        return self.filter(state__in=[ProcessState.OFFERED, ProcessState.ACTIVE, ProcessState.PAUSED])


class Process(models.Model):
    """One accompanied process with an institution, a dialogue, or a measure in a district."""

    code = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=30, editable=False)
    title = models.CharField(max_length=160)
    summary = models.TextField(max_length=1200, blank=True)
    definition = models.ForeignKey("opening.Definition", models.PROTECT, related_name="processes")
    catalogue = models.ForeignKey(
        "opening.Definition", models.PROTECT, related_name="processes_rated", null=True, blank=True
    )
    organisation = models.ForeignKey(
        "network.Organisation",
        models.PROTECT,
        related_name="processes",
        null=True,
        blank=True,
    )
    district = models.ForeignKey("network.District", models.SET_NULL, null=True, blank=True)
    cohort = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=12, choices=settings.LANGUAGES, default="de")
    funding_field = models.CharField(max_length=40)
    state = models.CharField(max_length=20, choices=ProcessState.choices, default=ProcessState.DRAFT)
    confidentiality = models.CharField(max_length=20, choices=Confidentiality.choices, default=Confidentiality.PARTIES)
    created_on = models.DateField()
    started_on = models.DateField(null=True, blank=True)
    planned_until = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    pause_reason = models.TextField(max_length=600, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    close_reason = models.TextField(max_length=600, blank=True)
    last_activity_on = models.DateField()
    continues = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="continued_by")

    objects = ProcessQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("staff", "process")
        verbose_name_plural = pgettext_lazy("staff", "processes")
        ordering: ClassVar = ["-created_on", "-code"]
        permissions: ClassVar = [("oversee_process", "Can see and lead every process")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=ProcessState.CANCELLED) | ~Q(close_reason=""), name="process_cancelled_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=ProcessState.PAUSED) | ~Q(pause_reason=""), name="process_paused_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_over(self) -> bool:
        """Nothing can be changed any more."""
        return self.state in {ProcessState.CONCLUDED, ProcessState.CANCELLED, ProcessState.ARCHIVED}


class Stage(models.Model):
    """One phase of a process; its words and exits come from the pinned definition."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="stages")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, choices=StageState.choices, default=StageState.PENDING)
    advanced = models.BooleanField(default=False)
    advance_reason = models.TextField(max_length=600, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    skip_reason = models.TextField(max_length=600, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("staff", "phase")
        verbose_name_plural = pgettext_lazy("staff", "phases")
        ordering: ClassVar = ["process_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "position"], name="stage_order_is_total"),
            models.UniqueConstraint(fields=["process", "key"], name="stage_key_once"),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(state__in=[StageState.ACTIVE, StageState.IN_REVIEW], advanced=False),
                name="stage_one_at_a_time",
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="stage_round_from_one"),
            models.CheckConstraint(
                condition=Q(advanced=False) | ~Q(advance_reason=""), name="stage_advanced_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=StageState.SKIPPED) | ~Q(skip_reason=""), name="stage_skipped_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id}/{self.key}"

    @property
    def is_settled(self) -> bool:
        """Signed or skipped: the next one may open."""
        return self.state in {StageState.SIGNED, StageState.SKIPPED}
