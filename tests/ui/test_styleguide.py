"""Every component on one page: it renders in every language and axe finds nothing."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

SIZES = [(320, "dark"), (1280, "light")]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_the_styleguide_renders_in_every_language(client: Client, code: str) -> None:
    response = client.get("/demo/styleguide/", {"sprache": code, "fehler": "1"})

    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{code}" dir="{"rtl" if code in {"ar", "fa"} else "ltr"}">' in html
    assert html.count("<h1") == 1
    assert "{%" not in html
    assert "{#" not in html


@pytest.mark.usefixtures("db")
def test_an_unknown_language_shows_german(client: Client) -> None:
    assert '<html lang="de" dir="ltr">' in client.get("/demo/styleguide/?sprache=xx").content.decode()


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize(("width", "scheme"), SIZES)
@pytest.mark.parametrize("code", ["de", "ar"])
def test_axe_finds_nothing_in_the_styleguide(
    new_page: Callable[..., object], code: str, width: int, scheme: str
) -> None:
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"/demo/styleguide/?sprache={code}&fehler=1")  # type: ignore[attr-defined]

    found = Axe().run(page, options=RULES).response["violations"]

    assert [(rule["id"], [node["html"][:160] for node in rule["nodes"]][:4]) for rule in found] == []


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize("code", ["de", "ar", "uk"])
def test_nothing_is_wider_than_a_small_phone(new_page: Callable[..., object], code: str) -> None:
    page = new_page(width=320)
    page.goto(f"/demo/styleguide/?sprache={code}&fehler=1")  # type: ignore[attr-defined]

    assert page.evaluate("document.documentElement.scrollWidth") == 320  # type: ignore[attr-defined]


@pytest.mark.usefixtures("transactional_db")
def test_the_summary_of_errors_has_the_focus_with_and_without_script(new_page: Callable[..., object]) -> None:
    focused = {}
    for script in (True, False):
        page = new_page(java_script_enabled=script)
        page.goto("/demo/styleguide/?fehler=1")  # type: ignore[attr-defined]
        focused[script] = page.locator(".errors:focus").count()  # type: ignore[attr-defined]

    assert focused == {True: 1, False: 1}


@pytest.mark.usefixtures("transactional_db")
def test_the_menu_opens_and_closes_by_keyboard(page: object) -> None:
    page.goto("/demo/styleguide/")  # type: ignore[attr-defined]
    summary = page.locator(".menu > summary")  # type: ignore[attr-defined]

    summary.focus()
    page.keyboard.press("Enter")  # type: ignore[attr-defined]
    opened = page.locator(".menu[open]").count()  # type: ignore[attr-defined]
    page.keyboard.press("Escape")  # type: ignore[attr-defined]

    assert (opened, page.locator(".menu[open]").count()) == (1, 0)  # type: ignore[attr-defined]
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"  # type: ignore[attr-defined]


@pytest.mark.usefixtures("transactional_db")
def test_a_page_asks_for_few_files(desktop: object) -> None:
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url))  # type: ignore[attr-defined]
    desktop.goto("/de/konto/login/")  # type: ignore[attr-defined]

    frame = [url for url in asked if not url.endswith(".svg") and "/mfa/" not in url and "/account/" not in url]

    assert len(frame) == 3
