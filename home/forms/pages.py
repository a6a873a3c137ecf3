"""The form behind every page in the editor: free addresses, and what must be there before publication."""

from typing import Any

from django.utils.translation import pgettext
from wagtail.admin.forms import WagtailAdminPageForm

from home.domain.addresses import free_slug, reserved_segments
from home.domain.publishing import obstacles_to_publish


class HousePageForm(WagtailAdminPageForm):
    """Refuses addresses of other parts and, when the page is published, everything that is still missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "review_every" in self.fields:
            self.initial.setdefault("review_every", self.instance.default_review_months)

    def clean(self) -> dict[str, Any]:
        """The cleaned fields; errors stand at their field."""
        cleaned: dict[str, Any] = super().clean()
        self._refuse_foreign_address(cleaned.get("slug") or "")
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if "action-publish" in self.data:
            for field, sentence in obstacles_to_publish(self.instance, is_source=self.instance.is_source).items():
                self.add_error(field if field in self.fields else None, sentence)

    def _refuse_foreign_address(self, slug: str) -> None:
        parent = self.parent_page
        if parent is None or parent.depth != 2 or slug not in reserved_segments():
            return
        suggestion = free_slug(slug, parent.get_children().values_list("slug", flat=True))
        sentence = pgettext(
            "staff", "The address “%(slug)s” belongs to another part of this website. Free is “%(free)s”."
        )
        self.add_error("slug", sentence % {"slug": slug, "free": suggestion})
