"""Calls that overwrite live rows or publish gaps occur in one place only."""

import re
from pathlib import Path

import pytest

APPS = ("cms", "home", "volunteering", "opening")


@pytest.mark.parametrize(
    ("call", "places"),
    [
        (r"\bsave_target\(", ["cms/translation/composing.py"]),
        (r"\btranslate_object\b", []),
        (r"\bTranslationCreator\b", []),
        (r"\bcreate_or_update_translation\b", []),
        (r"\.localized\b", []),
        (r"StringTranslation\.objects\.bulk_create", []),
    ],
)
def test_dangerous_call_stays_where_it_is_safe(project_root: Path, call: str, places: list[str]) -> None:
    files = [path for app in APPS for path in (project_root / app).rglob("*") if path.suffix in {".py", ".html"}]
    found = [str(path.relative_to(project_root)) for path in files if re.search(call, path.read_text())]

    assert sorted(found) == places
