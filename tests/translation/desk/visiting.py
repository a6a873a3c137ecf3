"""Somebody at the desk without a script: opens a piece, fills in fields by the German of their sentence, presses."""

import re
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

from cms.translation.sentences import sentences_of
from tests.journeys.walking import address, plain
from tests.make.translation import make_page, publish, translated


def stale_page(title: str = "Kita", *, bring: str = "Was die Kita jetzt kostet.") -> Any:
    """A page that readers have in Arabic, with one German sentence that changed since."""
    page = make_page(title=title, lead="Was die Kita kostet.")
    translated(page, "ar")
    page.lead = bring
    return publish(page)


def browser_of(user: Any, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


@dataclass
class Visit:
    """One person at one piece; `page` is what they see."""

    client: Client
    source: Any
    code: str = "ar"
    language: str = "en"
    page: BeautifulSoup = field(default_factory=BeautifulSoup)
    status: int = 0
    url: str = ""

    def address(self, name: str = "piece") -> str:
        return address(f"translation:{name}", self.language, self.code, self.source.translation_key)

    def open(self, query: str = "", name: str = "piece") -> "Visit":
        return self.take(self.client.get(self.address(name) + query, follow=True))

    def take(self, response: Any) -> "Visit":
        self.status, self.url = response.status_code, response.redirect_chain[-1][0] if response.redirect_chain else ""
        self.page = BeautifulSoup(response.content, "html.parser")
        return self

    def ref(self, german: str) -> str:
        found = [one.ref for one in sentences_of(self.source, self.code) if one.plain_german == german]
        assert len(found) == 1, [one.plain_german for one in sentences_of(self.source, self.code)]
        return found[0]

    def card(self, german: str) -> Tag:
        found = self.page.select_one(f"#satz-{self.ref(german)}")
        assert found is not None, german
        return found

    def text(self, german: str) -> str:
        """What stands in the field of a sentence."""
        area = self.card(german).select_one("textarea[name^=text-]")
        return area.text.removeprefix("\n")

    @property
    def shown(self) -> list[str]:
        """The German sentences on the page; without what is gone of them."""
        found = []
        for card in self.page.select("[data-sentence]"):
            german = card.select_one("dl.sentence__german > div:not(.was) dd, p.sentence__german")
            found.append(plain(re.sub(r"<span class=\"visually-hidden\".*?</span>", "", german.decode_contents())))
        return [plain(BeautifulSoup(one, "html.parser").text) for one in found]

    @property
    def words(self) -> str:
        return plain(self.page.main.get_text(" "))

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What the summary on top says, with where it leads."""
        return [(plain(link.text), str(link["href"])) for link in self.page.select(".errors a")]

    def fields(self) -> dict[str, str]:
        """The form as the browser sends it."""
        form = self.page.select_one("form#desk")
        hidden = {str(tag["name"]): str(tag.get("value", "")) for tag in form.select("input[type=hidden]")}
        areas = {str(tag["name"]): tag.text.removeprefix("\n") for tag in form.select("textarea")}
        return {**hidden, **areas}

    def press(self, do: str, *, typed: dict[str, str] | None = None, name: str = "sentence", **headers: Any) -> Any:
        """Type texts by German sentence, press a button, follow where it leads; `do` may name a German sentence."""
        data = self.fields() | {f"text-{self.ref(german)}": text for german, text in (typed or {}).items()}
        action, _, german = do.partition(":")
        data["do"] = f"{action}:{self.ref(german)}" if german and not german.isdigit() else do
        response = self.client.post(self.address(name), data, follow=True, headers=headers)
        return self.take(response)

    def ask(self, german: str, question: str) -> "Visit":
        """Ask about a sentence."""
        data = self.fields() | {f"ask-{self.ref(german)}": question, "do": f"ask:{self.ref(german)}"}
        return self.take(self.client.post(self.address("sentence"), data, follow=True))


def stored(source: Any, german: str, code: str = "ar") -> str:
    """The translation of a sentence as it is stored."""
    return next(one.translation for one in sentences_of(source, code) if one.plain_german == german)
