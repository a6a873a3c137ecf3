"""When a language may be offered to readers, and the door that offers it."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import npgettext, pgettext
from wagtail.models import Locale

from cms.translation import catalogues
from cms.translation.languages import SOURCE
from cms.translation.models import LocaleProfile
from cms.translation.roots import roots
from cms.ui import page_cache


class LanguageRefused(PermissionDenied):
    """A language may not go public yet; the text says what is missing."""


def obstacle_to_go_public(locale: Locale) -> str | Promise | None:
    """The first reason why readers may not be offered this language, or None when they may."""
    code = locale.language_code
    if code == SOURCE:
        return None
    homes = [homes.get(code) for homes in roots().homes.values()]
    if not homes or not all(home and home.live for home in homes):
        return pgettext("staff", "The front page in this language is not live yet.")
    if open_strings := len(catalogues.missing(code)):
        return npgettext(
            "staff",
            "%(count)d text of the interface is missing in this language.",
            "%(count)d texts of the interface are missing in this language.",
            open_strings,
        ) % {"count": open_strings}
    return None


def go_public(code: str) -> LocaleProfile:
    """Offer a language to readers: switch, search engines, choice at the front door.

    Raises LanguageRefused while an obstacle stands.
    """
    locale = Locale.objects.get(language_code=code)
    if obstacle := obstacle_to_go_public(locale):
        raise LanguageRefused(f"{code}: {obstacle}")
    profile, _created = LocaleProfile.objects.update_or_create(locale=locale, defaults={"public": True})
    page_cache.changed()
    return profile
