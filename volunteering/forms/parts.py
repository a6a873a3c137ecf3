"""Fields several forms share: languages, weekday grid, districts, skills, year of birth."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.network.languages import languages
from cms.network.models import District
from cms.translation.languages import LANGUAGES, reader_language
from cms.ui.widgets import WeekGridField
from volunteering.domain.vocabulary import Word
from volunteering.enums import DAY_PARTS, DayPart, Level
from volunteering.models import Need, NeedLanguage

PARTS = [(part.value, part.label, f"{first}–{last}") for part, (first, last) in DAY_PARTS.items()]
OLDEST, YOUNGEST = 110, 6


class YearField(forms.IntegerField):
    """A year of birth; what cannot be one is asked back."""

    def __init__(self, *, this_year: int, **kwargs: Any) -> None:
        self.this_year = this_year
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year", "maxlength": "4"}),
            error_messages={"invalid": _("Please give the year with four digits, such as 1990.")},
            **kwargs,
        )

    def clean(self, value: Any) -> int | None:
        """Between 6 and 110 years ago."""
        year: int | None = super().clean(value)
        if year is not None and not self.this_year - OLDEST <= year <= self.this_year - YOUNGEST:
            raise ValidationError(_("Please give the year with four digits, such as 1990."), code="year")
        return year


def language_choices() -> list[tuple[str, str]]:
    """Every language people speak, as the reader calls it."""
    reader = reader_language()
    return [(code, spoken.name(reader)) for code, spoken in languages().items()]


def usual_language_choices() -> list[tuple[str, str]]:
    """The languages of the house and those that needs ask for now: a short list to tap."""
    asked = NeedLanguage.objects.filter(need__in=Need.objects.public()).values_list("language", flat=True)
    usual = {*LANGUAGES, *asked}
    return [(code, name) for code, name in language_choices() if code in usual]


def level_choices() -> list[tuple[str, Any]]:
    return list(Level.choices)


def word_choices(words: Iterable[Word]) -> list[tuple[str, str]]:
    return [(word.key, word.label()) for word in words]


def district_choices() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in District.objects.values_list("pk", "name")]


def grid_field(**kwargs: Any) -> WeekGridField:
    """The weekday grid."""
    return WeekGridField(parts=PARTS, required=False, **kwargs)


def several(**kwargs: Any) -> forms.MultipleChoiceField:
    """Tick boxes; none is fine, too."""
    return forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


def cells_of(values: Sequence[str]) -> list[tuple[int, DayPart]]:
    """Values of the grid such as "1-evening" as weekday and part."""
    return [(int(day), DayPart(part)) for day, _dash, part in (value.partition("-") for value in values)]


def cell_values(cells: Iterable[tuple[int, str]]) -> list[str]:
    """The way back."""
    return [f"{weekday}-{part}" for weekday, part in cells]
