"""A phone number is a fact: it is dialled, never translated."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

PHONE = RegexValidator(r"^[+0-9][0-9 /-]{1,30}$", _("Enter a phone number in figures, such as +49 234 123456."))


class PhoneBlock(blocks.FieldBlock):
    """Not a CharBlock on purpose: those are offered for translation."""

    def __init__(self, required: bool = True, help_text: str = "", **kwargs: Any) -> None:
        self.field = forms.CharField(required=required, help_text=help_text, max_length=32, validators=[PHONE])
        super().__init__(**kwargs)

    class Meta:
        icon = "mobile-alt"
