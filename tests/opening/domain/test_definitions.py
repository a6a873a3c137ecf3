"""Definition files: what is loaded, what is refused, and that nothing changes afterwards (O1 to O3)."""

import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from opening.canonical import canonical, fingerprint
from opening.checks import stored_definitions
from opening.domain import definition_schemas, definitions, guards, process, strict_yaml, template
from opening.domain.report import COUNTERS
from opening.enums import DefinitionState
from opening.models import AlteredDefinitionError, Definition
from tests.make.opening import make_advisor, make_assessment, make_process

TEMPLATES = "processes/processes-1.yaml"
CATALOGUE = "catalogues/ikoe-1.yaml"
REPORT = "reports/nrw-ia-1.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files to spoil."""
    shutil.copytree(definitions.DATA, tmp_path / "data")
    return tmp_path / "data"


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text()
    assert old in text, f"{file} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1))


def states() -> list[tuple[str, str]]:
    return [(str(row), row.state) for row in Definition.objects.order_by("kind", "key", "version")]


SHIPPED = [
    ("catalogue:ikoe/1", "published"),
    ("process:dialogue/1", "published"),
    ("process:neighbourhood/1", "published"),
    ("process:opening/1", "published"),
    ("report:nrw-ia/1", "published"),
]


@pytest.mark.acceptance("O1")
@pytest.mark.django_db
def test_shipped_files_load_and_loading_again_changes_nothing() -> None:
    first = definitions.load()
    before = list(Definition.objects.order_by("pk").values())

    second = definitions.load()

    assert (first.findings, sorted(first.new)) == ([], [name for name, _ in SHIPPED])
    assert (second.new, sorted(second.known)) == ([], [name for name, _ in SHIPPED])
    assert states() == SHIPPED
    assert list(Definition.objects.order_by("pk").values()) == before


SPOILT = {
    "duplicate key": (
        TEMPLATES,
        "    lead: advisor_lead\n",
        "    lead: advisor_lead\n    lead: coordinator\n",
        "stands twice",
    ),
    "integer and text key are the same": (
        CATALOGUE,
        '      1: {de: "Die Leitung steht',
        '      "0": {de: "Die Leitung steht',
        "stands twice",
    ),
    "missing language": (TEMPLATES, ', en: "Sponsor (leadership)"', "", "roles.sponsor.title.en"),
    "language nobody declared": (
        TEMPLATES,
        ', en: "Sponsor (leadership)"',
        ', en: "Sponsor", tr: "X"',
        "roles.sponsor.title.tr",
    ),
    "empty text": (TEMPLATES, 'en: "Sponsor (leadership)"', 'en: " "', "not empty"),
    "doubled space": (TEMPLATES, 'en: "Sponsor (leadership)"', 'en: "Sponsor  lead"', "doubled spaces"),
    "dangling cover": (CATALOGUE, 'covers: ["clas:2"', 'covers: ["clas:99"', "area of clas"),
    "dangling profile": (CATALOGUE, "include: [lei.01", "include: [lei.99", "indicator"),
    "unknown role": (TEMPLATES, "lead: coordinator", "lead: captain", "known role"),
    "unknown role in a checklist": (TEMPLATES, "by: sponsor", "by: captain", "known role"),
    "unknown role that signs": (
        TEMPLATES,
        "roles: [sponsor, advisor_lead]",
        "roles: [captain, advisor_lead]",
        "known role",
    ),
    "unknown guard": (TEMPLATES, "exit: [{party:", "exit: [{wizard: {}}, {party:", "one of the guards"),
    "guard with a foreign argument": (
        TEMPLATES,
        "{party: {role: sponsor, min: 1}}",
        "{party: {role: sponsor, max: 1}}",
        "unknown key 'max'",
    ),
    "unknown counter": (REPORT, "  observations_noted:\n", "  moon_phases:\n", "known counter"),
    "key on": (TEMPLATES, "    weeks: [4, 10]\n", "    weeks: [4, 10]\n    on: true\n", "unknown key 'on'"),
    "on as a value is a word": (
        TEMPLATES,
        "required: true, by: advisor_lead",
        "required: on, by: advisor_lead",
        "true or false",
    ),
    "unknown schema": (REPORT, "opening.report/1", "opening.report/9", "schema"),
    "indicator with a foreign prefix": (CATALOGUE, "- id: lei.02", "- id: per.99", "begins with lei."),
    "id twice": (CATALOGUE, "- id: lei.02", "- id: lei.01", "once"),
    "four anchors": (
        CATALOGUE,
        '      4: {de: "Die Leitung überprüft',
        '      5: {de: "Die Leitung überprüft',
        "exactly the keys",
    ),
    "users without a plain question": (
        CATALOGUE,
        "ask: [leadership, staff]",
        "ask: [leadership, users]",
        "plain question",
    ),
    "document guard without deliverable": (
        TEMPLATES,
        "{document: {kind: agreement, state: signed}}",
        "{document: {kind: map, state: signed}}",
        "deliverable",
    ),
    "session guard without session": (
        TEMPLATES,
        "{session: {kind: kickoff,",
        "{session: {kind: dialogue,",
        "session kind",
    ),
    "assessment guard without wave": (
        TEMPLATES,
        "{assessment: {wave: baseline,",
        "{assessment: {wave: interim,",
        "wave",
    ),
    "unknown catalogue": (
        TEMPLATES,
        "catalogue: {key: ikoe, version: 1",
        "catalogue: {key: ikoe, version: 7",
        "known catalogue",
    ),
    "weeks the wrong way round": (TEMPLATES, "weeks: [4, 10]", "weeks: [10, 4]", "two numbers"),
    "broken syntax": (REPORT, "header:", "header: [", "readable YAML"),
}


