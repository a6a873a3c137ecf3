"""Pictures and documents in running text."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock


class Picture(blocks.StructBlock):
    """A picture with alternative text and, if wanted, a caption."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=240, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "home/blocks/picture.html"
        description = pgettext_lazy("staff", "A picture; describe what it shows, or mark it as decorative.")


class Document(blocks.StructBlock):
    """A file to take along; its kind and size are shown beside the label."""

    document = DocumentChooserBlock(label=pgettext_lazy("staff", "File"))
    label = blocks.CharBlock(label=_("Text of the link"), max_length=120)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "home/blocks/document.html"
        description = pgettext_lazy("staff", "A link to a file with its kind and size.")
        form_layout: ClassVar = ["label", "document"]
