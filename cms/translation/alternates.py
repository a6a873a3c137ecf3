"""In which languages the words of an address exist: for hreflang, the language switch, the banner and the sitemap."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.http import urlencode
from wagtail.models import Page

from cms.translation.languages import EASY, SOURCE, direction, endonym
from cms.translation.roots import homes_of, roots

SWITCH = "/sprache/"


@dataclass(frozen=True)
class Alternates:
    """`paths`: public path by language where live words are. `shown`: the language of the words on this page.

    `fallback`: the reader's language has no words here, German ones are shown instead. `key`: the translation key of
    the text they are missing, for the count of the demand and for their wish; empty where it is unknown.
    """

    paths: dict[str, str] = field(default_factory=dict)
    shown: str = SOURCE
    fallback: bool = False
    key: str = ""


def note(request: HttpRequest, paths: Mapping[str, str], *, shown: str, key: UUID | str = "") -> None:
    """Say where the words of this address are live. `shown` is their language on this page, `key` names the text.

    Languages that are not public are left out. Where `shown` is not the reader's language, the page is a fallback:
    banner, noindex, and the canonical address is that of the shown words.
    """
    public = {code: path for code, path in paths.items() if roots().is_public(code)}
    reader = str(request.LANGUAGE_CODE)
    vars(request)["alternates"] = Alternates(public, shown, fallback=shown != reader, key=str(key))
    vars(request)["shown_language"] = shown


def everywhere(request: HttpRequest) -> None:
    """This address is interface alone: it exists in every public language."""
    code = str(request.LANGUAGE_CODE)
    note(request, {language.code: in_language(request.path, language.code) for language in roots().public}, shown=code)


def of(request: HttpRequest) -> Alternates | None:
    """What was noted for this request; None for addresses without public words, such as portals."""
    noted: Alternates | None = getattr(request, "alternates", None)
    return noted


def note_page(request: HttpRequest, page: Page, *, tail: str = "") -> dict[str, dict[str, Any]]:
    """Note the live rows of a page in one query; `tail` is the part of the path below the page.

    Returns all rows (drafts too) by language: pk, url_path, live, locale_id, alias_of_id.
    """
    fields = ("pk", "url_path", "live", "locale_id", "alias_of_id")
    rows = {
        roots().code_of(row["locale_id"]): row
        for row in Page.objects.filter(translation_key=page.translation_key).values(*fields)
    }
    live = {code: row for code, row in rows.items() if row["live"] and row["alias_of_id"] is None}
    paths = {code: path + tail for code, row in live.items() if (path := path_of(request, code, row["url_path"]))}
    note(request, paths, shown=roots().code_of(page.locale_id), key=page.translation_key)
    return rows


def path_of(request: HttpRequest, code: str, url_path: str) -> str | None:
    """The public path of a page row, or None where it does not lie below the front page of its language."""
    home = homes_of(request).get(code)
    if home is None or not url_path.startswith(home.url_path):
        return None
    return f"/{code}/{url_path.removeprefix(home.url_path)}"


def in_language(path: str, code: str) -> str:
    """The same path below the prefix of another language."""
    parts = path.split("/", 2)
    rest = parts[2] if len(parts) > 2 and parts[1] in roots().languages else path.lstrip("/")
    return f"/{code}/{rest}"


def language_entries(request: HttpRequest) -> list[dict[str, Any]]:
    """The language switch: every public language and the reader's own, with where it leads and what is there.

    `available`: live words of this page (or pure interface); otherwise German words under that language's frame.
    """
    reader = str(request.LANGUAGE_CODE)
    noted = of(request)
    origin = noted.paths.get(SOURCE, request.path) if noted else request.path
    entries = []
    for language in roots().languages.values():
        if not language.public and language.code != reader:
            continue
        path = (noted.paths.get(language.code) if noted else None) or in_language(origin, language.code)
        entries.append(
            {
                "code": language.code,
                "endonym": language.endonym,
                "dir": language.dir,
                "url": f"{SWITCH}{language.code}/?{urlencode({'weiter': path})}",
                "current": language.code == reader,
                "available": noted is None or language.code in noted.paths,
            }
        )
    return entries


def other_languages(request: HttpRequest) -> list[dict[str, str]]:
    """The live languages of a page that is shown in German instead, Leichte Sprache first; German is on the page."""
    noted = of(request)
    if noted is None:
        return []
    codes = sorted(noted.paths, key=lambda code: code != EASY)
    return [
        {"code": code, "endonym": endonym(code), "dir": direction(code), "url": noted.paths[code]}
        for code in codes
        if code not in {noted.shown, str(request.LANGUAGE_CODE)}
    ]
