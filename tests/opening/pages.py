"""Reading pages in tests: the words in <main>, as a person sees them."""

import re
from html import unescape
from typing import Any

from django.test import Client

from cms.users.models import User


def main_of(response: Any) -> str:
    """The words of the page inside <main>, in one line; hidden values and isolates are left out."""
    html = response.content.decode()
    found = re.search(r"<main\b.*?</main>", html, re.DOTALL)
    assert found, html[:500]
    text = re.sub(r"<[^>]+>", " ", found[0])
    return re.sub(r"[\u2066-\u2069\u00ad]", "", re.sub(r"\s+", " ", unescape(text))).strip()


def as_user(user: User | None) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def hidden(response: Any, name: str) -> str:
    """The value of a hidden field of a form on the page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, f"no hidden field {name!r}"
    return unescape(found[1])
