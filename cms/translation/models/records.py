"""What machines, files and readers did: append-only records without a second copy of any translation."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


class MachineRunState(models.TextChoices):
    """Where a run of a machine over one piece stands."""

    QUEUED = "queued", pgettext_lazy("staff", "waiting")
    RUNNING = "running", pgettext_lazy("staff", "running")
    DONE = "done", pgettext_lazy("staff", "finished")
    PARTIAL = "partial", pgettext_lazy("staff", "partly done")
    FAILED = "failed", pgettext_lazy("staff", "failed")
    REFUSED = "refused", pgettext_lazy("staff", "refused")


class MachineRun(models.Model):
    """One run of a provider over the open sentences of one piece, or the suggestion for one sentence.

    `reasons` says by the number of a sentence why it stayed open; within a run such a sentence is not sent again.
    """

    translation_key = models.UUIDField(pgettext_lazy("staff", "translation key"), db_index=True)
    model = models.CharField(pgettext_lazy("staff", "kind"), max_length=100)
    locale = models.ForeignKey(
        "wagtailcore.Locale", models.CASCADE, related_name="+", verbose_name=pgettext_lazy("staff", "language")
    )
    provider = models.CharField(pgettext_lazy("staff", "provider"), max_length=40)
    suggestion = models.BooleanField(pgettext_lazy("staff", "suggestion for one sentence"), default=False)
    job = models.ForeignKey(
        "jobs.BackgroundRun",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="machine_runs",
        verbose_name=pgettext_lazy("staff", "background run"),
    )
    planned = models.PositiveIntegerField(pgettext_lazy("staff", "words asked for"), default=0)
    words = models.PositiveIntegerField(pgettext_lazy("staff", "words sent"), default=0)
    characters = models.PositiveIntegerField(pgettext_lazy("staff", "characters sent"), default=0)
    cost = models.DecimalField(pgettext_lazy("staff", "cost in euros"), max_digits=10, decimal_places=4, default=0)
    failed_batches = models.PositiveSmallIntegerField(pgettext_lazy("staff", "batches without an answer"), default=0)
    done = models.PositiveIntegerField(pgettext_lazy("staff", "sentences stored"), default=0)
    failed = models.PositiveIntegerField(pgettext_lazy("staff", "sentences left open"), default=0)
    reasons = models.JSONField(pgettext_lazy("staff", "why sentences stayed open"), default=dict, blank=True)
    state = models.CharField(
        pgettext_lazy("staff", "state"), max_length=10, choices=MachineRunState.choices, default=MachineRunState.QUEUED
    )
    reason = models.CharField(pgettext_lazy("staff", "reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "by"),
    )
    at = models.DateTimeField(pgettext_lazy("staff", "asked for"), db_index=True)
    heartbeat_at = models.DateTimeField(pgettext_lazy("staff", "last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(pgettext_lazy("staff", "finished"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("staff", "machine run")
        verbose_name_plural = pgettext_lazy("staff", "machine runs")
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.provider} {self.model} {self.translation_key} ({self.locale_id})"


class Demand(models.Model):
    """How often readers of a language got German words instead of their own; a count, no person."""

    day = models.DateField(pgettext_lazy("staff", "day"))
    translation_key = models.UUIDField(pgettext_lazy("staff", "translation key"), db_index=True)
    locale = models.ForeignKey(
        "wagtailcore.Locale", models.CASCADE, related_name="+", verbose_name=pgettext_lazy("staff", "language")
    )
    count = models.PositiveIntegerField(pgettext_lazy("staff", "times"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("staff", "demand for a translation")
        verbose_name_plural = pgettext_lazy("staff", "demand for translations")
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "translation_key", "locale"], name="demand_once_a_day_text_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.translation_key} ({self.locale_id}): {self.count}"


class ExchangeKind(models.TextChoices):
    """Which way a file goes."""

    EXPORT = "export", pgettext_lazy("staff", "export")
    IMPORT = "import", pgettext_lazy("staff", "import")


class ExchangeFormat(models.TextChoices):
    """What translators outside open in their programs."""

    PO = "po", "PO"
    XLIFF = "xliff", "XLIFF 1.2"


class ExchangeState(models.TextChoices):
    """Where a file stands."""

    PREPARED = "prepared", pgettext_lazy("staff", "ready for download")
    PREVIEWED = "previewed", pgettext_lazy("staff", "read, nothing changed yet")
    APPLIED = "applied", pgettext_lazy("staff", "taken over")
    DISCARDED = "discarded", pgettext_lazy("staff", "discarded")


class Exchange(models.Model):
    """A file for translators outside, or one that came back; kept for 30 days, its report for good."""

    kind = models.CharField(pgettext_lazy("staff", "kind"), max_length=10, choices=ExchangeKind.choices)
    format = models.CharField(pgettext_lazy("staff", "format"), max_length=10, choices=ExchangeFormat.choices)
    scope = models.JSONField(pgettext_lazy("staff", "scope"), default=dict, blank=True)
    name = models.CharField(pgettext_lazy("staff", "name of the file"), max_length=200, blank=True)
    content = models.BinaryField(pgettext_lazy("staff", "content"), null=True, blank=True)
    report = models.JSONField(pgettext_lazy("staff", "report"), default=dict, blank=True)
    state = models.CharField(
        pgettext_lazy("staff", "state"), max_length=10, choices=ExchangeState.choices, default=ExchangeState.PREPARED
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "by"),
    )
    at = models.DateTimeField(pgettext_lazy("staff", "at"))

    class Meta:
        verbose_name = pgettext_lazy("staff", "exchange file")
        verbose_name_plural = pgettext_lazy("staff", "exchange files")
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.name or f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class EasyCheck(models.Model):
    """A group of readers tested a text in Leichte Sprache; it holds for the digest it was tested with."""

    translation_key = models.UUIDField(pgettext_lazy("staff", "translation key"), db_index=True)
    digest = models.CharField(pgettext_lazy("staff", "digest of the tested words"), max_length=64)
    tested_by = models.CharField(
        pgettext_lazy("staff", "tested by"),
        max_length=120,
        help_text=pgettext_lazy("staff", "The name of the group, or a first name with consent."),
    )
    tested_on = models.DateField(pgettext_lazy("staff", "tested on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "entered by"),
    )

    class Meta:
        verbose_name = pgettext_lazy("staff", "test of Leichte Sprache")
        verbose_name_plural = pgettext_lazy("staff", "tests of Leichte Sprache")
        ordering: ClassVar = ["-tested_on"]

    def __str__(self) -> str:
        return f"{self.tested_by}, {self.tested_on}"
