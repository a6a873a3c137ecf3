"""Templates of the house: each compiles, each component says what it takes, none carries style or script of its own."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [ROOT / "cms/templates", *(path for path in ROOT.glob("*/templates")), *(ROOT.glob("cms/*/templates"))]
ALL = sorted({(folder, path) for folder in FOLDERS for path in folder.rglob("*.html")})
WITHOUT_LOOK = {"where", "panel--fact"}
COMPONENTS = sorted((ROOT / "cms/templates/components").glob("*.html"))


@pytest.mark.parametrize(("folder", "path"), ALL, ids=lambda value: value.name)
def test_every_template_compiles(folder: Path, path: Path) -> None:
    name = str(path.relative_to(folder))

    assert get_template(name).template.name == name


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_every_component_begins_with_its_parameters(path: Path) -> None:
    assert re.match(r"\{# .+ #\}\n|\{# Drawn by", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("folder", "path"), ALL, ids=lambda value: value.name)
def test_components_are_called_with_only(folder: Path, path: Path) -> None:
    calls = re.findall(r"\{% include \"components/(?!icons/)[^%]*%\}", path.read_text(encoding="utf-8"))

    assert [call for call in calls if not re.search(r"\bonly %\}$", call)] == []


@pytest.mark.parametrize(("folder", "path"), ALL, ids=lambda value: value.name)
def test_no_template_carries_style_or_script_inside(folder: Path, path: Path) -> None:
    if "mail" in path.relative_to(folder).parts[0]:
        return
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"\sstyle=|<style|\son\w+=\"|<script(?![^>]*(?:\ssrc=|application/(?:ld\+)?json))", text) == []


@pytest.mark.parametrize(("folder", "path"), ALL, ids=lambda value: value.name)
def test_every_icon_is_drawn(folder: Path, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "wagtailadmin_tags" in text:
        return
    drawn = {drawing.stem for drawing in (ROOT / "cms/templates/components/icons").glob("*.svg")}

    assert set(re.findall(r"\{% icon \"([a-z-]+)\"", text)) - drawn == set()


def test_every_class_has_a_look() -> None:
    """Words of the working place's own stylesheet and of mails are not ours."""
    sheets = [
        *(ROOT / "cms/static/css").rglob("*.css"),
        ROOT / "cms/ui/pdf/sheet.css",
        ROOT / "cms/translation/static/translation/meeting_sheet.css",
    ]
    css = "".join(path.read_text(encoding="utf-8") for path in sheets)
    known = set(re.findall(r"\.([a-zA-Z_][\w-]*)", css))
    wagtails = Path(finders.find("wagtailadmin/css/core.css") or "").read_text(encoding="utf-8")
    of_wagtail = set(re.findall(r"\.([a-zA-Z_][\w-]*)", wagtails))  # the matrix is a part of the working place
    foreign = {"admin", "staff", "wagtail", "wagtailadmin", "mail", "jobs", "panels"}

    used = {}
    for folder, path in ALL:
        source = path.read_text(encoding="utf-8")
        if foreign & set(path.relative_to(folder).parts) or re.search(r"wagtailadmin|class=\"w-|\bw-panel", source):
            continue
        text = re.sub(r"\{[%{].*?[%}]\}", "\0", source)
        for names in re.findall(r"class=\"([^\"]*)\"", text):
            for name in (word.strip("\0") for word in names.split()):
                if name in of_wagtail and "matrix" in path.parts:
                    continue
                if name and "\0" not in name and name not in known and not name.endswith("--"):
                    used.setdefault(name, set()).add(path.name)
    without_look = {name for name in used if name not in WITHOUT_LOOK}
    assert without_look == set(), {name: used[name] for name in without_look}
