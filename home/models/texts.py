"""Pages of words: texts, legal pages, contact."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, StructBlock
from wagtail.fields import StreamField

from cms.network.models import Contact, Place
from home.blocks import PhoneBlock
from home.enums import LegalKind
from home.forms.pages import HousePageForm
from home.models.base import ContentPage, body_field, tabs
from home.views.lists import who_and_where


class TextPage(ContentPage):
    """A page of words."""

    body = body_field()

    template = "home/text_page.html"
    parent_page_types: ClassVar = [
        "home.HomePage",
        "home.WorkAreaPage",
        "home.ServicePage",
        "home.TextPage",
        "home.VolunteeringPage",
        "home.OpeningPage",
        "home.ContactPage",
    ]
    edit_handler = tabs([FieldPanel("body")])

    class Meta:
        verbose_name = pgettext_lazy("staff", "text page")
        verbose_name_plural = pgettext_lazy("staff", "text pages")


COOKIES = [
    (settings.SESSION_COOKIE_NAME, _("Keeps you signed in; set when you sign in.")),
    (settings.CSRF_COOKIE_NAME, _("Protects forms against misuse; set when you open one.")),
    (settings.LANGUAGE_COOKIE_NAME, _("Remembers the language you chose; set when you choose one.")),
]


class LegalPageForm(HousePageForm):
    """One legal page of each kind."""

    def clean(self) -> dict[str, Any]:
        """Refuses a second imprint, privacy page, accessibility statement or terms of use."""
        cleaned = super().clean()
        kind = cleaned.get("kind")
        others = LegalPage.objects.sources().exclude(translation_key=self.instance.translation_key)
        if kind and others.filter(kind=kind).exists():
            self.add_error("kind", pgettext("staff", "There is a page of this kind already. Change that one."))
        return cleaned


class LegalPage(ContentPage):
    """Legal notice, privacy, accessibility or terms; the German text is the binding one."""

    lead_is_required = False

    body = body_field()
    kind = models.CharField(pgettext_lazy("staff", "kind"), max_length=20, choices=LegalKind.choices)

    template = "home/legal_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    base_form_class = LegalPageForm
    edit_handler = tabs([FieldPanel("body")], [FieldPanel("kind")], form=LegalPageForm)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the cookies of the house for the privacy page."""
        context = super().get_context(request, *args, **kwargs)
        if self.facts.kind == LegalKind.PRIVACY:
            context["cookies"] = COOKIES
        return context

    class Meta:
        verbose_name = pgettext_lazy("staff", "legal page")
        verbose_name_plural = pgettext_lazy("staff", "legal pages")


class EmergencyNumber(StructBlock):
    """Whom to call when it cannot wait."""

    label = CharBlock(label=_("Who answers"), max_length=120)
    number = PhoneBlock(label=pgettext_lazy("staff", "Number"))

    class Meta:
        icon = "warning"
        label = _("Emergency number")


class ContactPage(ContentPage):
    """How to reach the house, and whom to call in an emergency."""

    default_review_months = 6

    emergency = StreamField([("number", EmergencyNumber())], blank=True, verbose_name=_("Emergency numbers"))
    body = body_field()
    contacts = ParentalManyToManyField(
        Contact, blank=True, related_name="+", verbose_name=pgettext_lazy("staff", "contacts")
    )
    places = ParentalManyToManyField(Place, blank=True, related_name="+", verbose_name=pgettext_lazy("staff", "places"))

    template = "home/contact_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    edit_handler = tabs(
        [FieldPanel("emergency"), FieldPanel("body")],
        [
            FieldPanel("contacts", widget=forms.CheckboxSelectMultiple),
            FieldPanel("places", widget=forms.CheckboxSelectMultiple),
        ],
    )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the people and the places."""
        context = super().get_context(request, *args, **kwargs)
        context.update(who_and_where(request, self.facts, context["at"]))
        return context

    class Meta:
        verbose_name = pgettext_lazy("staff", "contact page")
        verbose_name_plural = pgettext_lazy("staff", "contact pages")
