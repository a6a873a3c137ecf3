"""Every answer and every log line carries the id of the request; no log line carries a person."""

import json
import logging
import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cms.ui.json_logs import JsonFormatter, without_personal_data
from cms.ui.request_id import RequestIdFilter, RequestIdMiddleware, current


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(current.get())


def test_answer_and_log_have_the_same_id(rf: RequestFactory) -> None:
    seen: list[str] = []

    def view(_request: HttpRequest) -> HttpResponse:
        record = logging.LogRecord("cms", logging.INFO, __file__, 1, "words", None, None)
        RequestIdFilter().filter(record)
        seen.append(record.request_id)  # type: ignore[attr-defined]
        return HttpResponse()

    response = RequestIdMiddleware(view)(rf.get("/"))

    assert seen == [response["X-Request-ID"]]
    assert re.fullmatch("[0-9a-f]{16}", seen[0])
    assert current.get() == ""


def test_id_of_a_proxy_is_kept(rf: RequestFactory) -> None:
    response = RequestIdMiddleware(answer)(rf.get("/", headers={"X-Request-ID": "6f1c1a2e-0b5e-4f6e"}))

    assert response["X-Request-ID"] == response.content.decode() == "6f1c1a2e-0b5e-4f6e"


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "with space here", 'quote"quote"', "zeile\nzwei-zeile"])
def test_id_that_would_spoil_a_log_is_replaced(rf: RequestFactory, given: str) -> None:
    request = rf.get("/")
    request.META["HTTP_X_REQUEST_ID"] = given

    response = RequestIdMiddleware(answer)(request)

    assert re.fullmatch("[0-9a-f]{16}", response["X-Request-ID"])


def test_id_is_forgotten_after_an_error(rf: RequestFactory) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        raise LookupError

    with pytest.raises(LookupError):
        RequestIdMiddleware(view)(rf.get("/"))
    assert current.get() == ""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Not Found: /de/haus/", "Not Found: /de/haus/"),
        ("Not Found: /de/mitmachen/antwort/Zk3vT0pXq9LwR2sYbN8dHf/", "Not Found: /de/mitmachen/antwort/[token]/"),
        ("Not Found: /suche/?q=Amina+Osman", "Not Found: /suche/?[query]"),
        ("mail to <amina.osman@post.example> failed", "mail to <[mail]> failed"),
        ("call +49 171 3920 011 or 0234/123456", "call [number] or [number]"),
        ("job volunteering.sweep_queues: 12 shifts", "job volunteering.sweep_queues: 12 shifts"),
        ("path=modelsearch.tasks.insert_or_update_object_task", "path=modelsearch.tasks.insert_or_update_object_task"),
        ("session 0123456789abcdef0123456789abcdef", "session [token]"),
    ],
)
def test_personal_data_is_blotted_out(said: str, kept: str) -> None:
    assert without_personal_data(said) == kept


def test_line_is_json_and_tells_of_an_error_only_kind_and_place() -> None:
    try:
        raise ValueError("Key (email)=(amina.osman@post.example) already exists.")
    except ValueError as error:
        record = logging.LogRecord("cms", logging.ERROR, __file__, 1, "Saving %s failed", ("Amina@post.example",), None)
        record.exc_info = (type(error), error, error.__traceback__)
    record.request_id = "0123456789abcdef"
    record.status_code = 500

    text = JsonFormatter().format(record)
    line = json.loads(text)

    assert "amina" not in text.lower()
    assert line.pop("time").endswith("+00:00")
    (place,) = line.pop("at")
    assert place.endswith("test_line_is_json_and_tells_of_an_error_only_kind_and_place")
    assert line == {
        "level": "error",
        "logger": "cms",
        "message": "Saving [mail] failed",
        "request_id": "0123456789abcdef",
        "status": 500,
        "error": "ValueError",
    }
