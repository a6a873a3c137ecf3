"""A small language for the shape of definition files; each check yields findings and never raises."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Finding:
    """One thing wrong in a file: where, and what was expected."""

    file: str
    path: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}: {self.path or 'file'}: {self.expected}"


type Found = Iterator[tuple[str, str]]
"""Pairs of path and expectation."""


class Shape(Protocol):
    """Anything that can look at a value."""

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        """What is wrong with the value at this path."""
        ...


@dataclass(frozen=True)
class Text:
    """A plain text without empty or doubled spaces; `pattern` narrows it."""

    pattern: str = ""

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        if not isinstance(value, str):
            yield path, f"expected a text, found {value!r}"
        elif not value.strip() or value != value.strip() or "  " in value:
            yield path, "expected a text that is not empty and has no spaces at its ends and no doubled spaces"
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield path, f"expected a text like {self.pattern}, found {value!r}"


KEY = Text(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Words:
    """A text (or, with `listed`, a list of texts) in every declared language and no other."""

    listed: bool = False
    extra: tuple[str, ...] = ()

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        if not isinstance(value, Mapping):
            yield path, f"expected the words in {', '.join(languages)}, found {value!r}"
            return
        for language in languages:
            if language not in value:
                yield f"{path}.{language}", f"expected the words in {language}, found none"
            elif self.listed:
                yield from ListOf(Text(), at_least=1).look(value[language], f"{path}.{language}", languages)
            else:
                yield from Text().look(value[language], f"{path}.{language}", languages)
        for key in value:
            if key not in languages and key not in self.extra:
                yield f"{path}.{key}", f"expected one of {', '.join(languages)}, found the key {key!r}"


@dataclass(frozen=True)
class Number:
    """A whole number from `least` on; with `fraction` any number."""

    least: int = 0
    fraction: bool = False

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        kinds = (int, float) if self.fraction else (int,)
        if isinstance(value, bool) or not isinstance(value, kinds) or value < self.least:
            yield path, f"expected a number from {self.least} on, found {value!r}"


@dataclass(frozen=True)
class Claim:
    """true or false, nothing else."""

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        if not isinstance(value, bool):
            yield path, f"expected true or false, found {value!r}"


@dataclass(frozen=True)
class OneOf:
    """One of these texts."""

    choices: tuple[str, ...]

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        if value not in self.choices:
            yield path, f"expected one of {', '.join(self.choices)}, found {value!r}"


@dataclass(frozen=True)
class ListOf:
    """A list of equal things."""

    shape: Shape
    at_least: int = 0

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        if not isinstance(value, list) or len(value) < self.at_least:
            yield path, f"expected a list with at least {self.at_least} entries, found {value!r}"
            return
        for number, entry in enumerate(value):
            yield from self.shape.look(entry, f"{path}[{number}]", languages)


@dataclass(frozen=True)
class MapOf:
    """A mapping of keys to equal things; `keys` asks for exactly these."""

    shape: Shape
    keys: tuple[str, ...] = ()

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        if not isinstance(value, Mapping) or not value:
            yield path, f"expected a mapping, found {value!r}"
            return
        if self.keys and set(value) != set(self.keys):
            yield path, f"expected exactly the keys {', '.join(self.keys)}, found {', '.join(value)}"
        for key, entry in value.items():
            yield from self.shape.look(entry, f"{path}.{key}", languages)


@dataclass(frozen=True)
class Fields:
    """A mapping with named fields; a field that is not named here is refused."""

    required: Mapping[str, Shape]
    optional: Mapping[str, Shape] = field(default_factory=dict)

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        if not isinstance(value, Mapping):
            yield path, f"expected a mapping with {', '.join(self.required)}, found {value!r}"
            return
        lead = f"{path}." if path else ""
        for key, shape in self.required.items():
            if key in value:
                yield from shape.look(value[key], f"{lead}{key}", languages)
            else:
                yield f"{lead}{key}", "expected this field, found none"
        for key, entry in value.items():
            if key in self.optional:
                yield from self.optional[key].look(entry, f"{lead}{key}", languages)
            elif key not in self.required:
                known = ", ".join([*self.required, *self.optional])
                yield f"{lead}{key}", f"unknown key {key!r}; expected one of {known}"


@dataclass(frozen=True)
class Maybe:
    """null, or the thing."""

    shape: Shape

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        if value is not None:
            yield from self.shape.look(value, path, languages)


@dataclass(frozen=True)
class Either:
    """A fixed word, or the thing."""

    word: str
    shape: Shape

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        if value != self.word:
            yield from self.shape.look(value, path, languages)


@dataclass(frozen=True)
class Span:
    """Two whole numbers, the first not above the second."""

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        if (
            not isinstance(value, list)
            or len(value) != 2
            or not all(isinstance(n, int) and not isinstance(n, bool) and n > 0 for n in value)
            or value[0] > value[1]
        ):
            yield path, f"expected two numbers such as [4, 10], found {value!r}"
