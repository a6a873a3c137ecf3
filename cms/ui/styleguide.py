"""The styleguide: every token, component and state on one page, in any language (demo and local only)."""

import re

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override

from cms.ui.assembly import parts_of
from cms.ui.forms import HouseForm
from cms.ui.samples import say
from cms.ui.styleguide_samples import samples
from cms.ui.widgets import CodeInput, DateInput, WeekGridField

PARTS = (
    ("morning", say("Morgens"), "6–11"),
    ("midday", say("Mittags"), "11–14"),
    ("afternoon", say("Nachmittags"), "14–18"),
    ("evening", say("Abends"), "18–22"),
)
SENT = {"name": "Yusuf Demir", "email": "yusuf", "channel": "mail", "times": ["1-evening"], "message": "…"}


class SampleForm(HouseForm):
    """One field of every kind."""

    name = forms.CharField(label=say("Vor- und Nachname"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=say("E-Mail-Adresse"),
        help_text=say("Dorthin schicken wir die Bestätigung, sonst nichts."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=say("Telefon"), required=False, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
    )
    code = forms.CharField(label=say("Code aus der E-Mail"), widget=CodeInput)
    language = forms.ChoiceField(
        label=say("In welcher Sprache sollen wir Ihnen schreiben?"), choices=settings.LANGUAGES
    )
    channel = forms.ChoiceField(
        label=say("Wie dürfen wir Sie erreichen?"),
        choices=[("mail", say("Per E-Mail")), ("phone", say("Per Telefon")), ("letter", say("Per Brief"))],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label=say("Was möchten Sie tun?"),
        choices=[
            ("a", say("Kindern bei den Hausaufgaben helfen")),
            ("b", say("Menschen begleiten")),
            ("c", say("Bei Festen helfen")),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=say("Kreuzen Sie alles an, was Ihnen gefällt."),
    )
    times = WeekGridField(parts=PARTS, label=say("Wann haben Sie Zeit?"), required=False)
    birthday = forms.DateField(label=say("Geburtsdatum"), widget=DateInput)
    message = forms.CharField(
        label=say("Ihre Nachricht"),
        max_length=2000,
        help_text=say("Bitte schreiben Sie nichts über Krankheiten."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    agreed = forms.BooleanField(label=say("Ich habe gelesen, wie meine Daten verwendet werden."))


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
