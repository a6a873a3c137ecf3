"""The short profile: what we need to suggest tasks that fit."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.ui.forms import HouseForm
from cms.ui.widgets import DateInput
from volunteering.domain.people import Profile
from volunteering.domain.vocabulary import interests, skills
from volunteering.enums import Level
from volunteering.forms import parts
from volunteering.models import Volunteer

SPARE_LINES = 2
MOST_LANGUAGES = 10


class ProfileForm(HouseForm):
    """Languages with level, the week in one tap, districts, skills, interests and limits."""

    def __init__(self, data: Any = None, *, volunteer: Volunteer, this_year: int) -> None:
        super().__init__(data)
        spoken = list(volunteer.languages.order_by("pk").values_list("language", "level"))
        self.lines = min(MOST_LANGUAGES, len(spoken) + SPARE_LINES)
        for line in range(self.lines):
            code, level = spoken[line] if line < len(spoken) else ("", "")
            self._add_language(line, code, level)
        self.fields["times"] = parts.grid_field(
            label=_("When do you usually have time?"),
            initial=parts.cell_values(volunteer.cells.values_list("weekday", "part")),
        )
        self.fields["home"] = forms.ChoiceField(
            label=_("In which district do you live?"),
            choices=lambda: [("", _("I would rather not say")), *parts.district_choices()],
            required=False,
            initial=str(volunteer.home_district_id or ""),
        )
        self.fields["districts"] = parts.several(
            label=_("Where else would you like to help?"),
            choices=parts.district_choices,
            initial=[str(pk) for pk in volunteer.districts.values_list("pk", flat=True)],
        )
        self.fields["skills"] = parts.several(
            label=_("What can you do?"),
            choices=lambda: parts.word_choices(skills().values()),
            initial=list(volunteer.skills.values_list("skill", flat=True)),
        )
        self.fields["interests"] = parts.several(
            label=_("What do you like doing?"),
            choices=lambda: parts.word_choices(interests().values()),
            initial=volunteer.interests,
        )
        self._add_limits(volunteer, this_year)

    def _add_language(self, line: int, code: str, level: str) -> None:
        self.fields[f"language_{line}"] = forms.ChoiceField(
            label=_("Language %(number)s") % {"number": line + 1},
            choices=lambda: [("", _("none")), *parts.language_choices()],
            required=False,
            initial=code,
        )
        self.fields[f"level_{line}"] = forms.ChoiceField(
            label=_("How well?"),
            choices=lambda: [("", _("please choose")), *parts.level_choices()],
            required=False,
            initial=level,
        )

    def _add_limits(self, volunteer: Volunteer, this_year: int) -> None:
        for name, label, most, initial in (
            ("max_per_week", _("At most how many shifts a week?"), 7, volunteer.max_per_week),
            ("max_per_day", _("At most how many shifts a day?"), 4, volunteer.max_per_day),
        ):
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=[(str(number), str(number)) for number in range(1, most + 1)],
                coerce=int,
                initial=str(initial),
            )
        self.fields["paused_until"] = forms.DateField(
            label=_("I am taking a break until"),
            help_text=_("Until then we suggest nothing to you. Your tasks stay as they are."),
            required=False,
            widget=DateInput(),
            initial=volunteer.paused_until,
        )
        self.fields["birth_year"] = parts.YearField(
            label=_("Year of birth"),
            help_text=_("Only because some tasks have a minimum age."),
            this_year=this_year,
            required=False,
            initial=volunteer.birth_year,
        )

    @property
    def language_lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Pairs of language and level."""
        return [(self[f"language_{line}"], self[f"level_{line}"]) for line in range(self.lines)]

    @property
    def rest(self) -> dict[str, list[forms.BoundField]]:
        """The other fields by the part of the page they stand in."""
        groups = {
            "time": ("times",),
            "place": ("home", "districts"),
            "able": ("skills", "interests"),
            "limits": ("max_per_week", "max_per_day", "paused_until", "birth_year"),
        }
        return {key: [self[name] for name in names] for key, names in groups.items()}

    def clean(self) -> dict[str, Any]:
        """Each language once, and with a level."""
        cleaned = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for line in range(self.lines):
            code, level = cleaned.get(f"language_{line}"), cleaned.get(f"level_{line}")
            if code and not level:
                self.add_error(
                    f"level_{line}", ValidationError(_("Please choose how well you speak it."), code="level")
                )
            if code and code in seen:
                self.add_error(
                    f"language_{line}", ValidationError(_("You have named this language twice."), code="twice")
                )
            seen.add(code or "")
        return cleaned

    def profile(self) -> Profile:
        """Everything on the page; what was emptied is emptied."""
        data = self.cleaned_data
        return Profile(
            languages={code: Level(level) for code, level in self._spoken(data)},
            cells=parts.cells_of(data["times"]),
            home_district_id=int(data["home"]) if data["home"] else None,
            district_ids=[int(pk) for pk in data["districts"]],
            skills=data["skills"],
            interests=data["interests"],
            birth_year=data["birth_year"],
            limits=(data["max_per_week"], data["max_per_day"]),
            paused_until=data["paused_until"],
            named=frozenset({"home_district_id", "birth_year", "paused_until"}),
        )

    def _spoken(self, data: dict[str, Any]) -> Iterable[tuple[str, str]]:
        lines = ((data[f"language_{line}"], data[f"level_{line}"]) for line in range(self.lines))
        return ((code, level) for code, level in lines if code)
