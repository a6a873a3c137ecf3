"""Small pages that count how often they are made: the URLconf of the page cache's tests."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.vary import vary_on_headers

from cms.ui import page_cache

MADE: Counter[str] = Counter()
WORDS = "Deutschkurse, Beratung und Begegnung. " * 100


def counted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def wrapper(request: HttpRequest, **kwargs: str) -> HttpResponse:
        MADE[request.path] += 1
        return view(request, **kwargs)

    return wrapper


@counted
def plain(request: HttpRequest, **_kwargs: str) -> HttpResponse:
    return HttpResponse(f"<p>{WORDS}{MADE[request.path]}</p>", headers={"X-Kind": "page"})


@counted
def with_token(request: HttpRequest) -> HttpResponse:
    get_token(request)
    return HttpResponse(WORDS)


@counted
def with_copied_form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f'{WORDS}<input name="csrfmiddlewaretoken">')


@counted
def with_cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(WORDS)
    response.set_cookie("seen", "1")
    return response


@counted
def with_session(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = True
    return HttpResponse(WORDS)


@counted
def with_message(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Danke")
    return HttpResponse(WORDS)


@counted
def with_nonce(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{WORDS}{request._csp_nonce}")  # type: ignore[attr-defined]


@counted
def with_status(request: HttpRequest, status: int) -> HttpResponse:
    return HttpResponse(WORDS, status=status)


@counted
def asks_for_the_user(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{WORDS}{request.user.is_authenticated}")


@counted
def ends_soon(request: HttpRequest) -> HttpResponse:
    page_cache.valid_until(request, timezone.now() + timedelta(hours=2))
    page_cache.valid_until(request, timezone.now() + timedelta(seconds=60))
    page_cache.valid_until(request, timezone.now() + timedelta(hours=1))
    return HttpResponse(WORDS)


@counted
def ended(request: HttpRequest) -> HttpResponse:
    page_cache.valid_until(request, timezone.now() - timedelta(seconds=1))
    return HttpResponse(WORDS)


@counted
def fallback(request: HttpRequest) -> HttpResponse:
    page_cache.count_hits(request, "0c0ffee0", "ar")
    return HttpResponse(WORDS)


@counted
def changes_itself(request: HttpRequest) -> HttpResponse:
    page_cache.changed()
    return HttpResponse(WORDS)


@counted
def streamed(request: HttpRequest) -> HttpResponse:
    return FileResponse(iter([b"x" * 1000]), content_type="text/plain")  # type: ignore[return-value]


@counted
def picture(request: HttpRequest) -> HttpResponse:
    return HttpResponse(bytes(range(256)) * 8, content_type="image/png")


urlpatterns = [
    path("de/seite/", plain),
    path("ar/seite/", plain),
    path("sitemap-de.xml", plain),
    path("demo/mail/", plain),
    path("ohne-sprache/", plain),
    path("de/sprache/", vary_on_headers("Accept-Language", "Cookie")(plain)),
    path("de/geraet/", vary_on_headers("User-Agent")(plain)),
    path("de/privat/", cache_control(private=True)(plain)),
    path("de/nie/", never_cache(plain)),
    path("de/kurz/", cache_control(public=True, max_age=900)(plain)),
    path("de/nachweis/<str:token>/", plain),
    path("de/kalender/<str:secret>.ics", plain),
    path("de/formular/", with_token),
    path("de/kopie/", with_copied_form),
    path("de/keks/", with_cookie),
    path("de/sitzung/", with_session),
    path("de/meldung/", with_message),
    path("de/nonce/", with_nonce),
    path("de/status/<int:status>/", with_status),
    path("de/wer/", asks_for_the_user),
    path("de/bald/", ends_soon),
    path("de/vorbei/", ended),
    path("de/rueckfall/", fallback),
    path("de/aendert/", changes_itself),
    path("de/strom/", streamed),
    path("de/bild/", picture),
]
