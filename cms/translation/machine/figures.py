"""What machines did: words and cost by month, words left by language, and why sentences stayed open."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.functional import Promise
from django.utils.translation import pgettext
from wagtail_localize.models import TranslationSource

from cms.translation.languages import SOURCE
from cms.translation.machine import budget, router
from cms.translation.machine.accepting import Fault
from cms.translation.models import LocaleProfile, MachineRun
from cms.translation.roots import roots

MONTHS = 12
FAILURES_OF = timedelta(days=90)


@dataclass(frozen=True)
class Month:
    """What machines did in a month; `cost` in euros, by the prices of the settings at the time."""

    first: datetime
    runs: int
    suggestions: int
    words: int
    characters: int
    stored: int
    left_open: int
    cost: Decimal


@dataclass(frozen=True)
class LanguageLine:
    """A language: who translates it, and its words of this month (sent or promised to open runs)."""

    code: str
    endonym: str
    choice: str
    used: int
    limit: int


@dataclass(frozen=True)
class ProviderLine:
    """A configured provider: where its words go (empty: nowhere) and which languages may be sent there."""

    name: str
    label: str
    host: str
    languages: tuple[str, ...]


def months() -> list[Month]:
    """The last twelve months in which machines did something, newest first. One query."""
    rows = (
        MachineRun.objects.annotate(first=TruncMonth("at"))
        .values("first")
        .order_by("-first")
        .annotate(
            count_runs=Count("pk", filter=Q(suggestion=False)),
            count_suggestions=Count("pk", filter=Q(suggestion=True)),
            sum_words=Sum("words"),
            sum_characters=Sum("characters"),
            sum_done=Sum("done"),
            sum_failed=Sum("failed", filter=Q(suggestion=False), default=0),
            sum_cost=Sum("cost"),
        )
    )
    return [
        Month(
            first=row["first"],
            runs=row["count_runs"],
            suggestions=row["count_suggestions"],
            words=row["sum_words"],
            characters=row["sum_characters"],
            stored=row["sum_done"],
            left_open=row["sum_failed"],
            cost=row["sum_cost"],
        )
        for row in rows[:MONTHS]
    ]


def languages(at: datetime) -> list[LanguageLine]:
    """Every language but German, in the order of the switch. Two queries."""
    used = budget.used_by_language(at)
    limits = dict(LocaleProfile.objects.values_list("locale__language_code", "monthly_words"))
    return [
        LanguageLine(code, row.endonym, choice_label(router.chosen(code)), used.get(code, 0), limits.get(code, 0))
        for code, row in roots().languages.items()
        if code != SOURCE
    ]


def choice_label(choice: str) -> str:
    """What the form of a language says, in words."""
    if choice == router.OFF:
        return pgettext("staff", "off")
    if choice == router.ROUTE:
        return pgettext("staff", "the first provider that knows the language")
    provider = router.providers().get(choice)
    return provider.label if provider else pgettext("staff", "%(provider)s (not configured)") % {"provider": choice}


def providers() -> list[ProviderLine]:
    """The configured providers. Asks none of them."""
    listed = {
        code: {provider.name for provider in router.candidates(code)} for code in roots().languages if code != SOURCE
    }
    return [
        ProviderLine(
            name=name,
            label=provider.label,
            host=provider.backend.host,
            languages=tuple(roots().languages[code].endonym for code, names in listed.items() if name in names),
        )
        for name, provider in router.providers().items()
    ]


def failures(at: datetime) -> list[tuple[Promise, int]]:
    """Reasons why sentences stayed open in the last 90 days, the most frequent first. One query."""
    recent = MachineRun.objects.filter(at__gt=at - FAILURES_OF, failed__gt=0).values_list("reasons", flat=True)
    counted = Counter(reason for reasons in recent for reason in reasons.values())
    return [(Fault(reason).label, count) for reason, count in counted.most_common()]


def reasons_of(run: MachineRun) -> list[tuple[Promise, int]]:
    """The same for one run."""
    return [(Fault(reason).label, count) for reason, count in Counter(run.reasons.values()).most_common()]


def titles(runs: Iterable[MachineRun]) -> Mapping[UUID, Any]:
    """The titles of the texts of these runs by key. One query."""
    keys = {run.translation_key for run in runs}
    return dict(TranslationSource.objects.filter(object_id__in=keys).values_list("object_id", "object_repr"))
