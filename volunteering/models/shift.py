"""A shift (*Einsatz*): a time with places. Its counters change in `domain/places.py` alone."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from volunteering.enums import ShiftState
from volunteering.models.need import Need


class ShiftQuerySet(models.QuerySet["Shift"]):
    """Which shifts there are."""

    def ahead(self, at: datetime) -> "ShiftQuerySet":
        """Open shifts that have not begun."""
        return self.filter(state=ShiftState.OPEN, starts_at__gt=at)

    def with_queue_and_room(self) -> "ShiftQuerySet":
        """Open shifts where somebody waits although a place is free."""
        return self.filter(state=ShiftState.OPEN, waiting__gt=0, places_taken__lt=F("places_max"))


class Shift(models.Model):
    """One time of a need, with its places and the two counters that say how many are taken and who waits."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="shifts", verbose_name=pgettext_lazy("staff", "need"))
    number = models.PositiveSmallIntegerField(pgettext_lazy("staff", "number within the need"))
    starts_at = models.DateTimeField(pgettext_lazy("staff", "starts"))
    ends_at = models.DateTimeField(pgettext_lazy("staff", "ends"))
    places_min = models.PositiveSmallIntegerField(pgettext_lazy("staff", "places needed at least"), default=1)
    places_max = models.PositiveSmallIntegerField(pgettext_lazy("staff", "number of places"), default=1)
    places_taken = models.PositiveSmallIntegerField(default=0, editable=False)
    waiting = models.PositiveIntegerField(default=0, editable=False)
    state = models.CharField(
        pgettext_lazy("staff", "state"), max_length=10, choices=ShiftState.choices, default=ShiftState.OPEN
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    cancel_reason = models.CharField(pgettext_lazy("staff", "reason of the cancellation"), max_length=200, blank=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("staff", "shift")
        verbose_name_plural = pgettext_lazy("staff", "shifts")
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "starts_at"], name="shift_state_start")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "number"], name="shift_number_once_a_need"),
            models.CheckConstraint(
                condition=Q(places_taken__gte=0, places_taken__lte=F("places_max")), name="shift_places_taken_fit"
            ),
            models.CheckConstraint(
                condition=Q(places_min__gte=1, places_min__lte=F("places_max")), name="shift_minimum_fits"
            ),
            models.CheckConstraint(condition=Q(waiting__gte=0), name="shift_waiting_not_negative"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="shift_starts_before_it_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.need.code}/{self.number}"

    @property
    def places_left(self) -> int:
        """Places nobody holds; while somebody waits they are not free for others."""
        return self.places_max - self.places_taken

    @property
    def minutes(self) -> int:
        """Real elapsed minutes, also over the change of the clocks."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)
