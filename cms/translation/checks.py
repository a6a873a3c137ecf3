"""System checks: mistakes in models and settings that wagtail-localize answers with silence or with damage."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, models
from wagtail import blocks
from wagtail.blocks.field_block import RawHTMLBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    Page,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
    get_translatable_models,
)
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import LocaleSynchronization

from cms.privacy.register import declared
from cms.translation import translatable
from cms.translation.models import TranslatedPage

NEVER_TRANSLATED = (TableBlock, TypedTableBlock, RawHTMLBlock, blocks.RegexBlock)
SNIPPET_NEEDS = (DraftStateMixin, RevisionMixin, WorkflowMixin, PreviewableMixin)
FOREIGN_APPS = ("wagtail.contrib.simple_translation", "wagtail.locales")


def _error(number: int, text: str, hint: str, obj: Any = None) -> Error:
    return Error(text, hint=hint, obj=obj, id=f"translation.E{number:03}")


def check_models(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Every model with words can be translated completely, in every language, without a swallowed error."""
    found: list[CheckMessage] = []
    for model in get_translatable_models(include_subclasses=True):
        if model is Page or (app_configs is not None and apps.get_app_config(model._meta.app_label) not in app_configs):
            continue
        for check in MODEL_CHECKS:
            found.extend(check(model))
    return found


def _registered(model: type[Any]) -> Iterator[Error]:
    if issubclass(model, Page):
        if not issubclass(model, TranslatedPage):
            yield _error(1, f"{model._meta.label} lacks the publish gate.", "Put TranslatedPage before Page.", model)
    elif not any(entry.model is model for entry in translatable.snippets()):
        hint = "Call cms.translation.translatable.register(…) in the ready() of its app."
        yield _error(1, f"{model._meta.label} is translatable but not registered.", hint, model)


def _can_be_drafted(model: type[Any]) -> Iterator[Error]:
    if issubclass(model, Page):
        return
    if lacking := [mixin.__name__ for mixin in SNIPPET_NEEDS if not issubclass(model, mixin)]:
        text = f"{model._meta.label} would be live at once with German text: {', '.join(lacking)} missing."
        yield _error(2, text, "Inherit from cms.translation.models.TranslatedSnippet.", model)


def _unique_by_language(model: type[Any]) -> Iterator[Error]:
    for field in model._meta.local_fields:
        if field.unique and not field.primary_key and not field.remote_field:
            text = f"{model._meta.label}.{field.name} is unique, so its translation cannot be saved."
            yield _error(3, text, "Use a UniqueConstraint that names locale, too.", model)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and not {"locale", "locale_id"} & set(constraint.fields):
            text = f"Constraint {constraint.name} of {model._meta.label} does not name locale."
            yield _error(3, text, "Add locale to its fields.", model)


def _keeps_secrets(model: type[Any]) -> Iterator[Error]:
    """Words about a person go to translators only where they are public, and to machines never."""
    words = {field.field_name for field in get_translatable_fields(model) if field.is_translated(model)}
    registered = next((entry for entry in translatable.snippets() if entry.model is model), None)
    for entry in declared():
        if entry.model is not model or entry.field.name not in words:
            continue
        if not entry.public:
            text = f"{entry.path} is personal and not public, and translators would read it."
            hint = "Make it a fact: SynchronizedField(…, overridable=False); or declare it with public=True."
            yield _error(4, text, hint, model)
        elif registered is None or registered.machine:
            text = f"{entry.path} tells of a person, and machines would read it."
            yield _error(4, text, "Register the model with machine=False.", model)


def _no_fact_is_a_sentence(model: type[Any]) -> Iterator[Error]:
    """Facts in character fields would be offered to translators: each is words, or synchronised for good."""
    kinds = {field.field_name: field for field in get_translatable_fields(model)}
    for field in model._meta.get_fields():
        chosen = kinds.get(field.name)
        if chosen is None or not isinstance(field, models.CharField | models.TextField) or field.choices:
            continue  # a field with choices is copied and never offered
        if chosen.__class__.__name__ == "SynchronizedField" and getattr(chosen, "overridable", False):
            text = f"{model._meta.label}.{field.name} is a fact that translators could override."
            hint = f'Add SynchronizedField("{field.name}", overridable=False) to override_translatable_fields.'
            yield _error(5, text, hint, model)


def _same_slug_everywhere(model: type[Any]) -> Iterator[Error]:
    if not issubclass(model, Page):
        return
    slug = next((field for field in get_translatable_fields(model) if field.field_name == "slug"), None)
    if slug is None or slug.is_translated(model) or getattr(slug, "overridable", True):
        hint = "Let override_translatable_fields add to that of TranslatedPage; do not define translatable_fields."
        yield _error(6, f"The slug of {model._meta.label} could differ between languages.", hint, model)


def _blocks_can_be_translated(model: type[Any]) -> Iterator[Error]:
    for field in model._meta.get_fields():
        if isinstance(field, StreamField):
            for path, block in _blocks(field.stream_block, field.name):
                if isinstance(block, NEVER_TRANSLATED):
                    text = f"{model._meta.label}.{path} is a {type(block).__name__}: its words stay German for ever."
                    yield _error(7, text, "Build it from text blocks, lists and structs.", model)


def _blocks(block: blocks.Block, path: str) -> Iterator[tuple[str, blocks.Block]]:
    yield path, block
    if isinstance(block, blocks.ListBlock):
        yield from _blocks(block.child_block, f"{path}.item")
    for name, child in getattr(block, "child_blocks", {}).items():
        yield from _blocks(child, f"{path}.{name}")


MODEL_CHECKS: tuple[Callable[[type[Any]], Iterator[Error]], ...] = (
    _registered,
    _can_be_drafted,
    _unique_by_language,
    _keeps_secrets,
    _no_fact_is_a_sentence,
    _same_slug_everywhere,
    _blocks_can_be_translated,
)


def check_settings(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Settings that wagtail-localize does not support."""
    found: list[CheckMessage] = []
    if getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page") != "wagtailcore.Page":
        found.append(_error(8, "WAGTAIL_PAGE_MODEL is set.", "wagtail-localize works with wagtailcore.Page alone."))
    for app in FOREIGN_APPS:
        if apps.is_installed(app):
            found.append(_error(9, f"{app} is installed.", "Remove it; wagtail_localize.locales takes its place."))
    return found


def check_rows(databases: Sequence[str] | None, **_kwargs: Any) -> list[CheckMessage]:
    """No aliases and no synchronised locales: both are German pages under another language."""
    found: list[CheckMessage] = []
    if not databases:
        return found
    try:
        synchronised = LocaleSynchronization.objects.exists()
        aliases = Page.objects.exclude(alias_of=None).exists()
    except DatabaseError:  # before the first migration there is nothing to check
        return found
    if synchronised:
        hint = "Delete the rows of wagtail_localize.LocaleSynchronization."
        found.append(_error(12, "A locale is synchronised from another.", hint))
    if aliases:
        found.append(_error(13, "There are alias pages.", "Delete them, or convert them into pages of their own."))
    return found


def register_all() -> None:
    """Tell Django of the checks; called once when the app is ready."""
    register(check_models, Tags.models)
    register(check_settings, "translation")
    register(check_rows, Tags.database)
