"""Trap 19 of platform.md: a static file that is missing in the manifest is a server error at render time."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.template.base import FilterExpression, Node
from django.template.loader import get_template
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString

APPS = ("cms", "home", "volunteering", "opening")
ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted(
    str(path.relative_to(folder))
    for app in APPS
    for folder in (ROOT / app).rglob("templates")
    for path in folder.rglob("*")
    if path.suffix in {".html", ".txt", ".xml", ".svg"}
)


class OwnStatic(ManifestStaticFilesStorage):
    """The manifest as production keeps it, in a folder of the test."""


def constant(expression: FilterExpression) -> str | None:
    """The path when it is written out in the template."""
    return str(expression.var) if isinstance(expression.var, SafeString) else None


def paths_in(template: str) -> list[str]:
    """The static files that a template names."""
    nodes: list[Node] = get_template(template).template.nodelist.get_nodes_by_type(StaticNode)  # type: ignore[attr-defined]
    return [path for node in nodes if (path := constant(node.path))]  # type: ignore[attr-defined]


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_static_file_of_a_template_exists(template: str) -> None:
    missing = [path for path in paths_in(template) if finders.find(path) is None]

    assert missing == []


def test_templates_are_really_looked_through() -> None:
    assert "css/house.css" in paths_in("base.html")
    assert len(TEMPLATES) > 50


def test_static_files_named_in_code_exist() -> None:
    named = {
        (str(path.relative_to(ROOT)), found)
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for found in re.findall(r"""\bstatic\(\s*["']([^"'{}]+)["']""", path.read_text(encoding="utf-8"))
    }

    assert [(path, found) for path, found in sorted(named) if finders.find(found) is None] == []


def test_our_files_pass_the_manifest(tmp_path: Path) -> None:
    """Every file that a stylesheet refers to is there, too; otherwise collecting stops."""
    storage = OwnStatic(location=str(tmp_path), base_url="/static/")
    collected = {}
    for finder in finders.get_finders():
        for path, source in finder.list([]):
            if "site-packages" not in str(getattr(source, "location", "site-packages")):
                collected[path] = (source, path)
                with source.open(path) as content:
                    storage.save(path, content)

    problems = [
        (name, result) for name, _hashed, result in storage.post_process(collected) if isinstance(result, Exception)
    ]

    assert problems == []
    assert "css/house.css" in collected
    for path in collected:
        assert (tmp_path / storage.stored_name(path)).is_file(), path
