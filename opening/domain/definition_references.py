"""Whether everything a definition names exists, and whether every exit can be met (`opening.md` 4.1 step 4)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from opening.domain.definition_schemas import GUARD_ARGUMENTS
from opening.domain.definition_shapes import Found
from opening.domain.report import COUNTERS


def _known(name: str, names: Iterable[str], path: str, what: str) -> Found:
    if name not in names:
        yield path, f"expected a known {what}, found {name!r}"


def _unique(names: Sequence[str], path: str, what: str) -> Found:
    for name, times in Counter(names).items():
        if times > 1:
            yield path, f"expected every {what} once, found {name!r} {times} times"


def head(content: Mapping[str, Any]) -> Found:
    """The default language is one of the declared ones."""
    yield from _known(content["default_language"], content["languages"], "default_language", "language")


def catalogue(content: Mapping[str, Any]) -> Found:
    """Ids, covers, profiles, groups, scale and plain questions of a catalogue."""
    indicators = [i for dimension in content["dimensions"] for i in dimension["indicators"]]
    ids = [indicator["id"] for indicator in indicators]
    yield from _unique([dimension["id"] for dimension in content["dimensions"]], "dimensions", "dimension id")
    yield from _unique(ids, "dimensions", "indicator id")
    for number, dimension in enumerate(content["dimensions"]):
        for place, indicator in enumerate(dimension["indicators"]):
            yield from _indicator(content, dimension["id"], indicator, f"dimensions[{number}].indicators[{place}]")
    for key, profile in content["profiles"].items():
        if isinstance(profile["include"], list):
            yield from _unique(profile["include"], f"profiles.{key}.include", "indicator")
            for name in profile["include"]:
                yield from _known(name, ids, f"profiles.{key}.include", "indicator")


def _indicator(content: Mapping[str, Any], prefix: str, indicator: Mapping[str, Any], path: str) -> Found:
    if not indicator["id"].startswith(f"{prefix}."):
        yield f"{path}.id", f"expected an id that begins with {prefix}., found {indicator['id']!r}"
    for group in indicator["ask"]:
        yield from _known(group, content["respondent_groups"], f"{path}.ask", "respondent group")
    if "users" in indicator["ask"] and "plain" not in indicator:
        yield f"{path}.plain", "expected a plain question, because users are asked"
    for cover in indicator["covers"]:
        framework, _, area = cover.partition(":")
        areas = content["frameworks"].get(framework, {}).get("areas", {})
        yield from _known(area, areas, f"{path}.covers", f"area of {framework}")
    for number, suggestion in enumerate(indicator["suggestions"]):
        if suggestion.get("until") not in range(content["scale"]["max"] + 1):
            yield f"{path}.suggestions[{number}].until", "expected the level up to which the suggestion holds"


def templates(content: Mapping[str, Any]) -> Found:
    """Roles, kinds, fields and guards of the process templates of a file."""
    for guard in content["guards"]:
        yield from _known(guard, GUARD_ARGUMENTS, f"guards.{guard}", "guard")
    yield from _unique([template["key"] for template in content["templates"]], "templates", "template key")
    yield from _unique([t["code_prefix"] for t in content["templates"]], "templates", "prefix of codes")
    for number, template in enumerate(content["templates"]):
        path = f"templates[{number}]"
        yield from _known(template["funding_field"], content["funding_fields"], f"{path}.funding_field", "field")
        yield from _unique([phase["key"] for phase in template["phases"]], f"{path}.phases", "phase key")
        for place, phase in enumerate(template["phases"]):
            yield from _phase(content, template, phase, f"{path}.phases[{place}]")


def _phase(content: Mapping[str, Any], template: Mapping[str, Any], phase: Mapping[str, Any], path: str) -> Found:
    yield from _known(phase["lead"], content["roles"], f"{path}.lead", "role")
    for role in phase["sign_off"]["roles"]:
        yield from _known(role, content["roles"], f"{path}.sign_off.roles", "role")
    yield from _unique([check["key"] for check in phase["checklist"]], f"{path}.checklist", "checklist key")
    for check in phase["checklist"]:
        yield from _known(check["by"], content["roles"], f"{path}.checklist.{check['key']}.by", "role")
    yield from _unique([d["key"] for d in phase["deliverables"]], f"{path}.deliverables", "deliverable key")
    for deliverable in phase["deliverables"]:
        where = f"{path}.deliverables.{deliverable['key']}.kind"
        yield from _known(deliverable["kind"], content["deliverable_kinds"], where, "kind of deliverable")
    for session in phase["sessions"]:
        yield from _known(session["kind"], content["session_kinds"], f"{path}.sessions", "kind of session")
    for number, entry in enumerate(phase["exit"]):
        [(guard, arguments)] = [(entry, {})] if isinstance(entry, str) else entry.items()
        where = f"{path}.exit[{number}]"
        yield from _known(guard, content["guards"], where, "guard")
        yield from _reachable(content, template, phase, guard, arguments, where)


def _reachable(
    content: Mapping[str, Any],
    template: Mapping[str, Any],
    phase: Mapping[str, Any],
    guard: str,
    arguments: Mapping[str, Any],
    path: str,
) -> Found:
    """Invariant 28: what an exit asks for can be delivered in its phase."""
    if guard == "party":
        yield from _known(arguments["role"], content["roles"], path, "role")
    if guard == "document" and not any(
        d["kind"] == arguments["kind"] and arguments.get("key", d["key"]) == d["key"] for d in phase["deliverables"]
    ):
        yield path, f"expected a deliverable of the phase for the document guard {dict(arguments)}"
    if guard == "session" and arguments["kind"] not in {session["kind"] for session in phase["sessions"]}:
        yield path, f"expected the session kind {arguments['kind']!r} among the sessions of the phase"
    if guard == "assessment":
        waves = {deliverable.get("wave") for deliverable in phase["deliverables"]}
        offered = [] if template["catalogue"] == "none" else template["catalogue"]["waves"]
        if arguments["wave"] not in waves or arguments["wave"] not in offered:
            yield path, f"expected a deliverable and a wave of the catalogue for {arguments['wave']!r}"


def report(content: Mapping[str, Any]) -> Found:
    """Counters, breakdowns, lists and first drafts of a report layout."""
    for name, counter in content["counters"].items():
        path = f"counters.{name}"
        yield from _known(name, COUNTERS, path, "counter")
        for breakdown in counter["by"]:
            yield from _known(breakdown, content["breakdowns"], f"{path}.by", "breakdown")
        if "unknown" in counter:
            yield from _known(counter["unknown"], content["counters"], f"{path}.unknown", "counter")
    yield from _unique([section["key"] for section in content["sections"]], "sections", "section key")
    for section in content["sections"]:
        path = f"sections.{section['key']}"
        for name in section["counters"]:
            yield from _known(name, content["counters"], f"{path}.counters", "counter")
        for name in section["lists"]:
            yield from _known(name, content["lists"], f"{path}.lists", "list")
        for box in section["narrative"]:
            for source in box["prefill"]:
                yield from _known(source, content["prefill"], f"{path}.{box['key']}.prefill", "source of a first draft")
