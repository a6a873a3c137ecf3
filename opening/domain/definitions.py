"""Definition files: read, validate, hash, store, publish, compare (`opening.md` 4.1).

A definition never changes once it is stored; a change is a new version. Nothing is stored while any file has a finding.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml
from django.db import transaction

from opening.canonical import fingerprint, normal
from opening.domain import definition_references, strict_yaml
from opening.domain.changes import change
from opening.domain.definition_schemas import SCHEMAS
from opening.domain.definition_shapes import Finding, Found
from opening.enums import DEFINITION_CHANGES, DefinitionKind, DefinitionState
from opening.models import Definition

DATA: Final = Path(__file__).resolve().parent.parent / "data"

_REFERENCES: Final[Mapping[str, Callable[[Mapping[str, Any]], Found]]] = {
    "opening.catalogue/1": definition_references.catalogue,
    "opening.templates/1": definition_references.templates,
    "opening.report/1": definition_references.report,
}

_SHARED: Final = (
    "schema",
    "released",
    "licence",
    "languages",
    "default_language",
    "roles",
    "deliverable_kinds",
    "session_kinds",
    "funding_fields",
    "observation_kinds",
    "guards",
)
"""Parts of a file of templates that are copied into each template's content."""


@dataclass(frozen=True)
class Prepared:
    """One definition as it will be stored."""

    file: str
    kind: DefinitionKind
    key: str
    version: int
    content: Mapping[str, Any]
    sha256: str

    @property
    def identity(self) -> tuple[str, str, int]:
        """What may exist once."""
        return self.kind, self.key, self.version


@dataclass
class Loaded:
    """What a run of the loader did."""

    findings: list[Finding] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)


def read_file(path: Path, name: str) -> tuple[list[Prepared], list[Finding]]:
    """The definitions in one file, or what is wrong with it; never both."""
    try:
        raw = strict_yaml.read(path.read_text(encoding="utf-8"))
        content = normal(raw)
    except (yaml.YAMLError, UnicodeDecodeError, TypeError) as problem:
        return [], [Finding(name, "", f"expected readable YAML; {' '.join(str(problem).split())}")]
    schema = str(content.get("schema")) if isinstance(content, dict) else ""
    if schema not in SCHEMAS:
        return [], [Finding(name, "schema", f"expected one of {', '.join(SCHEMAS)}, found {schema!r}")]
    languages = content.get("languages")
    known = languages if isinstance(languages, list) and all(isinstance(code, str) for code in languages) else []
    found = list(SCHEMAS[schema].look(content, "", known))
    if not found:
        found = [*definition_references.head(content), *_REFERENCES[schema](content)]
    if found:
        return [], [Finding(name, where, expected) for where, expected in found]
    return list(_prepare(name, schema, content)), []


def _prepare(name: str, schema: str, content: Mapping[str, Any]) -> Iterator[Prepared]:
    if schema == "opening.templates/1":
        shared = {part: content[part] for part in _SHARED}
        for template in content["templates"]:
            whole = {**shared, **template}
            yield Prepared(
                name, DefinitionKind.PROCESS, template["key"], template["version"], whole, fingerprint(whole)
            )
        return
    kind = DefinitionKind.CATALOGUE if schema == "opening.catalogue/1" else DefinitionKind.REPORT
    yield Prepared(name, kind, content["key"], content["version"], content, fingerprint(content))


def read_all(folder: Path = DATA) -> tuple[list[Prepared], list[Finding]]:
    """Every definition below the folder in the order of the file names, and every finding."""
    prepared: list[Prepared] = []
    findings: list[Finding] = []
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        found, wrong = read_file(path, name)
        prepared += found
        findings += wrong
    findings += _clashes(prepared)
    if not findings:
        findings += _catalogues_missing(prepared)
    return prepared, findings


def _clashes(prepared: Iterable[Prepared]) -> Iterator[Finding]:
    """The same definition twice, here or with other content under the same version in the database."""
    seen: dict[tuple[str, str, int], str] = {}
    stored = {(d.kind, d.key, d.version): d.sha256 for d in Definition.objects.defer("content")}
    for one in prepared:
        if one.identity in seen:
            yield Finding(one.file, one.key, f"expected every version once, it stands in {seen[one.identity]}, too")
        seen[one.identity] = one.file
        if stored.get(one.identity, one.sha256) != one.sha256:
            yield Finding(
                one.file,
                f"{one.key}.version",
                f"version {one.version} is stored with other content; raise the version",
            )


