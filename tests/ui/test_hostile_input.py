"""NUL, halves of characters and megabytes are made harmless before anybody reads them."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from cms.ui.hostile_input import HostileInputMiddleware


def seen(request: HttpRequest) -> HttpRequest:
    """The request as the views see it."""
    found: list[HttpRequest] = []

    def view(cleaned: HttpRequest) -> HttpResponse:
        found.append(cleaned)
        return HttpResponse()

    HostileInputMiddleware(view)(request)
    return found[0]


def test_clean_request_passes_untouched(rf: RequestFactory) -> None:
    request = seen(rf.get("/de/suche/?q=Kurs%20%22A1%22&q=zwei"))

    assert request.GET.getlist("q") == ['Kurs "A1"', "zwei"]
    assert request.path_info == "/de/suche/"


def test_nul_leaves_every_parameter(rf: RequestFactory) -> None:
    request = seen(rf.get("/de/suche/?q=Kurs%00%20A1&tag=%00&tag=mo"))

    assert dict(request.GET.lists()) == {"q": ["Kurs A1"], "tag": ["", "mo"]}
    with pytest.raises(AttributeError):
        request.GET["q"] = "x"  # type: ignore[index]


def test_admin_search_gets_words_it_can_bear(rf: RequestFactory) -> None:
    """Trap 3: a quote is an error in Wagtail's own search on SQLite, NUL on both databases."""
    request = seen(rf.get("/admin/pages/?q=%22Kita%00%22+a&term=%22&title=%22x%22&ordering=title"))

    assert request.GET.dict() == {"q": "Kita a", "term": "", "title": '"x"', "ordering": "title"}


def test_query_string_of_a_megabyte_is_dropped(rf: RequestFactory) -> None:
    request = seen(rf.get("/de/suche/", QUERY_STRING="q=" + "a" * 1_000_000))

    assert request.GET.dict() == {}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/de/\x00/", "/de/\ufffd/"),
        ("/\x00", "/\ufffd/"),
        ("/documents/" + "9" * 5000 + "/x.pdf", "/documents/\ufffd/"),
        ("/documents/9999999999999999999", "/documents/\ufffd/"),
        ("/de/" + "a" * 3000, "/de/\ufffd/"),
        ("/" + "a" * 3000 + "/", "/\ufffd/"),
    ],
)
def test_path_that_cannot_be_ours_is_a_page_that_does_not_exist(rf: RequestFactory, path: str, found: str) -> None:
    request = rf.get("/de/x/")
    request.path_info = request.path = path

    assert (seen(request).path_info, request.path) == (found, found)


@pytest.mark.parametrize("path", ["/de/kurse/", "/documents/999999999999999999/x.pdf", "/s/1234567890123456789a/", "/"])
def test_path_that_may_be_ours_stays(rf: RequestFactory, path: str) -> None:
    assert seen(rf.get(path)).path_info == path


@pytest.mark.parametrize("cookie", ['"aaaaaaaa\\000"', "x" * 5000, "../../etc", "ABC", ""])
def test_session_cookie_that_is_none_of_ours_is_dropped(rf: RequestFactory, cookie: str) -> None:
    request = seen(rf.get("/de/", headers={"Cookie": f"sessionid={cookie}; language=ar"}))

    assert request.COOKIES == {"language": "ar"}


def test_session_of_ours_stays(client: Client, rf: RequestFactory, db: None) -> None:
    session = client.session
    session.save()

    request = seen(rf.get("/de/", headers={"Cookie": f"sessionid={session.session_key}"}))

    assert {"sessionid": session.session_key} == request.COOKIES
