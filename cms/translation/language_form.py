"""The part of a locale's form that is ours: the machine is chosen from what is configured, and can be tried."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext
from wagtail_localize.locales.components import LocaleComponentModelForm


class LanguageForm(LocaleComponentModelForm):
    """What the house decides about a language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "provider" in self.fields:
            self.fields["provider"] = forms.ChoiceField(
                label=self.fields["provider"].label,
                choices=provider_choices(self.instance.provider),
                help_text=_help(self.instance.code),
            )


def provider_choices(chosen: str) -> list[tuple[str, str]]:
    """Off, the route and every configured provider; what is chosen now stays, even if it is not configured any more."""
    from cms.translation.machine import figures, router

    names = [router.OFF]
    if router.is_on():
        names += [router.ROUTE, *router.providers()]
    return [(name, figures.choice_label(name)) for name in dict.fromkeys([*names, chosen])]


def _help(code: str) -> SafeString:
    """What it means, and the way to the trial in a tab of its own: nothing typed here is lost."""
    return format_html(
        '{} <a href="{}" target="_blank">{}</a>',
        pgettext("staff", "What a machine writes goes live only after a person confirmed it."),
        f"{reverse('translation_machine_connection')}?language={code}",
        pgettext("staff", "Test the connection (opens in a new tab)"),
    )
