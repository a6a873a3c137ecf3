"""The page cache in front of everything else, for guests without a session.

A hit costs no query, no session and no middleware: the whole answer lies in the memory of the process, compressed and
with its headers. What may be kept is decided in `key_of` (the request) and `may_be_kept` (the answer); both say no when
in doubt. Any error in here serves the page as if there were no cache.
"""

import logging
import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import split_directive_names

from cms.ui.page_store import Entry, Parts, Store
from cms.ui.page_version import Version

logger = logging.getLogger(__name__)

VERSION = Version()
STORE = Store()
_parameters: set[str] = set()
_on_hit: list[Callable[[str, str], None]] = []
_memory: dict[Hashable, tuple[int, Any]] = {}

WITHOUT_LANGUAGE = ("/sitemap", "/robots.txt")
SECRETS = {"token", "secret"}
HIT = ("Cache-Status", "house; hit")
MOST_PARAMETERS = 12
LONGEST_VALUE = 60
MOST_REMEMBERED = 2_000


# ---------------------------------------------------------------- what the other parts use


def changed() -> None:
    """Call once after any change of a public fact: with the commit every kept answer is out of date.

    Seen at once in this process (here even before the commit), within a second in every other.
    """
    VERSION.forget()
    _drop()
    if not _is_pending():
        transaction.on_commit(VERSION.bump, robust=True)


def valid_until(request: HttpRequest, moment: datetime) -> None:
    """The answer to this request changes by itself at `moment`; the entry ends at the earliest of all moments named."""
    aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    ends = aware.timestamp()
    request._page_cache_ends = min(ends, getattr(request, "_page_cache_ends", ends))  # type: ignore[attr-defined]


def on_hit(function: Callable[[str, str], None]) -> None:
    """Register what counts hits of answers marked by `count_hits`; it must be quick and do no query."""
    if function not in _on_hit:
        _on_hit.append(function)


def count_hits(request: HttpRequest, translation_key: str, locale: str) -> None:
    """This answer is a fallback: tell the functions of `on_hit` whenever it is served from the cache."""
    request._page_cache_mark = (str(translation_key), locale)  # type: ignore[attr-defined]


def parameters(*names: str) -> None:
    """Query parameters by which public pages differ. A request with any other one is answered without the cache."""
    _parameters.update(names)


def follows(*senders: type[models.Model]) -> None:
    """Rows of these models are public facts: saving or deleting one by Django's own means counts as a change.

    `update()` and `bulk_create()` send no signal: after those, call `changed()`.
    """
    for model in senders:
        post_save.connect(_changed, sender=model, dispatch_uid=f"page_cache.save.{model._meta.label}")
        post_delete.connect(_changed, sender=model, dispatch_uid=f"page_cache.delete.{model._meta.label}")


def remembered[T](key: Hashable, make: Callable[[], T]) -> T:
    """The value of `make()`, kept in this process until a public fact changes (menus, roots, restrictions).

    It is made each time without a page cache (`PAGE_CACHE_SECONDS = 0`), and inside the transaction that changes it.
    """
    if not settings.PAGE_CACHE_SECONDS or _is_pending():
        return make()
    generation = VERSION.current()
    found = _memory.get(key)
    if found is not None and found[0] == generation:
        value: T = found[1]
        return value
    value = make()
    if len(_memory) >= MOST_REMEMBERED:
        _memory.clear()
    _memory[key] = (generation, value)
    return value


def forget() -> None:
    """This process begins anew, as if it had just started (another database, another test)."""
    VERSION.reset()
    _drop()


def _drop() -> None:
    STORE.clear()
    _memory.clear()


def _is_pending() -> bool:
    """Whether a transaction is open that will tell of its change when it is committed."""
    waiting = transaction.get_connection().run_on_commit
    return any(function == VERSION.bump for _savepoints, function, _robust in waiting)


def _changed(**_kwargs: object) -> None:
    changed()


# ---------------------------------------------------------------- the rules


def key_of(request: HttpRequest) -> Hashable | None:
    """The name under which the answer to this request is kept, or nothing when it must not come from the cache."""
    if "HTTP_COOKIE" in request.META and not _is_guest(request):
        return None
    return _key(request.method, request.META, request.scheme or "", request.path_info)


def _key(method: str | None, meta: Mapping[str, Any], scheme: str, path: str) -> Hashable | None:
    """Scheme, host, path and known parameters, for a request of a guest that only reads."""
    if method not in {"GET", "HEAD"} or not settings.PAGE_CACHE_SECONDS or "HTTP_AUTHORIZATION" in meta:
        return None
    if not _has_language(path) and not path.startswith(WITHOUT_LANGUAGE):
        return None
    query: Hashable = meta.get("QUERY_STRING", "")
    if query and (query := _known_query(meta["QUERY_STRING"])) is None:
        return None
    return scheme, meta.get("HTTP_HOST", ""), path, query


def _is_guest(request: HttpRequest) -> bool:
    """No session, and no message waiting; every other cookie (language, analytics of others) is of no account."""
    if _may_have_a_session(request.META["HTTP_COOKIE"]):
        return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES
    return True


