"""The German texts of the demo and their translations: YAML for the words, one PO file a language.

Every string in the YAML is a sentence to translate, except what stands under the key `facts`.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polib
import yaml

FOLDER = Path(__file__).parent / "texts"
TEMPLATE = FOLDER / "texts.pot"


@cache
def items(name: str) -> dict[str, dict[str, Any]]:
    """The items of one file, in its order; empty when the file does not exist yet."""
    path = FOLDER / f"{name}.yaml"
    if not path.exists():
        return {}
    found: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@cache
def translations(language: str) -> dict[str, str]:
    """German sentence to translated sentence; only what is translated."""
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return {}
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.msgstr and not entry.obsolete}


def sentences() -> dict[str, list[str]]:
    """Every German sentence of the demo with the places where it stands, in the order of the files."""
    found: dict[str, list[str]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for slug, item in items(path.stem).items():
            for place, sentence in _walk(item, f"{path.stem}.{slug}"):
                found.setdefault(sentence, []).append(place)
    return found


def catalogue() -> polib.POFile:
    """The template for translators: every sentence once, with its places as comment."""
    template = polib.POFile(wrapwidth=120)
    template.metadata = {
        "Project-Id-Version": "Offenes Haus, texts of the demo",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for sentence, places in sentences().items():
        template.append(polib.POEntry(msgid=sentence, comment="\n".join(places)))
    return template


def _walk(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, " ".join(value.split())
    elif isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield from _walk(item, f"{place}.{number}")
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "facts":
                yield from _walk(item, f"{place}.{key}")
