"""The shortest way: what is certainly kept is answered before Django begins, with the very same answer."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from cms.ui import page_cache
from tests.make.people import make_user
from tests.ui.cached_pages import MADE

PAGE = "/de/seite/"


class Front:
    """A server that calls the application as granian does, and notes whether Django was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.application = page_cache.in_front(self.django)
        self.handler = WSGIHandler()

    def django(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        return self.handler(environ, start_response)

    def get(self, path: str = PAGE, method: str = "GET", **headers: str) -> tuple[str, dict[str, str], bytes]:
        """Status line, headers and body."""
        said: list[Any] = []
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_HOST": "testserver",
            "HTTP_ACCEPT_ENCODING": "gzip, br",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            **headers,
        }
        answer = self.application(environ, lambda status, found: said.extend([status, found]))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return said[0], dict(said[1]), body


@pytest.fixture
def front(guest: Client) -> Iterator[Front]:
    """The server; the test's own connection to the database stays open, as with Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Front()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_kept_page_is_answered_before_django(front: Front) -> None:
    made, kept = front.get(), front.get()

    assert (front.asked, MADE[PAGE]) == (1, 1)
    assert (kept[0], kept[2]) == (made[0], made[2]) == ("200 OK", made[2])
    differing = {name for name in {**made[1], **kept[1]} if made[1].get(name) != kept[1].get(name)}
    assert differing == {"Cache-Status", "X-Request-ID"}
    assert kept[1]["Cache-Status"] == "house; hit"
    assert kept[1]["Content-Length"] == str(len(kept[2]))


def test_known_page_and_head_are_answered_there_too(front: Front) -> None:
    tag = front.get()[1]["ETag"]

    unchanged = front.get(HTTP_IF_NONE_MATCH=tag)
    head = front.get(method="HEAD")

    assert (unchanged[0], unchanged[2]) == ("304 Not Modified", b"")
    assert unchanged[1]["ETag"] == tag
    assert not {"Content-Type", "Content-Length", "Content-Encoding"} & set(unchanged[1])
    assert (head[0], head[2]) == ("200 OK", b"")
    assert int(head[1]["Content-Length"]) > 0
    assert front.asked == 1


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (PAGE, {"REQUEST_METHOD": "POST"}),
        (PAGE, {"HTTP_COOKIE": "sessionid=0123456789abcdef"}),
        (PAGE, {"HTTP_COOKIE": "messages=x"}),
        (PAGE, {"HTTP_AUTHORIZATION": "Bearer x"}),
        (PAGE + "?utm_source=x", {}),
        ("/de/seit\xc3\xa4/", {}),
        ("/de/formular/", {}),
        ("/de/rueckfall/", {}),
    ],
)
def test_everything_out_of_the_ordinary_goes_its_whole_way(front: Front, path: str, headers: dict[str, str]) -> None:
    front.get()
    front.get(path, **headers)

    front.get(path, **headers)

    assert front.asked == 3


@pytest.mark.parametrize("headers", [{"HTTP_HOST": "localhost"}, {"wsgi.url_scheme": "https"}, {"SERVER_NAME": "x"}])
def test_host_and_scheme_have_their_own_page_there_too(front: Front, headers: dict[str, str]) -> None:
    front.get()
    front.get(**headers)
    front.get(**headers)

    assert front.asked == (1 if "SERVER_NAME" in headers else 2)


def test_guest_with_another_cookie_is_answered_there(front: Front) -> None:
    front.get()
    front.get(HTTP_COOKIE="language=ar; _ga=1")

    assert front.asked == 1


def test_nothing_is_answered_when_the_counter_was_not_looked_at_for_too_long(front: Front, settings: object) -> None:
    front.get()
    settings.PAGE_VERSION_SECONDS = 0  # type: ignore[attr-defined]

    front.get()

    assert (front.asked, MADE[PAGE]) == (2, 1)


def test_change_is_seen_there_at_once(front: Front) -> None:
    front.get()
    page_cache.changed()
    front.get()

    assert (front.asked, MADE[PAGE]) == (2, 2)


def test_scheme_is_the_one_a_trusted_proxy_tells(front: Front, settings: object) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # type: ignore[attr-defined]
    for scheme in ("https", "http", "https, http"):
        front.get(HTTP_X_FORWARDED_PROTO=scheme)
        front.get(HTTP_X_FORWARDED_PROTO=scheme)

    assert MADE[PAGE] == 2
    assert front.asked == 2


def test_signed_in_reader_is_left_to_django(front: Front) -> None:
    reader = Client()
    reader.force_login(make_user())
    front.get("/de/wer/")

    answer = front.get("/de/wer/", HTTP_COOKIE=f"sessionid={reader.cookies['sessionid'].value}")

    assert answer[2].endswith(b"True")
    assert front.asked == 2


def test_broken_cache_leaves_the_request_to_django(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError

    front.get()
    monkeypatch.setattr(page_cache.STORE, "find", fail)

    assert front.get()[0] == "200 OK"
    assert front.asked == 2
