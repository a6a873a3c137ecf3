"""Walking through the house: addresses and sentences in a language, and what holds on every page of the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from cms.translation.languages import direction
from cms.users.models import User

ON_THE_PAGE = """() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    titles: document.querySelectorAll("h1").length,
    mains: document.querySelectorAll("main").length,
    tooWide: document.documentElement.scrollWidth > window.innerWidth,
})"""


def address(name: str, language: str, *args: object) -> str:
    """The address of a view in a language."""
    with translation.override(language):
        return reverse(name, args=args)


def sentence(msgid: str, language: str, **values: object) -> str:
    """A sentence of the house in a language, as its catalogue has it; a missing translation fails."""
    with translation.override(language):
        said = gettext(msgid)
    assert language == "en" or said != msgid, f"{msgid!r} is not in the catalogue of {language}"
    return said % values if values else said


def counted(one: str, many: str, number: int, language: str) -> str:
    """A sentence with a number in it."""
    with translation.override(language):
        return ngettext(one, many, number) % {"number": number}


def plain(text: str) -> str:
    """Words as they are read: no marks of direction, no soft hyphens, one space between words."""
    hidden = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f\u00ad"))
    return " ".join(text.translate(hidden).split())


@dataclass
class Walk:
    """One person with one browser: goes, looks, types, presses; every page is checked on the way."""

    page: Any
    language: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.path}: {error}"))
        self.page.on("console", self._listen)
        self.page.on("response", self._answer)

    def _listen(self, message: Any) -> None:
        if message.type == "error" and "the server responded with" not in message.text:
            self.faults.append(f"{self.path}: {message.text}")

    def _answer(self, response: Any) -> None:
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            self.faults.append(f"{response.url}: {response.status}")

    @property
    def path(self) -> str:
        """Where the person is."""
        return urlsplit(self.page.url).path

    @property
    def words(self) -> str:
        """What the page says."""
        return plain(self.page.locator("main").inner_text())

    def go(self, path: str, *, status: int = 200) -> None:
        """Open an address, as from a link in a mail."""
        response = self.page.goto(path)
        assert response.status == status, (path, response.status)
        self.look()

    def follow(self, path: str) -> None:
        """Follow the first visible link of the page that leads there."""
        self.page.locator(f'a[href="{path}"]:visible').first.click()
        self.page.wait_for_load_state()
        self.look()

    def press(self, selector: str) -> None:
        """Press a button of the page."""
        self.page.locator(f"main {selector}").click()
        self.page.wait_for_load_state()
        self.look()

    def send(self, field: str = "") -> None:
        """Press the button that sends the form of the page, or the one that holds this field."""
        form = f'form:has([name="{field}"])' if field else "form[method=post]"
        self.press(f"{form} button[type=submit]:not([form]):not([name])")

    def fill(self, **fields: str) -> None:
        """Type into text fields or choose in lists, by the names of the fields."""
        for name, value in fields.items():
            found = self.page.locator(f'main [name="{name}"]')
            if found.evaluate("field => field.tagName") == "SELECT":
                found.select_option(value)
            else:
                found.fill(value)

    def tick(self, name: str, values: Iterable[object]) -> None:
        """Tick boxes that carry the same name, with the finger on what the reader sees."""
        for value in values:
            self.page.locator(f'main label:has(> [name="{name}"][value="{value}"])').click()

    def value(self, name: str) -> str:
        """What stands in a field."""
        return str(self.page.locator(f'main [name="{name}"]').input_value())

    def error_at(self, name: str) -> str:
        """The sentence that is tied to a field because something is wrong with it."""
        found = self.page.locator(f'main [name="{name}"][aria-invalid="true"]').first
        tied = (found.get_attribute("aria-describedby") or "").split()
        sentences = [self.page.locator(f'[id="{one}"]').inner_text() for one in tied if one.endswith("_error")]
        assert len(sentences) == 1, tied
        return plain(sentences[0])

    def look(self) -> None:
        """What holds on every page of the house."""
        with translation.override(self.language):
            expected = {
                "lang": self.language,
                "dir": direction(self.language),
                "titles": 1,
                "mains": 1,
                "tooWide": False,
            }
        assert self.page.evaluate(ON_THE_PAGE) == expected, self.page.url
        assert self.faults == []

    def sign_in_as(self, user: User) -> None:
        """Somebody whose sign-in is not the point of the story."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies["sessionid"]
        self.page.context.add_cookies(
            [{"name": "sessionid", "value": cookie.value, "domain": "localhost", "path": "/"}]
        )
