"""Forms of the coordinator's desk: a need with its German text, its dates, and decisions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin.rich_text import get_rich_text_editor_widget

from cms.calendar.recurrence import attach
from cms.network import languages as spoken_languages
from cms.network.models import District, Organisation, Place
from cms.ui.widgets import DateInput, TimeInput
from cms.users.models import User
from volunteering.domain.needs import NeedWords
from volunteering.domain.vocabulary import interests, kinds, skills
from volunteering.enums import Level, Mode, NeedKind, Visibility
from volunteering.models import Need, NeedText

LANGUAGE_LINES = 3
MOST_REPEATS = 26
MOST_PLACES = 200
OFFERED_KINDS = (NeedKind.ONCE, NeedKind.SERIES, NeedKind.FLEXIBLE)


def _ticks(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


def _skills() -> list[tuple[str, str]]:
    return [(word.key, word.label()) for word in skills().values()]


class NeedForm(forms.Form):
    """Words and facts of a need."""

    title = forms.CharField(label=pgettext_lazy("staff", "Title"), max_length=120)
    summary = forms.CharField(
        label=pgettext_lazy("staff", "In one or two sentences"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=pgettext_lazy("staff", "What people do there, in plain words. It stands in every list."),
    )
    body = forms.CharField(label=pgettext_lazy("staff", "What there is to do"), required=False)
    bring = forms.CharField(
        label=pgettext_lazy("staff", "What to bring along or to know before"), max_length=300, required=False
    )
    kind = forms.ChoiceField(label=pgettext_lazy("staff", "How often"))
    tags = _ticks(
        pgettext_lazy("staff", "What it is about"), lambda: [(word.key, word.label()) for word in interests().values()]
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=pgettext_lazy("staff", "For which organisation"),
        required=False,
        empty_label=pgettext_lazy("staff", "our own house"),
    )
    venue = forms.ModelChoiceField(Place.objects.all(), label=pgettext_lazy("staff", "Venue"), required=False)
    district = forms.ModelChoiceField(
        District.objects.all(),
        label=pgettext_lazy("staff", "District"),
        required=False,
        help_text=pgettext_lazy("staff", "Empty: that of the venue."),
    )
    online = forms.BooleanField(label=pgettext_lazy("staff", "Possible from home"), required=False)
    mode = forms.ChoiceField(
        label=pgettext_lazy("staff", "How one gets in"), choices=Mode.choices, initial=Mode.INSTANT
    )
    visibility = forms.ChoiceField(
        label=pgettext_lazy("staff", "Who sees it"), choices=Visibility.choices, initial=Visibility.PUBLIC
    )
    open_to_new = forms.BooleanField(
        label=pgettext_lazy("staff", "Open to people we do not know yet"), required=False, initial=True
    )
    min_age = forms.IntegerField(
        label=pgettext_lazy("staff", "Minimum age"), required=False, min_value=10, max_value=99
    )
    hours_estimate = forms.IntegerField(
        label=pgettext_lazy("staff", "Hours, roughly"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=pgettext_lazy("staff", "For needs without fixed dates."),
    )
    coordinator = forms.ModelChoiceField(
        User.objects.none(), label=pgettext_lazy("staff", "Who coordinates"), required=False
    )
    skills = _ticks(pgettext_lazy("staff", "Skills that help"), _skills)
    skills_needed = _ticks(
        pgettext_lazy("staff", "Skills that are necessary"),
        _skills,
        pgettext_lazy("staff", "Keeps out who does not have them. Better few."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    WORDS = ("title", "summary", "body", "bring")
    FACTS = (
        "kind",
        "tags",
        "organisation",
        "venue",
        "district",
        "online",
        "mode",
        "visibility",
        "open_to_new",
        "min_age",
        "hours_estimate",
        "coordinator",
    )

    def __init__(self, data: Any = None, *, need: Need | None, text: NeedText | None, user: User) -> None:
        self.need = need
        super().__init__(data, initial=_initial(need, text, user))
        self.fields["body"].widget = get_rich_text_editor_widget(features=["bold", "ul", "ol"])
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [
            (key, word.label()) for key, word in kinds().items() if key in {*OFFERED_KINDS, need and need.kind}
        ]
        coordinators = self.fields["coordinator"]
        assert isinstance(coordinators, forms.ModelChoiceField)
        coordinators.queryset = User.objects.filter(is_active=True, is_staff=True).order_by("name")
        asked = list(need.languages.all()) if need else []
        for line in range(max(LANGUAGE_LINES, len(asked) + 1)):
            row = asked[line] if line < len(asked) else None
            self._add_language(line, row.language if row else "", row.level if row else "", bool(row and row.hard))
        self.lines = max(LANGUAGE_LINES, len(asked) + 1)

    def _add_language(self, line: int, code: str, level: str, hard: bool) -> None:
        self.fields[f"language_{line}"] = forms.ChoiceField(
            label=pgettext("staff", "Language %(number)s") % {"number": line + 1},
            choices=lambda: [("", "–"), *spoken_languages.choices()],
            required=False,
            initial=code,
        )
        self.fields[f"level_{line}"] = forms.ChoiceField(
            label=pgettext("staff", "at least"), choices=Level.choices, required=False, initial=level or Level.B1
        )
        self.fields[f"hard_{line}"] = forms.BooleanField(
            label=pgettext("staff", "necessary"), required=False, initial=hard
        )

    @property
    def language_lines(self) -> list[list[forms.BoundField]]:
        """Language, level and whether it is necessary, line by line."""
        return [[self[f"{name}_{line}"] for name in ("language", "level", "hard")] for line in range(self.lines)]

    def clean(self) -> dict[str, Any]:
        """Nobody overwrites what a colleague saved meanwhile without seeing that."""
        cleaned = super().clean() or self.cleaned_data
        if self.need and cleaned.get("seen") != self.need.changed_at.isoformat():
            data: Any = self.data
            sent = data.copy()
            sent["seen"] = self.need.changed_at.isoformat()
            self.data = sent
            raise ValidationError(
                pgettext(
                    "staff",
                    "Somebody has saved this need while you were writing. Your text is still here. "
                    "Compare it with the need in another window, then save again.",
                ),
                code="stale",
            )
        return cleaned

    def words(self) -> NeedWords:
        """Title, summary and the rest."""
        return NeedWords(**{name: self.cleaned_data[name] for name in self.WORDS})

    def facts(self) -> dict[str, Any]:
        """Values of Need by field name; the district is that of the venue where none is chosen."""
        facts = {name: self.cleaned_data[name] for name in self.FACTS}
        if facts["district"] is None and facts["venue"]:
            facts["district"] = facts["venue"].district
        return facts

    def languages(self) -> dict[str, tuple[Level, bool]]:
        """Languages asked for, with level and whether they are necessary."""
        data = self.cleaned_data
        return {
            data[f"language_{line}"]: (Level(data[f"level_{line}"] or Level.B1), data[f"hard_{line}"])
            for line in range(self.lines)
            if data[f"language_{line}"]
        }

    def wanted_skills(self) -> dict[str, bool]:
        """Skills, and whether they are necessary."""
        return dict.fromkeys(self.cleaned_data["skills"], False) | dict.fromkeys(
            self.cleaned_data["skills_needed"], True
        )


def _initial(need: Need | None, text: NeedText | None, user: User) -> dict[str, Any]:
    if need is None:
        return {"coordinator": user}
    facts: dict[str, Any] = {name: getattr(need, name) for name in NeedForm.FACTS}
    words = {name: getattr(text, name) for name in NeedForm.WORDS} if text else {}
    wanted = list(need.skills.all())
    return {
        **facts,
        **words,
        "skills": [row.skill for row in wanted if not row.hard],
        "skills_needed": [row.skill for row in wanted if row.hard],
        "seen": need.changed_at.isoformat(),
    }


@dataclass(frozen=True)
class Span:
    """A start and an end."""

    starts_at: datetime
    ends_at: datetime


class ShiftForm(forms.Form):
    """One date with its places; a new one may repeat every week."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    day = forms.DateField(label=pgettext_lazy("staff", "Date"), widget=DateInput)
    starts = forms.TimeField(label=pgettext_lazy("staff", "starts"), widget=TimeInput)
    ends = forms.TimeField(label=pgettext_lazy("staff", "ends"), widget=TimeInput)
    places_min = forms.IntegerField(
        label=pgettext_lazy("staff", "needed at least"), min_value=1, max_value=MOST_PLACES, initial=1
    )
    places_max = forms.IntegerField(
        label=pgettext_lazy("staff", "Places"), min_value=1, max_value=MOST_PLACES, initial=1
    )
    repeats = forms.IntegerField(
        label=pgettext_lazy("staff", "every week, so many more times"),
        min_value=0,
        max_value=MOST_REPEATS,
        required=False,
        initial=0,
    )

    def __init__(self, *args: Any, at: datetime, taken: Mapping[int, int], **kwargs: Any) -> None:
        self.at, self.taken = at, taken
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Dates that can be, and places that hold who is signed up."""
        data = super().clean() or self.cleaned_data
        if {"places_min", "places_max"} <= data.keys() and data["places_min"] > data["places_max"]:
            self.add_error("places_min", pgettext("staff", "More people are needed than there are places."))
        taken = self.taken.get(data.get("pk") or 0, 0)
        if "places_max" in data and data["places_max"] < taken:
            message = pgettext("staff", "%(taken)s places are taken. Cancel people or the date first.")
            self.add_error("places_max", message % {"taken": taken})
        if {"day", "starts", "ends"} <= data.keys():
            if data["starts"] == data["ends"]:
                self.add_error("ends", pgettext("staff", "A shift must end after it starts."))
            elif self.span().starts_at <= self.at and not data.get("pk"):
                self.add_error("day", pgettext("staff", "This date lies in the past."))
        return data

    def span(self, weeks: int = 0) -> Span:
        """Start and end, that many weeks later; an end before the start is on the next day."""
        data: dict[str, Any] = self.cleaned_data
        day: date = data["day"] + timedelta(weeks=weeks)
        starts: time = data["starts"]
        ends: time = data["ends"]
        last = day + timedelta(days=ends < starts)
        return Span(attach(datetime.combine(day, starts)), attach(datetime.combine(last, ends)))

    def spans(self) -> Iterator[Span]:
        """The date and its repetitions."""
        return (self.span(week) for week in range((self.cleaned_data.get("repeats") or 0) + 1))


ShiftFormSet = forms.formset_factory(ShiftForm, extra=2, max_num=200, absolute_max=200)


class ReasonForm(forms.Form):
    """A reason that people will read."""

    reason = forms.CharField(
        label=pgettext_lazy("staff", "Reason"),
        max_length=200,
        help_text=pgettext_lazy("staff", "Everybody who is signed up reads it in the mail."),
        widget=forms.TextInput,
    )
