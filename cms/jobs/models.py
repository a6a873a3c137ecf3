"""The heartbeat of each due job, and background runs with their progress."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


class Heartbeat(models.Model):
    """One row a job; made when the job is first seen, so that silence can be told from youth."""

    name = models.CharField(pgettext_lazy("staff", "job"), max_length=80, unique=True)
    first_seen_at = models.DateTimeField(pgettext_lazy("staff", "first seen"))
    started_at = models.DateTimeField(pgettext_lazy("staff", "last start"), null=True, blank=True)
    succeeded_at = models.DateTimeField(pgettext_lazy("staff", "last success"), null=True, blank=True)
    failed_at = models.DateTimeField(pgettext_lazy("staff", "last failure"), null=True, blank=True)
    sentence = models.CharField(pgettext_lazy("staff", "what it did"), max_length=300, blank=True)
    leased_until = models.DateTimeField(pgettext_lazy("staff", "runs until at the latest"), null=True, blank=True)
    lease = models.CharField(pgettext_lazy("staff", "lease"), max_length=32, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("staff", "heartbeat of a job")
        verbose_name_plural = pgettext_lazy("staff", "heartbeats of the jobs")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def failed_last(self) -> bool:
        """The last finished run failed."""
        return self.failed_at is not None and (self.succeeded_at is None or self.failed_at > self.succeeded_at)


class RunState(models.TextChoices):
    """Where a background run stands."""

    QUEUED = "queued", pgettext_lazy("staff", "waiting")
    RUNNING = "running", pgettext_lazy("staff", "running")
    DONE = "done", pgettext_lazy("staff", "finished")
    PARTIAL = "partial", pgettext_lazy("staff", "partly done")
    CANCELLED = "cancelled", pgettext_lazy("staff", "stopped")


class BackgroundRun(models.Model):
    """Long work that goes step by step: what is left stands in the row, so that any worker can go on."""

    kind = models.CharField(pgettext_lazy("staff", "kind"), max_length=80)
    title = models.CharField(pgettext_lazy("staff", "title"), max_length=200)
    state = models.CharField(
        pgettext_lazy("staff", "state"), max_length=10, choices=RunState.choices, default=RunState.QUEUED, db_index=True
    )
    options = models.JSONField(pgettext_lazy("staff", "options"), default=dict, blank=True)
    items = models.JSONField(pgettext_lazy("staff", "what is left"), default=list, blank=True)
    total = models.PositiveIntegerField(pgettext_lazy("staff", "steps"), default=0)
    done = models.PositiveIntegerField(pgettext_lazy("staff", "done"), default=0)
    failed = models.PositiveIntegerField(pgettext_lazy("staff", "failed"), default=0)
    skipped = models.PositiveIntegerField(pgettext_lazy("staff", "left out"), default=0)
    notes = models.JSONField(pgettext_lazy("staff", "what happened"), default=list, blank=True)
    result_url = models.CharField(pgettext_lazy("staff", "result"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "by"),
    )
    created_at = models.DateTimeField(pgettext_lazy("staff", "asked for"))
    finished_at = models.DateTimeField(pgettext_lazy("staff", "finished"), null=True, blank=True)
    leased_until = models.DateTimeField(pgettext_lazy("staff", "runs until at the latest"), null=True, blank=True)
    lease = models.CharField(pgettext_lazy("staff", "lease"), max_length=32, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("staff", "background run")
        verbose_name_plural = pgettext_lazy("staff", "background runs")
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Nothing more will happen."""
        return self.state not in {RunState.QUEUED, RunState.RUNNING}
