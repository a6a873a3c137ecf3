"""Filters of public lists: every choice is a GET parameter; what is unknown is dropped, and said."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms.network.enums import OrganisationKind, TopicKey
from cms.network.languages import spoken
from cms.network.models import District
from cms.ui import page_cache
from cms.ui.forms import HouseForm
from home.enums import EventKind

PARAMETERS = ("sprache", "thema", "art", "stadtteil", "ordnung", "seite")
ALL = ("", _("All"))

type Choices = Sequence[tuple[str, Any]]


class FilterForm(HouseForm):
    """`chosen` are the valid values, `dropped` says whether something unknown was asked for."""

    def __init__(self, asked: QueryDict, reader: str, languages: Sequence[str] = ()) -> None:
        super().__init__(asked)
        for name, choices in self.choices(reader, languages).items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [ALL, *choices]
        self.is_valid()
        self.chosen = {name: value for name, value in self.cleaned_data.items() if value}
        self.dropped = bool(self.errors)

    def choices(self, reader: str, languages: Sequence[str]) -> dict[str, Choices]:
        """The choices of each field in the reader's language."""
        raise NotImplementedError

    def clean_form(self, **otherwise: str) -> "FilterForm":
        """The same form as it is drawn: with what is chosen (or what counts otherwise) and without complaints."""
        drawn = type(self).__new__(type(self))
        HouseForm.__init__(drawn, initial=otherwise | self.chosen)
        drawn.fields = self.fields
        for field in drawn.fields.values():
            field.required = True  # drawn without "(optional)": that goes without saying for a filter
        return drawn

    def chips(self, asked: QueryDict) -> list[dict[str, str]]:
        """What is chosen, each with the address without it."""
        found = []
        for name, value in self.chosen.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            labels: dict[Any, Any] = dict(cast("Choices", field.choices))
            rest = asked.copy()
            for key in (name, "seite"):
                rest.pop(key, None)
            found.append({"label": f"{field.label}: {labels[value]}", "url": f"?{rest.urlencode()}"})
        return found


class PeopleFilter(FilterForm):
    """Which language, what about."""

    sprache = forms.ChoiceField(label=_("I speak"), required=False)
    thema = forms.ChoiceField(label=_("It is about"), required=False)

    def choices(self, reader: str, languages: Sequence[str]) -> dict[str, Choices]:
        """Languages that occur, all topics."""
        return {"sprache": language_choices(reader, languages), "thema": TopicKey.choices}


class EventFilter(FilterForm):
    """Which language, which kind."""

    sprache = forms.ChoiceField(label=_("Language"), required=False)
    art = forms.ChoiceField(label=_("Kind of event"), required=False)

    def choices(self, reader: str, languages: Sequence[str]) -> dict[str, Choices]:
        """Languages that occur, all kinds."""
        return {"sprache": language_choices(reader, languages), "art": EventKind.choices}


class NetworkFilter(FilterForm):
    """Which kind of organisation, where, which language."""

    art = forms.ChoiceField(label=_("Kind of organisation"), required=False)
    stadtteil = forms.ChoiceField(label=_("District"), required=False)
    sprache = forms.ChoiceField(label=_("Language"), required=False)

    def choices(self, reader: str, languages: Sequence[str]) -> dict[str, Choices]:
        """All kinds but our own, all districts, languages that occur."""
        kinds = [(kind.value, kind.label) for kind in OrganisationKind if kind != OrganisationKind.OWN]
        return {"art": kinds, "stadtteil": districts(), "sprache": language_choices(reader, languages)}


def language_choices(reader: str, codes: Sequence[str]) -> Choices:
    """Languages in the names a reader knows."""
    return [(language.code, language.name(reader)) for language in spoken(codes)]


def districts() -> Choices:
    """Keys and names of the districts; kept until one changes."""
    return page_cache.remembered("home.districts", lambda: list(District.objects.values_list("key", "name")))
