"""Mixins of everything that has words in many languages, and the facts from which states are derived."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import pgettext_lazy
from wagtail.models import (
    DraftStateMixin,
    PageViewRestriction,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.locales.components import register_locale_component

from cms.translation.languages import direction, endonym
from cms.translation.roots import roots

if TYPE_CHECKING:
    from cms.users.models import User


class Gated(models.Model):
    """Publication of a text row passes the gate, whichever way it comes: editor, schedule, workflow or code."""

    class Meta:
        abstract = True

    @transaction.atomic
    def publish(self, revision: Revision, user: "User | None" = None, **options: Any) -> None:
        """Make a revision live.

        Raises PublishRefused when this is a managed translation with gaps, errors or an outdated source.
        """
        from cms.translation.gate import refuse_incomplete

        refuse_incomplete(self, revision, by=user)
        super().publish(revision, user=user, **options)  # type: ignore[misc]  # Wagtail's mixin stands behind us

    @transaction.atomic
    def unpublish(self, **options: Any) -> None:
        """Take the row offline; the translations of a source row go with it, in the same transaction."""
        super().unpublish(**options)  # type: ignore[misc]  # Wagtail's mixin stands behind us

    @property
    def language(self) -> str:
        """The language code of the words of this row, without a query."""
        return roots().code_of(self.locale_id)  # type: ignore[attr-defined]  # of TranslatableMixin

    @cached_property
    def facts(self) -> Self:
        """The source row, which alone is asked for facts; the row itself where it has no source."""
        source_locale = roots().source.locale_id
        if self.locale_id == source_locale:  # type: ignore[attr-defined]  # of TranslatableMixin
            return self
        rows = type(self)._default_manager.filter(
            translation_key=self.translation_key,  # type: ignore[attr-defined]  # of TranslatableMixin
            locale_id=source_locale,
        )
        return rows.first() or self


class TranslatedSnippet(Gated, PreviewableMixin, WorkflowMixin, DraftStateMixin, RevisionMixin, TranslatableMixin):
    """A snippet with words: drafts, revisions, workflow and preview as the translator's desk needs them.

    Register it with `cms.translation.translatable.register` in your AppConfig.ready().
    """

    class Meta(TranslatableMixin.Meta):
        abstract = True


class TranslatedPage(Gated):
    """Mixin of every page type, placed before Page: words by language, facts from the source row, publish gate.

    `override_translatable_fields` of a subclass adds to those of its bases instead of replacing them. The slug is the
    same Latin one in every language.
    """

    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("slug", overridable=False)]

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Join the overrides of all bases, so that nobody repeats the slug."""
        super().__init_subclass__(**kwargs)
        joined: dict[str, Any] = {}
        for base in reversed(cls.__mro__):
            joined.update({field.field_name: field for field in base.__dict__.get("override_translatable_fields", [])})
        cls.override_translatable_fields = list(joined.values())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context and `page_lang`, the language of the words on the page."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]  # of Page
        context["page_lang"] = self.language
        return context

    def get_view_restrictions(self) -> "models.QuerySet[PageViewRestriction]":
        """Restrictions of this page and its ancestors; no query where the site has none at all."""
        rows: models.QuerySet[PageViewRestriction]
        if any(self.path.startswith(path) for path in roots().restricted_paths):  # type: ignore[attr-defined]  # of MP_Node
            rows = super().get_view_restrictions()  # type: ignore[misc]  # of Page
        else:
            rows = PageViewRestriction.objects.none()
        return rows


class Review(models.TextChoices):
    """Who may publish a translation."""

    SECOND_PERSON = "second_person", pgettext_lazy("staff", "a second person checks it")
    SELF = "self", pgettext_lazy("staff", "whoever translated it may publish it")


@register_locale_component(heading=pgettext_lazy("staff", "Language on the website"), required=True)
class LocaleProfile(models.Model):
    """What the house decides about a language; part of the form of a Wagtail locale."""

    locale = models.OneToOneField("wagtailcore.Locale", models.CASCADE, related_name="profile", editable=False)
    public = models.BooleanField(
        pgettext_lazy("staff", "public"),
        default=False,
        help_text=pgettext_lazy(
            "staff", "Readers can choose this language. It needs a live front page and a complete interface."
        ),
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("staff", "position in the language switch"), default=0)
    hreflang = models.CharField(
        pgettext_lazy("staff", "code for search engines"),
        max_length=12,
        blank=True,
        help_text=pgettext_lazy("staff", "Empty where search engines know no code, as for Leichte Sprache."),
    )
    voice = models.CharField(
        pgettext_lazy("staff", "voice for reading aloud"),
        max_length=12,
        blank=True,
        help_text=pgettext_lazy("staff", "A language code of browsers, such as uk-UA."),
    )
    provider = models.CharField(pgettext_lazy("staff", "machine translation"), max_length=40, default="off")
    review = models.CharField(
        pgettext_lazy("staff", "before publication"),
        max_length=20,
        choices=Review.choices,
        default=Review.SECOND_PERSON,
    )
    monthly_words = models.PositiveIntegerField(
        pgettext_lazy("staff", "words a month for the machine"), default=100_000
    )

    class Meta:
        verbose_name = pgettext_lazy("staff", "language on the website")
        verbose_name_plural = pgettext_lazy("staff", "languages on the website")
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.endonym

    @property
    def code(self) -> str:
        """Code of the language, as in addresses."""
        return roots().code_of(self.locale_id)

    @property
    def endonym(self) -> str:
        """Name in the language itself; never stored."""
        return endonym(self.code)

    @property
    def direction(self) -> str:
        """Writing direction; never stored."""
        return direction(self.code)

    def clean(self) -> None:
        """A language goes public only when its readers find something."""
        from cms.translation.going_public import obstacle_to_go_public

        if self.public and self.locale_id and (obstacle := obstacle_to_go_public(self.locale)):
            raise ValidationError({"public": obstacle})


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