@pytest.mark.acceptance("O1")
@pytest.mark.django_db
@pytest.mark.parametrize(("file", "old", "new", "expected"), SPOILT.values(), ids=SPOILT)
def test_check_names_file_and_expectation_and_stores_nothing(
    folder: Path, file: str, old: str, new: str, expected: str
) -> None:
    spoil(folder, file, old, new)
    told = StringIO()

    with pytest.raises(CommandError):
        call_command("load_definitions", check=True, folder=folder, stderr=told)
    with pytest.raises(CommandError):
        call_command("load_definitions", folder=folder, stderr=StringIO())

    lines = told.getvalue().splitlines()
    assert all(line.startswith(f"{file}: ") for line in lines)
    assert expected in told.getvalue()
    assert Definition.objects.count() == 0


@pytest.mark.acceptance("O1")
@pytest.mark.django_db
def test_changed_content_under_the_same_version_is_refused(folder: Path) -> None:
    definitions.load()
    spoil(folder, REPORT, "Jahresbericht der Integrationsagentur", "Anderer Bericht")

    loaded = definitions.load(folder)

    assert [str(finding) for finding in loaded.findings] == [
        f"{REPORT}: nrw-ia.version: version 1 is stored with other content; raise the version"
    ]
    assert states() == SHIPPED


@pytest.mark.django_db
def test_same_version_in_two_files_is_refused(folder: Path) -> None:
    shutil.copy(folder / REPORT, folder / "reports/zweiter.yaml")

    loaded = definitions.load(folder)

    assert [str(finding) for finding in loaded.findings] == [
        f"reports/zweiter.yaml: nrw-ia: expected every version once, it stands in {REPORT}, too"
    ]


@pytest.mark.django_db
def test_check_writes_nothing() -> None:
    told = StringIO()

    call_command("load_definitions", check=True, stdout=told)

    assert told.getvalue().splitlines()[-1] == "5 new, 0 unchanged."
    assert Definition.objects.count() == 0


def second_version(folder: Path) -> None:
    text = (folder / TEMPLATES).read_text()
    text = text.replace("  kind: opening\n  version: 1\n", "  kind: opening\n  version: 2\n")
    text = text.replace('de: "Bestandsaufnahme", en: "Baseline"', 'de: "Standortbestimmung", en: "Position"')
    (folder / TEMPLATES).write_text(text)


