"""The languages of the house: what holds for each of them without looking into the database."""

from typing import Literal

from django.conf import settings
from django.utils.translation import get_language, get_language_info

Direction = Literal["ltr", "rtl"]

LANGUAGES: dict[str, str] = dict(settings.LANGUAGES)
"""Code and endonym (the name in the language itself), in the order of the language switch."""

SOURCE: str = settings.LANGUAGE_CODE
"""The language in which every public text is written first."""

EASY = "de-simple"
"""Leichte Sprache: a language like the others for us, German for browsers and search engines."""

ALIASES = {"prs": "fa", "pes": "fa", "ku": "kmr"}
"""What browsers say instead of one of our codes; an alias counts as soon as its language is public."""


def direction(code: str) -> Direction:
    """The writing direction of a language, as the `dir` attribute wants it."""
    return "rtl" if code.split("-")[0] in settings.LANGUAGES_BIDI else "ltr"


def endonym(code: str) -> str:
    """The name of a language in that language; an unknown code is its own name."""
    return LANGUAGES.get(code, code)


def bcp47(code: str) -> str:
    """The tag for a `lang` attribute: our codes are valid tags as they are (`de-simple` is a registered variant)."""
    return code


def reader_language() -> str:
    """The active language, restricted to ours: what forms, mails and best() use inside a request."""
    code = get_language() or SOURCE
    if code in LANGUAGES:
        return code
    generic = code.split("-")[0]
    return generic if generic in LANGUAGES else SOURCE


def language_name(code: str) -> str:
    """What the reader calls this language ("Arabic"); Leichte Sprache is a name and stays as it is."""
    return endonym(code) if code == EASY else str(get_language_info(code)["name_translated"])
