"""A sign-up (*Anmeldung*) of a person for a shift, its history, and the guest whose address is not proved yet."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from volunteering.enums import COUNTED, HOLDING, Priority, SignUpState, Source
from volunteering.models.shift import Shift
from volunteering.models.volunteer import Volunteer


class SignUpQuerySet(models.QuerySet["SignUp"]):
    """Which sign-ups there are."""

    def holding(self) -> "SignUpQuerySet":
        """Sign-ups that hold a place now."""
        return self.filter(state__in=HOLDING)

    def counted(self) -> "SignUpQuerySet":
        """Sign-ups that count as places taken."""
        return self.filter(state__in=COUNTED)

    def queue(self) -> "SignUpQuerySet":
        """The waiting list, first come first."""
        return self.filter(state=SignUpState.WAITLISTED).order_by("priority", "queued_at", "pk")


class SignUp(models.Model):
    """One row per person and shift; coming back uses the same row again."""

    volunteer = models.ForeignKey(
        Volunteer, models.SET_NULL, null=True, related_name="sign_ups", verbose_name=pgettext_lazy("staff", "volunteer")
    )
    shift = models.ForeignKey(
        Shift, models.PROTECT, related_name="sign_ups", verbose_name=pgettext_lazy("staff", "shift")
    )
    state = models.CharField(pgettext_lazy("staff", "state"), max_length=12, choices=SignUpState.choices)
    group_size = models.PositiveSmallIntegerField(
        pgettext_lazy("staff", "how many people"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    queued_at = models.DateTimeField(null=True, blank=True, editable=False)
    priority = models.PositiveSmallIntegerField(default=Priority.NORMAL, editable=False)
    offered_until = models.DateTimeField(pgettext_lazy("staff", "offer holds until"), null=True, blank=True)
    answer_digest = models.CharField(max_length=64, blank=True, editable=False)
    source = models.CharField(
        pgettext_lazy("staff", "made"), max_length=12, choices=Source.choices, default=Source.SELF
    )
    reason_code = models.CharField(max_length=40, blank=True, editable=False)
    accepted = models.JSONField(default=list, blank=True, editable=False)
    passed_over = models.JSONField(default=list, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("staff", "sign-up")
        verbose_name_plural = pgettext_lazy("staff", "sign-ups")
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["shift", "state", "priority", "queued_at"], name="sign_up_queue"),
            models.Index(fields=["state", "offered_until"], name="sign_up_offers"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["volunteer", "shift"], name="sign_up_once_a_person_and_shift"),
            models.CheckConstraint(condition=Q(group_size__gte=1, group_size__lte=20), name="sign_up_group_of_1_to_20"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="sign_up_starts_before_it_ends"),
        ]
        permissions: ClassVar = [("decide_signup", "Can decide on requests and sign people up")]

    def __str__(self) -> str:
        return f"{self.shift_id}: {self.volunteer_id} {self.state}"


class SignUpEvent(models.Model):
    """One change of a sign-up. Rows are only ever added."""

    sign_up = models.ForeignKey(SignUp, models.CASCADE, related_name="events")
    from_state = models.CharField(max_length=12, choices=SignUpState.choices, blank=True)
    to_state = models.CharField(max_length=12, choices=SignUpState.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("staff", "change of a sign-up")
        verbose_name_plural = pgettext_lazy("staff", "changes of sign-ups")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class PendingSignUp(models.Model):
    """A guest who has not proved their address yet. Holds no place and is forgotten after 24 hours.

    The address itself is in the message that carries the link, and nowhere else.
    """

    name = models.CharField(pgettext_lazy("staff", "name"), max_length=120)
    address_hash = models.CharField(max_length=64, editable=False)
    shift = models.ForeignKey(
        Shift, models.CASCADE, related_name="pending", verbose_name=pgettext_lazy("staff", "shift")
    )
    language = models.CharField(
        pgettext_lazy("staff", "language"), max_length=12, choices=settings.LANGUAGES, default="de"
    )
    size = models.PositiveSmallIntegerField(pgettext_lazy("staff", "how many people"), default=1)
    answers = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    message = models.ForeignKey(
        "mail.OutboxMessage", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = pgettext_lazy("staff", "sign-up to be confirmed")
        verbose_name_plural = pgettext_lazy("staff", "sign-ups to be confirmed")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=20), name="pending_group_of_1_to_20"),
        ]

    def __str__(self) -> str:
        return f"{self.shift_id}: {self.created_at:%d.%m. %H:%M}"
