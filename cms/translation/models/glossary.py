"""Words that are explained to readers, shown to translators, kept from machines and understood by the search."""

from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy
from wagtail_localize.fields import SynchronizedField

from cms.translation.models.texts import TranslatedSnippet


class Term(TranslatedSnippet):
    """A word of the agency's field: what it means, in words that everybody understands."""

    term = models.CharField(pgettext_lazy("staff", "word"), max_length=120)
    explanation = models.TextField(pgettext_lazy("staff", "explanation"), max_length=300, blank=True)
    german = models.CharField(
        pgettext_lazy("staff", "German word"),
        max_length=120,
        help_text=pgettext_lazy("staff", "As it stands in letters of the offices; the same in every language."),
    )
    keep_german = models.BooleanField(
        pgettext_lazy("staff", "the German word stays in translations"),
        default=False,
        help_text=pgettext_lazy("staff", "For names of offices and papers that readers must recognise."),
    )
    machine_protect = models.BooleanField(pgettext_lazy("staff", "kept from machines"), default=True)
    related_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "page about it"),
    )
    audio = models.ForeignKey(
        "wagtaildocs.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "recording of the word"),
    )

    override_translatable_fields: ClassVar = [
        SynchronizedField("german", overridable=False),
        SynchronizedField("keep_german", overridable=False),
        SynchronizedField("machine_protect", overridable=False),
        SynchronizedField("related_page", overridable=False),
        SynchronizedField("audio", overridable=False),
    ]

    class Meta(TranslatedSnippet.Meta):
        verbose_name = pgettext_lazy("staff", "glossary word")
        verbose_name_plural = pgettext_lazy("staff", "glossary words")
        ordering: ClassVar = ["german"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["german", "locale"], name="term_once_a_language"),
        ]

    def __str__(self) -> str:
        return self.term


class TermAlias(models.Model):
    """Another form of a glossary word in one language: plural, compound, everyday word."""

    term_key = models.UUIDField(pgettext_lazy("staff", "glossary word"), db_index=True)
    locale = models.ForeignKey(
        "wagtailcore.Locale", models.CASCADE, related_name="+", verbose_name=pgettext_lazy("staff", "language")
    )
    word = models.CharField(pgettext_lazy("staff", "other form"), max_length=120)

    class Meta:
        verbose_name = pgettext_lazy("staff", "other form of a glossary word")
        verbose_name_plural = pgettext_lazy("staff", "other forms of glossary words")
        ordering: ClassVar = ["word"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term_key", "locale", "word"], name="term_alias_once_a_term")
        ]

    def __str__(self) -> str:
        return self.word


class Protected(models.Model):
    """Text that machines never see: names, numbers, abbreviations."""

    text = models.CharField(pgettext_lazy("staff", "text"), max_length=120, unique=True)
    note = models.CharField(pgettext_lazy("staff", "why"), max_length=200, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("staff", "text kept from machines")
        verbose_name_plural = pgettext_lazy("staff", "texts kept from machines")
        ordering: ClassVar = ["text"]

    def __str__(self) -> str:
        return self.text
