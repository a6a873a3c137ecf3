"""How many words a month machines may get: for each language by its form, and for all together by the settings.

A run that waits or works holds the words it still needs, so that many small runs do not exceed together what each of
them fits into.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, Q, Sum, When
from django.utils.timezone import localtime

from cms.translation.machine import router
from cms.translation.models import LocaleProfile, MachineRun, MachineRunState
from cms.translation.roots import roots

OPEN = (MachineRunState.QUEUED, MachineRunState.RUNNING)


@dataclass(frozen=True)
class Left:
    """Words that are left this month: in this language and in all."""

    language: int
    all_languages: int

    @property
    def words(self) -> int:
        """What may still be sent."""
        return max(0, min(self.language, self.all_languages))


def used_by_language(at: datetime) -> dict[str, int]:
    """Words of the month of `at`, sent or promised to open runs, by language code. One query."""
    open_run, rest = Q(state__in=OPEN, planned__gt=F("words")), F("planned")
    rows = (
        MachineRun.objects.filter(at__gte=month_of(at))
        .values("locale_id")
        .order_by()
        .annotate(total=Sum(Case(When(open_run, then=rest), default=F("words"))))
    )
    return {roots().code_of(row["locale_id"]): row["total"] or 0 for row in rows}


def left(code: str, *, at: datetime) -> Left:
    """What is left of this month in a language. Two queries."""
    used = used_by_language(at)
    own = LocaleProfile.objects.filter(locale__language_code=code).values_list("monthly_words", flat=True).first() or 0
    return Left(own - used.get(code, 0), router.monthly_words() - sum(used.values()))


def too_much(needed: Mapping[str, int], *, at: datetime) -> str | None:
    """The first language whose words exceed what is left, taking those of all languages together; None when all fit.

    `needed` are the words by language code.
    """
    used = used_by_language(at)
    limits = dict(LocaleProfile.objects.values_list("locale__language_code", "monthly_words"))
    rest = router.monthly_words() - sum(used.values())
    for code, words in needed.items():
        rest -= words
        if words and (words > limits.get(code, 0) - used.get(code, 0) or rest < 0):
            return code
    return None


def lock() -> None:
    """One decision on words at a time, until the end of the transaction. SQLite writes one after the other anyway."""
    list(LocaleProfile.objects.select_for_update().order_by("pk").values_list("pk"))


def month_of(at: datetime) -> datetime:
    """The first moment of the month, in local time."""
    return localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
