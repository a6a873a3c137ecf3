"""A server on this machine that speaks the protocols of LibreTranslate and DeepL, and fails on demand."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

type Failure = int | str
"""A status, or what else goes wrong: slow, garbage, shape, count, redirect, drop, huge; "ok" for nothing."""


@dataclass
class FakeProvider:
    """What it was asked, and how the next requests go wrong, one after the other."""

    url: str = ""
    failures: list[Failure] = field(default_factory=list)
    language_failures: list[Failure] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    languages: list[Any] = field(
        default_factory=lambda: [
            {"code": "de", "name": "German", "targets": ["ar", "de", "en", "tr"]},
            {"code": "en", "name": "English", "targets": ["de"]},
        ]
    )
    deepl_languages: dict[str, list[str]] = field(
        default_factory=lambda: {"source": ["DE", "EN"], "target": ["AR", "DE", "EN-GB", "EN-US", "TR"]}
    )
    say: Callable[[str, str], str] = lambda text, target: f"{target.lower()}: {text}"


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    provider: FakeProvider

    def do_GET(self) -> None:
        self._note()
        if self.provider.language_failures:
            return self._fail(self.provider.language_failures.pop(0), [])
        path, _, query = self.path.partition("?type=")
        if path == "/v2/languages":
            return self._answer([{"language": code} for code in self.provider.deepl_languages[query]])
        return self._answer(self.provider.languages)

    def do_POST(self) -> None:
        self._note()
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.provider.asked.append(body)
        texts = body.get("q") or body["text"]
        target = body.get("target") or body["target_lang"]
        answers = [self.provider.say(text, target) for text in texts]
        if self.provider.failures and (failure := self.provider.failures.pop(0)) != "ok":
            return self._fail(failure, answers)
        return self._translations(answers)

    def _translations(self, answers: list[str]) -> None:
        if self.path == "/v2/translate":
            return self._answer({"translations": [{"text": text} for text in answers]})
        return self._answer({"translatedText": answers})

    def _fail(self, failure: Failure, answers: list[str]) -> None:
        if isinstance(failure, int):
            return self._answer({"error": "no"}, failure)
        if failure == "slow":
            time.sleep(0.6)
            return self._translations(answers)
        if failure == "drop":
            self.close_connection = True
            self.connection.shutdown(2)
            return None
        if failure == "redirect":
            return self._answer({}, 307, Location=f"{self.provider.url}/elsewhere")
        if failure == "count":
            return self._translations(answers[1:])
        bodies = {"garbage": b"<html>\xff", "shape": b'[{"text": 3}, null]', "huge": b'"' + b"x" * 5_000_000 + b'"'}
        return self._send(bodies[failure])

    def _answer(self, found: Any, status: int = 200, **headers: str) -> None:
        self._send(json.dumps(found).encode(), status, **headers)

    def _send(self, body: bytes, status: int = 200, **headers: str) -> None:
        try:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # the client did not wait

    def _note(self) -> None:
        self.provider.paths.append(self.path)
        self.provider.headers.append(dict(self.headers))

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


class Server(ThreadingHTTPServer):
    """Clients that do not wait are part of the tests: nothing is printed about them."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing."""


@contextmanager
def running() -> Iterator[FakeProvider]:
    """The server on a free port of the loopback interface."""
    provider = FakeProvider()
    server = Server(("127.0.0.1", 0), type("Own", (Handler,), {"provider": provider}))
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
