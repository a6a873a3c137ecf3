"""Inviting people."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.ui.forms import HouseForm
from opening.domain import template
from opening.domain.access import Actor, invitable_roles
from opening.enums import InviteChannel, Voice
from opening.forms.typed import clean_text
from opening.obstacles import Obstacle


class InviteForm(HouseForm):
    """Who is invited, as what, and how the link gets there."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role in the process"), widget=forms.RadioSelect)
    voice = forms.ChoiceField(label=_("Speaks"), choices=Voice.choices, widget=forms.RadioSelect, initial=Voice.MANDATE)
    channel = forms.ChoiceField(
        label=_("How do we reach this person?"),
        choices=[
            (InviteChannel.MAIL, _("by e-mail with a link")),
            (InviteChannel.LETTER, _("by a letter that you print")),
        ],
        widget=forms.RadioSelect,
        initial=InviteChannel.MAIL,
    )
    email = forms.EmailField(
        label=_("E-mail address"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    language = forms.ChoiceField(label=_("Language of mails and letters"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = template.of_process(actor.process)
        roles = [(role, str(words.role(role))) for role in invitable_roles(actor)]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name = clean_text(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Please enter the name of the person."))
        return name

    def clean(self) -> dict[str, Any]:
        """A mail needs an address."""
        cleaned = super().clean() or self.cleaned_data
        by_mail = cleaned.get("channel") == InviteChannel.MAIL
        if by_mail and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", ValidationError(Obstacle.ADDRESS_MISSING.label))
        return cleaned


class AddressForm(HouseForm):
    """The address to which somebody who came by letter wants the code."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We mail a code to it. You need no password."),
    )
