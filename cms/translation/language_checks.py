"""System checks on the languages: each step of docs/how-to/add-a-language.md that was left out, with its mend."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError
from django.utils.translation import check_for_language

from cms.translation import catalogues
from cms.translation.languages import SOURCE
from cms.translation.models import LocaleProfile
from cms.ui.pdf import fonts

HOW_TO = "docs/how-to/add-a-language.md"


def check_languages(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Every language of the setting routes, reads in its direction, has its words and a font that writes them."""
    return [message for code, name in settings.LANGUAGES for check in CHECKS for message in check(code, name)]


def _known_to_django(code: str, name: str) -> Iterator[CheckMessage]:
    if code not in LANG_INFO:
        hint = "Add it to LANG_INFO in cms/settings/base.py: bidi, code, name and name_local."
        yield Error(f"Django knows nothing about the language {code}.", hint=hint, id="translation.E010")


def _known_to_wagtail(code: str, name: str) -> Iterator[CheckMessage]:
    if code not in dict(settings.WAGTAIL_CONTENT_LANGUAGES):
        text = f"Wagtail hides the locale {code}: it is not in WAGTAIL_CONTENT_LANGUAGES."
        yield Error(text, hint="Keep LANGUAGES and WAGTAIL_CONTENT_LANGUAGES the same list.", id="translation.E014")


def _written_in_its_direction(code: str, name: str) -> Iterator[CheckMessage]:
    """The first letter of its own name says which one that is."""
    kinds = (unicodedata.bidirectional(letter) for letter in name)
    written = next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") != "L"
    said = code.split("-")[0] in settings.LANGUAGES_BIDI, bool(LANG_INFO.get(code, {}).get("bidi", written))
    if said != (written, written):
        side = "right to left" if written else "left to right"
        text = f"{name} ({code}) is written from {side}, and the settings say otherwise."
        hint = "LANGUAGES_BIDI lists the languages from right to left; `bidi` in LANG_INFO must say the same."
        yield Error(text, hint=hint, id="translation.E015")


def _has_a_catalogue(code: str, name: str) -> Iterator[CheckMessage]:
    if not catalogues.files(code):
        text = f"/{code}/ does not answer: locales/{catalogues.folder_of(code)}/LC_MESSAGES/django.po does not exist."
        hint = "Make the folder, run `make messages`, translate the file, run manage.py compile_catalogues."
        yield Error(text, hint=hint, id="translation.E016")
    elif not check_for_language(code):
        text = f"/{code}/ does not answer: it has no compiled catalogue in {catalogues.folder_of(code)}."
        yield Warning(text, hint="Run manage.py compile_catalogues.", id="translation.W011")


def _has_a_font(code: str, name: str) -> Iterator[CheckMessage]:
    """The name and a few words of the interface stand for all letters of the language."""
    if unknown := fonts.unknown_letters(code, [name, *catalogues.some_words(code)]):
        letters = " ".join(sorted(unknown)[:12])
        text = f"{fonts.name_for(code)}, the font for PDF files in {name} ({code}), cannot write {letters}"
        hint = (
            f"Put <name>-Regular.ttf and <name>-Bold.ttf of a font for this script into cms/ui/fonts/ and name it in "
            f"FONTS; {HOW_TO} says how to choose one."
        )
        yield Error(text, hint=hint, id="translation.E017")


CHECKS: tuple[Callable[[str, str], Iterator[CheckMessage]], ...] = (
    _known_to_django,
    _known_to_wagtail,
    _written_in_its_direction,
    _has_a_catalogue,
    _has_a_font,
)


def check_language_rows(databases: Sequence[str] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Every language has its row; a warning, for `migrate` must run before the row can be made."""
    if not databases:
        return []
    try:
        known = set(LocaleProfile.objects.values_list("locale__language_code", flat=True))
    except DatabaseError:  # before the first migration there is nothing to check
        return []
    return [
        Warning(
            f"{name} ({code}) has no row: nobody can translate into it or make it public.",
            hint=f"Run manage.py add_language {code}.",
            id="translation.W018",
        )
        for code, name in settings.LANGUAGES
        if code not in known
    ]


# ---------------------------------------------------------------- check --deploy
def check_compiled(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """What is deployed speaks every language as its catalogue says."""
    return [
        Error(
            f"The compiled catalogue of {code} is missing or older than its source.",
            hint="Run manage.py compile_catalogues.",
            id="translation.E019",
        )
        for code in catalogues.uncompiled()
    ]


def check_public_homes(databases: Sequence[str] | None, **_kwargs: Any) -> list[CheckMessage]:
    """No language is offered whose front page is not live: its readers would meet German under their own frame."""
    from cms.translation.roots import roots

    if not databases:
        return []
    try:
        known = roots()
    except (DatabaseError, LookupError):
        return []
    return [
        Error(
            f"{language.endonym} ({language.code}) is public, but its front page is not live on {site.hostname}.",
            hint="Publish the front page in this language, or take the language back in Settings, Locales.",
            id="translation.E020",
        )
        for site in known.sites
        for language in known.public
        if language.code != SOURCE and not _is_live(known.homes[site.pk].get(language.code))
    ]


def _is_live(home: Any) -> bool:
    return home is not None and bool(home.live)


def register_all() -> None:
    """Tell Django of the checks; called once when the app is ready."""
    register(check_languages, "translation")
    register(check_language_rows, Tags.database)
    register(check_compiled, "translation", deploy=True)
    register(check_public_homes, Tags.database, deploy=True)
