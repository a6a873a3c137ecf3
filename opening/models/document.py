"""Documents of a process; each version is a row."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from opening.enums import DocumentState, Visibility


class DocumentQuerySet(models.QuerySet["Document"]):
    def latest_versions(self) -> "DocumentQuerySet":
        """The last version of each series."""
        newer = Document.objects.filter(series=models.OuterRef("series"), version__gt=models.OuterRef("version"))
        return self.filter(~models.Exists(newer))

    def for_parties(self) -> "DocumentQuerySet":
        """What the partner side may read: shared or signed, and not for the agency alone."""
        return self.filter(
            visibility=Visibility.PARTIES,
            state__in=[DocumentState.SHARED, DocumentState.SIGNED],
        )


class Document(models.Model):
    """One version of a document that is written here."""

    process = models.ForeignKey("opening.Process", models.CASCADE, related_name="documents")
    stage = models.ForeignKey("opening.Stage", models.CASCADE, null=True, blank=True, related_name="documents")
    deliverable = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40)
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    body = models.TextField(max_length=40_000)
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=200, blank=True)
    visibility = models.CharField(max_length=20, choices=Visibility.choices, default=Visibility.PARTIES)
    state = models.CharField(max_length=20, choices=DocumentState.choices, default=DocumentState.DRAFT)
    withdraw_reason = models.TextField(max_length=600, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    written_on = models.DateField()
    shared_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="process_documents"
    )

    objects = DocumentQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("staff", "document")
        verbose_name_plural = pgettext_lazy("staff", "documents")
        ordering: ClassVar = ["process_id", "series", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "version"], name="document_version_once"),
            models.CheckConstraint(condition=~Q(body=""), name="document_has_a_body"),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.WITHDRAWN) | ~Q(withdraw_reason=""),
                name="document_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id}/{self.series}/v{self.version}"
