"""Providers outside the house: named on the privacy page, and reachable when the house is deployed."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning, register
from django.utils.translation import gettext_lazy as _

from cms.privacy import recipients
from cms.privacy.recipients import Recipient
from cms.translation.machine import figures, router
from cms.translation.machine.protocol import ProviderProblem


def providers_outside() -> list[Recipient]:
    """Every configured provider outside the house to which a language may be sent."""
    return [
        Recipient(line.label, line.host, _("Translates public texts of this website. Texts about people are not sent."))
        for line in figures.providers()
        if line.host and line.languages
    ]


def check_providers(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Every configured provider answers. Only for deployment: it asks them."""
    found: list[CheckMessage] = []
    for name, provider in router.providers().items():
        try:
            provider.ask_languages(provider.timeout)
        except ProviderProblem as problem:
            hint = "Check the variables MACHINE_… in docs/reference/environment.md, or take the provider out."
            found.append(Warning(f"{name}: {problem}", hint=hint, id="translation.W030"))
    return found


def register_all() -> None:
    """The name on the privacy page, and the check of deployment."""
    recipients.register(providers_outside)
    register(check_providers, "translation", deploy=True)
