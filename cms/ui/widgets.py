"""Widgets beyond Django's own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

WEEKDAYS = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]


class DateInput(forms.DateInput):
    """The browser's own date field; it sends and takes ISO dates."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class CodeInput(forms.TextInput):
    """Six digits from a mail: number pad on phones, offered by the keyboard."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12", **(attrs or {})})


class WeekGrid(forms.CheckboxSelectMultiple):
    """Weekday x part of the day as a table of tick boxes. Values are "<weekday>-<part>", Monday is 0: "1-evening".

    `parts` is a list of (key, label, small print), such as ("evening", _("Evening"), "18–22").
    """

    template_name = "components/week_grid.html"

    def __init__(self, parts: Sequence[tuple[str, Any, str]], attrs: dict[str, Any] | None = None) -> None:
        self.parts = list(parts)
        super().__init__(attrs, choices=self.choices_of(self.parts))

    @staticmethod
    def choices_of(parts: Sequence[tuple[str, Any, str]]) -> list[tuple[str, str]]:
        """All cells as choices of a MultipleChoiceField."""
        return [(f"{day}-{key}", f"{day}-{key}") for day in range(7) for key, _label, _print in parts]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The cells of each day, ticked or not."""
        context = super().get_context(name, value, attrs)
        ticked = {str(entry) for entry in value or ()}
        start = context["widget"]["attrs"].get("id", f"id_{name}")
        context["parts"] = self.parts
        context["days"] = [
            {
                "label": label,
                "cells": [
                    {
                        "value": f"{day}-{key}",
                        "part": part,
                        "id": f"{start}_{day}_{key}",
                        "ticked": f"{day}-{key}" in ticked,
                    }
                    for key, part, _print in self.parts
                ],
            }
            for day, label in enumerate(WEEKDAYS)
        ]
        return context


class WeekGridField(forms.MultipleChoiceField):
    """Choices and widget of the week in one: `WeekGridField(parts=PARTS, label=_("When do you have time?"))`."""

    def __init__(self, *, parts: Sequence[tuple[str, Any, str]], **kwargs: Any) -> None:
        super().__init__(choices=WeekGrid.choices_of(parts), widget=WeekGrid(parts), **kwargs)
