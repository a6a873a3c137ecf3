"""A volunteer and their short profile: languages, skills, weekday grid, districts, limits."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from volunteering.enums import Channel, DayPart, Level, VolunteerState


class Volunteer(models.Model):
    """A person who helps (*Freiwillige*). Only the name and one way to be reached are required."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="volunteer",
        verbose_name=pgettext_lazy("staff", "account"),
    )
    name = models.CharField(pgettext_lazy("staff", "name"), max_length=120)
    email = models.EmailField(
        pgettext_lazy("staff", "e-mail address"),
        blank=True,
        help_text=pgettext_lazy("staff", "Empty where there is an account."),
    )
    phone = models.CharField(pgettext_lazy("staff", "phone"), max_length=40, blank=True)
    language = models.CharField(
        pgettext_lazy("staff", "language"), max_length=12, choices=settings.LANGUAGES, default="de"
    )
    channel = models.CharField(
        pgettext_lazy("staff", "best reached"), max_length=10, choices=Channel.choices, default=Channel.MAIL
    )
    state = models.CharField(
        pgettext_lazy("staff", "state"),
        max_length=12,
        choices=VolunteerState.choices,
        default=VolunteerState.INTERESTED,
    )
    state_since = models.DateTimeField(pgettext_lazy("staff", "in this state since"), default=timezone.now)
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "coordinator"),
    )
    home_district = models.ForeignKey(
        "network.District",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "home district"),
    )
    districts = models.ManyToManyField(
        "network.District",
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "districts that suit, too"),
    )
    interests = models.JSONField(pgettext_lazy("staff", "interests"), default=list, blank=True)
    max_per_week = models.PositiveSmallIntegerField(
        pgettext_lazy("staff", "at most so many shifts a week"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(7)],
    )
    max_per_day = models.PositiveSmallIntegerField(
        pgettext_lazy("staff", "at most so many shifts a day"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(4)],
    )
    paused_until = models.DateField(pgettext_lazy("staff", "taking a break until"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(pgettext_lazy("staff", "year of birth"), null=True, blank=True)
    trusted_kinds = models.JSONField(pgettext_lazy("staff", "kinds confirmed at once"), default=list, blank=True)
    joined_at = models.DateTimeField(pgettext_lazy("staff", "with us since"), default=timezone.now)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("staff", "volunteer")
        verbose_name_plural = pgettext_lazy("staff", "volunteers")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(max_per_week__gte=1, max_per_day__gte=1), name="volunteer_limits_at_least_one"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The e-mail address: that of the account where there is one."""
        return self.user.email if self.user else self.email

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return self.name.split(" ")[0]


class VolunteerLanguage(models.Model):
    """A language somebody speaks, asked as a skill; where a person comes from is not asked."""

    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="languages", verbose_name=pgettext_lazy("staff", "volunteer")
    )
    language = models.CharField(pgettext_lazy("staff", "language"), max_length=12)
    level = models.CharField(pgettext_lazy("staff", "level"), max_length=6, choices=Level.choices, default=Level.B2)
    interprets = models.BooleanField(pgettext_lazy("staff", "interprets"), default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "confirmed by"),
    )

    class Meta:
        verbose_name = pgettext_lazy("staff", "language of a volunteer")
        verbose_name_plural = pgettext_lazy("staff", "languages of volunteers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["volunteer", "language"], name="volunteer_language_once"),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.level}"


class VolunteerSkill(models.Model):
    """Something a person can do; keys are in `data/skills.yaml`, where the higher implies the lower."""

    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="skills", verbose_name=pgettext_lazy("staff", "volunteer")
    )
    skill = models.CharField(pgettext_lazy("staff", "skill"), max_length=40)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "confirmed by"),
    )

    class Meta:
        verbose_name = pgettext_lazy("staff", "skill of a volunteer")
        verbose_name_plural = pgettext_lazy("staff", "skills of volunteers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["volunteer", "skill"], name="volunteer_skill_once"),
        ]

    def __str__(self) -> str:
        return self.skill


class AvailabilityCell(models.Model):
    """One ticked field of the weekday grid: a weekday (0 is Monday) and a part of the day."""

    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="cells", verbose_name=pgettext_lazy("staff", "volunteer")
    )
    weekday = models.PositiveSmallIntegerField(pgettext_lazy("staff", "weekday"))
    part = models.CharField(pgettext_lazy("staff", "part of the day"), max_length=10, choices=DayPart.choices)

    class Meta:
        verbose_name = pgettext_lazy("staff", "time that suits")
        verbose_name_plural = pgettext_lazy("staff", "times that suit")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["volunteer", "weekday", "part"], name="availability_cell_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="availability_weekday_0_to_6"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.part}"
