"""Forms of the house: kept text, errors in words, and a guard for public ones."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.ui import stamp


class HouseForm(forms.Form):
    """A form drawn by the house's field template. Browsers do not check it: our own sentences are clearer."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class HouseModelForm(forms.ModelForm):  # type: ignore[type-arg]  # the model is named by each form
    """The same for the fields of a model."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class GuardedForm(HouseForm):
    """A public form: `GuardedForm(request.POST or None, request=request)`.

    It holds a field that people never see and a signed moment that says when it was opened. Nobody is turned away for
    good: whatever was typed stays, and sending again helps.
    """

    website = forms.CharField(
        required=False,
        label=_("Leave this field empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        self.opened_at = timezone.now()
        super().__init__(data, *args, **kwargs)
        name = self.add_prefix("stamp")
        self.sent_stamp = str(self.data.get(name, ""))
        if self.is_bound:
            kept = self.data.copy() if isinstance(self.data, QueryDict) else dict(self.data)
            kept[name] = stamp.renewed(self.sent_stamp, self.opened_at)
            self.data = kept
        self.fields["stamp"].initial = stamp.new_stamp(self.opened_at)

    def clean_website(self) -> str:
        """Machines fill in every field."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave this field empty and send the form again."), code="trap")
        return ""

    def clean(self) -> dict[str, Any]:
        """Refuses what was sent too fast, too late, or with a moment we did not sign."""
        cleaned = super().clean() or self.cleaned_data
        if sentence := stamp.problem(self.sent_stamp, self.opened_at):
            self.add_error(None, ValidationError(sentence, code="stamp"))
        return cleaned
