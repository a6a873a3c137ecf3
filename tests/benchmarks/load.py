"""A small load generator: connections that stay open, the next request as soon as the answer is there."""

import selectors
import socket
import time
from dataclasses import dataclass
from pathlib import Path

TICKS = 100.0  # of /proc/<pid>/stat a second


@dataclass
class Round:
    """What one round of load gave."""

    requests: int
    seconds: float
    cpu_seconds: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds

    @property
    def cpu(self) -> float:
        """Microseconds of the server's CPU for one request."""
        return self.cpu_seconds / self.requests * 1e6


def cpu_of(pids: list[int]) -> float:
    """Seconds of CPU that the processes have used so far."""
    total = 0.0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def request_for(path: str, port: int, **headers: str) -> bytes:
    """A GET request as a browser's."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Accept-Encoding: gzip, deflate, br",
        "Accept: text/html",
    ]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def load(port: int, request: bytes, *, seconds: float, connections: int, pids: list[int]) -> Round:
    """Keep `connections` busy for so many seconds. Raises RuntimeError at the first answer that is not 200."""
    selector = selectors.DefaultSelector()
    sockets = []
    for _number in range(connections):
        found = socket.create_connection(("127.0.0.1", port))
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(found, selectors.EVENT_READ, bytearray())
        sockets.append(found)
    before, started = cpu_of(pids), time.perf_counter()
    for found in sockets:
        found.sendall(request)
    done, now = 0, started
    while now - started < seconds:
        for key, _events in selector.select(1.0):
            buffer = key.data
            buffer += key.fileobj.recv(262_144)  # type: ignore[union-attr]
            if _is_whole(buffer):
                if not buffer.startswith(b"HTTP/1.1 200"):
                    raise RuntimeError(bytes(buffer[:200]).decode("latin-1"))
                buffer.clear()
                done += 1
                key.fileobj.sendall(request)  # type: ignore[union-attr]
        now = time.perf_counter()
    used = cpu_of(pids) - before
    for found in sockets:
        found.close()
    selector.close()
    return Round(done, now - started, used)


def _is_whole(buffer: bytearray) -> bool:
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = bytes(buffer[:end]).lower()
    if b"transfer-encoding: chunked" in head:
        return buffer.endswith(b"0\r\n\r\n")
    place = head.find(b"content-length:")
    length = (
        int(head[place + 15 : head.find(b"\r\n", place) if head.find(b"\r\n", place) > 0 else None])
        if place >= 0
        else 0
    )
    return len(buffer) >= end + 4 + length
