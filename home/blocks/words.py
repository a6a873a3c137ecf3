"""Blocks made of words: paragraphs, steps, facts, call-outs, questions."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

PARAGRAPH_FEATURES = ["h2", "h3", "h4", "bold", "ol", "ul", "link", "document-link"]
SENTENCE_FEATURES = ["bold", "link"]


class Paragraph(blocks.RichTextBlock):
    """Running text with headings, lists, bold and links."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=PARAGRAPH_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "home/blocks/paragraph.html"
        description = pgettext_lazy("staff", "Running text with headings, lists and links.")
        preview_value = (
            "<h2>Wer kann kommen?</h2><p>Alle Eltern aus dem Stadtteil. Sie brauchen <b>keinen Termin</b>.</p>"
        )


class Step(blocks.StructBlock):
    """One step of how something works."""

    title = blocks.CharBlock(label=_("Title of the step"), max_length=120)
    text = blocks.TextBlock(label=_("What happens"), max_length=600, required=False)

    class Meta:
        icon = "order"
        label = _("Step")
        template = "home/blocks/step.html"
        description = pgettext_lazy("staff", "One step; several in a row are numbered.")
        preview_value = {"title": "Sie rufen an", "text": "Wir fragen nach Ihrer Sprache und suchen einen Termin."}


class Steps(blocks.StructBlock):
    """Numbered steps inside running text."""

    steps = blocks.ListBlock(Step(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "home/blocks/steps.html"
        description = pgettext_lazy("staff", "How something works, one step after the other.")
        preview_value = {"steps": [{"title": "Sie rufen an", "text": "Wir sprechen Ihre Sprache."}]}


class Question(blocks.StructBlock):
    """A question that opens to its answer, without any script."""

    question = blocks.CharBlock(label=_("Question"), max_length=160)
    answer = blocks.RichTextBlock(label=_("Answer"), features=[*SENTENCE_FEATURES, "ul", "ol"])

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "home/blocks/question.html"
        description = pgettext_lazy("staff", "A question that opens to its answer.")
        preview_value = {"question": "Kostet das etwas?", "answer": "<p>Nein, das Angebot ist kostenlos.</p>"}


class FactRow(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Name"), max_length=80)
    text = blocks.CharBlock(label=_("Text"), max_length=240)


class FactsBox(blocks.StructBlock):
    """Short facts side by side; a list, never a table, so that every line is translated."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    rows = blocks.ListBlock(FactRow(), label=_("Lines"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Facts")
        template = "home/blocks/facts_box.html"
        description = pgettext_lazy("staff", "A box with a few short facts.")
        preview_value = {"title": "Auf einen Blick", "rows": [{"label": "Dauer", "text": "Drei Monate"}]}


class CallOut(blocks.StructBlock):
    """A sentence that must not be missed, a place to get help, or a quote."""

    kind = blocks.ChoiceBlock(
        label=pgettext_lazy("staff", "Kind"),
        choices=[
            ("important", pgettext_lazy("staff", "important")),
            ("help", pgettext_lazy("staff", "help")),
            ("quote", pgettext_lazy("staff", "quote")),
        ],
        default="important",
    )
    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=SENTENCE_FEATURES)
    source = blocks.CharBlock(label=_("Who says so"), max_length=120, required=False)

    class Meta:
        icon = "warning"
        label = _("Call-out")
        template = "home/blocks/call_out.html"
        description = pgettext_lazy("staff", "Something important, a way to get help, or a quote.")
        preview_value = {
            "kind": "important",
            "title": "Sie brauchen eine Dolmetscherin?",
            "text": "<p>Sagen Sie es uns. Wir bringen jemanden mit.</p>",
            "source": "",
        }
