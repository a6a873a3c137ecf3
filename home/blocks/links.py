"""Lists of links; pages are referred to by themselves, so a moved page takes its links along."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from home.enums import Drawing


class LinkItem(blocks.StructBlock):
    """A page of the house or an address elsewhere, never both."""

    label = blocks.CharBlock(label=_("Text of the link"), max_length=120, required=False)
    page = blocks.PageChooserBlock(label=pgettext_lazy("staff", "Page"), required=False)
    url = blocks.URLBlock(label=pgettext_lazy("staff", "Address elsewhere"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuses a line without a target, with two, or an outside address without a text."""
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            reason = ValidationError(pgettext("staff", "Choose a page or enter an address, one of the two."))
            raise StructBlockValidationError({"page": reason})
        if cleaned["url"] and not cleaned["label"]:
            reason = ValidationError(pgettext("staff", "Enter the text of the link."))
            raise StructBlockValidationError({"label": reason})
        return cleaned


class LinkList(blocks.StructBlock):
    """Where to go on."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    links = blocks.ListBlock(LinkItem(), label=_("Links"), min_num=1)

    class Meta:
        icon = "link"
        label = _("Links")
        template = "home/blocks/link_list.html"
        description = pgettext_lazy("staff", "A list of pages and addresses where readers can go on.")


class Way(blocks.StructBlock):
    """One answer to "What are you looking for?" on the front page."""

    label = blocks.CharBlock(label=_("What people look for"), max_length=60)
    text = blocks.CharBlock(label=_("One sentence"), max_length=160, required=False)
    page = blocks.PageChooserBlock(label=pgettext_lazy("staff", "Page"))
    drawing = blocks.ChoiceBlock(label=pgettext_lazy("staff", "Drawing"), choices=Drawing.choices, required=False)
    call = blocks.BooleanBlock(label=pgettext_lazy("staff", "A call to take part"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Way")
        description = pgettext_lazy("staff", "A way from the front page to what somebody looks for.")
