"""Pages in the reader's language, the front door, the language switch and the sitemap."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from cms.translation import alternates, sitemap
from cms.translation.choosing import choose_language
from cms.translation.composing import managed
from cms.translation.languages import LANGUAGES, SOURCE
from cms.translation.roots import Home, homes_of, roots


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page in the reader's language, else a redirect to where its translation lives, else its German words."""
    reader = str(request.LANGUAGE_CODE)
    homes = homes_of(request)
    parts = [part for part in path.split("/") if part]
    rows = _pages_on_the_way([homes[code] for code in {reader, SOURCE} if code in homes], parts)
    found = _route(request, homes.get(reader), rows, parts)
    if not roots().is_public(reader) and not _may_see_hidden_languages(request):
        return _to_german(request, found, path)
    german = None if found or reader == SOURCE else _route(request, homes.get(SOURCE), rows, parts)
    route = found or german
    if route is None:
        raise Http404
    tail = _tail(route.page, homes, parts)
    texts = alternates.note_page(request, route.page, tail=tail)
    if found and SOURCE in texts and not texts[SOURCE]["live"] and managed(found.page):
        raise Http404  # its source was withdrawn by a way that told us nothing
    if german:
        text = texts.get(reader)
        there = alternates.path_of(request, reader, text["url_path"]) if text and text["live"] else None
        if there and there + tail != request.path:  # the German page was moved or renamed
            return _redirect(request, there + tail)
    vars(request)["_wagtail_route_for_request"] = route  # Wagtail's own serve uses it
    response: HttpResponse = wagtail_serve(request, path)
    return response


def _pages_on_the_way(homes: list[Home], parts: list[str]) -> dict[str, Page]:
    """Every page whose address is a beginning of this one, below any of these front pages, in one query."""
    paths = [
        home.url_path + "".join(f"{part}/" for part in parts[:length])
        for home in homes
        for length in range(len(parts) + 1)
    ]
    return {page.url_path: page for page in Page.objects.filter(url_path__in=paths)}


def _route(request: HttpRequest, home: Home | None, rows: Mapping[str, Page], parts: list[str]) -> RouteResult | None:
    """The deepest page on the way, if it answers for the rest of the path. Drafts above it do not matter."""
    if home is None:
        return None
    parent: Page | None = None
    page: Page | None = None
    depth = 0
    for length in range(len(parts) + 1):
        row = rows.get(home.url_path + "".join(f"{part}/" for part in parts[:length]))
        if row is not None:
            parent, page, depth = page, row, length
            if parent is not None and parent.depth + 1 == row.depth:
                row._cached_parent_obj = parent
    if page is None:
        return None
    kind = page.specific_class
    if kind is None or (len(parts) > depth and kind.route is Page.route):
        return None  # there is no such child, and this kind of page has no addresses of its own below it
    try:
        result: RouteResult = _specific(page).route(request, parts[depth:])
    except Http404:
        return None
    return result


def _specific(page: Page) -> Page:
    specific = page.specific
    if hasattr(page, "_cached_parent_obj"):
        specific._cached_parent_obj = page._cached_parent_obj
    return specific


def _tail(page: Page, homes: Mapping[str, Home], parts: list[str]) -> str:
    """What of the path lies below the page: addresses of its own, such as one organisation in the directory."""
    home = homes[roots().code_of(page.locale_id)]
    depth = page.url_path.removeprefix(home.url_path).count("/")
    return "".join(f"{part}/" for part in parts[depth:])


def _may_see_hidden_languages(request: HttpRequest) -> bool:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user: Any = request.user
    return bool(user.has_perm("wagtailadmin.access_admin"))


def _to_german(request: HttpRequest, found: RouteResult | None, path: str) -> HttpResponse:
    """A language that is not public yet: guests get the German address."""
    if found is not None:
        german = Page.objects.filter(
            translation_key=found.page.translation_key, locale_id=roots().source.locale_id, live=True
        ).first()
        if german is not None and (there := alternates.path_of(request, SOURCE, german.url_path)):
            return _redirect(request, there)
    return _redirect(request, f"/{SOURCE}/{path}")


def _redirect(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{path}?{query}" if query else path)


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """`/`: to the front page in the language of cookie, account, browser, else German."""
    response = HttpResponseRedirect(f"/{choose_language(request)}/")
    response.headers["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    return response


@require_safe
def switch_language(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the reader's choice in a cookie and go on to the page they were on, in that language."""
    target = request.GET.get("weiter", "")
    chosen = code if code in LANGUAGES else SOURCE
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None) or not target.startswith("/"):
        target = "/"
    response = HttpResponseRedirect(alternates.in_language(target, chosen))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]  # Django checks the word
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`: the files of all public languages."""
    return HttpResponse(sitemap.index(request), content_type="application/xml")


@require_safe
def sitemap_file(request: HttpRequest, code: str, part: str | None = None) -> HttpResponse:
    """`/sitemap-<language>.xml`: every public address of a language with its alternates."""
    body = sitemap.file(request, code, int(part or 1)) if roots().is_public(code) else None
    if body is None:
        raise Http404
    return HttpResponse(body, content_type="application/xml")
