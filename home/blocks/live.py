"""Live blocks: their templates ask for what is true now, in two queries at most, and show a door when there is none."""

from django.utils.translation import pgettext_lazy
from wagtail import blocks

from cms.network.enums import TopicKey
from home.enums import EventKind


class NextEvents(blocks.StructBlock):
    """The next dates, of one kind or of all."""

    kind = blocks.ChoiceBlock(label=pgettext_lazy("staff", "Only this kind"), choices=EventKind.choices, required=False)

    class Meta:
        icon = "date"
        label = pgettext_lazy("staff", "Next events (live)")
        template = "home/blocks/events.html"
        description = pgettext_lazy("staff", "The next dates; nothing to maintain.")


class Needs(blocks.StaticBlock):
    """Where help is wanted now."""

    class Meta:
        icon = "group"
        label = pgettext_lazy("staff", "Where help is wanted (live)")
        admin_text = pgettext_lazy("staff", "Shows the needs that are open now.")
        template = "home/blocks/needs.html"
        description = pgettext_lazy("staff", "The needs that are open now; nothing to maintain.")


class HoursNow(blocks.StaticBlock):
    """Which place is open now."""

    class Meta:
        icon = "clock"
        label = pgettext_lazy("staff", "Places with hours (live)")
        admin_text = pgettext_lazy("staff", "Shows the places of the house and whether they are open now.")
        template = "home/blocks/places.html"
        description = pgettext_lazy("staff", "The places of the house with their hours; nothing to maintain.")


class ContactCards(blocks.StructBlock):
    """People for a topic, those who speak the reader's language first."""

    topic = blocks.ChoiceBlock(
        label=pgettext_lazy("staff", "Only this topic"), choices=TopicKey.choices, required=False
    )

    class Meta:
        icon = "user"
        label = pgettext_lazy("staff", "Contacts in the reader's language (live)")
        template = "home/blocks/contacts.html"
        description = pgettext_lazy("staff", "People for a topic; those who speak the reader's language come first.")