def _may_have_a_session(cookies: str) -> bool:
    """A quick look at the header; false only when there is certainly none."""
    return settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies


def _has_language(path: str) -> bool:
    """Whether the address begins with a language, so that neither cookie nor header decides it."""
    return path[1 : path.find("/", 1)] in _codes()


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code, _name in settings.LANGUAGES)


def _known_query(query: str) -> Hashable | None:
    """The query in one canonical form, or nothing when it holds anything that is not known, not short, or too much."""
    if query.count("&") >= MOST_PARAMETERS:
        return None
    pairs = parse_qsl(query, keep_blank_values=True)
    if any(name not in _parameters or len(value) > LONGEST_VALUE for name, value in pairs):
        return None
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether this answer is the same for every guest."""
    if request.method != "GET" or response.status_code != 200 or not isinstance(response, HttpResponse):
        return False
    if response.cookies or "Set-Cookie" in response.headers or "CSRF_COOKIE_NEEDS_UPDATE" in request.META:
        return False
    if response.headers.get("Content-Encoding") or b"csrfmiddlewaretoken" in response.content:
        return False
    directives = set(split_directive_names(response.headers.get("Cache-Control", "")))
    if directives & {"private", "no-store"}:
        return False
    if getattr(request, "is_preview", False) or getattr(request, "_csp_nonce", None):
        return False
    match = getattr(request, "resolver_match", None)
    if match is not None and SECRETS & set(match.kwargs):
        return False
    user = getattr(request, "user", None)
    return not (user is not None and user.is_authenticated) and not _varies_by_more_than_language(response)


def _varies_by_more_than_language(response: HttpResponse) -> bool:
    """The language is in every address that is kept, and a guest has no cookie to vary by."""
    names = {name.strip().lower() for name in response.headers.get("Vary", "").split(",")}
    return bool(names - {"", "accept-encoding", "accept-language", "cookie"})


# ---------------------------------------------------------------- the middleware


class PageCacheMiddleware:
    """First of all: answers guests from memory, and keeps what is the same for all of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key, generation = None, 0
        try:
            key = key_of(request)
            if key is not None:
                generation = VERSION.current()
                entry = STORE.find(key, generation=generation, at=time.time())
                if entry is not None:
                    return self.hit(entry, request)
        except Exception:
            logger.exception("The page cache failed; the page is made anew.")
            key = None
        response = self.get_response(request)
        if key is None:
            return response
        try:
            return self.kept(key, generation, request, response)
        except Exception:
            logger.exception("The page cache could not keep an answer; it is served as it is.")
            return response

    @staticmethod
    def hit(entry: Entry, request: HttpRequest) -> HttpResponse:
        """The answer from memory."""
        response = entry.answer(request)
        response.headers[HIT[0]] = HIT[1]
        if entry.mark:
            for function in _on_hit:
                function(*entry.mark)
        return response

    @staticmethod
    def kept(key: Hashable, generation: int, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep the answer if it may be, and give it in the form in which it is kept."""
        at = time.time()
        ends = min(at + settings.PAGE_CACHE_SECONDS, getattr(request, "_page_cache_ends", float("inf")))
        if ends <= at or not may_be_kept(request, response):
            return response
        entry = Entry.of(response, ends=ends, generation=generation, mark=getattr(request, "_page_cache_mark", None))
        if generation == VERSION.generation:
            STORE.keep(key, entry, limit=settings.PAGE_CACHE_BYTES)
        answer = entry.answer(request)
        answer.headers["Cache-Status"] = "house; fwd=miss; stored"
        if "X-Request-ID" in response.headers:
            answer.headers["X-Request-ID"] = response.headers["X-Request-ID"]
        return answer


# ---------------------------------------------------------------- the shortest way


type Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def in_front(application: Application) -> Application:
    """The application, with what is certainly kept and valid answered before Django begins.

    It never asks the database: when the last look at the counter is too old, or anything is out of the ordinary, the
    request goes its whole way, and the middleware decides.
    """

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        found = at_once(environ)
        if found is None:
            return application(environ, start_response)
        status, headers, body = found
        start_response("200 OK" if status == 200 else "304 Not Modified", headers)
        return [body]

    return answer


def at_once(environ: dict[str, Any]) -> Parts | None:
    """The kept answer to a request of a guest, or nothing."""
    try:
        generation, path = VERSION.known(), environ["PATH_INFO"]
        if generation is None or not path.isascii() or _may_have_a_session(environ.get("HTTP_COOKIE", "")):
            return None
        key = _key(environ["REQUEST_METHOD"], environ, _scheme(environ), path)
        entry = STORE.find(key, generation=generation, at=time.time()) if key else None
        if entry is None or entry.mark:
            return None
        status, headers, body = entry.parts(environ["REQUEST_METHOD"], environ)
    except Exception:
        logger.exception("The page cache failed; the request goes its whole way.")
        return None
    return status, [*headers, HIT], body


def _scheme(environ: dict[str, Any]) -> str:
    """What `request.scheme` will say."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        if (told := environ.get(name)) is not None:
            return "https" if told.split(",", 1)[0].strip() == secure else "http"
    return str(environ.get("wsgi.url_scheme"))
