"""Small forms with every kind of field, for the tests of the form renderer."""

from django import forms

from cms.ui.forms import GuardedForm, HouseForm
from cms.ui.widgets import DateInput, WeekGridField

PARTS = (("morning", "Morning", "6–11"), ("evening", "Evening", "18–22"))


class Sample(HouseForm):
    """One field of each kind that is drawn differently."""

    name = forms.CharField(label="Name")
    email = forms.EmailField(label="E-mail", help_text="For the confirmation only.")
    phone = forms.CharField(label="Phone", required=False)
    channel = forms.ChoiceField(
        label="How may we reach you?", choices=[("mail", "Mail"), ("phone", "Phone")], widget=forms.RadioSelect
    )
    times = WeekGridField(parts=PARTS, label="Times", required=False)
    since = forms.DateField(label="Since", widget=DateInput, required=False)
    agreed = forms.BooleanField(label="Agreed")


class Guarded(GuardedForm):
    """A public form with one field."""

    name = forms.CharField(label="Name")
