"""Planning a meeting and writing down what came out of it."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.ui.forms import HouseForm
from cms.ui.widgets import DateInput, TimeInput
from opening.domain import template
from opening.forms.typed import clean_text
from opening.models import Process
from opening.obstacles import Obstacle


class SessionForm(HouseForm):
    """A new meeting."""

    kind = forms.ChoiceField(label=pgettext_lazy("staff", "Kind of meeting"))
    stage = forms.ChoiceField(label=pgettext_lazy("staff", "Phase"))
    title = forms.CharField(label=pgettext_lazy("staff", "Title"), max_length=160)
    day = forms.DateField(label=pgettext_lazy("staff", "Day"), widget=DateInput)
    begins = forms.TimeField(label=pgettext_lazy("staff", "Begins"), widget=TimeInput)
    finishes = forms.TimeField(label=pgettext_lazy("staff", "Ends"), widget=TimeInput)
    place = forms.CharField(label=pgettext_lazy("staff", "Place"), max_length=200, required=False)
    online_url = forms.URLField(label=pgettext_lazy("staff", "Online at"), required=False, assume_scheme="https")
    agenda = forms.CharField(
        label=pgettext_lazy("staff", "Agenda"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = template.of_process(process)
        kinds = [(kind, str(words.session_kind(kind))) for kind in words.raw["session_kinds"]]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["stage"].choices = [  # type: ignore[attr-defined]
            (phase.key, str(words.words(phase.raw["title"]))) for phase in words.phases
        ]

    def clean_title(self) -> str:
        return clean_text(self.cleaned_data["title"])

    def clean_agenda(self) -> str:
        return clean_text(self.cleaned_data["agenda"])

    def clean(self) -> dict[str, Any]:
        """The meeting ends after it begins, on the same day."""
        cleaned = super().clean() or self.cleaned_data
        day, begins, finishes = cleaned.get("day"), cleaned.get("begins"), cleaned.get("finishes")
        if day and not 2000 <= day.year <= 2100:
            self.add_error("day", ValidationError(_("Please enter a day between 2000 and 2100.")))
        elif day and begins and finishes:
            if finishes <= begins:
                self.add_error("finishes", ValidationError(Obstacle.SESSION_ENDS_EARLY.label))
            cleaned["starts"] = make_aware(datetime.combine(day, begins))
            cleaned["ends"] = make_aware(datetime.combine(day, finishes))
        return cleaned


class MinutesForm(HouseForm):
    """What came out of a meeting, one outcome a line."""

    outcomes = forms.CharField(
        label=pgettext_lazy("staff", "Outcomes"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=pgettext_lazy("staff", "One outcome a line. Please name no persons."),
        error_messages={"required": Obstacle.OUTCOMES_MISSING.label},
    )
    share = forms.BooleanField(
        label=pgettext_lazy("staff", "Share at once with everybody involved and ask for approval"), required=False
    )

    def clean_outcomes(self) -> list[str]:
        return [line.strip() for line in clean_text(self.cleaned_data["outcomes"]).splitlines() if line.strip()]
