"""A typed view of the process template a process is pinned to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from opening.domain.wording import Words, in_language
from opening.models import Definition, Process, Stage

LEAD = "advisor_lead"
"""The role of the agency that answers for a process; every template has it."""

AGENCY, PARTNER = "agency", "partner"


@dataclass(frozen=True)
class Check:
    """One entry of the checklist of a phase."""

    key: str
    required: bool
    by: str
    text: Mapping[str, str]


@dataclass(frozen=True)
class Deliverable:
    """One thing a phase produces."""

    key: str
    kind: str
    required: bool
    title: Mapping[str, str]
    wave: str = ""


@dataclass(frozen=True)
class SignOffRule:
    """Which roles sign, how they are joined, and who of each role."""

    roles: tuple[str, ...]
    joined: str
    who: Mapping[str, str]
    text: Mapping[str, str]


@dataclass(frozen=True)
class Phase:
    """One phase as the template describes it."""

    raw: Mapping[str, Any]

    @property
    def key(self) -> str:
        return str(self.raw["key"])

    @property
    def lead(self) -> str:
        """The role that leads the phase."""
        return str(self.raw["lead"])

    @property
    def is_optional(self) -> bool:
        return bool(self.raw.get("optional", False))

    @property
    def weeks(self) -> tuple[int, int]:
        """The least and the most weeks the phase usually takes."""
        low, high = self.raw["weeks"]
        return low, high

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        return tuple(Check(c["key"], c["required"], c["by"], c["text"]) for c in self.raw["checklist"])

    @cached_property
    def deliverables(self) -> tuple[Deliverable, ...]:
        return tuple(
            Deliverable(d["key"], d["kind"], d["required"], d["title"], d.get("wave", ""))
            for d in self.raw["deliverables"]
        )

    @cached_property
    def session_kinds(self) -> tuple[str, ...]:
        """The kinds of sessions the phase plans."""
        return tuple(session["kind"] for session in self.raw["sessions"])

    @cached_property
    def exits(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """Guards with their arguments, in the order of the template."""
        pairs = [[(e, {})] if isinstance(e, str) else list(e.items()) for e in self.raw["exit"]]
        return tuple((name, arguments) for [(name, arguments)] in pairs)

    @cached_property
    def sign_off(self) -> SignOffRule:
        raw = self.raw["sign_off"]
        who = {role: raw.get(f"{role}_rule", "one") for role in raw["roles"]}
        return SignOffRule(tuple(raw["roles"]), raw["rule"], who, raw["text"])

    def check(self, key: str) -> Check | None:
        """The checklist entry of this key, or None."""
        return next((check for check in self.checks if check.key == key), None)

    def deliverable(self, key: str) -> Deliverable | None:
        """The deliverable of this key, or None."""
        return next((deliverable for deliverable in self.deliverables if deliverable.key == key), None)


@dataclass(frozen=True)
class Template:
    """The content of a definition of kind process, with words in the reader's language."""

    raw: Mapping[str, Any]
    fallback: Sequence[str] = ("de",)

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        return tuple(Phase(phase) for phase in self.raw["phases"])

    def phase(self, key: str) -> Phase:
        """The phase of this key; raises KeyError for one the template does not have."""
        for phase in self.phases:
            if phase.key == key:
                return phase
        raise KeyError(key)

    def words(self, texts: Mapping[str, str], language: str | None = None) -> Words:
        """Words of the template in this language (the active one), else in the process language, else in German."""
        return in_language(texts, language, fallback=self.fallback)

    def role(self, role: str, language: str | None = None) -> Words:
        """The title of a role."""
        return self.words(self.raw["roles"][role]["title"], language)

    def roles(self, side: str) -> tuple[str, ...]:
        """The roles of one side, in the order of the template."""
        return tuple(role for role, about in self.raw["roles"].items() if about["side"] == side)

    def side(self, role: str) -> str:
        """The side of a role: agency, partner or external; empty for a role the template does not have."""
        return str(self.raw["roles"].get(role, {}).get("side", ""))

    def session_kind(self, kind: str) -> Words:
        """The name of a kind of session."""
        return self.words(self.raw["session_kinds"][kind])

    def used_roles(self) -> tuple[str, ...]:
        """Partner and external roles that some phase asks for, plus those anybody may hold."""
        named: set[str] = set()
        for phase in self.phases:
            named |= {phase.lead, *phase.sign_off.roles, *(check.by for check in phase.checks)}
            named |= {arguments["role"] for guard, arguments in phase.exits if guard == "party"}
        return tuple(r for r in self.raw["roles"] if self.side(r) != AGENCY and (r in named or r == "observer"))


def of_definition(definition: Definition, language: str = "de") -> Template:
    """The template in a definition; kept on the row, so that it is read and checked once a request.

    Raises AlteredDefinitionError when the row was changed behind the back of the loader.
    """
    kept: dict[str, Template] = definition.__dict__.setdefault("_templates", {})
    if language not in kept:
        fallback = ("de",) if language == "de" else (language, "de")
        kept[language] = Template(next(iter(kept.values())).raw if kept else definition.read(), fallback)
    return kept[language]


def of_process(process: Process) -> Template:
    """The template this process is pinned to."""
    return of_definition(process.definition, process.language)


def phase_of(stage: Stage) -> Phase:
    """The phase of the template that a stage stands for."""
    return of_process(stage.process).phase(stage.key)


def deliverables_of_kind(phase: Phase, kind: str, key: str = "") -> Iterator[Deliverable]:
    """The deliverables of a phase of one kind, narrowed to one key if it is given."""
    return (d for d in phase.deliverables if d.kind == kind and key in ("", d.key))
