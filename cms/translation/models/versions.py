"""The facts from which states are derived: versions of the source, and what was composed of translated sentences."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


class Carried(models.TextChoices):
    """How translations went along with a new version of the source."""

    NONE = "none", pgettext_lazy("staff", "changed sentences are open")
    SPELLING = "spelling", pgettext_lazy("staff", "spelling only, translations kept")


class SourceVersion(models.Model):
    """The words of a source row as they were published; a new row only when a sentence changed."""

    translation_key = models.UUIDField(pgettext_lazy("staff", "translation key"), db_index=True)
    model = models.CharField(pgettext_lazy("staff", "kind"), max_length=100)
    locale = models.ForeignKey(
        "wagtailcore.Locale", models.CASCADE, related_name="+", verbose_name=pgettext_lazy("staff", "language")
    )
    number = models.PositiveIntegerField(pgettext_lazy("staff", "number"))
    digest = models.CharField(pgettext_lazy("staff", "digest of the sentences"), max_length=64)
    sentences = models.PositiveIntegerField(pgettext_lazy("staff", "sentences"))
    words = models.PositiveIntegerField(pgettext_lazy("staff", "words"))
    at = models.DateTimeField(pgettext_lazy("staff", "published"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "by"),
    )
    carried = models.CharField(
        pgettext_lazy("staff", "carried over"), max_length=10, choices=Carried.choices, default=Carried.NONE
    )

    changes = models.JSONField(pgettext_lazy("staff", "changes since the last version"), default=dict, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("staff", "version of a source text")
        verbose_name_plural = pgettext_lazy("staff", "versions of source texts")
        ordering: ClassVar = ["translation_key", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["translation_key", "locale", "number"], name="source_version_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.translation_key} #{self.number}"


class Release(models.Model):
    """A composed revision of a text row; live is the one whose revision is the row's live revision."""

    translation = models.ForeignKey(
        "wagtail_localize.Translation",
        models.CASCADE,
        related_name="releases",
        verbose_name=pgettext_lazy("staff", "translation"),
    )
    revision = models.OneToOneField(
        "wagtailcore.Revision",
        models.SET_NULL,
        null=True,
        related_name="release",
        verbose_name=pgettext_lazy("staff", "revision"),
    )
    digest = models.CharField(pgettext_lazy("staff", "digest of the source"), max_length=64)
    composed_at = models.DateTimeField(pgettext_lazy("staff", "composed"))
    composed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "translated by"),
    )
    sentences = models.PositiveIntegerField(pgettext_lazy("staff", "translated sentences"))
    machine_sentences = models.PositiveIntegerField(pgettext_lazy("staff", "sentences by machine"), default=0)
    dropped_terms = models.PositiveIntegerField(pgettext_lazy("staff", "German words left out"), default=0)
    terms_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "leaving them out confirmed by"),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "checked by"),
    )
    reviewed_at = models.DateTimeField(pgettext_lazy("staff", "checked"), null=True, blank=True)
    published_at = models.DateTimeField(pgettext_lazy("staff", "published"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(pgettext_lazy("staff", "withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("staff", "composed translation")
        verbose_name_plural = pgettext_lazy("staff", "composed translations")
        ordering: ClassVar = ["composed_at"]

    def __str__(self) -> str:
        return f"{self.translation_id} {self.composed_at:%Y-%m-%d %H:%M}"
