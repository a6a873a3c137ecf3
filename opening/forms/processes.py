"""Starting a process, and letting it rest or end."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cms.network.models import District, Organisation
from cms.ui.forms import HouseForm
from cms.ui.widgets import DateInput
from opening.domain import definitions, template
from opening.enums import DefinitionKind
from opening.forms.typed import clean_text
from opening.models import Definition
from opening.obstacles import Obstacle


def template_choices() -> list[tuple[str, str]]:
    """The published kinds of process with their names."""
    published = Definition.objects.published().filter(kind=DefinitionKind.PROCESS).order_by("pk")
    return [(d.key, str(template.of_definition(d).words(d.read()["title"], get_language()))) for d in published]


def working_languages() -> list[tuple[str, str]]:
    """The languages in which the published kinds of process are written."""
    published = Definition.objects.published().filter(kind=DefinitionKind.PROCESS)
    codes = {code for definition in published for code in definition.read()["languages"]}
    return [(code, name) for code, name in settings.LANGUAGES if code in codes]


class StartForm(HouseForm):
    """A new process and the invitation of its sponsor."""

    template = forms.ChoiceField(
        label=pgettext_lazy("staff", "Kind of process"), widget=forms.RadioSelect, choices=template_choices
    )
    organisation = forms.ModelChoiceField(
        label=pgettext_lazy("staff", "Institution"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=pgettext_lazy("staff", "none"),
        help_text=pgettext_lazy("staff", "From the network of partners. Missing? Add it in the admin first."),
    )
    title = forms.CharField(label=pgettext_lazy("staff", "Title"), max_length=160)
    summary = forms.CharField(
        label=pgettext_lazy("staff", "Reason and aims"),
        max_length=1200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=pgettext_lazy("staff", "Goes into the draft of the agreement."),
    )
    district = forms.ModelChoiceField(
        label=pgettext_lazy("staff", "District"), queryset=District.objects.none(), required=False
    )
    language = forms.ChoiceField(label=pgettext_lazy("staff", "Working language"), choices=working_languages)
    sponsor_name = forms.CharField(
        label=pgettext_lazy("staff", "Whom do you invite first? Name"),
        max_length=120,
        required=False,
        help_text=pgettext_lazy("staff", "Usually the head of the institution. You can also invite later."),
    )
    sponsor_email = forms.EmailField(
        label=pgettext_lazy("staff", "E-mail address"),
        required=False,
        help_text=pgettext_lazy("staff", "Without an address you print a letter with the link."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.exclude(kind="own")  # type: ignore[attr-defined]
        self.fields["district"].queryset = District.objects.all()  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        return clean_text(self.cleaned_data["title"])

    def clean_sponsor_name(self) -> str:
        return clean_text(self.cleaned_data["sponsor_name"])

    def clean(self) -> dict[str, Any]:
        """The institution where the kind asks for one; a name where there is an address."""
        cleaned = super().clean() or self.cleaned_data
        definition = definitions.current(DefinitionKind.PROCESS, cleaned.get("template", ""))
        wanted = template.of_definition(definition).raw["organisation"] if definition else ""
        if wanted == "required" and not cleaned.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", Obstacle.ORGANISATION_REQUIRED.label)
        if wanted == "none" and cleaned.get("organisation"):
            self.add_error("organisation", Obstacle.ORGANISATION_UNWANTED.label)
        if cleaned.get("sponsor_email") and not cleaned.get("sponsor_name"):
            self.add_error("sponsor_name", _("Please enter the name of the person."))
        return cleaned


class ReasonForm(HouseForm):
    """A change that needs a reason."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": Obstacle.REASON_NEEDED.label},
    )

    def clean_reason(self) -> str:
        return clean_text(self.cleaned_data["reason"])


class StateForm(HouseForm):
    """Pause, resume, conclude, cancel."""

    ACTIONS = {
        "pause": pgettext_lazy("staff", "Let it rest for a while"),
        "resume": pgettext_lazy("staff", "Take it up again"),
        "conclude": pgettext_lazy("staff", "Conclude it"),
        "cancel": pgettext_lazy("staff", "End it early"),
    }
    action = forms.ChoiceField(label=pgettext_lazy("staff", "What happens?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=pgettext_lazy("staff", "Needed for resting and for ending early; everybody involved reads it."),
    )
    until = forms.DateField(label=pgettext_lazy("staff", "Rests until"), required=False, widget=DateInput)

    def __init__(self, *args: Any, actions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [(key, self.ACTIONS[key]) for key in actions]  # type: ignore[attr-defined]

    def clean_reason(self) -> str:
        return clean_text(self.cleaned_data["reason"])

    def clean(self) -> dict[str, Any]:
        """Pausing and cancelling need a reason."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("action") in {"pause", "cancel"} and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", ValidationError(Obstacle.REASON_NEEDED.label))
        return cleaned
