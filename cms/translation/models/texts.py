"""Mixins of everything that has words in many languages."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.models import (
    DraftStateMixin,
    PageViewRestriction,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields

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

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """All words one below the other; a kind of text with a look of its own names that instead."""
        return "translation/snippet_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The row, and its words with their labels."""
        fields: Any = self._meta
        words = [
            (fields.get_field(field.field_name).verbose_name, getattr(self, field.field_name))
            for field in get_translatable_fields(type(self))
            if isinstance(field, TranslatableField)
        ]
        return {
            **super().get_preview_context(request, mode_name),
            "words": [(label, text) for label, text in words if text],
        }


class TranslatedPage(Gated):
    """Mixin of every page type, placed before Page: words by language, facts from the source row, publish gate.

    `override_translatable_fields` of a subclass adds to those of its bases instead of replacing them. The slug is the
    same Latin one in every language.
    """

    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("slug", overridable=False)]
    may_go_to_machines: ClassVar[bool] = True
    """False for kinds of pages that tell of people: their words are translated by people alone."""

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
