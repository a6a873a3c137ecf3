"""Machine translation: settings with the pseudo-translation, and what the forms of the languages say."""

from typing import Any

from cms.translation.machine import router
from cms.translation.models import LocaleProfile


def make_setting(**changes: Any) -> dict[str, Any]:
    """MACHINE_TRANSLATION with the pseudo-translation alone."""
    return {
        "backends": {"pseudo": {"class": "cms.translation.machine.pseudo.Pseudo"}},
        "routes": {"*": ["pseudo"], "de-simple": []},
        "batch": 40,
        "batch_bytes": 30_000,
        "timeout": 20,
        "retries": 2,
        "monthly_words": 100_000,
        **changes,
    }


def choose_provider(name: str = router.ROUTE, *codes: str) -> None:
    """What the forms of these languages say, or of all."""
    profiles = LocaleProfile.objects.filter(locale__language_code__in=codes) if codes else LocaleProfile.objects.all()
    for profile in profiles:
        profile.provider = name
        profile.save()
