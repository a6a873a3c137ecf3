"""Definitions: immutable documents that describe a catalogue, a kind of process, or a report."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from opening.canonical import fingerprint
from opening.enums import DefinitionKind, DefinitionState


class AlteredDefinitionError(Exception):
    """The stored content no longer matches its fingerprint; nothing may be read from it."""


class DefinitionQuerySet(models.QuerySet["Definition"]):
    def published(self) -> "DefinitionQuerySet":
        """What new processes, assessments and reports may be pinned to."""
        return self.filter(state=DefinitionState.PUBLISHED)


class Definition(models.Model):
    """One version of a definition. Published content never changes; a change is a new version."""

    kind = models.CharField(max_length=20, choices=DefinitionKind.choices)
    key = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=DefinitionState.choices, default=DefinitionState.DRAFT)
    sha256 = models.CharField(max_length=64, unique=True)
    content = models.JSONField()
    released = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    objects = DefinitionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("staff", "definition")
        verbose_name_plural = pgettext_lazy("staff", "definitions")
        ordering: ClassVar = ["kind", "key", "-version"]
        permissions: ClassVar = [("publish_definition", "Can publish a definition")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key", "version"], name="definition_version_once"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="definition_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}/{self.version}"

    @property
    def is_intact(self) -> bool:
        """Whether the stored content still has the fingerprint it was stored with."""
        return fingerprint(self.content) == self.sha256

    def read(self) -> dict[str, Any]:
        """The content.

        Raises AlteredDefinitionError when somebody changed the row behind the back of the loader.
        """
        if not self.is_intact:
            raise AlteredDefinitionError(
                f"{self}: the content has fingerprint {fingerprint(self.content)}, stored is {self.sha256}. "
                "Restore the row from a backup, or load the original file into an empty table: "
                "manage.py load_definitions"
            )
        content: dict[str, Any] = self.content
        return content
