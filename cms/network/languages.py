"""Languages that people speak: more than the site is written in. One data file for all parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "data" / "languages.yaml"


@dataclass(frozen=True)
class Spoken:
    """A language with its name in its own script and in German."""

    code: str
    own: str
    german: str
    direction: str

    def name(self, reader: str) -> str:
        """What a reader of this language calls it: German readers get the German name, all others its own name."""
        return self.german if reader.startswith("de") else self.own


@cache
def languages() -> dict[str, Spoken]:
    """Every language the house knows, in the order of the file."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        code: Spoken(code, row["own"], row["german"], "rtl" if row.get("rtl") else "ltr") for code, row in rows.items()
    }


def spoken(codes: Iterable[str]) -> list[Spoken]:
    """The languages behind these codes in the order of the file; unknown codes are left out."""
    wanted = set(codes)
    return [language for code, language in languages().items() if code in wanted]


def choices() -> list[tuple[str, str]]:
    """Codes and labels for forms of the staff: German name first, own name where it differs."""
    return [
        (code, language.german if language.german == language.own else f"{language.german} ({language.own})")
        for code, language in languages().items()
    ]
