"""What came with the form of the desk: one action, and the texts of all sentences on the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

MOST_FIELDS = 50


class Action(StrEnum):
    """What the pressed button asks for; LEFT is the script's: somebody left the field."""

    ALL = "all"
    SAVE = "save"
    LEFT = "left"
    CONFIRM = "confirm"
    KEEP = "keep"
    THEIRS = "theirs"
    TAKE = "take"
    SUGGEST = "suggest"
    SIMILAR = "similar"
    ASK = "ask"
    PAGE = "page"


@dataclass(frozen=True)
class Typed:
    """A text as it came: with the token of the translation it was begun from, and the mark of what was shown first."""

    ref: str
    text: str
    token: str
    shown: str

    @property
    def is_touched(self) -> bool:
        """Whether somebody changed it since it was shown."""
        return mark_of(self.text) != self.shown


@dataclass(frozen=True)
class Posted:
    """The pressed button and everything typed; `ref` is the sentence it belongs to, `extra` what else it says."""

    action: Action
    ref: str = ""
    extra: str = ""
    texts: Mapping[str, Typed] = field(default_factory=dict)
    asking: Mapping[str, str] = field(default_factory=dict)
    view: str = ""
    page: int = 1
    version: int = 0

    @property
    def to_save(self) -> list[Typed]:
        """The texts to store: those that were changed, and that of a button which stores its own in any case."""
        pressed = self.ref if self.action is Action.SAVE else ""
        skipped = self.ref if self.action in {Action.THEIRS, Action.TAKE, Action.SUGGEST, Action.KEEP} else ""
        return [
            typed
            for typed in self.texts.values()
            if typed.ref == pressed or (typed.is_touched and typed.ref != skipped)
        ]


def read(data: Mapping[str, str]) -> Posted:
    """The form in plain values; an unknown action saves everything, numbers that are none are 1 or 0."""
    name, _, rest = str(data.get("do", "")).partition(":")
    ref, _, extra = rest.partition(":")
    action = Action(name) if name in set(Action) else Action.ALL
    refs = [key.removeprefix("text-") for key in data if key.startswith("text-")][:MOST_FIELDS]
    return Posted(
        action=action,
        ref=ref[:40],
        extra=extra[:10],
        texts={
            ref: Typed(
                ref, lines(data[f"text-{ref}"]), str(data.get(f"token-{ref}", "")), str(data.get(f"shown-{ref}", ""))
            )
            for ref in refs
        },
        asking={key.removeprefix("ask-"): lines(value) for key, value in data.items() if key.startswith("ask-")},
        view=str(data.get("view", ""))[:20],
        page=_number(data.get("page"), 1),
        version=_number(data.get("version"), 0),
    )


def _typed(ref: str, data: Mapping[str, str]) -> Typed:
    token, shown = data.get(f"token-{ref}", ""), data.get(f"shown-{ref}", "")
    return Typed(ref, lines(data[f"text-{ref}"]), str(token), str(shown))


def mark_of(text: str) -> str:
    """A short mark of a text, to see later whether it was changed."""
    return sha256(lines(text).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def lines(text: str) -> str:
    """The text without blank ends, lines ending in one sign: browsers send two."""
    return str(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _number(text: object, otherwise: int) -> int:
    written = str(text or "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else otherwise
