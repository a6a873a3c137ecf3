"""The styleguide: every token, component and state on one page, in any language (demo and local only)."""

import re

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.ui.assembly import parts_of
from cms.ui.forms import HouseForm
from cms.ui.styleguide_samples import samples
from cms.ui.widgets import CodeInput, DateInput, WeekGridField

PARTS = (
    ("morning", _("Morning"), "6–11"),
    ("midday", _("Midday"), "11–14"),
    ("afternoon", _("Afternoon"), "14–18"),
    ("evening", _("Evening"), "18–22"),
)
SENT = {"name": "Yusuf Demir", "email": "yusuf", "channel": "mail", "times": ["1-evening"], "message": "…"}


class SampleForm(HouseForm):
    """One field of every kind."""

    name = forms.CharField(label=_("First and last name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send the confirmation there, nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"), required=False, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
    )
    code = forms.CharField(label=_("Code from the e-mail"), widget=CodeInput)
    language = forms.ChoiceField(label=_("In which language shall we write to you?"), choices=settings.LANGUAGES)
    channel = forms.ChoiceField(
        label=_("How may we reach you?"),
        choices=[("mail", _("By e-mail")), ("phone", _("By phone")), ("letter", _("By letter"))],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label=_("What would you like to do?"),
        choices=[("a", _("Help children with homework")), ("b", _("Accompany people")), ("c", _("Help at parties"))],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick everything you like."),
    )
    times = WeekGridField(parts=PARTS, label=_("When do you have time?"), required=False)
    birthday = forms.DateField(label=_("Date of birth"), widget=DateInput)
    message = forms.CharField(
        label=_("Your message"),
        max_length=2000,
        help_text=_("Please write nothing about illnesses."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    agreed = forms.BooleanField(label=_("I have read how my data is used."))


def colour_tokens() -> list[str]:
    """The names of all colours, as tokens.css has them."""
    return re.findall(r"--([a-z-]+): light-dark", parts_of("tokens")[0].read_text(encoding="utf-8"))


def styleguide(request: HttpRequest) -> HttpResponse:
    """`?sprache=ar` shows it in another language, `?fehler=1` the form with errors."""
    code = request.GET.get("sprache", settings.LANGUAGE_CODE)
    if code not in dict(settings.LANGUAGES):
        code = settings.LANGUAGE_CODE
    with override(code):
        request.LANGUAGE_CODE = code
        return render(
            request,
            "styleguide.html",
            {
                "tokens": colour_tokens(),
                "form": SampleForm(SENT) if "fehler" in request.GET else SampleForm(),
                **samples(timezone.now()),
            },
        )
