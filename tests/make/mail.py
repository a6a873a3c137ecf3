"""Messages in the outbox and a mail server that behaves badly on demand."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count

from cms.mail import outbox
from cms.mail.models import OutboxMessage

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_numbers = count(1)


def make_message(
    text: str = "Hallo,\n\nbis Dienstag.", *, to: str = "amina@post.example", key: str = "", at: datetime = AT
) -> OutboxMessage:
    """A message everybody may read."""
    message = outbox.enqueue(
        "mail.notice",
        to=to,
        name="Amina Osman",
        language="de",
        key=key or f"mail.notice:{next(_numbers)}:1",
        values={"subject": "Ihre Schicht", "text": text},
        at=at,
    )
    assert message is not None
    return message


def make_code_message(code: str = "1234-5678", *, at: datetime = AT) -> OutboxMessage:
    """A confidential message."""
    message = outbox.enqueue(
        "users.login_code",
        to="amina@post.example",
        language="de",
        key=f"users.login_code:{next(_numbers)}:1",
        values={"code": code, "minutes": 15},
        at=at,
    )
    assert message is not None
    return message


@contextmanager
def mail_server(*, recipient_answer: str = "250 fine", silent: bool = False) -> Iterator[tuple[int, list[str]]]:
    """An SMTP server on a port of its own and the letters it took; `silent` accepts the connection and says nothing."""
    letters: list[str] = []
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def talk(client: socket.socket) -> None:
        with client, client.makefile("rwb") as line:
            if silent:
                done.wait(5)
                return

            def say(words: str) -> None:
                line.write(f"{words}\r\n".encode())
                line.flush()

            say("220 ready")
            for raw in line:
                words = raw.decode().upper()
                if words.startswith("DATA"):
                    say("354 go on")
                    letter = []
                    for part in line:
                        if part == b".\r\n":
                            break
                        letter.append(part.decode())
                    letters.append("".join(letter))
                    say("250 taken")
                elif words.startswith("RCPT"):
                    say(recipient_answer)
                elif words.startswith("QUIT"):
                    say("221 bye")
                    return
                else:
                    say("250 fine")

    def serve() -> None:
        while not done.is_set():
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(client,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1], letters
    finally:
        done.set()
        listener.close()


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
