"""The filters of the public list: plain GET, and what nobody understands is left out instead of refused."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.network.languages import spoken
from cms.network.models import District
from cms.translation.languages import reader_language
from cms.ui.forms import HouseForm
from cms.ui.widgets import WEEKDAYS
from volunteering.domain.listing import Filters
from volunteering.domain.vocabulary import kinds
from volunteering.enums import DayPart
from volunteering.models import Need, NeedLanguage

ANY = ("", _("no matter"))
# The name in the address of each filter.
PARAMETERS = {
    "weekday": "tag",
    "part": "zeit",
    "district_id": "stadtteil",
    "language": "sprache",
    "kind": "art",
    "without_hurdle": "ohne",
}


class SearchForm(HouseForm):
    """When, where, in which language, how often, and whether one can simply come."""

    tag = forms.ChoiceField(label=_("Day"), required=False)
    zeit = forms.ChoiceField(label=_("Time of day"), required=False)
    stadtteil = forms.ChoiceField(label=_("District"), required=False)
    sprache = forms.ChoiceField(label=_("My language helps"), required=False)
    art = forms.ChoiceField(label=_("How often"), required=False)
    ohne = forms.BooleanField(
        label=_("Only tasks I can simply come to"),
        help_text=_("Confirmed at once, without special knowledge"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = NeedLanguage.objects.filter(need__in=Need.objects.public()).values_list("language", flat=True)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "tag": [(str(day), label) for day, label in enumerate(WEEKDAYS)],
            "zeit": list(DayPart.choices),
            "stadtteil": list(District.objects.values_list("key", "name")),
            "sprache": [(one.code, one.name(reader_language())) for one in spoken(asked)],
            "art": [(word.key, word.label()) for word in kinds().values() if word.public],
        }
        for name, values in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [ANY, *values]

    def filters(self) -> Filters:
        """What was chosen; a value that does not exist asks for nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        district = District.objects.filter(key=chosen["stadtteil"]).first() if chosen.get("stadtteil") else None
        return Filters(
            weekday=int(chosen["tag"]) if chosen.get("tag") else None,
            part=DayPart(chosen["zeit"]) if chosen.get("zeit") else None,
            district_id=district.pk if district else None,
            language=chosen.get("sprache") or None,
            kind=chosen.get("art") or None,
            without_hurdle=chosen.get("ohne", False),
        )

    def label_of(self, name: str) -> str:
        """What the chosen value of a filter is called, such as "Tuesday"."""
        parameter = PARAMETERS[name]
        field = self.fields[parameter]
        if not isinstance(field, forms.ChoiceField):
            return str(field.label)
        choices: Any = field.choices
        return {str(value): str(label) for value, label in choices}[str(self.cleaned_data[parameter])]
