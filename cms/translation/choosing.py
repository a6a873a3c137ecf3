"""Which language a reader without a language in the address gets: cookie, account, browser, German."""

from collections.abc import Container

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import check_for_language
from django.utils.translation.trans_real import parse_accept_lang_header

from cms.translation.languages import ALIASES, LANGUAGES, SOURCE
from cms.translation.roots import roots


def choose_language(request: HttpRequest) -> str:
    """The best public language for this reader. Asks the account only where there is a session."""
    offered = {language.code for language in roots().public if check_for_language(language.code)}
    for code in (request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME), _of_the_account(request)):
        if code in offered and code:
            return code
    return from_accept_language(request.META.get("HTTP_ACCEPT_LANGUAGE", ""), offered) or SOURCE


def without_database(request: HttpRequest) -> str:
    """The same for addresses that are not read by guests (admin, health, files): cookie and browser alone."""
    offered = {code for code in LANGUAGES if check_for_language(code)}
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if cookie in offered:
        return cookie
    return from_accept_language(request.META.get("HTTP_ACCEPT_LANGUAGE", ""), offered) or SOURCE


def from_accept_language(header: str, offered: Container[str]) -> str | None:
    """The first language of an Accept-Language header (RFC 9110, 12.5.4) that is offered, or None.

    A regional form stands for its language (uk-UA, fa-AF), an alias for ours (prs is Farsi for us), a weight of zero
    means "not this one", and `*` means that the reader has no wish left.
    """
    refused = {tag for tag, weight in parse_accept_lang_header(header.lower()) if weight == 0}
    for tag, weight in parse_accept_lang_header(header.lower()):
        if weight == 0:
            continue
        if tag == "*":
            return None
        for candidate in _candidates(tag):
            if candidate in offered and candidate not in refused:
                return candidate
    return None


def _candidates(tag: str) -> list[str]:
    """The tag itself, then ever shorter forms of it, each with its alias."""
    parts = tag.split("-")
    shorter = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return [code for form in shorter for code in (form, ALIASES.get(form, "")) if code]


def _of_the_account(request: HttpRequest) -> str | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "user", None)
    return user.language if user is not None and user.is_authenticated else None
