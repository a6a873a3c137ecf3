"""Who gets an answer from the page cache, and which answers it keeps."""

import gzip
import logging
import time

import brotli
import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.ui import page_cache, page_store
from tests.make.people import make_user
from tests.ui.cached_pages import MADE


def made(path: str) -> int:
    """How often the page behind this address was made."""
    return MADE[path.partition("?")[0]]


def test_second_guest_gets_the_kept_page_without_query_or_session(
    guest: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = guest.get("/de/seite/")

    with django_assert_num_queries(0):
        second = guest.get("/de/seite/")

    assert second.content == first.content
    assert (first["Cache-Status"], second["Cache-Status"]) == ("house; fwd=miss; stored", "house; hit")
    assert made("/de/seite/") == 1
    assert not hasattr(second.wsgi_request, "session")


def test_kept_page_has_every_header_of_the_first_answer(guest: Client) -> None:
    first, second = guest.get("/de/seite/"), guest.get("/de/seite/")

    differing = {name for name in {**first.headers, **second.headers} if first.get(name) != second.get(name)}
    assert differing == {"Cache-Status", "X-Request-ID"}
    assert second["X-Kind"] == "page"
    assert second["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert second["X-Content-Type-Options"] == "nosniff"
    assert second["Cache-Control"] == "public, no-cache"
    assert second["Vary"].split(", ")[-1] == "Accept-Encoding"
    assert not second.cookies


def test_request_id_is_not_kept(guest: Client) -> None:
    made, kept = guest.get("/de/seite/"), guest.get("/de/seite/")

    assert "X-Request-ID" in made.headers
    assert "X-Request-ID" not in kept.headers


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0.5, br;q=1.0", "br"),
        ("*", "br"),
        ("*;q=0", ""),
        ("identity", ""),
        ("", ""),
        ("br;q=nonsense", ""),
    ],
)
def test_body_comes_in_an_encoding_the_client_takes(guest: Client, accepted: str, encoding: str) -> None:
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]

    answers = [guest.get("/de/seite/", headers={"Accept-Encoding": accepted}) for _ in range(3)]

    assert {decode(answer.content) for answer in answers} == {answers[0].content and decode(answers[0].content)}
    assert {answer.get("Content-Encoding", "") for answer in answers} == {encoding}
    assert {answer["Content-Length"] for answer in answers} == {str(len(answers[0].content))}
    assert decode(answers[2].content).startswith(b"<p>Deutschkurse")
    assert made("/de/seite/") == 1


def test_picture_is_not_compressed(guest: Client) -> None:
    first, second = guest.get("/de/bild/"), guest.get("/de/bild/")

    assert first.content == second.content == bytes(range(256)) * 8
    assert "Content-Encoding" not in second.headers
    assert "Accept-Encoding" not in second.get("Vary", "")


def test_known_page_is_not_sent_again(guest: Client) -> None:
    first = guest.get("/de/seite/")

    second = guest.get("/de/seite/", headers={"If-None-Match": f'"other", {first["ETag"]}'})

    assert (second.status_code, second.content) == (304, b"")
    assert second["ETag"] == first["ETag"]
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert not {"Content-Type", "Content-Encoding", "Content-Length"} & set(second.headers)


