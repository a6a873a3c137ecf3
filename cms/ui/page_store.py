"""What the page cache keeps: whole answers with their headers, compressed, in the memory of the process."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import brotli  # type: ignore[import-untyped]
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

NOT_KEPT = {"set-cookie", "content-length", "content-encoding", "date", "etag", "x-request-id"}
ONLY_WITH_A_BODY = {"Content-Type"}
COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/manifest+json",
    "image/svg+xml",
)
SMALLEST_COMPRESSED = 200

type Parts = tuple[int, list[tuple[str, str]], bytes]

# At these levels a page costs about a millisecond, and the last two per cent of its size would cost fifty.
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


@lru_cache(maxsize=256)
def encoding_for(accepted: str) -> str:
    """The best encoding a client takes by its Accept-Encoding header: `br`, `gzip` or `` (as it is)."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        key, _, value = parameter.strip().partition("=")
        try:
            weights[name.strip()] = float(value) if key.strip() == "q" else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    for name in ("br", "gzip"):
        if weights.get(name, weights.get("*", 0.0)) > 0:
            return name
    return ""


@dataclass(slots=True)
class Entry:
    """One answer: its headers, its body in each encoding that was asked for, and when it ends (seconds since 1970)."""

    headers: dict[str, str]
    etag: str
    bodies: dict[str, bytes]
    ends: float
    generation: int
    mark: tuple[str, str] | None = None
    compressible: bool = False
    size: int = 0
    prepared: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, response: HttpResponse, *, ends: float, generation: int, mark: tuple[str, str] | None = None
    ) -> "Entry":
        """The entry of an answer that has just been made; its headers go along, cookies and counters do not."""
        headers = {name: value for name, value in response.headers.items() if name.lower() not in NOT_KEPT}
        if "Cache-Control" not in response.headers:
            headers["Cache-Control"] = "public, no-cache"
        body = bytes(response.content)
        compressible = len(body) >= SMALLEST_COMPRESSED and response.headers["Content-Type"].startswith(COMPRESSIBLE)
        if compressible:
            headers["Vary"] = ", ".join(
                [value for value in [response.headers.get("Vary")] if value] + ["Accept-Encoding"]
            )
        etag = response.headers.get("ETag") or f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        stored = COMPRESS["br"](body) if compressible else body
        return cls(
            headers=headers,
            etag=etag if etag.startswith("W/") else f"W/{etag}",
            bodies={"br" if compressible else "": stored},
            ends=ends,
            generation=generation,
            mark=mark,
            compressible=compressible,
            size=1_000 + len(stored) * (3 if compressible else 1),  # the room for gzip is counted from the start
        )

    def body(self, encoding: str) -> bytes:
        """The body in an encoding; gzip is made when it is asked for the first time, the plain one each time."""
        if (found := self.bodies.get(encoding)) is not None:
            return found
        plain: bytes = brotli.decompress(self.bodies["br"])
        if not encoding:
            return plain
        self.bodies[encoding] = COMPRESS[encoding](plain)
        return self.bodies[encoding]

    def parts(self, method: str, meta: Mapping[str, Any]) -> Parts:
        """Status, headers and body for a request with these headers (in the names of WSGI): 304, or the page."""
        if (known := meta.get("HTTP_IF_NONE_MATCH")) and self.is_known(known):
            return 304, [(name, value) for name, value in self.headers_for("") if name not in ONLY_WITH_A_BODY], b""
        encoding = encoding_for(meta.get("HTTP_ACCEPT_ENCODING", "")) if self.compressible else ""
        body = self.body(encoding)
        headers = [*self.headers_for(encoding), ("Content-Length", str(len(body)))]
        return 200, headers, body if method == "GET" else b""

    def headers_for(self, encoding: str) -> list[tuple[str, str]]:
        """The headers that are the same each time."""
        if encoding not in self.prepared:
            coding = [("Content-Encoding", encoding)] if encoding else []
            self.prepared[encoding] = [*self.headers.items(), ("ETag", self.etag), *coding]
        return self.prepared[encoding]

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The answer to this request as Django passes it on."""
        status, headers, body = self.parts(request.method or "GET", request.META)
        response = HttpResponse(body, status=status, headers=dict(headers))
        if status == 304:
            del response.headers["Content-Type"]
        return response

    def is_known(self, header: str) -> bool:
        """Whether the reader already has this answer, by the If-None-Match header (weak comparison, RFC 9110)."""
        tags = parse_etags(header)
        return "*" in tags or self.etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in tags}


class Store:
    """Entries by key, the least used first to go when they take more room than `limit` bytes."""

    def __init__(self) -> None:
        self.entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self.size = 0
        self.lock = threading.Lock()

    def find(self, key: Hashable, *, generation: int, at: float) -> Entry | None:
        """The entry that is valid now, or nothing."""
        with self.lock:
            entry = self.entries.get(key)
            if entry is None:
                return None
            if entry.generation != generation or entry.ends <= at:
                self._drop(key)
                return None
            self.entries.move_to_end(key)
            return entry

    def keep(self, key: Hashable, entry: Entry, *, limit: int) -> None:
        """Keep an answer; one that would take a quarter of the room is not worth it."""
        if entry.size * 4 > limit:
            return
        with self.lock:
            self._drop(key)
            self.entries[key] = entry
            self.size += entry.size
            while self.size > limit and self.entries:
                self._drop(next(iter(self.entries)))

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            self.entries.clear()
            self.size = 0

    def _drop(self, key: Hashable) -> None:
        entry = self.entries.pop(key, None)
        if entry is not None:
            self.size -= entry.size
