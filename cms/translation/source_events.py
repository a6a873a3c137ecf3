"""What happens to the text rows when their German source changes; receivers of Wagtail's and Django's signals."""

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail import signals
from wagtail.models import Page, PageViewRestriction, TranslatableMixin

from cms.translation import draft_titles, memory, translatable
from cms.translation.composing import ensure_row, managed
from cms.translation.models import LocaleProfile, Release
from cms.translation.sources import is_source, read_source
from cms.ui import page_cache


def follow() -> None:
    """Connect every receiver; called once when the app is ready."""
    signals.page_published.connect(on_published, dispatch_uid="translation.page_published")
    signals.published.connect(on_snippet_published, dispatch_uid="translation.published")
    signals.page_unpublished.connect(on_unpublished, dispatch_uid="translation.page_unpublished")
    signals.unpublished.connect(on_unpublished, dispatch_uid="translation.unpublished")
    signals.post_page_move.connect(on_moved, dispatch_uid="translation.moved")
    pre_delete.connect(on_deleted, dispatch_uid="translation.deleted")
    post_save.connect(on_front_page_saved, dispatch_uid="translation.front_page")
    post_save.connect(on_restricted, sender=PageViewRestriction, dispatch_uid="translation.restricted")
    post_delete.connect(on_restricted, sender=PageViewRestriction, dispatch_uid="translation.unrestricted")
    groups = PageViewRestriction.groups.through
    m2m_changed.connect(on_restricted_to_groups, sender=groups, dispatch_uid="translation.groups")
    page_cache.follows(LocaleProfile)
    draft_titles.follow()
    memory.follow()


def on_published(instance: Any, revision: Any, **_kwargs: Any) -> None:
    """A source: its sentences are read again, in the transaction of its publication. A translation: noted as live."""
    if not translatable.is_translatable(instance):
        return
    if is_source(instance):
        if instance.live:
            read_source(instance, by=revision.user if revision else None)
    elif revision and instance.live:
        Release.objects.filter(revision_id=revision.pk).update(published_at=timezone.now(), withdrawn_at=None)


def on_snippet_published(instance: Any, revision: Any, **_kwargs: Any) -> None:
    """Wagtail sends this signal for pages, too; they were handled above."""
    if not isinstance(instance, Page):
        on_published(instance=instance, revision=revision)


def on_unpublished(instance: Any, **_kwargs: Any) -> None:
    """A source is not public any more: no translation stays live. Own texts stay, they have no source."""
    if translatable.is_translatable(instance) and is_source(instance):
        withdraw_texts(instance)


def on_deleted(instance: Any, **_kwargs: Any) -> None:
    """A source is about to vanish. Pages were unpublished before by Wagtail; snippets are not."""
    if not isinstance(instance, Page):
        on_unpublished(instance=instance)


@transaction.atomic
def withdraw_texts(source: Any) -> None:
    """Unpublish every live translation of a source and note it, so that it can be offered for return."""
    for row in _texts(source, managed_only=True):
        if row.live:
            Release.objects.filter(revision_id=row.live_revision_id).update(withdrawn_at=timezone.now())
            row.unpublish()


def on_moved(instance: Page, parent_page_before: Page, parent_page_after: Page, **_kwargs: Any) -> None:
    """The translations move along, under the translation of the new parent, which is made as a draft where missing."""
    source = instance.specific
    if parent_page_before.pk == parent_page_after.pk:
        return
    if not translatable.is_translatable(source) or not is_source(source):
        return
    with transaction.atomic():
        for row in _texts(source, managed_only=True):
            parent = ensure_row(parent_page_after.specific, row.locale)
            if row.get_parent().pk != parent.pk:
                row.move(parent, pos="last-child")


def on_restricted(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """A source was made private, or public again: its translations are what it is."""
    page = Page.objects.filter(pk=instance.page_id).first()  # none while the page itself is being deleted
    if page is not None and is_source(page):
        _copy_restrictions(page)


def on_restricted_to_groups(instance: PageViewRestriction, action: str, **_kwargs: Any) -> None:
    """The groups of a restriction are saved after it."""
    if action.startswith("post_"):
        on_restricted(instance=instance)


def on_front_page_saved(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """Front pages are remembered by every process; a new or renamed one is a change at once, drafts included."""
    if isinstance(instance, Page) and instance.depth == 2 and not raw:
        page_cache.changed()


@transaction.atomic
def _copy_restrictions(source: Page) -> None:
    restrictions = list(source.view_restrictions.all())
    for row in _texts(source, managed_only=False):
        row.view_restrictions.all().delete()
        for restriction in restrictions:
            copy = PageViewRestriction.objects.create(
                page=row.page_ptr if hasattr(row, "page_ptr") else row,
                restriction_type=restriction.restriction_type,
                password=restriction.password,
            )
            copy.groups.set(restriction.groups.all())


def _texts(source: TranslatableMixin, *, managed_only: bool) -> list[Any]:
    rows = [getattr(row, "specific", row) for row in source.get_translations()]
    return [row for row in rows if not managed_only or managed(row)]
