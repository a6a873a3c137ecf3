"""What a guest finds behind the links of the house: live pages in their language, each with a proper head.

Cookies, foreign hosts, headers and errors of the same crawl stand in test_guest.py.
"""

import os
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from wagtail.models import Page

from cms.translation.languages import LANGUAGES, bcp47, direction
from tests.project.crawl import Visit, crawl

SEEN = LANGUAGES if os.environ.get("PROOF") else ("de", "ar")
FULL_LENGTH = 300


@dataclass
class Seen:
    """One page of the crawl: where it is, and its parts."""

    visit: Visit
    soup: BeautifulSoup

    @property
    def path(self) -> str:
        """The address without its query."""
        return self.visit.path.partition("?")[0]

    @property
    def language(self) -> str:
        """The language of the address."""
        return self.path.split("/")[1]

    def meta(self, name: str) -> str:
        """What the head says under this name."""
        tags = self.soup.select(f'head meta[name="{name}"]')
        assert len(tags) < 2, f"{self.visit.path}: {name} twice"
        return str(tags[0]["content"]).strip() if tags else ""

    def links(self) -> list[str]:
        """Addresses of this host behind the links of the page, as they are written."""
        found = [str(tag["href"]) for tag in self.soup.select("a[href]")]
        own = {"", "testserver", urlsplit(settings.BASE_URL).netloc}
        return [one for one in found if urlsplit(one).scheme in {"", "http", "https"} and urlsplit(one).netloc in own]


@pytest.fixture(scope="module")
def kept() -> dict[str, list[Visit]]:
    """The crawl is made once; the demo is the same for each test."""
    return {}


@pytest.fixture
def visits(demo: None, kept: dict[str, list[Visit]]) -> list[Visit]:
    """Everything a guest reaches from the front pages."""
    if "visits" not in kept:
        kept["visits"] = crawl([f"/{code}/" for code in SEEN], other_languages=set(LANGUAGES) - set(SEEN))
    return kept["visits"]


@pytest.fixture
def pages(visits: list[Visit]) -> list[Seen]:
    """The pages among it, in a language."""
    found = [Seen(one, BeautifulSoup(one.response.content, "html.parser")) for one in visits if one.is_page]
    assert len(found) > 60
    return [page for page in found if page.language in LANGUAGES]


@pytest.mark.django_db(transaction=True)
def test_links_lead_to_live_pages_without_a_detour(visits: list[Visit], pages: list[Seen]) -> None:
    """Choosing a language and signing in are detours, everything else is where the link says; nothing is a draft."""
    detours = [
        f"{visit.path} -> {visit.response.headers['Location']}"
        for visit in visits
        if 300 <= visit.response.status_code < 400
        and not visit.path.startswith("/sprache/")
        and "/konto/login/?next=" not in visit.response.headers["Location"]
    ]
    drafts = {page.url for page in Page.objects.filter(live=False, depth__gte=2).specific()}
    linked = {urlsplit(urljoin(page.path, link)).path for page in pages for link in page.links()}

    assert detours == [], "\n".join(detours)
    assert sorted(drafts & linked) == []
    live = Page.objects.filter(live=True, locale__language_code__in=SEEN, depth__gte=2).specific()
    assert sorted({page.url for page in live} - {page.path for page in pages}) == [], "no link leads there"


@pytest.mark.django_db(transaction=True)
def test_links_stay_in_the_language_of_the_reader(pages: list[Seen]) -> None:
    """Only the language switch leads to another language."""
    wrong = [
        f"{page.visit.path}: {path}"
        for page in pages
        for path in {urlsplit(urljoin(page.path, link)).path for link in page.links()}
        if path.split("/")[1] in set(LANGUAGES) - {page.language}
    ]

    assert wrong == [], "\n".join(wrong)


@pytest.mark.django_db(transaction=True)
def test_jumps_within_pages_arrive(pages: list[Seen]) -> None:
    """What stands behind the # of a link exists on the page it leads to, and no id exists twice."""
    ids = {page.visit.path: [str(tag["id"]) for tag in page.soup.select("[id]")] for page in pages}
    lost = [
        f"{page.visit.path}: {link}"
        for page in pages
        for link in page.links()
        if (name := unquote(urlsplit(link).fragment))
        and (target := urljoin(page.visit.path, link).partition("#")[0]) in ids
        and name not in ids[target]
    ]

    assert lost == [], "\n".join(lost)
    assert [path for path, found in ids.items() if len(found) != len(set(found))] == []


@pytest.mark.django_db(transaction=True)
def test_every_page_has_the_head_that_search_engines_and_readers_need(pages: list[Seen]) -> None:
    """A title of its own and one heading; a description and its canonical address, or `noindex`."""
    problems: list[str] = []
    titles: dict[tuple[str, str], set[str]] = {}
    for page in pages:
        where, soup = page.visit.path, page.soup
        html = soup.html
        assert html is not None
        if (html.get("lang"), html.get("dir")) != (bcp47(page.language), direction(page.language)):
            problems.append(f"{where}: lang={html.get('lang')} dir={html.get('dir')}")
        if (len(soup.select("h1")), len(soup.select("main"))) != (1, 1):
            problems.append(f"{where}: {len(soup.select('h1'))} h1, {len(soup.select('main'))} main")
        title = soup.title.get_text().strip() if soup.title else ""
        if not title.removesuffix(f" – {settings.SITE_NAME}"):
            problems.append(f"{where}: no title")
        if "noindex" in page.meta("robots"):
            continue
        titles.setdefault((page.language, title), set()).add(page.path)
        if not 20 <= len(page.meta("description")) <= FULL_LENGTH:
            problems.append(f"{where}: description {page.meta('description')!r}")
        canonical = [str(tag["href"]) for tag in soup.select('head link[rel="canonical"]')]
        if canonical != [f"{settings.BASE_URL}{page.path}"]:
            problems.append(f"{where}: canonical {canonical}")

    assert problems == [], "\n".join(problems)
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


@pytest.mark.django_db(transaction=True)
def test_translations_name_each_other(pages: list[Seen]) -> None:
    """Every alternate of a page is another page of the crawl that names it in turn, in the same words of language."""
    named = {
        page.path: {
            str(tag["hreflang"]): urlsplit(str(tag["href"])).path
            for tag in page.soup.select('head link[rel="alternate"][hreflang]')
        }
        for page in pages
    }
    one_sided = [
        f"{path}: {code} is {other}"
        for path, alternates in named.items()
        for code, other in alternates.items()
        if other in named and named[other] != alternates
    ]

    assert one_sided == [], "\n".join(one_sided)
    assert len([path for path, alternates in named.items() if alternates]) > 60
