"""Reads and validates every environment variable the house knows, in one place."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit


class EnvironmentProblem(Exception):
    """A variable has a value the house cannot work with; the text says which and what is expected."""


def _yes_no(name: str, value: str) -> bool:
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise EnvironmentProblem(f"{name} is {value!r}; expected 1 or 0.")


def _number(name: str, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise EnvironmentProblem(f"{name} is {value!r}; expected a whole number.") from None


def _words(name: str, value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def _url(*schemes: str) -> Callable[[str, str], str]:
    def check(name: str, value: str) -> str:
        if value and urlsplit(value).scheme not in schemes:
            raise EnvironmentProblem(
                f"{name} is {value!r}; expected an address that starts with {' or '.join(schemes)}."
            )
        return value

    return check


@dataclass(frozen=True)
class Variable:
    """One environment variable: its default, how it is read, and what it is for."""

    name: str
    default: str
    about: str
    read: Callable[[str, str], object] = field(default=lambda _name, value: value)


VARIABLES = (
    Variable("SECRET_KEY", "", "Key for signatures; required in production, at least 50 characters."),
    Variable("ALLOWED_HOSTS", "", "Host names the house answers to, separated by commas.", _words),
    Variable("BASE_URL", "http://127.0.0.1:8000", "Public address without a slash at the end.", _url("http", "https")),
    Variable("SITE_NAME", "Offenes Haus", "Name of the house in titles and mails."),
    Variable(
        "DATABASE_URL",
        "",
        "PostgreSQL address; empty means SQLite in DATA_DIR.",
        _url("postgres", "postgresql", "sqlite"),
    ),
    Variable("CACHE_URL", "", "Redis address; empty means the database cache.", _url("redis", "rediss", "unix")),
    Variable("DATA_DIR", "", "Folder of database and uploads; empty means var/ in the checkout."),
    Variable(
        "MAIL_URL",
        "",
        "SMTP address smtp://user:password@host:587 or smtps://…; empty keeps mails in DATA_DIR/mails.",
        _url("smtp", "smtps"),
    ),
    Variable("MAIL_FROM", "Offenes Haus <haus@offenes-haus.example>", "Sender of every mail."),
    Variable("TRUSTED_PROXIES", "0", "How many proxies in front may name the client's address.", _number),
    Variable("STAFF_SECOND_FACTOR", "1", "Staff must use a second factor.", _yes_no),
    Variable(
        "RUN_QUEUE", "1", "The web process works the queue itself (embedded default); 0 with a worker process.", _yes_no
    ),
    Variable("METRICS_TOKEN", "", "Token for /metrics; empty switches it off."),
)


def read(environ: Mapping[str, str] = os.environ) -> dict[str, object]:
    """Every variable with its checked value.

    Raises EnvironmentProblem with a sentence that names variable, value and expectation.
    """
    return {v.name: v.read(v.name, environ.get(v.name, v.default)) for v in VARIABLES}
