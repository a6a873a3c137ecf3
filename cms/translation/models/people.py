"""Who translates and checks what: roles by language, assignments, questions, and the time they give."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import pgettext_lazy


class TranslatorRole(models.Model):
    """What a person may do in one language; translators need no access to the admin for it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="translator_roles",
        verbose_name=pgettext_lazy("staff", "person"),
    )
    locale = models.ForeignKey(
        "wagtailcore.Locale",
        models.CASCADE,
        related_name="translator_roles",
        verbose_name=pgettext_lazy("staff", "language"),
    )
    may_translate = models.BooleanField(pgettext_lazy("staff", "translates"), default=True)
    may_review = models.BooleanField(pgettext_lazy("staff", "checks and publishes"), default=False)
    valid_from = models.DateField(pgettext_lazy("staff", "from"))
    valid_until = models.DateField(pgettext_lazy("staff", "until"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("staff", "translator")
        verbose_name_plural = pgettext_lazy("staff", "translators")
        ordering: ClassVar = ["locale__language_code", "user__name"]
        permissions: ClassVar = [
            ("manage_translations", "Can start, assign, export and import translations"),
            ("lead_translations", "Can publish, withdraw and carry over translations"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "locale"], name="translator_role_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.locale})"

    def clean(self) -> None:
        """A role ends after it begins and allows something."""
        if self.valid_until and self.valid_from and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": pgettext_lazy("staff", "The last day is before the first one.")})
        if not (self.may_translate or self.may_review):
            raise ValidationError(pgettext_lazy("staff", "Choose at least one: translates, or checks and publishes."))


class Assignment(models.Model):
    """A piece given to one person; at most one is open for each piece."""

    translation_key = models.UUIDField(pgettext_lazy("staff", "translation key"), db_index=True)
    model = models.CharField(pgettext_lazy("staff", "kind"), max_length=100)
    locale = models.ForeignKey(
        "wagtailcore.Locale", models.CASCADE, related_name="+", verbose_name=pgettext_lazy("staff", "language")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="translation_assignments",
        verbose_name=pgettext_lazy("staff", "assigned to"),
    )
    due_on = models.DateField(pgettext_lazy("staff", "due on"), null=True, blank=True)
    urgent = models.BooleanField(pgettext_lazy("staff", "urgent"), default=False)
    note = models.CharField(pgettext_lazy("staff", "note"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "by"),
    )
    at = models.DateTimeField(pgettext_lazy("staff", "assigned"))
    ended_at = models.DateTimeField(pgettext_lazy("staff", "ended"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("staff", "assignment")
        verbose_name_plural = pgettext_lazy("staff", "assignments")
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["translation_key", "locale"],
                condition=models.Q(ended_at__isnull=True),
                name="assignment_open_once_a_piece",
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.translation_key} ({self.locale_id}): {self.assignee}"


class QuestionState(models.TextChoices):
    """Where a question about a sentence stands."""

    OPEN = "open", pgettext_lazy("staff", "open")
    ANSWERED = "answered", pgettext_lazy("staff", "answered")
    CLOSED = "closed", pgettext_lazy("staff", "closed")


class Question(models.Model):
    """What a translator is unsure of; answers are shown to every translator of the text, in any language."""

    translation_key = models.UUIDField(pgettext_lazy("staff", "translation key"), db_index=True)
    model = models.CharField(pgettext_lazy("staff", "kind"), max_length=100)
    locale = models.ForeignKey(
        "wagtailcore.Locale", models.CASCADE, related_name="+", verbose_name=pgettext_lazy("staff", "language")
    )
    path = models.CharField(pgettext_lazy("staff", "place of the sentence"), max_length=500)
    german = models.TextField(pgettext_lazy("staff", "German sentence"))
    text = models.TextField(pgettext_lazy("staff", "question"), max_length=1000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "asked by"),
    )
    asked_at = models.DateTimeField(pgettext_lazy("staff", "asked"))
    answer = models.TextField(pgettext_lazy("staff", "answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "answered by"),
    )
    answered_at = models.DateTimeField(pgettext_lazy("staff", "answered"), null=True, blank=True)
    state = models.CharField(
        pgettext_lazy("staff", "state"), max_length=10, choices=QuestionState.choices, default=QuestionState.OPEN
    )

    class Meta:
        verbose_name = pgettext_lazy("staff", "question about a sentence")
        verbose_name_plural = pgettext_lazy("staff", "questions about sentences")
        ordering: ClassVar = ["asked_at"]

    def __str__(self) -> str:
        return self.text


class WorkEntry(models.Model):
    """What a person translated on a day in a language; the volunteer's hours come from it.

    `seconds` is the sum of the pauses between two savings, those up to five minutes counted whole and longer ones as
    one minute; `minutes` is the same rounded up; `confirmed_minutes` is what the person says it was.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="translation_work",
        verbose_name=pgettext_lazy("staff", "person"),
    )
    day = models.DateField(pgettext_lazy("staff", "day"))
    locale = models.ForeignKey(
        "wagtailcore.Locale", models.CASCADE, related_name="+", verbose_name=pgettext_lazy("staff", "language")
    )
    sentences = models.PositiveIntegerField(pgettext_lazy("staff", "sentences"), default=0)
    words = models.PositiveIntegerField(pgettext_lazy("staff", "words"), default=0)
    seconds = models.PositiveIntegerField(pgettext_lazy("staff", "seconds"), default=0)
    minutes = models.PositiveIntegerField(pgettext_lazy("staff", "minutes"), default=0)
    last_saved_at = models.DateTimeField(pgettext_lazy("staff", "last saved"), null=True, blank=True)
    confirmed_minutes = models.PositiveIntegerField(pgettext_lazy("staff", "confirmed minutes"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("staff", "day of translating")
        verbose_name_plural = pgettext_lazy("staff", "days of translating")
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "day", "locale"], name="work_entry_once_a_day_and_language")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day} {self.locale_id}"
