"""The title of a draft in Wagtail's explorer follows the translated title, in the words of readers.

wagtail-localize writes the inline HTML (`&amp;`) into it, and PostgreSQL refuses what is longer than the field.
"""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail_localize import models as localize

from cms.translation.marks import plain


def follow() -> None:
    """Take the place of wagtail-localize's receiver; called once when the app is ready."""
    post_save.disconnect(localize.post_save_string_translation, sender=localize.StringTranslation)
    post_save.connect(on_saved, sender=localize.StringTranslation, dispatch_uid="translation.draft_title")


def on_saved(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """A translated title: the explorer shows it at once; the live title stays."""
    if raw or instance.context is None or instance.context.path != "title":
        return
    longest = Page._meta.get_field("draft_title").max_length
    rows = Page.objects.filter(translation_key=instance.context.object_id, locale_id=instance.locale_id)
    rows.update(draft_title=plain(instance.data)[:longest])