def _catalogues_missing(prepared: Iterable[Prepared]) -> Iterator[Finding]:
    """Templates whose catalogue is neither in the files nor in the database."""
    known = {(one.key, one.version) for one in prepared if one.kind == DefinitionKind.CATALOGUE}
    known |= set(Definition.objects.filter(kind=DefinitionKind.CATALOGUE).values_list("key", "version"))
    for one in prepared:
        catalogue = one.content.get("catalogue") if one.kind == DefinitionKind.PROCESS else "none"
        if isinstance(catalogue, Mapping) and (catalogue["key"], catalogue["version"]) not in known:
            yield Finding(
                one.file,
                f"{one.key}.catalogue",
                f"expected a known catalogue, found {catalogue['key']} {catalogue['version']}",
            )


@transaction.atomic
def load(folder: Path = DATA, *, check: bool = False) -> Loaded:
    """Stores every new definition of the folder; with `check`, or with any finding, nothing is stored.

    The highest version of something never seen before is published at once; later versions wait for an agency manager.
    """
    prepared, findings = read_all(folder)
    result = Loaded(findings=findings)
    stored = set(Definition.objects.values_list("kind", "key", "version"))
    families = {(kind, key) for kind, key, _ in stored}
    for one in sorted(prepared, key=lambda p: p.version):
        name = f"{one.kind}:{one.key}/{one.version}"
        if one.identity in stored:
            result.known.append(name)
            continue
        result.new.append(name)
        if not findings and not check:
            _store(one)
    if not findings and not check:
        result.published = [str(d) for d in _publish_first({(p.kind, p.key) for p in prepared} - families)]
    return result


def _store(one: Prepared) -> None:
    Definition.objects.create(
        kind=one.kind,
        key=one.key,
        version=one.version,
        sha256=one.sha256,
        content=one.content,
        released=_date(one.content.get("released")),
        valid_from=_date(one.content.get("valid_from")),
        valid_until=_date(one.content.get("valid_until")),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _publish_first(families: Iterable[tuple[str, str]]) -> Iterator[Definition]:
    for kind, key in sorted(families):
        newest = Definition.objects.filter(kind=kind, key=key).latest("version")
        publish(newest)
        yield newest


def publish(definition: Definition) -> None:
    """Makes a draft the version new processes are pinned to; the version before it retires.

    Raises AlteredDefinitionError when the stored content is not what was loaded, RefusedError when it is no draft.
    """
    with transaction.atomic():
        definition.read()
        for older in Definition.objects.published().filter(kind=definition.kind, key=definition.key):
            change(older, DefinitionState.RETIRED, DEFINITION_CHANGES)
        change(definition, DefinitionState.PUBLISHED, DEFINITION_CHANGES)


def current(kind: DefinitionKind, key: str) -> Definition | None:
    """The published version, or None."""
    return Definition.objects.published().filter(kind=kind, key=key).order_by("-version").first()


@dataclass(frozen=True)
class Difference:
    """What a version of a catalogue changes: ids of its indicators, each list sorted."""

    added: tuple[str, ...]
    retired: tuple[str, ...]
    reworded: tuple[str, ...]
    re_meant: tuple[tuple[str, str], ...]


def difference(older: Mapping[str, Any], newer: Mapping[str, Any]) -> Difference:
    """Compares two catalogues by the ids of their indicators; `re_meant` pairs the old id with the new one."""
    before, after = _indicators(older), _indicators(newer)
    re_meant = {i["supersedes"]: i["id"] for i in after.values() if "supersedes" in i}
    return Difference(
        added=tuple(sorted(set(after) - set(before) - set(re_meant.values()))),
        retired=tuple(sorted(set(before) - set(after) - set(re_meant))),
        reworded=tuple(sorted(i for i in set(before) & set(after) if before[i]["rev"] != after[i]["rev"])),
        re_meant=tuple(sorted(re_meant.items())),
    )


def _indicators(content: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {i["id"]: i for dimension in content["dimensions"] for i in dimension["indicators"] if not i.get("retired")}
