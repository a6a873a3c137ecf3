"""The rows of a new language."""

from django.db import models, transaction
from wagtail.models import Locale

from cms.translation.models import LocaleProfile
from cms.ui import page_cache


@transaction.atomic
def add_language(code: str, *, hreflang: str = "", voice: str = "") -> bool:
    """Make locale and profile of a language of the settings, at the end of the switch and not public.

    Returns whether the profile was made now; what is there stays as it is.
    """
    locale, _made = Locale.objects.get_or_create(language_code=code)
    last = LocaleProfile.objects.aggregate(last=models.Max("position"))["last"]
    _profile, made = LocaleProfile.objects.get_or_create(
        locale=locale,
        defaults={"position": (last or 0) + 1, "hreflang": hreflang or code, "voice": voice, "public": False},
    )
    page_cache.changed()
    return made
