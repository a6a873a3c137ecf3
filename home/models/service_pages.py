"""Work areas and the services in them: for whom, how, what to bring, what it costs, who, when, where."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField

from cms.network.enums import Access
from cms.network.fields import AccessField, LanguagesField
from cms.network.models import Contact, Place
from home.blocks import Question, Step
from home.enums import ServiceKind
from home.models.base import ContentPage, body_field, tabs
from home.views.lists import who_and_where


class WorkAreaPage(ContentPage):
    """A field of work (*Arbeitsbereich*) with its services below."""

    audience = models.TextField(_("For whom"), max_length=400, blank=True)
    body = body_field()

    template = "home/work_area_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    edit_handler = tabs([FieldPanel("audience"), FieldPanel("body")])

    class Meta:
        verbose_name = pgettext_lazy("staff", "work area")
        verbose_name_plural = pgettext_lazy("staff", "work areas")


class ServicePage(ContentPage):
    """A service (*Dienstleistung*): counselling, courses or information."""

    default_review_months = 6

    for_whom = models.TextField(_("For whom"), max_length=600, blank=True)
    steps = StreamField([("step", Step())], blank=True, verbose_name=_("How it works"))
    bring = StreamField(
        [("thing", CharBlock(label=_("What to bring"), max_length=160))], blank=True, verbose_name=_("What to bring")
    )
    costs = models.CharField(_("What it costs"), max_length=240, blank=True)
    ask = models.CharField(
        _("A sentence to start with"),
        max_length=160,
        blank=True,
        help_text=_("Shown in the reader's language and in German, to be said on the phone or written in a mail."),
    )
    body = body_field()
    faq = StreamField([("question", Question())], blank=True, verbose_name=_("Questions and answers"))

    kind = models.CharField(
        pgettext_lazy("staff", "kind"), max_length=20, choices=ServiceKind.choices, default=ServiceKind.COUNSELLING
    )
    contacts = ParentalManyToManyField(
        Contact, blank=True, related_name="+", verbose_name=pgettext_lazy("staff", "contacts")
    )
    places = ParentalManyToManyField(Place, blank=True, related_name="+", verbose_name=pgettext_lazy("staff", "places"))
    languages = LanguagesField(pgettext_lazy("staff", "languages of the offer"))
    access = AccessField(pgettext_lazy("staff", "how to come"))
    free_of_charge = models.BooleanField(pgettext_lazy("staff", "free of charge"), default=True)

    template = "home/service_page.html"
    parent_page_types: ClassVar = ["home.WorkAreaPage"]
    edit_handler = tabs(
        [
            FieldPanel("for_whom"),
            FieldPanel("steps"),
            FieldPanel("bring"),
            FieldPanel("costs"),
            FieldPanel("ask"),
            FieldPanel("body"),
            FieldPanel("faq"),
        ],
        [
            FieldPanel("kind"),
            MultiFieldPanel(
                [FieldPanel("free_of_charge"), FieldPanel("access")], pgettext_lazy("staff", "How to come")
            ),
            FieldPanel("contacts", widget=forms.CheckboxSelectMultiple),
            FieldPanel("places", widget=forms.CheckboxSelectMultiple),
            FieldPanel("languages"),
        ],
    )

    class Meta:
        verbose_name = pgettext_lazy("staff", "service")
        verbose_name_plural = pgettext_lazy("staff", "services")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the people and the places."""
        context = super().get_context(request, *args, **kwargs)
        context.update(who_and_where(request, self.facts, context["at"]))
        return context

    @property
    def ways_to_come(self) -> list[Access]:
        """How people reach this service, in the fixed order of the vocabulary."""
        return [way for way in Access if way.value in self.facts.access]
