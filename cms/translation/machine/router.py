"""Who translates which language: configured providers, the routes between them, and what a language's form says.

Without a configured provider nothing here asks anybody, and no button is shown.
"""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

from cms.translation.languages import SOURCE
from cms.translation.machine.protocol import Backend, Pair, ProviderProblem
from cms.translation.models import LocaleProfile
from cms.translation.roots import roots
from cms.ui.kept import Kept

OFF, ROUTE = "off", "route"
"""What a language's form may say instead of the name of a provider."""

PAUSES = (1.0, 4.0)
"""Seconds before a provider is asked again."""

A_DAY = 24 * 60 * 60
AFTER_TROUBLE = 5 * 60
"""Seconds for which the languages of a provider are remembered, and for which it is left alone when it is down."""

PATIENCE = 5.0
"""Seconds a page waits at most for the languages of a provider."""

type Sleep = Callable[[float], None]


@dataclass(frozen=True)
class Provider:
    """A configured provider by its name in the settings."""

    name: str
    options: Mapping[str, Any]
    timeout: float

    @property
    def backend(self) -> Backend:
        """What asks it; made anew for each question."""
        return self._backend(self.timeout)

    @property
    def label(self) -> str:
        """Its name, as people know it."""
        return self.backend.label

    def cost(self, characters: int) -> Decimal:
        """Euros for so many characters."""
        return self.backend.price * characters / 1_000_000

    def languages(self) -> set[Pair]:
        """What it translates; asked once a day, and nothing while it does not answer."""
        known: set[Pair] | None = cache.get(self._key)
        if known is None:
            try:
                known = self.ask_languages(min(self.timeout, PATIENCE))
            except ProviderProblem:
                known = set()
                cache.set(self._key, known, AFTER_TROUBLE)
        return known

    def ask_languages(self, timeout: float) -> set[Pair]:
        """The same, asked now. Raises ProviderProblem."""
        known = self._backend(timeout).languages()
        cache.set(self._key, known, A_DAY)
        return known

    def pair_to(self, code: str) -> Pair | None:
        """From German into a language of ours, as this provider names them; None when it cannot."""
        return matching_pair(self.languages(), code)

    def _backend(self, timeout: float) -> Backend:
        backend: Backend = import_string(self.options["class"])(self.options, timeout=timeout)
        return backend

    @property
    def _key(self) -> str:
        shown = repr(sorted((name, str(value)) for name, value in self.options.items()))
        return f"machine-languages-{self.name}-{hashlib.sha256(shown.encode()).hexdigest()[:16]}"


def matching_pair(pairs: set[Pair], code: str) -> Pair | None:
    """The pair from German into a language: the very code, else the first variant (`en` may be called `en-gb`).

    Never the other way round: Leichte Sprache (`de-simple`) is no German.
    """
    from_german = sorted((pair for pair in pairs if _is_variant(pair[0], SOURCE)), key=lambda pair: pair[0] != SOURCE)
    exact = [pair for pair in from_german if pair[1] == code]
    variants = sorted((pair for pair in from_german if _is_variant(pair[1], code)), key=lambda pair: pair[1])
    return next(iter(exact or variants), None)


def _is_variant(named: str, code: str) -> bool:
    return named == code or named.startswith(f"{code}-")


# ---------------------------------------------------------------- which provider
def providers() -> dict[str, Provider]:
    """The configured providers by name; empty when machine translation is off."""
    found = _setting().get("backends", {})
    return {name: Provider(name, options, float(_setting().get("timeout", 20))) for name, options in found.items()}


def is_on() -> bool:
    """Whether any provider is configured."""
    return bool(_setting().get("backends"))


def chosen(code: str) -> str:
    """What the form of a language says: off, route, or the name of a provider. No query unless something changed."""
    return _chosen().get(code, OFF)


def candidates(code: str) -> list[Provider]:
    """The providers that may be asked for a language, in order; nobody is asked for it here."""
    configured = providers()
    if not configured or (choice := chosen(code)) == OFF:
        return []
    routes = _setting().get("routes", {})
    names = routes.get(code, routes.get("*", [])) if choice == ROUTE else [choice]
    return [configured[name] for name in names if name in configured]


def provider_for(code: str) -> Provider | None:
    """Who translates into a language: the first of its route that knows it."""
    return next((provider for provider in candidates(code) if provider.pair_to(code)), None)


def can_translate(code: str) -> bool:
    """Whether a machine may and can translate into this language."""
    return provider_for(code) is not None


def monthly_words() -> int:
    """Words a month for all languages together."""
    return int(_setting().get("monthly_words", 0))


def batch_limits() -> tuple[int, int]:
    """The most sentences and bytes in one request."""
    return int(_setting().get("batch", 40)), int(_setting().get("batch_bytes", 30_000))


# ---------------------------------------------------------------- asking
def translate(
    provider: Provider,
    code: str,
    texts: Sequence[str],
    *,
    markup: bool,
    sleep: Sleep = time.sleep,
    retries: int | None = None,
) -> list[str]:
    """One batch, asked again after 1 and 4 seconds where that may help. Raises ProviderProblem."""
    pair = provider.pair_to(code) or (SOURCE, code)
    pauses = PAUSES[: int(_setting().get("retries", 2)) if retries is None else retries]
    for pause in pauses:
        try:
            return provider.backend.translate(*pair, texts, markup=markup)
        except ProviderProblem as problem:
            if not problem.trouble.passes:
                raise
        sleep(pause)
    return provider.backend.translate(*pair, texts, markup=markup)


def _setting() -> dict[str, Any]:
    found: dict[str, Any] = getattr(settings, "MACHINE_TRANSLATION", {})
    return found


def _read_choices() -> dict[str, str]:
    return {
        roots().code_of(locale): choice for locale, choice in LocaleProfile.objects.values_list("locale", "provider")
    }


_chosen = Kept(_read_choices)
