"""The front page."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from home.blocks import Way
from home.models.base import ContentPage, body_field, tabs

MOST_WAYS = 6


class HomePage(ContentPage):
    """What is this house, what is on this week, who speaks my language, how can I help."""

    claim = models.CharField(_("Line under the name of the house"), max_length=60, blank=True)
    hero = models.CharField(_("First sentence"), max_length=80, help_text=_("The large heading of the front page."))
    ways_heading = models.CharField(_("Heading of the ways"), max_length=60, blank=True)
    ways = StreamField(
        [("way", Way())],
        blank=True,
        max_num=MOST_WAYS,
        verbose_name=_("Ways"),
        help_text=pgettext_lazy("staff", "At most six ways to what people look for."),
    )
    body = body_field()
    shows_events = models.BooleanField(pgettext_lazy("staff", "show the events of the week"), default=True)
    shows_hours = models.BooleanField(pgettext_lazy("staff", "show which place is open now"), default=True)
    shows_needs = models.BooleanField(pgettext_lazy("staff", "show where help is wanted"), default=True)
    shows_people = models.BooleanField(pgettext_lazy("staff", "show contacts in the reader's language"), default=True)

    template = "home/home_page.html"
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    edit_handler = tabs(
        [FieldPanel("claim"), FieldPanel("hero"), FieldPanel("ways_heading"), FieldPanel("ways"), FieldPanel("body")],
        [FieldPanel("shows_events"), FieldPanel("shows_hours"), FieldPanel("shows_needs"), FieldPanel("shows_people")],
    )

    class Meta:
        verbose_name = pgettext_lazy("staff", "front page")
        verbose_name_plural = pgettext_lazy("staff", "front pages")
