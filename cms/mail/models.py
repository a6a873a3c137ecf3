"""The outbox: every message is a row, written in the transaction of its cause, before anything is sent."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from cms.mail.enums import MessageChannel, Status


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def ready(self, at: datetime) -> "OutboxQuerySet":
        """Messages whose turn has come at `at` and that nobody holds."""
        return self.filter(
            Q(leased_until__isnull=True) | Q(leased_until__lte=at), status=Status.WAITING, not_before__lte=at
        )


class OutboxMessage(models.Model):
    """One message to one person, rendered when it was caused. The key makes that it exists once."""

    key = models.CharField(pgettext_lazy("staff", "key"), max_length=200, unique=True)
    kind = models.CharField(pgettext_lazy("staff", "kind"), max_length=80, db_index=True)
    channel = models.CharField(
        pgettext_lazy("staff", "channel"), max_length=10, choices=MessageChannel, default=MessageChannel.MAIL
    )
    language = models.CharField(pgettext_lazy("staff", "language"), max_length=12, choices=settings.LANGUAGES)
    to = models.EmailField(pgettext_lazy("staff", "to"))
    name = models.CharField(pgettext_lazy("staff", "name"), max_length=120, blank=True)
    subject = models.CharField(pgettext_lazy("staff", "subject"), max_length=250)
    text = models.TextField(pgettext_lazy("staff", "text"), blank=True)
    html = models.TextField(pgettext_lazy("staff", "HTML"), blank=True)
    message_id = models.CharField(pgettext_lazy("staff", "Message-ID"), max_length=120, unique=True)
    confidential = models.BooleanField(pgettext_lazy("staff", "confidential"), default=False)
    status = models.CharField(pgettext_lazy("staff", "state"), max_length=10, choices=Status, default=Status.WAITING)
    created_at = models.DateTimeField(pgettext_lazy("staff", "written"))
    not_before = models.DateTimeField(pgettext_lazy("staff", "not before"))
    attempts = models.PositiveSmallIntegerField(pgettext_lazy("staff", "attempts"), default=0)
    leased_until = models.DateTimeField(pgettext_lazy("staff", "being sent until"), null=True, blank=True)
    lease = models.CharField(pgettext_lazy("staff", "lease"), max_length=32, blank=True)
    sent_at = models.DateTimeField(pgettext_lazy("staff", "sent"), null=True, blank=True)
    problem = models.CharField(pgettext_lazy("staff", "last problem"), max_length=200, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("staff", "message")
        verbose_name_plural = pgettext_lazy("staff", "messages")
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["status", "not_before"], name="outbox_by_turn")]
        permissions: ClassVar = [("resend_outboxmessage", "Can send a message again")]
        default_permissions: ClassVar = ["view"]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_erased(self) -> bool:
        """The body of a confidential message is gone."""
        return self.confidential and not self.text


class OutboxAttachment(models.Model):
    """A file of a message, kept with it until it is erased."""

    message = models.ForeignKey(OutboxMessage, models.CASCADE, related_name="attachments")
    name = models.CharField(pgettext_lazy("staff", "file name"), max_length=120)
    mime = models.CharField(pgettext_lazy("staff", "type"), max_length=100)
    content = models.BinaryField(pgettext_lazy("staff", "content"))

    class Meta:
        verbose_name = pgettext_lazy("staff", "attachment")
        verbose_name_plural = pgettext_lazy("staff", "attachments")
        ordering: ClassVar = ["pk"]
        default_permissions: ClassVar = []

    def __str__(self) -> str:
        return self.name
