"""The interface catalogues: `.mo` files from `.po` files without gettext, and what a catalogue still lacks.

Two audiences share one domain: staff strings carry the context "staff" and need German and English alone; everything
else needs every language. `de-simple` overrides single German strings and falls back to German for the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import to_locale

from cms.translation.languages import EASY, LANGUAGES, SOURCE

STAFF = "staff"
WRITTEN_IN = "en"
"""Message ids are English: an empty English translation means the message id itself."""

SAMPLE = 20_000
"""Signs of a catalogue that show which letters its language has."""

_TRANSLATED = re.compile(r'^msgstr(?:\[\d\])? "(.+)"$', re.MULTILINE)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdif]|\{(\w+)\}|%[sd]")


@dataclass(frozen=True)
class Problem:
    """One fault of a catalogue, with the message and what is wrong."""

    code: str
    message: str
    fault: str

    def __str__(self) -> str:
        return f"{self.code}: {self.fault}: {self.message!r}"


def folder_of(code: str) -> str:
    """The folder of a language below a locale path: `de-simple` is `de_Simple`."""
    return to_locale(code)


def files(code: str) -> list[Path]:
    """The `.po` files of a language in every locale path, those that exist."""
    found = (Path(path) / folder_of(code) / "LC_MESSAGES" / "django.po" for path in settings.LOCALE_PATHS)
    return [path for path in found if path.is_file()]


def compile_all() -> list[Path]:
    """Write every `.mo` file anew; returns their paths."""
    written = []
    for code in LANGUAGES:
        for path in files(code):
            target = path.with_suffix(".mo")
            target.write_bytes(polib.pofile(str(path), encoding="utf-8").to_binary())
            written.append(target)
    return written


def uncompiled() -> list[str]:
    """The languages whose `.mo` file is missing or not what their `.po` file says; they do not route or lag behind."""
    return [code for code in LANGUAGES if not files(code) or not all(_is_compiled(path) for path in files(code))]


def missing(code: str) -> list[str]:
    """The messages of the public that have no translation in a language; none where English or a fallback answers."""
    return [problem.message for problem in problems(code) if problem.fault in {UNTRANSLATED, ABSENT}]


def some_words(code: str) -> list[str]:
    """Words of the interface in a language: the beginning of its catalogue, read without parsing all of it."""
    beginnings = (path.read_text(encoding="utf-8")[:SAMPLE] for path in files(code))
    return [words for text in beginnings for words in _TRANSLATED.findall(text)]


UNTRANSLATED = "not translated"
ABSENT = "not in the catalogue"


def problems(code: str) -> Iterator[Problem]:
    """Every fault of the catalogue of a language: open, fuzzy or with other placeholders than its message."""
    entries = {(entry.msgctxt, entry.msgid): entry for entry in _entries(code)}
    for entry in entries.values():
        yield from _faults(code, entry)
    if code not in {SOURCE, WRITTEN_IN, EASY}:
        for known in _own_entries(SOURCE):
            if known.msgctxt != STAFF and (known.msgctxt, known.msgid) not in entries:
                yield Problem(code, known.msgid, ABSENT)


def _faults(code: str, entry: polib.POEntry) -> Iterator[Problem]:
    if entry.fuzzy:
        yield Problem(code, entry.msgid, "fuzzy")
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(texts):
        optional = code in {WRITTEN_IN, EASY} or (entry.msgctxt == STAFF and code != SOURCE)
        if not optional:
            yield Problem(code, entry.msgid, UNTRANSLATED)
        return
    wanted = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural)
    for text in texts:
        if not _fits(_placeholders(text), wanted, plural=bool(entry.msgid_plural)):
            yield Problem(code, entry.msgid, f"placeholders differ in {text!r}")


def _fits(found: set[str], wanted: set[str], *, plural: bool) -> bool:
    """A form for one thing may say "one" instead of the number."""
    return found <= wanted and (wanted - found <= ({"count", "number", "n"} if plural else set()))


def _placeholders(text: str) -> set[str]:
    return {match.group(1) or match.group(2) or match.group(0) for match in PLACEHOLDER.finditer(text or "")}


def _entries(code: str) -> list[polib.POEntry]:
    return [entry for path in files(code) for entry in polib.pofile(str(path), encoding="utf-8") if not entry.obsolete]


def _own_entries(code: str) -> list[polib.POEntry]:
    """Those of the house itself; what overrides a library's words stands in a folder of its own."""
    own = Path(settings.LOCALE_PATHS[0])
    return [
        entry
        for path in files(code)
        if path.is_relative_to(own / folder_of(code))
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    ]


def _is_compiled(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return compiled.is_file() and compiled.read_bytes() == polib.pofile(str(path), encoding="utf-8").to_binary()
