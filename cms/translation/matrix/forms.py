"""What somebody adds to an action on many pieces."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from cms.translation.matrix.bulk import Action, Options
from cms.translation.models import ExchangeFormat
from cms.translation.rights import LEAD, MANAGE
from cms.users.models import User


class StartForm(forms.Form):
    """That a text which is hard to read goes to the translators all the same."""

    although_hard = forms.BooleanField(
        required=False,
        label=pgettext_lazy("staff", "Start texts that are hard to read, too. That I saw the hint is written down."),
    )


class AssignForm(forms.Form):
    """To whom, until when, and how urgent."""

    to = forms.ModelChoiceField(
        queryset=User.objects.none(),
        required=False,
        label=pgettext_lazy("staff", "To whom"),
        empty_label=pgettext_lazy("staff", "Whoever has time"),
    )
    due_on = forms.DateField(
        required=False,
        label=pgettext_lazy("staff", "Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    urgent = forms.BooleanField(required=False, label=pgettext_lazy("staff", "Urgent"))
    note = forms.CharField(required=False, max_length=300, label=pgettext_lazy("staff", "A word with it"))

    def __init__(self, *args: Any, codes: Sequence[str], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = translators(codes, on=on)


class ExportForm(forms.Form):
    """In which format."""

    format = forms.ChoiceField(
        label=pgettext_lazy("staff", "Format"),
        choices=ExchangeFormat.choices,
        initial=ExchangeFormat.PO,
        widget=forms.RadioSelect,
    )


def translators(codes: Sequence[str], *, on: date) -> Any:
    """Everybody who translates into one of these languages on a day, and the staff who may in all."""
    roles = User.objects.filter(
        translator_roles__locale__language_code__in=codes, translator_roles__valid_from__lte=on, is_active=True
    ).exclude(translator_roles__valid_until__lt=on)
    names = [permission.split(".")[1] for permission in (MANAGE, LEAD)]
    staff = User.objects.filter(groups__permissions__codename__in=names, is_active=True)
    return User.objects.filter(pk__in=roles.values("pk").union(staff.values("pk"))).order_by("name")


def form_for(action: Action, data: Any, *, codes: Sequence[str], on: date) -> forms.Form | None:
    """The questions of an action; None where there are none."""
    if action is Action.ASSIGN:
        return AssignForm(data, codes=codes, on=on)
    if action is Action.EXPORT:
        return ExportForm(data)
    return StartForm(data) if action is Action.START else None


def options_of(form: forms.Form | None) -> Options:
    """The answers, once the form is valid."""
    return Options(**form.cleaned_data) if form else Options()
