"""Reads and validates every environment variable the house knows, in one place."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
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


def _positive(name: str, value: str) -> int:
    number = _number(name, value)
    if number < 1:
        raise EnvironmentProblem(f"{name} is {value!r}; expected a number above 0.")
    return number


def _euros(name: str, value: str) -> Decimal:
    try:
        price = Decimal(value)
    except InvalidOperation:
        price = Decimal("NaN")
    if not price.is_finite() or price < 0:
        raise EnvironmentProblem(f"{name} is {value!r}; expected an amount such as 20 or 24.99.")
    return price


def _some_of(*known: str) -> Callable[[str, str], list[str]]:
    def check(name: str, value: str) -> list[str]:
        found = _words(name, value)
        if unknown := [word for word in found if word not in known]:
            raise EnvironmentProblem(f"{name} names {', '.join(unknown)}; expected some of {', '.join(known)}.")
        return found

    return check


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
    Variable(
        "MACHINE_LIBRETRANSLATE_URL",
        "",
        "Address of a LibreTranslate server for machine translation; empty means off.",
        _url("http", "https"),
    ),
    Variable("MACHINE_LIBRETRANSLATE_KEY", "", "Key for that server, where it asks for one."),
    Variable("MACHINE_DEEPL_KEY", "", "Key of a DeepL account for machine translation; empty means off."),
    Variable(
        "MACHINE_DEEPL_PRICE", "0", "Euros for a million characters at DeepL, for the log of machine runs.", _euros
    ),
    Variable("MACHINE_PSEUDO", "0", "Offers pseudo-translation, which needs no server and makes no sense.", _yes_no),
    Variable(
        "MACHINE_ROUTE",
        "libretranslate,deepl,pseudo",
        "Which configured provider translates, the first that knows the language.",
        _some_of("libretranslate", "deepl", "pseudo"),
    ),
    Variable("MACHINE_TIMEOUT", "20", "Seconds to wait for a provider.", _positive),
    Variable("MACHINE_MONTHLY_WORDS", "100000", "Words a month for machines, all languages together.", _number),
)


def read(environ: Mapping[str, str] = os.environ) -> dict[str, object]:
    """Every variable with its checked value.

    Raises EnvironmentProblem with a sentence that names variable, value and expectation.
    """
    return {v.name: v.read(v.name, environ.get(v.name, v.default)) for v in VARIABLES}
