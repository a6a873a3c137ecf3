"""The source of the look: no direction of its own, colours in one place, one light file for all pages."""

import re
import zlib
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from cms.ui import assembly

CSS = sorted((assembly.SOURCE / "css").rglob("*.css"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(|:\s*(?:white|black|red|gr[ae]y|blue)\b")
DIRECTION = re.compile(
    r"\b(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b"
    r"|\bborder-(?:top|bottom)-(?:left|right)-radius\b"
    r"|(?:^|[;{\s])(?:left|right|top|bottom|float|clear)\s*:"
    r"|text-align:\s*(?:left|right)"
)


def without_comments(path: Path) -> str:
    """What the browser reads of a file."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
def test_no_style_knows_left_or_right(path: Path) -> None:
    assert DIRECTION.findall(without_comments(path)) == []


@pytest.mark.parametrize("path", [path for path in CSS if path.name != "tokens.css"], ids=lambda path: path.name)
def test_colours_live_in_the_tokens_alone(path: Path) -> None:
    assert COLOUR.findall(without_comments(path)) == []


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a { margin-left: 1rem }", True),
        ("a { left: 0 }", True),
        ("a{text-align:right}", True),
        ("a { border-top-left-radius: 1px }", True),
        ("a { margin-inline-start: 1rem; inset-inline-end: 0; text-align: start }", False),
    ],
)
def test_the_search_for_directions_finds_what_it_should(css: str, found: bool) -> None:
    assert bool(DIRECTION.search(css)) is found


def of_wagtail() -> set[str]:
    """The tokens that the admin's own stylesheet defines."""
    path = finders.find("wagtailadmin/css/core.css")
    assert path is not None
    return set(re.findall(r"--([\w-]+)\s*:", Path(path).read_text(encoding="utf-8")))


def test_every_token_that_is_used_exists() -> None:
    css = assembly.stylesheet() + assembly.admin_stylesheet()
    templates = "".join(
        path.read_text(encoding="utf-8") for path in (assembly.SOURCE.parent / "templates").rglob("*.html")
    )

    used = set(re.findall(r"var\(--([\w-]+)", css + templates))
    known = set(re.findall(r"--([\w-]+)\s*:", css))

    assert {name for name in used - known - of_wagtail() if not name.endswith("-")} == set()


def test_all_layers_are_in_the_one_stylesheet_in_their_order() -> None:
    css = assembly.stylesheet()

    order = re.findall(r"^@layer (\w+) \{$", css, flags=re.MULTILINE)

    assert order == list(assembly.LAYERS)
    assert css.startswith("@layer reset, tokens, base, layout, components, utilities, print;\n")
    assert css.count("{") == css.count("}")


def test_browsers_without_light_dark_get_the_light_colours() -> None:
    before_support = assembly.stylesheet().split("@supports (color: light-dark(red, red))")[0]

    assert "--ground: #fcf8f1;" in before_support
    assert "light-dark(" not in before_support


def test_style_and_script_of_a_page_weigh_little() -> None:
    weight = sum(len(zlib.compress(text.encode(), 9)) for text in (assembly.stylesheet(), assembly.script()))

    assert weight < 20_000


def test_the_finder_hands_out_the_assembled_files() -> None:
    found = {path: finders.find(path) for path in assembly.AssemblyFinder.FILES}

    assert {path: Path(str(file)).read_text(encoding="utf-8") for path, file in found.items()} == {
        path: make() for path, make in assembly.AssemblyFinder.FILES.items()
    }


def test_scripts_stand_in_blocks_and_import_nothing() -> None:
    script = assembly.script()

    assert script.count("{\n") >= len(list((assembly.SOURCE / "js").glob("*.js")))
    assert re.findall(r"^\s*(?:import|export)\b", script, flags=re.MULTILINE) == []
