"""What Wagtail itself changes in public: the page cache follows its signals."""

from django.db.models.signals import post_delete
from wagtail import signals
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.ui import page_cache


def follow_wagtail() -> None:
    """Publishing, unpublishing, moving and deleting pages and snippets, and saving what pages are made of."""
    for signal in (
        signals.page_published,
        signals.page_unpublished,
        signals.published,
        signals.unpublished,
        signals.post_page_move,
        signals.page_slug_changed,
    ):
        signal.connect(_changed, dispatch_uid="page_cache")
    post_delete.connect(_changed, sender=Page, dispatch_uid="page_cache.delete.page")
    page_cache.follows(Site, Locale, Redirect, PageViewRestriction, get_image_model(), get_document_model())


def _changed(**_kwargs: object) -> None:
    page_cache.changed()
