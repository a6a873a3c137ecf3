"""One stylesheet and one script for the house, put together from the small files in cms/static/css and cms/static/js.

A page may cost six requests at most (quality.md, P4), the source stays one file a subject. The finder below hands the
assembled files to `collectstatic` and to the development server as `css/house.css` and `js/house.js`; no build step.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCE = Path(__file__).resolve().parent.parent / "static"
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities", "print")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PAIR = re.compile(r"light-dark\((?P<light>[^,()]+),\s*(?P<dark>[^,()]+)\)")


def parts_of(layer: str) -> list[Path]:
    """The source files of a layer in the order in which they count."""
    folder = SOURCE / "css" / layer
    return sorted(folder.glob("*.css")) if folder.is_dir() else [SOURCE / "css" / f"{layer}.css"]


def stylesheet() -> str:
    """All layers as one stylesheet without comments; browsers without light-dark() get the light colours."""
    blocks = [f"@layer {', '.join(LAYERS)};"]
    for layer in LAYERS:
        css = "\n".join(part.read_text(encoding="utf-8") for part in parts_of(layer))
        if layer == "tokens":
            css = f"{_PAIR.sub(r'\g<light>', css)}\n@supports (color: light-dark(red, red)) {{\n{css}\n}}"
        blocks.append(f"@layer {layer} {{\n{_tight(css)}\n}}")
    return "\n".join(blocks) + "\n"


def admin_stylesheet() -> str:
    """The tokens and what the working place does with them; unlayered, so that it wins over Wagtail's own values."""
    parts = [*parts_of("tokens"), *parts_of("admin")]
    return "\n".join(_tight(part.read_text(encoding="utf-8")) for part in parts) + "\n"


def script() -> str:
    """All behaviours as one module; each stands in its own block, so that none knows another."""
    behaviours = sorted((SOURCE / "js").glob("*.js"))
    return "\n".join(f"{{\n{_tight(part.read_text(encoding='utf-8'))}\n}}" for part in behaviours) + "\n"


def _tight(text: str) -> str:
    lines = (line.strip() for line in _COMMENT.sub("", text).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("// "))


class AssemblyFinder(BaseFinder):
    """Finds the two stylesheets and the script, written to DATA_DIR/assembled whenever a part has changed."""

    FILES = {"css/house.css": stylesheet, "css/house-admin.css": admin_stylesheet, "js/house.js": script}

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.DATA_DIR) / "assembled"

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing can be configured wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The written file, or an empty list for every other path."""
        if path not in self.FILES:
            return []
        written = str(self._write(path))
        return [written] if find_all else written

    def list(self, ignore_patterns: Any) -> Iterator[Any]:
        """Both files with the storage they lie in, as collectstatic wants them."""
        storage = FileSystemStorage(location=self.folder)
        for path in self.FILES:
            self._write(path)
            yield path, storage

    def _write(self, path: str) -> Path:
        target = self.folder / path
        content = self.FILES[path]()
        if not target.exists() or target.read_text(encoding="utf-8") != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            scratch = target.with_suffix(".part")
            scratch.write_text(content, encoding="utf-8")
            scratch.replace(target)
        return target
