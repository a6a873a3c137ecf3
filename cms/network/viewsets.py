"""The screens of the network in the admin: organisations, people, places with their hours, districts."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.viewsets.model import ModelViewSet

from cms.network.models import Contact, District, HoursSlot, Organisation, OrganisationText, Place
from cms.translation.staff_badges import BadgesColumn
from cms.translation.staff_snippets import TranslatedSnippetViewSet

HOURS = [
    FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes"), FieldPanel("access")]),
    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until"), FieldPanel("on_holidays")]),
]
EXCEPTIONS = [
    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day"), FieldPanel("closed")]),
    FieldRowPanel([FieldPanel("opens"), FieldPanel("closes"), FieldPanel("reason")]),
]


def hours_tab() -> ObjectList:
    """Weekly hours and exceptions, on a tab of their own."""
    return ObjectList(
        [
            InlinePanel("hoursslot_set", panels=HOURS, heading=pgettext_lazy("staff", "Weekly hours")),
            InlinePanel("hoursexception_set", panels=EXCEPTIONS, heading=pgettext_lazy("staff", "Exceptions")),
        ],
        heading=pgettext_lazy("staff", "Hours"),
    )


class HoursForm(WagtailAdminModelForm):
    """Whoever has hours: slots of the same kind must not overlap."""

    def clean(self) -> dict[str, Any]:
        """Refuses hours that overlap; the error stands at the later one."""
        cleaned: dict[str, Any] = super().clean()
        seen: list[HoursSlot] = []
        for form in self.formsets["hoursslot_set"].forms if "hoursslot_set" in self.formsets else []:
            if not form.is_valid() or form.cleaned_data.get("DELETE") or not form.cleaned_data.get("opens"):
                continue
            slot = HoursSlot(**{name: form.cleaned_data[name] for name in _COMPARED})
            if any(slot.overlaps(other) for other in seen):
                sentence = pgettext(
                    "staff", "These hours overlap with others of the same day. Join them into one line."
                )
                form.add_error("opens", sentence)
                self.add_error(None, ValidationError(sentence))
            seen.append(slot)
        return cleaned


_COMPARED = ("weekday", "opens", "closes", "access", "valid_from", "valid_until")


class PlaceViewSet(ModelViewSet):
    """Places with their hours."""

    model = Place
    icon = "home"
    menu_label = pgettext_lazy("staff", "Places and hours")
    menu_order = 300
    list_display: ClassVar = ["name", "district", "phone", "public"]
    list_filter: ClassVar = ["district", "public"]
    search_fields: ClassVar = ["name", "street"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("organisation"),
                    FieldRowPanel([FieldPanel("street"), FieldPanel("postcode"), FieldPanel("city")]),
                    FieldPanel("district"),
                    FieldRowPanel([FieldPanel("phone"), FieldPanel("stop")]),
                    MultiFieldPanel(
                        [FieldPanel("step_free"), FieldPanel("lift"), FieldPanel("toilet")],
                        pgettext_lazy("staff", "How to get in"),
                    ),
                    FieldRowPanel([FieldPanel("public"), FieldPanel("position")]),
                ],
                heading=pgettext_lazy("staff", "Place"),
            ),
            hours_tab(),
        ],
        base_form_class=HoursForm,
    )


class ContactViewSet(ModelViewSet):
    """People of contact with languages, topics and hours."""

    model = Contact
    icon = "user"
    menu_label = pgettext_lazy("staff", "People of contact")
    menu_order = 200
    list_display: ClassVar = ["name", "function", "organisation", "public"]
    list_filter: ClassVar = ["organisation", "public", "mediator"]
    search_fields: ClassVar = ["name", "function"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("function")]),
                    FieldRowPanel([FieldPanel("organisation"), FieldPanel("place")]),
                    FieldRowPanel([FieldPanel("email"), FieldPanel("phone"), FieldPanel("uses_whatsapp")]),
                    FieldPanel("languages"),
                    FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
                    FieldPanel("mediator"),
                    FieldRowPanel([FieldPanel("public"), FieldPanel("legal_basis")]),
                    FieldRowPanel([FieldPanel("language"), FieldPanel("channel"), FieldPanel("user")]),
                ],
                heading=pgettext_lazy("staff", "Person"),
            ),
            hours_tab(),
        ],
        base_form_class=HoursForm,
    )


class OrganisationViewSet(ModelViewSet):
    """Partners of the house."""

    model = Organisation
    icon = "group"
    menu_label = pgettext_lazy("staff", "Organisations")
    menu_order = 100
    list_display: ClassVar = ["name", "kind", "district", "listed"]
    list_filter: ClassVar = ["kind", "district", "listed"]
    search_fields: ClassVar = ["name"]
    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("sector"), FieldPanel("parent")]),
        FieldRowPanel([FieldPanel("street"), FieldPanel("postcode"), FieldPanel("city")]),
        FieldPanel("district"),
        FieldPanel("languages"),
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        FieldPanel("website"),
        FieldPanel("listed"),
    ]


class DistrictViewSet(ModelViewSet):
    """Parts of the city and who coordinates there."""

    model = District
    icon = "site"
    menu_label = pgettext_lazy("staff", "Districts")
    menu_order = 400
    list_display: ClassVar = ["name", "coordinator", "deputy"]
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("key"), FieldPanel("position")]),
        FieldRowPanel([FieldPanel("coordinator"), FieldPanel("deputy")]),
    ]


class OrganisationTextViewSet(TranslatedSnippetViewSet):
    """What readers see of an organisation."""

    model = OrganisationText
    icon = "doc-full"
    menu_label = pgettext_lazy("staff", "Words of organisations")
    menu_order = 150
    list_display: ClassVar = ["organisation", "locale", "live", BadgesColumn()]
    panels: ClassVar = [FieldPanel("organisation"), FieldPanel("what_we_do"), FieldPanel("how_to_reach_us")]


VIEWSETS = [
    OrganisationViewSet("network_organisations", url_prefix="network/organisations"),
    ContactViewSet("network_contacts", url_prefix="network/contacts"),
    PlaceViewSet("network_places", url_prefix="network/places"),
    DistrictViewSet("network_districts", url_prefix="network/districts"),
]
