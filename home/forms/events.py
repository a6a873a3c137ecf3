"""The form of an event in the editor: choices in words, kept as one rule."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from home.domain.rules import Repeat, Repetition, compose, read
from home.enums import EventRegistration
from home.forms.pages import HousePageForm

MOST_DATES = 400
LONGEST = timedelta(days=3 * 366)


class EventPageForm(HousePageForm):
    """Adds how the event repeats, and refuses what gives no date."""

    repeat = forms.ChoiceField(label=pgettext_lazy("staff", "Repeats"), choices=Repeat.choices, required=False)
    until = forms.DateField(label=pgettext_lazy("staff", "Last day"), required=False, widget=AdminDateInput)
    count = forms.IntegerField(
        label=pgettext_lazy("staff", "or number of dates"), required=False, min_value=2, max_value=MOST_DATES
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = read(self.instance.rule)
        self.initial.update(repeat=known.repeat, until=known.until, count=known.count)

    def clean(self) -> dict[str, Any]:
        """The cleaned fields with the rule made of the choices."""
        cleaned = super().clean()
        first = cleaned.get("first_day")
        if cleaned.get("begins") and cleaned.get("begins") == cleaned.get("ends"):
            self.add_error("ends", pgettext("staff", "The event ends when it begins. Enter when it is over."))
        if cleaned.get("ends") and cleaned.get("begins") and cleaned["ends"] < cleaned["begins"]:
            self.add_error("ends", pgettext("staff", "The event ends before it begins."))
        if not cleaned.get("place") and not cleaned.get("online_link"):
            self.add_error("place", pgettext("staff", "Choose a place or enter the address of the online meeting."))
        if cleaned.get("registration") == EventRegistration.EXTERNAL and not cleaned.get("registration_link"):
            self.add_error("registration_link", pgettext("staff", "Enter the address where people register."))
        if first:
            self._set_rule(cleaned, first)
        return cleaned

    def _set_rule(self, cleaned: dict[str, Any], first: date) -> None:
        repeat = Repeat(cleaned.get("repeat") or Repeat.NO)
        until, count = cleaned.get("until"), cleaned.get("count")
        if repeat == Repeat.NO:
            self.instance.rule = ""
        elif until and count:
            self.add_error("count", pgettext("staff", "Enter a last day or a number of dates, not both."))
        elif not until and not count:
            self.add_error("until", pgettext("staff", "Say when it ends: a last day or a number of dates."))
        elif until and until < first:
            self.add_error("until", pgettext("staff", "The last day is before the first. That gives no date."))
        elif until and until > first + LONGEST:
            self.add_error("until", pgettext("staff", "At most three years ahead. Enter an earlier last day."))
        else:
            self.instance.rule = compose(Repetition(repeat, until, count), first)
