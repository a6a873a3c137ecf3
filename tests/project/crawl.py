"""A guest who follows every link, and what they were given."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client

NOT_FOLLOWED = re.compile(r"^/(admin|demo|media|static|documents)/|/konto/|^/s/|/abmelden/|^/[\w-]+/pdf/")
LOADING = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "manifest"}


@dataclass
class Page(HTMLParser):
    """What a reader's browser would do with a page: which links it shows, what it loads, what would run in it."""

    address: str
    links: set[str] = field(default_factory=set)
    loads: set[str] = field(default_factory=set)
    lazy: set[str] = field(default_factory=set)
    inline: list[str] = field(default_factory=list)
    forms_that_write: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Sort the attributes of a tag by what they do."""
        found = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in found:
            self.links.add(urljoin(self.address, found["href"]))
        if tag == "form" and found.get("method", "get").lower() == "post":
            self.forms_that_write += 1
        if tag == "link" and found.get("rel") not in {"canonical", "alternate", "license", "author"}:
            self.loads.add(found.get("href", ""))
        for name, value in found.items():
            if name in LOADING:
                found_here = {part.strip().split(" ")[0] for part in value.split(",")}
                self.loads |= found_here
                self.lazy |= found_here if found.get("loading") == "lazy" else set()
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                self.inline.append(f"<{tag} {name}={value!r}>")
        if tag == "style" or (tag == "script" and "src" not in found and found.get("type") != "application/ld+json"):
            self.inline.append(f"<{tag}>")

    @property
    def foreign(self) -> set[str]:
        """What the page would load from another host."""
        return {address for address in self.loads if urlsplit(address).netloc not in {"", "testserver"}}


@dataclass
class Visit:
    """One address and what came back."""

    path: str
    response: HttpResponseBase
    page: Page

    @property
    def is_page(self) -> bool:
        """Whether it is a page for readers, and not a redirect or a file."""
        return self.response.status_code == 200 and self.response.headers["Content-Type"].startswith("text/html")


def crawl(start: list[str], *, most: int = 2_000, other_languages: Collection[str] = ()) -> list[Visit]:
    """Every address that a guest without cookies reaches from the start by following links on this host.

    What lies below one of the `other_languages` is left out.
    """
    waiting, seen, visits = list(start), set(start), []
    while waiting and len(visits) < most:
        path = waiting.pop(0)
        response = Client().get(path)
        page = Page(f"http://testserver{path}")
        if not response.streaming and "html" in response.headers.get("Content-Type", ""):
            page.feed(response.content.decode())
        visits.append(Visit(path, response, page))
        further = page.links | (
            {urljoin(page.address, response.headers["Location"])} if "Location" in response.headers else set()
        )
        for address in sorted(further):
            parts = urlsplit(address)
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            if (
                parts.scheme in {"http", "https"}
                and parts.netloc in {"testserver", "127.0.0.1:8000"}
                and target not in seen
            ):
                seen.add(target)
                if not NOT_FOLLOWED.search(target) and parts.path.strip("/").partition("/")[0] not in other_languages:
                    waiting.append(target)
    return visits
