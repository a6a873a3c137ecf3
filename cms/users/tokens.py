"""Secrets in links: random tokens of which only the hash is stored, and signed values that need no row."""

import hashlib
import secrets
from datetime import timedelta

from django.core import signing


def issue() -> tuple[str, str]:
    """A new token of 32 random bytes for a link, and its SHA-256 in hex, which alone is stored."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> str:
    """The SHA-256 in hex by which a token is looked up."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def sign(purpose: str, value: str) -> str:
    """`value`, signed for this purpose alone and stamped with the time; fits into an address."""
    return signing.TimestampSigner(salt=f"offenes-haus.{purpose}").sign_object(value)


def read(purpose: str, token: str, max_age: timedelta | int | float) -> str | None:
    """The value that was signed for this purpose at most `max_age` (seconds or timedelta) ago, or None."""
    try:
        value = signing.TimestampSigner(salt=f"offenes-haus.{purpose}").unsign_object(token, max_age=max_age)
    except (signing.BadSignature, ValueError, UnicodeError):
        return None
    return value if isinstance(value, str) else None
