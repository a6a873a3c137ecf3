"""Every kind of page through axe-core, on the screens of a desk and of a small phone; nothing is switched off.

WCAG 2.2 AA and the best practices of axe; besides, what axe does not ask: one title, one main part, the language and
direction of the page, and nothing that is wider than 320 pixels.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.test import Client

from cms.translation.languages import LANGUAGES, bcp47, direction
from cms.users.models import User
from tests.project.doors import EMAILS
from tests.project.page_kinds import Kind, Kinds

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
SEEN = [("de", "light", 1280), ("ar", "dark", 320)]
FULL = [(code, scheme, width) for code in LANGUAGES for scheme in ("light", "dark") for width in (320, 1280)]
SMALLEST = 320
ON_THE_PAGE = """() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    titles: document.querySelectorAll("h1").length,
    mains: document.querySelectorAll("main").length,
    width: document.documentElement.scrollWidth,
})"""
SESSION = django_settings.SESSION_COOKIE_NAME


def ways() -> list[Any]:
    """Two ways in every run, the whole product with PROOF=1."""
    chosen = FULL if os.environ.get("PROOF") else SEEN
    return [pytest.param(*way, marks=[] if way in SEEN else [pytest.mark.proof]) for way in chosen]


@pytest.fixture
def _one_mail(settings: Any, tmp_path: Path) -> None:
    """The mailbox of the demo holds a mail with a code and a calendar entry."""
    settings.DATA_DIR = tmp_path
    folder = {"BACKEND": "cms.mail.folder.FolderBackend", "OPTIONS": {"folder": tmp_path / "mails"}}
    settings.MAILERS = {**settings.MAILERS, "outgoing": folder}
    mail = EmailMultiAlternatives("Ihr Code", "Code: 1234-5678", to=["amina@post.example"])
    mail.attach_alternative('<p dir="ltr">Code: <strong>1234-5678</strong></p>', "text/html")
    mail.attach("termin.ics", b"BEGIN:VCALENDAR", "text/calendar")
    mailers["outgoing"].send_messages([mail])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("demo", "_one_mail")
@pytest.mark.parametrize(("language", "scheme", "width"), ways())
def test_every_kind_of_page_is_accessible(
    settings: Any, new_page: Callable[..., Any], language: str, scheme: str, width: int
) -> None:
    settings.STAFF_SECOND_FACTOR = False
    page = new_page(width=width, height=900, color_scheme=scheme, reduced_motion="reduce", locale=bcp47(language))
    sessions: dict[str, str] = {}
    faults, kinds = [], list(Kinds(language))

    for kind in kinds:
        come_as(page, kind.role, sessions)
        faults += [f"{kind.name} ({kind.path}): {fault}" for fault in faults_of(page, kind, language, width)]

    assert faults == [], "\n".join(faults)
    assert len(kinds) == len({kind.name for kind in kinds}) > 80


def come_as(page: Any, role: str, sessions: dict[str, str]) -> None:
    """A fresh reader, signed in where the kind of page needs it."""
    page.context.clear_cookies()
    if role == "guest":
        return
    if role not in sessions:
        client = Client()
        client.force_login(User.objects.get(email=EMAILS[role]))
        sessions[role] = client.cookies[SESSION].value
    cookie = {"name": SESSION, "value": sessions[role], "domain": "localhost", "path": "/"}
    page.context.add_cookies([cookie])


def faults_of(page: Any, kind: Kind, language: str, width: int) -> Iterator[str]:
    """Everything that is wrong with one page."""
    status = page.goto(kind.path).status
    path = page.evaluate("location.pathname + location.search")
    if (status, path) != (kind.status, kind.path):
        yield f"{status} {path}"
        return
    if kind.act:
        kind.act(page)
    found = page.evaluate(ON_THE_PAGE)
    expected = {"lang": bcp47(language), "dir": direction(language), "titles": 1, "mains": 1}
    if {name: found[name] for name in expected} != expected:
        yield str(found)
    yield from violations(page)
    page.set_viewport_size({"width": SMALLEST, "height": 740})
    if (found := page.evaluate(ON_THE_PAGE))["width"] > SMALLEST:
        yield f"{found['width']} px wide: {page.evaluate(WIDEST)}"
    page.set_viewport_size({"width": width, "height": 900})


WIDEST = """() => [...document.querySelectorAll("body *")]
    .filter(one => { const box = one.getBoundingClientRect(); return box.width && (box.right > 321 || box.left < -1) })
    .slice(-2).map(one => one.outerHTML.slice(0, 120))"""


def violations(page: Any) -> Iterator[str]:
    """What axe finds. It is put into the page from outside, because the policy of the house lets no script in."""
    page.evaluate(AXE)
    for rule in page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]:
        for node in rule["nodes"]:
            yield f"{rule['id']}: {node['html'][:160]} {node['failureSummary'].splitlines()[-1].strip()}"