def test_known_page_is_not_sent_again_when_it_had_to_be_made(guest: Client) -> None:
    tag = guest.get("/de/kurz/")["ETag"]
    page_cache.forget()
    MADE.clear()  # the page counts its makings aloud; this one is made alike

    assert guest.get("/de/kurz/", headers={"If-None-Match": tag}).status_code == 304
    assert guest.get("/de/kurz/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_gets_the_headers_alone(guest: Client) -> None:
    first = guest.get("/de/seite/")

    head = guest.head("/de/seite/")

    assert (head.content, head["Content-Length"], head["ETag"]) == (b"", first["Content-Length"], first["ETag"])
    assert made("/de/seite/") == 1


@pytest.mark.parametrize(
    "path",
    [
        "/de/formular/",
        "/de/kopie/",
        "/de/keks/",
        "/de/sitzung/",
        "/de/meldung/",
        "/de/nonce/",
        "/de/status/404/",
        "/de/status/206/",
        "/de/status/301/",
        "/de/privat/",
        "/de/nie/",
        "/de/geraet/",
        "/de/vorbei/",
        "/de/strom/",
        "/de/nachweis/0123abcd/",
        "/de/kalender/0123abcd.ics",
        "/ohne-sprache/",
        "/demo/mail/",
    ],
)
def test_answer_that_is_not_the_same_for_all_is_never_kept(guest: Client, path: str) -> None:
    for _ in range(2):
        other = Client(headers={"Accept-Encoding": "gzip, br"})
        assert other.get(path).get("Cache-Status") is None

    assert made(path) == 2
    assert not page_cache.STORE.entries


@pytest.mark.parametrize(
    "path", ["/de/seite/", "/ar/seite/", "/sitemap-de.xml", "/de/sprache/", "/de/wer/", "/de/kurz/"]
)
def test_answer_that_is_the_same_for_all_is_kept(guest: Client, path: str) -> None:
    guest.get(path)

    assert guest.get(path)["Cache-Status"] == "house; hit"
    assert made(path) == 1


def test_own_caching_rules_of_a_view_stay(guest: Client) -> None:
    guest.get("/de/kurz/")

    assert set(guest.get("/de/kurz/")["Cache-Control"].split(", ")) == {"public", "max-age=900"}


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_only_reading_comes_from_the_cache(guest: Client, method: str) -> None:
    guest.get("/de/seite/")

    getattr(guest, method)("/de/seite/")

    assert made("/de/seite/") == 2


def test_signed_in_reader_neither_gets_nor_leaves_a_kept_page(guest: Client) -> None:
    reader = Client()
    reader.force_login(make_user())

    reader.get("/de/wer/")
    assert not page_cache.STORE.entries
    guest.get("/de/wer/")
    answer = reader.get("/de/wer/")

    assert answer.content.endswith(b"True")
    assert made("/de/wer/") == 3


def test_answer_to_a_user_without_a_cookie_is_not_kept(rf: object) -> None:
    request = rf.get("/de/seite/")  # type: ignore[attr-defined]
    from django.http import HttpResponse

    request.user = AnonymousUser()
    assert page_cache.may_be_kept(request, HttpResponse("words"))
    request.user = type("Somebody", (), {"is_authenticated": True})()
    assert not page_cache.may_be_kept(request, HttpResponse("words"))


def test_preview_is_not_kept(rf: object) -> None:
    from django.http import HttpResponse

    request = rf.get("/de/seite/")  # type: ignore[attr-defined]
    request.is_preview = True

    assert not page_cache.may_be_kept(request, HttpResponse("words"))


def test_request_with_credentials_in_the_header_passes_by(guest: Client) -> None:
    guest.get("/de/seite/")

    guest.get("/de/seite/", headers={"Authorization": "Bearer x"})

    assert made("/de/seite/") == 2


def test_waiting_message_passes_by(guest: Client) -> None:
    guest.get("/de/seite/")
    guest.get("/de/meldung/")

    guest.get("/de/seite/")

    assert made("/de/seite/") == 2


@pytest.mark.parametrize("cookie", ["language=ar", "_ga=GA1.2.3", "csrftoken=abc", "consent=sessionid"])
def test_guest_with_another_cookie_still_hits(guest: Client, cookie: str) -> None:
    """Trap 22: Django's own middleware misses with any cookie."""
    guest.get("/de/sprache/")

    answer = guest.get("/de/sprache/", headers={"Cookie": cookie})

    assert answer["Cache-Status"] == "house; hit"


def test_language_of_the_browser_does_not_vary_a_page_below_its_language(guest: Client) -> None:
    guest.get("/de/sprache/", headers={"Accept-Language": "tr"})

    assert guest.get("/de/sprache/", headers={"Accept-Language": "ar"})["Cache-Status"] == "house; hit"


def test_hosts_and_schemes_have_their_own_pages(guest: Client, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["haus.example", "other.example"]  # type: ignore[attr-defined]

    for _ in range(2):
        guest.get("/de/seite/", headers={"Host": "haus.example"})
        guest.get("/de/seite/", headers={"Host": "other.example"})
        guest.get("/de/seite/", headers={"Host": "haus.example"}, secure=True)

    assert made("/de/seite/") == 3


def test_strange_host_is_refused_and_leaves_nothing(guest: Client) -> None:
    guest.get("/de/seite/")

    assert guest.get("/de/seite/", headers={"Host": "evil.example"}).status_code == 400
    assert len(page_cache.STORE.entries) == 1


def test_known_parameters_are_part_of_the_name_in_any_order(guest: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "_parameters", {"stufe", "tag"})

    for query in ("", "stufe=a1", "stufe=a1&tag=mo", "tag=mo&stufe=a1", "stufe=a1%26tag%3Dmo"):
        guest.get(f"/de/seite/?{query}")

    assert made("/de/seite/") == 4


@pytest.mark.parametrize(
    "query",
    ["utm_source=x", "q=kurs", "stufe=a1&x=1", "stufe=" + "a" * 61, "&".join(["stufe=a"] * 13), "stufe=%00&y=\ud800"],
)
def test_unknown_long_or_many_parameters_pass_by(guest: Client, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    monkeypatch.setattr(page_cache, "_parameters", {"stufe"})

    for _ in range(2):
        guest.get(
            "/de/seite/", query_params=None, QUERY_STRING=query.encode("utf-8", "surrogatepass").decode("latin-1")
        )

    assert made("/de/seite/") == 2
    assert not page_cache.STORE.entries


def test_parameters_are_registered_by_whoever_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "_parameters", set())

    page_cache.parameters("stufe", "tag")

    assert page_cache._parameters == {"stufe", "tag"}


def test_least_used_page_goes_when_the_room_is_full(guest: Client, settings: object) -> None:
    entry_size = 1_000 + 3 * len(
        brotli.compress(guest.get("/de/seite/", headers={"Accept-Encoding": ""}).content, quality=5)
    )
    page_cache.forget()
    settings.PAGE_CACHE_BYTES = entry_size * 4 + 100  # type: ignore[attr-defined]
    settings.ALLOWED_HOSTS = [f"h{n}.example" for n in range(5)]  # type: ignore[attr-defined]
    for number in (0, 1, 2, 3, 0, 4):
        guest.get("/de/seite/", headers={"Host": f"h{number}.example"})

    kept = [key[1] for key in page_cache.STORE.entries]

    assert kept == ["h2.example", "h3.example", "h0.example", "h4.example"]
    assert (
        page_cache.STORE.size == sum(entry.size for entry in page_cache.STORE.entries.values()) <= entry_size * 4 + 100
    )


def test_page_that_would_take_a_quarter_of_the_room_is_not_kept(guest: Client, settings: object) -> None:
    settings.PAGE_CACHE_BYTES = 4_000  # type: ignore[attr-defined]

    answer = guest.get("/de/seite/")

    assert answer.status_code == 200
    assert (page_cache.STORE.size, len(page_cache.STORE.entries)) == (0, 0)


def test_entry_ends_at_the_earliest_moment_named(guest: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    guest.get("/de/bald/")
    now = time.time()

    for later, expected in ((50, 1), (61, 2)):
        monkeypatch.setattr(page_cache.time, "time", lambda later=later: now + later)
        guest.get("/de/bald/")
        assert made("/de/bald/") == expected


def test_entry_ends_after_the_longest_time(guest: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    guest.get("/de/seite/")
    now = time.time()

    monkeypatch.setattr(page_cache.time, "time", lambda: now + 301)
    guest.get("/de/seite/")

    assert made("/de/seite/") == 2


def test_naive_moment_is_local_time(rf: object) -> None:
    from datetime import UTC, datetime

    request = rf.get("/de/seite/")  # type: ignore[attr-defined]

    page_cache.valid_until(request, datetime(2026, 7, 1, 18, 0))

    assert request._page_cache_ends == datetime(2026, 7, 1, 16, 0, tzinfo=UTC).timestamp()


def test_switched_off_cache_keeps_nothing(guest: Client, settings: object) -> None:
    settings.PAGE_CACHE_SECONDS = 0  # type: ignore[attr-defined]

    answers = [guest.get("/de/seite/") for _ in range(2)]

    assert made("/de/seite/") == 2
    assert [answer.get("Cache-Status") for answer in answers] == [None, None]


def test_hits_of_a_marked_answer_are_counted(guest: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, str]] = []
    monkeypatch.setattr(page_cache, "_on_hit", [])
    page_cache.on_hit(lambda key, locale: seen.append((key, locale)))

    for _ in range(3):
        guest.get("/de/rueckfall/")
        guest.get("/de/seite/")

    assert seen == [("0c0ffee0", "ar")] * 2


@pytest.mark.parametrize(
    "broken", ["VERSION.current", "STORE.find", "STORE.keep", "key_of", "Entry.of", "Entry.answer"]
)
def test_broken_cache_serves_the_page(
    guest: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError("no room")

    owner, _, name = broken.rpartition(".")
    monkeypatch.setattr(
        {"": page_cache, "Entry": page_store.Entry}.get(owner) or getattr(page_cache, owner), name, fail
    )

    with caplog.at_level(logging.CRITICAL):
        answers = [guest.get("/de/seite/") for _ in range(2)]

    assert [(answer.status_code, answer.content[:15]) for answer in answers] == [(200, b"<p>Deutschkurse")] * 2


def test_broken_count_of_a_hit_serves_the_page(guest: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_key: str, _locale: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(page_cache, "_on_hit", [fail])

    assert [guest.get("/de/rueckfall/").status_code for _ in range(2)] == [200, 200]
