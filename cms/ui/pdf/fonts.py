"""The fonts of PDF files and share cards: which file for which language, and what each of them can write.

Pages never load them. `FONTS` names the font of each script's languages, "" that of all others; a font is two files in
one of the `FONT_FOLDERS`, `<name>-Regular.ttf` and `<name>-Bold.ttf`.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings

WEIGHTS = {"Regular": 400, "Bold": 700}
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\u00ad\n\t"
"""Characters that need no glyph: joiners, marks of direction, soft hyphen, white space."""


def name_for(code: str) -> str:
    """The font of a language."""
    chosen: str = settings.FONTS.get(code) or settings.FONTS[""]
    return chosen


def names() -> list[str]:
    """Every font, the general one first."""
    return list(dict.fromkeys([settings.FONTS[""], *settings.FONTS.values()]))


def path_of(name: str, weight: str = "Regular") -> Path | None:
    """The file of a font; None when there is none."""
    found = (Path(folder) / f"{name}-{weight}.ttf" for folder in settings.FONT_FOLDERS)
    return next((path for path in found if path.is_file()), None)


def faces() -> str:
    """The CSS rules that name the files and choose a font by language; the others stand in for foreign letters."""
    rules = [
        f'@font-face {{ font-family: "{name}"; font-weight: {number}; src: url("{path.as_uri()}") }}'
        for name in names()
        for weight, number in WEIGHTS.items()
        if (path := path_of(name, weight))
    ]
    rules.append(f"html {{ font-family: {_stack(settings.FONTS[''])} }}")
    rules += [f":lang({code}) {{ font-family: {_stack(name)} }}" for code, name in settings.FONTS.items() if code]
    return "\n".join(rules)


def _stack(first: str) -> str:
    return ", ".join(f'"{name}"' for name in dict.fromkeys([first, *names()]))


def unknown_letters(code: str, words: Iterable[str]) -> set[str]:
    """The characters of these words that neither weight of the language's font can write; all without a file."""
    wanted = {letter for word in words for letter in word if letter not in INVISIBLE}
    files = [path_of(name_for(code), weight) for weight in WEIGHTS]
    return {letter for letter in wanted if not all(path and letter in _letters(path) for path in files)}


@lru_cache(maxsize=32)
def _letters(path: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))
