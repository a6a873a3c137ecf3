"""Self-assessments of an institution; here with what the exits of a phase ask for."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from opening.enums import AssessmentState, Wave


class Assessment(models.Model):
    """One wave of the self-assessment with a pinned catalogue."""

    process = models.ForeignKey("opening.Process", models.CASCADE, related_name="assessments")
    definition = models.ForeignKey("opening.Definition", models.PROTECT, related_name="assessments")
    wave = models.CharField(max_length=20, choices=Wave.choices)
    profile = models.CharField(max_length=40, default="full")
    state = models.CharField(max_length=20, choices=AssessmentState.choices, default=AssessmentState.DRAFT)
    min_group = models.PositiveSmallIntegerField(default=5)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("staff", "self-assessment")
        verbose_name_plural = pgettext_lazy("staff", "self-assessments")
        ordering: ClassVar = ["process_id", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["process", "wave"], condition=~Q(wave=Wave.EXTRA), name="assessment_once_a_wave"
            ),
            models.CheckConstraint(condition=Q(min_group__gte=5), name="assessment_groups_of_five_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.process_id}/{self.wave}"
