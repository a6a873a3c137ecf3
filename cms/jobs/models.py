"""The heartbeat of each due job: lease, last run, last success."""

from typing import ClassVar

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
