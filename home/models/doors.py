"""The entry pages of the two modules and of the network; what is live in them comes through facades."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from home.blocks import Question, Step
from home.models.base import ContentPage, body_field, tabs


class VolunteeringPage(ContentPage):
    """*Mitmachen*: where help is wanted now, and how to begin. Its button leads to the list of needs."""

    steps = StreamField([("step", Step())], blank=True, verbose_name=_("How it works"))
    body = body_field()
    faq = StreamField([("question", Question())], blank=True, verbose_name=_("Questions and answers"))

    template = "home/volunteering_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    edit_handler = tabs([FieldPanel("steps"), FieldPanel("body"), FieldPanel("faq")])

    class Meta:
        verbose_name = pgettext_lazy("staff", "entry to volunteering")
        verbose_name_plural = pgettext_lazy("staff", "entries to volunteering")


class OpeningPage(ContentPage):
    """*Öffnung*: what institutions get, how the way goes, and the door to begin."""

    gains = StreamField([("gain", Step())], blank=True, verbose_name=_("What institutions get"))
    steps = StreamField([("step", Step())], blank=True, verbose_name=_("How it works"))
    body = body_field()
    faq = StreamField([("question", Question())], blank=True, verbose_name=_("Questions and answers"))

    template = "home/opening_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    edit_handler = tabs([FieldPanel("gains"), FieldPanel("steps"), FieldPanel("body"), FieldPanel("faq")])

    class Meta:
        verbose_name = pgettext_lazy("staff", "entry to intercultural opening")
        verbose_name_plural = pgettext_lazy("staff", "entries to intercultural opening")