@pytest.mark.django_db
def test_publishing_a_second_version_leaves_running_processes_and_their_pages_unchanged(
    folder: Path, client: object
) -> None:
    advisor = make_advisor()
    running = make_process(advisor=advisor)
    make_assessment(running, "baseline")
    client.force_login(advisor)  # type: ignore[attr-defined]
    pages = [f"/de/prozess/{running.code}/", f"/de/prozess/{running.code}/verlauf/"]
    before = [words_of(client.get(page)) for page in pages]  # type: ignore[attr-defined]
    assessments = list(running.assessments.values())
    second_version(folder)

    loaded = definitions.load(folder)
    newer = Definition.objects.get(key="opening", version=2)
    waiting = newer.state
    definitions.publish(newer)

    assert (loaded.findings, loaded.new, loaded.published) == ([], ["process:opening/2"], [])
    assert (waiting, newer.state) == (DefinitionState.DRAFT, DefinitionState.PUBLISHED)
    assert Definition.objects.get(key="opening", version=1).state == DefinitionState.RETIRED
    assert [words_of(client.get(page)) for page in pages] == before  # type: ignore[attr-defined]
    assert "Bestandsaufnahme" in before[1]
    assert list(running.assessments.values()) == assessments
    assert (
        process.start("opening", advisor, title="Neu", organisation=running.organisation, at=_at()).definition == newer
    )


def words_of(response: object) -> str:
    """The page without what differs between two requests."""
    from tests.opening.pages import main_of

    return main_of(response)


def _at() -> object:
    from tests.make.opening import AT

    return AT


@pytest.mark.acceptance("O3")
@pytest.mark.django_db
def test_row_altered_by_sql_is_reported_by_the_check_and_refused_on_reading(client: object) -> None:
    advisor = make_advisor()
    running = make_process(advisor=advisor)
    clean = stored_definitions(databases=["default"])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE opening_definition SET content = "
            + (
                "replace(content::text, 'Bestandsaufnahme', 'Prüfung')::jsonb"
                if connection.vendor == "postgresql"
                else "replace(content, 'Bestandsaufnahme', 'Prüfung')"
            )
            + " WHERE key = 'opening'"
        )

    altered = Definition.objects.get(key="opening")

    assert clean == []
    assert [(message.id, message.obj) for message in stored_definitions(databases=["default"])] == [
        ("opening.E001", altered)
    ]
    with pytest.raises(AlteredDefinitionError, match="opening/1"):
        altered.read()
    with pytest.raises(AlteredDefinitionError):
        template.of_process(type(running).objects.get(pk=running.pk))


@pytest.mark.django_db
def test_check_warns_while_no_template_is_published() -> None:
    assert [message.id for message in stored_definitions(databases=["default"])] == ["opening.W001"]
    assert stored_definitions(databases=[]) == []


def test_every_guard_and_counter_of_the_files_is_known() -> None:
    assert set(guards.GUARDS) == set(definition_schemas.GUARD_ARGUMENTS)
    layout = strict_yaml.read((definitions.DATA / REPORT).read_text())
    assert set(layout["counters"]) == set(COUNTERS)


def test_strict_yaml_reads_no_dates_and_no_yes() -> None:
    assert strict_yaml.read("a: 2026-01-01\nb: yes\non: off\nc: true\n5: x\nd: null\ne: 0.6") == {
        "a": "2026-01-01",
        "b": "yes",
        "on": "off",
        "c": True,
        "5": "x",
        "d": None,
        "e": 0.6,
    }


def test_canonical_form_knows_no_order_of_keys_and_one_form_of_letters() -> None:
    composed, decomposed = "Ü", "U\u0308"

    assert canonical({"b": [1, True, None], "a": decomposed}) == f'{{"a":"{composed}","b":[1,true,null]}}'.encode()
    assert fingerprint({"a": composed, "b": 1}) == fingerprint({"b": 1, "a": decomposed})
    with pytest.raises(TypeError, match="Found object"):
        canonical({"a": object()})


def test_difference_names_added_retired_reworded_and_re_meant_indicators() -> None:
    def catalogue(*indicators: dict[str, object]) -> dict[str, object]:
        return {"dimensions": [{"indicators": list(indicators)}]}

    one, two, three = ({"id": f"lei.0{n}", "rev": 1} for n in (1, 2, 3))

    found = definitions.difference(
        catalogue(one, two, three),
        catalogue({**one, "rev": 2}, {"id": "lei.04", "rev": 1, "supersedes": "lei.02"}, {"id": "lei.05", "rev": 1}),
    )

    assert found == definitions.Difference(
        added=("lei.05",), retired=("lei.03",), reworded=("lei.01",), re_meant=(("lei.02", "lei.04"),)
    )


@pytest.mark.parametrize("call", [definitions.read_all])
def test_reading_the_shipped_files_finds_nothing_wrong(
    db: None, call: Callable[[], tuple[list[object], list[object]]]
) -> None:
    prepared, findings = call()

    assert (len(prepared), findings) == (5, [])
