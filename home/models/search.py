"""What the public search knows, and what readers looked for and did not find."""

from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy


class SearchKind(models.TextChoices):
    """What an entry leads to. Glossary words and needs are not in the index: both are asked themselves."""

    PAGE = "page", pgettext_lazy("staff", "page")
    EVENT = "event", pgettext_lazy("staff", "event")
    ORGANISATION = "organisation", pgettext_lazy("staff", "organisation")
    PERSON = "person", pgettext_lazy("staff", "person")
    PLACE = "place", pgettext_lazy("staff", "place")


class SearchEntry(models.Model):
    """One public text in one language, folded for comparison.

    `title_words`, `words` and `marks` are read by the index of the database (FTS5 with triggers on SQLite, a generated
    tsvector on PostgreSQL), which migration 0004 makes. A migration that alters this table must make it anew.
    """

    kind = models.CharField(pgettext_lazy("staff", "kind"), max_length=16, choices=SearchKind.choices)
    key = models.CharField(pgettext_lazy("staff", "key"), max_length=40)
    language = models.CharField(pgettext_lazy("staff", "language"), max_length=12)
    heading = models.CharField(pgettext_lazy("staff", "title"), max_length=255)
    summary = models.CharField(pgettext_lazy("staff", "summary"), max_length=400, blank=True)
    title_words = models.TextField(pgettext_lazy("staff", "words of the title, folded"))
    words = models.TextField(pgettext_lazy("staff", "words of the text, folded"))
    marks = models.CharField(pgettext_lazy("staff", "language and kind, as words"), max_length=60)
    digest = models.CharField(pgettext_lazy("staff", "digest"), max_length=64)

    class Meta:
        verbose_name = pgettext_lazy("staff", "entry of the search")
        verbose_name_plural = pgettext_lazy("staff", "entries of the search")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key", "language"], name="search_entry_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.heading} ({self.language})"


class SearchMiss(models.Model):
    """A search without any answer, counted by day; nothing of who searched. Without text where it may name a person."""

    day = models.DateField(pgettext_lazy("staff", "day"))
    language = models.CharField(pgettext_lazy("staff", "language"), max_length=12)
    query = models.CharField(pgettext_lazy("staff", "looked for"), max_length=60, blank=True)
    count = models.PositiveIntegerField(pgettext_lazy("staff", "times"), default=0)
    wanted = models.PositiveIntegerField(pgettext_lazy("staff", "wanted"), default=0)
    sentences = models.JSONField(pgettext_lazy("staff", "what readers say"), default=list, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("staff", "search without an answer")
        verbose_name_plural = pgettext_lazy("staff", "searches without an answer")
        ordering: ClassVar = ["-day", "-count"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "language", "query"], name="search_miss_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.query} ({self.language})"
