"""Remarks on a sentence while somebody writes its translation: hints, never a gate.

A registry: the kernel knows no rule of its own, `home` brings those of plain language.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One remark: which rule (`code`), the words it is about, and a whole sentence on what to write instead."""

    code: str
    passage: str
    hint: str


type Check = Callable[[str, str, str], Iterable[Finding]]
"""Takes the German sentence, its translation (both without marks) and the language of the translation."""

_checks: list[Check] = []


def register(check: Check) -> None:
    """Ask this function about every sentence; call in AppConfig.ready()."""
    if check not in _checks:
        _checks.append(check)


def findings(german: str, words: str, code: str) -> list[Finding]:
    """Every remark on a translation, in the order of the checks; none for empty words."""
    return [finding for check in _checks for finding in check(german, words, code)] if words.strip() else []
