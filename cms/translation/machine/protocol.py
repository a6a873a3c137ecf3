"""What a provider of machine translation is, and how it says that it cannot answer."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

type Pair = tuple[str, str]
"""Source and target language, as the provider names them, in lower case."""


class Backend(Protocol):
    """One provider. It is made anew for each question, so it keeps nothing."""

    label: str
    """Its name, as people know it."""

    host: str
    """Where the words go; empty when they stay in the process."""

    price: Decimal
    """Euros for a million characters; 0 where none is known."""

    def languages(self) -> set[Pair]:
        """What it translates, asked from the provider. Raises ProviderProblem."""

    def translate(self, source: str, target: str, texts: Sequence[str], *, markup: bool) -> list[str]:
        """The texts in the target language, in the same order; codes are those of `languages()`.

        With `markup` the texts are HTML with inline tags, else plain text. Raises ProviderProblem; that the count and
        the tags are right is not promised.
        """


class Trouble(StrEnum):
    """Why a provider gave no answer."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    BROKEN = "broken"
    KEY = "key"
    QUOTA = "quota"
    REFUSED = "refused"
    GARBAGE = "garbage"

    @property
    def passes(self) -> bool:
        """Whether it may be gone in a few seconds, so that asking again is worth it."""
        return self in {Trouble.TIMEOUT, Trouble.UNREACHABLE, Trouble.BUSY, Trouble.BROKEN}


class ProviderProblem(Exception):
    """A provider gave no answer; the text is a sentence for staff."""

    def __init__(self, trouble: Trouble, provider: str) -> None:
        super().__init__(trouble, provider)
        self.trouble = trouble
        self.provider = provider

    def __str__(self) -> str:
        return str(SENTENCES[self.trouble]) % {"provider": self.provider}


SENTENCES: dict[Trouble, Promise] = {
    Trouble.TIMEOUT: pgettext_lazy("staff", "%(provider)s did not answer in time."),
    Trouble.UNREACHABLE: pgettext_lazy("staff", "%(provider)s cannot be reached. Is its address right?"),
    Trouble.BUSY: pgettext_lazy("staff", "%(provider)s has too much to do at the moment."),
    Trouble.BROKEN: pgettext_lazy("staff", "%(provider)s has a fault of its own."),
    Trouble.KEY: pgettext_lazy("staff", "%(provider)s does not accept the key."),
    Trouble.QUOTA: pgettext_lazy("staff", "The account at %(provider)s is used up."),
    Trouble.REFUSED: pgettext_lazy("staff", "%(provider)s refused the request."),
    Trouble.GARBAGE: pgettext_lazy("staff", "%(provider)s answered something that cannot be understood."),
}
