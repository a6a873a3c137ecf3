"""Pseudo-translation: deterministic, offline, without sense; shows in tests, demo and layout what a machine run does.

Letters become letters of the target's script, so that fonts and directions show; French, Russian and Ukrainian grow
by a third, as real ones do. Same input, same output, on every machine.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cms.translation.languages import EASY, LANGUAGES, SOURCE
from cms.translation.machine.protocol import Pair, ProviderProblem, Trouble

KEPT = re.compile(r"(<[^<>]*>|&\w+;|XQ\d+X)")
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß"


def _script(letters: str) -> dict[int, str]:
    """A letter of another script for each of ours, small and capital."""
    small = dict(zip(LETTERS, letters, strict=True))
    capital = {ours.upper(): theirs.upper() for ours, theirs in small.items() if ours != "ß"}
    return {ord(ours): theirs for ours, theirs in (small | capital).items()}


LATIN = _script("ábçdéfghíjklmñópqrštúvwxýžäöüß")
ARABIC = _script("ابصدعفغهيجكلمنوپقرستوڤوخيزاوئس")
CYRILLIC = _script("абцдефгхийклмнопярстувшчызэёюс")
SCRIPTS = {"ar": ARABIC, "fa": ARABIC, "uk": CYRILLIC, "ru": CYRILLIC}
LONGER = frozenset({"fr", "ru", "uk"})

TROUBLES = {"error": Trouble.BROKEN, "timeout": Trouble.TIMEOUT, "busy": Trouble.BUSY, "refused": Trouble.REFUSED}


class Pseudo:
    """Options provoke every failure: `fail_on` (a word, or words with what goes wrong), `drop_tokens`, `slow`.

    What can go wrong: error, timeout, busy, refused (the whole batch), count, empty, unchanged, long, tag, mark.
    """

    label = "Pseudo"
    host = ""
    price = Decimal(0)

    def __init__(
        self, options: Mapping[str, Any], *, timeout: float, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        wrong = options.get("fail_on", {})
        self.fail_on: Mapping[str, str] = {wrong: "error"} if isinstance(wrong, str) else wrong
        self.drop_tokens = bool(options.get("drop_tokens"))
        self.slow = float(options.get("slow", 0))
        self.timeout = timeout
        self.sleep = sleep

    def languages(self) -> set[Pair]:
        """From German into all languages of the house but Leichte Sprache, which no machine writes."""
        return {(SOURCE, code) for code in LANGUAGES if code not in {SOURCE, EASY}}

    def translate(self, source: str, target: str, texts: Sequence[str], *, markup: bool) -> list[str]:
        """Letters of another script, in brackets; raises ProviderProblem where the options ask for it."""
        if self.slow:
            self.sleep(min(self.slow, self.timeout))
        if self.slow > self.timeout:
            raise ProviderProblem(Trouble.TIMEOUT, self.label)
        for wrong in filter(None, map(self._wrong_with, texts)):
            if wrong in TROUBLES:
                raise ProviderProblem(TROUBLES[wrong], self.label)
        answers = [self._answer(text, target) for text in texts]
        return answers[:-1] if any(self._wrong_with(text) == "count" for text in texts) else answers

    def _wrong_with(self, text: str) -> str:
        return next((wrong for word, wrong in self.fail_on.items() if word in text), "")

    def _answer(self, text: str, target: str) -> str:
        answer = pseudo(text, target)
        if self.drop_tokens:
            answer = re.sub(r"XQ\d+X", "", answer)
        harmed = {
            "empty": "",
            "unchanged": text,
            "long": answer * 100,
            "tag": f"{answer}<script>alert(1)</script>",
            "mark": re.sub(r"<[^<>]*>", "", answer),
        }
        return harmed.get(self._wrong_with(text), answer)


def pseudo(text: str, code: str) -> str:
    """A text in letters of the script of `code`; tags, entities and tokens stay as they are."""
    parts = KEPT.split(text)
    parts[::2] = [_grown(part.translate(_letters(code)), code) for part in parts[::2]]
    return f"[{''.join(parts)}]"


def _letters(code: str) -> dict[int, str]:
    return SCRIPTS.get(code, LATIN)


def _grown(text: str, code: str) -> str:
    """Every third word twice as long, where the language needs more room."""
    if code not in LONGER:
        return text
    words = text.split(" ")
    words[2::3] = [word * 2 if word.isalpha() else word for word in words[2::3]]
    return " ".join(words)
