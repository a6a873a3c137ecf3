"""Locales, sites and the front pages of all languages: what every request needs and almost never changes.

Kept in the memory of the process under the version of the page cache, so that a page costs no query for it.
"""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.models.sites import SiteRootPath

from cms.translation.languages import LANGUAGES, SOURCE, direction, endonym
from cms.ui.kept import Kept


@dataclass(frozen=True, slots=True)
class Language:
    """A language as readers meet it: the Wagtail locale with its profile."""

    code: str
    locale_id: int
    public: bool
    hreflang: str
    endonym: str
    dir: str


@dataclass(frozen=True, slots=True)
class Home:
    """The front page of a language on one site; it may still be a draft."""

    code: str
    page_id: int
    path: str
    url_path: str
    live: bool


@dataclass(frozen=True)
class Roots:
    """Everything about languages and sites that a request looks up."""

    languages: dict[str, Language] = field(default_factory=dict)
    sites: list[Site] = field(default_factory=list)
    homes: dict[int, dict[str, Home]] = field(default_factory=dict)
    restricted_paths: tuple[str, ...] = ()
    site_root_paths: tuple[SiteRootPath, ...] = ()

    @property
    def source(self) -> Language:
        """The language in which everything is written first.

        Raises LookupError when its locale is missing.
        """
        return self.languages[SOURCE]

    @property
    def public(self) -> list[Language]:
        """The languages readers may choose, in the order of the switch."""
        return [language for language in self.languages.values() if language.public]

    def code_of(self, locale_id: int | None) -> str:
        """The language code of a locale; the source language for an unknown one."""
        return next((entry.code for entry in self.languages.values() if entry.locale_id == locale_id), SOURCE)

    def is_public(self, code: str) -> bool:
        """Whether readers may choose this language."""
        return code in self.languages and self.languages[code].public

    def site_for(self, host: str, port: str) -> Site | None:
        """The site that answers for a host, by Wagtail's rules: exact match, then the default site."""
        by_host = [site for site in self.sites if site.hostname == host]
        exact = [site for site in by_host if str(site.port) == port]
        default = [site for site in self.sites if site.is_default_site]
        if found := exact or [site for site in by_host if site.is_default_site]:
            return found[0]
        if len(by_host) == 1:
            return by_host[0]
        return default[0] if default else None


def roots() -> Roots:
    """What is known now: no query unless something public changed, then four."""
    return _kept()


def site_of(request: HttpRequest) -> Site | None:
    """The site of a request; Wagtail's own look-ups in the same request find it, too."""
    if not hasattr(request, "_wagtail_site"):
        host = request._get_raw_host().rsplit(":", 1)[0]  # type: ignore[attr-defined]  # Wagtail asks the same
        vars(request)["_wagtail_site"] = roots().site_for(host, request.get_port())
    vars(request).setdefault("_wagtail_cached_site_root_paths", list(roots().site_root_paths))
    site: Site | None = vars(request)["_wagtail_site"]
    return site


def homes_of(request: HttpRequest) -> dict[str, Home]:
    """The front pages of the site of a request by language; empty where there is no site."""
    site = site_of(request)
    return roots().homes.get(site.pk, {}) if site else {}


def _read() -> Roots:
    sites = list(Site.objects.select_related("root_page"))
    languages = _languages()
    homes = _homes(sites, languages)
    return Roots(
        languages=languages,
        sites=sites,
        homes=homes,
        restricted_paths=tuple(PageViewRestriction.objects.values_list("page__path", flat=True)),
        site_root_paths=tuple(
            SiteRootPath(site.pk, home.url_path, site.root_url, home.code)
            for site in sorted(sites, key=lambda site: site.root_page.url_path, reverse=True)
            for home in homes[site.pk].values()
        ),
    )


def _languages() -> dict[str, Language]:
    profile_model: Any = apps.get_model("translation", "LocaleProfile")
    profiles = {profile.locale_id: profile for profile in profile_model.objects.all()}
    rows = [(profiles.get(locale.pk), locale) for locale in Locale.objects.all() if locale.language_code in LANGUAGES]
    rows.sort(key=lambda row: (row[0].position if row[0] else 999, row[1].language_code))
    return {
        locale.language_code: Language(
            code=locale.language_code,
            locale_id=locale.pk,
            public=locale.language_code == SOURCE or bool(profile and profile.public),
            hreflang=profile.hreflang if profile else "",
            endonym=endonym(locale.language_code),
            dir=direction(locale.language_code),
        )
        for profile, locale in rows
    }


def _homes(sites: list[Site], languages: dict[str, Language]) -> dict[int, dict[str, Home]]:
    codes = {language.locale_id: language.code for language in languages.values()}
    rows = Page.objects.filter(translation_key__in=[site.root_page.translation_key for site in sites])
    return {
        site.pk: {
            codes[row.locale_id]: Home(codes[row.locale_id], row.pk, row.path, row.url_path, row.live)
            for row in rows
            if row.translation_key == site.root_page.translation_key and row.locale_id in codes
        }
        for site in sites
    }


_kept = Kept(_read)
