"""Writes docs/reference/ from the code, so that it can never say something else."""

import importlib
from collections.abc import Iterator
from itertools import product
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import TextChoices
from django.utils.translation import override

from cms.jobs import registry as jobs
from cms.mail import kinds
from cms.settings.env import VARIABLES
from cms.translation.enums import TranslationState
from cms.translation.states import Facts, Managed, Row, Source, derive

FOLDER = settings.BASE_DIR / "docs" / "reference"
STATES = ("cms.mail.enums", "home.enums", "volunteering.enums", "opening.enums")


def state_maps() -> Iterator[tuple[str, str, dict[Any, Any]]]:
    """Module, name and map of every `…_CHANGES` beside its enum."""
    for name in STATES:
        module = importlib.import_module(name)
        for attribute, value in sorted(vars(module).items()):
            if attribute.endswith("CHANGES"):
                yield name, attribute, dict(value)


def states() -> str:
    """A picture of every map of states."""
    parts = ["# States\n\nEvery map of allowed changes, drawn from the code by `manage.py write_reference`.\n"]
    for module, name, changes in state_maps():
        kind: type[TextChoices] = type(next(iter(changes)))
        lines = [f"\n## {kind.__name__}\n\n`{module}.{name}`\n\n```mermaid\nstateDiagram-v2"]
        for state in kind:
            lines.append(f"    {state.value}: {state.value}")
            lines += [f"    {state.value} --> {to.value}" for to in sorted(changes[state], key=list(kind).index)]
        parts.append("\n".join([*lines, "```\n"]))
    return "".join(parts)


def environment() -> str:
    """Every environment variable with its default."""
    rows = [f"| `{v.name}` | {f'`{v.default}`' if v.default else ''} | {v.about} |" for v in VARIABLES]
    head = "# Environment variables\n\nChecked in `cms/settings/env.py`; written by `manage.py write_reference`.\n"
    return "\n".join([head, "| variable | default | what for |", "|---|---|---|", *rows, ""])


def registries() -> str:
    """What the apps have registered: mail kinds and due jobs."""
    mails = [
        f"| `{kind.key}` | {'yes' if kind.confidential else ''} |"
        for kind in sorted(kinds.registered(), key=lambda k: k.key)
    ]
    due = [f"| `{job.name}` | {job.every} |" for job in sorted(jobs.registered(), key=lambda j: j.name)]
    head = "# Registries\n\nWhat the apps register; written by `manage.py write_reference`.\n"
    return "\n".join(
        [
            head,
            "## Mails\n",
            "| kind | confidential |",
            "|---|---|",
            *mails,
            "",
            "## Due jobs\n",
            "| job | how often |",
            "|---|---|",
            *due,
            "",
        ]
    )


def translation_states() -> str:
    """Which facts make which state of a translation: `derive` asked for the whole product of its facts."""
    parts = [
        "# States of a translation\n\nNever stored: `cms.translation.states.derive` asked for every fact there is; "
        "written by `manage.py write_reference`. The source row itself is always *source*.\n"
    ]
    for managed in Managed:
        parts.append(
            f"\n## Managed: {managed.value}\n\n| German text | " + " | ".join(row.value for row in Row) + " |\n"
        )
        parts.append("|---" * (len(Row) + 1) + "|\n")
        for source in Source:
            cells = [_derived(source=source, row=row, managed=managed) for row in Row]
            parts.append(f"| {source.value} | " + " | ".join(cells) + " |\n")
    parts.append(
        "\nA live translation is *stale* unless its live release has the digest of the German sentences; then it is "
        "*machine* with unconfirmed sentences, *checked* if a second person reviewed it, else *translated*.\n"
    )
    return "".join(parts)


def _derived(**facts: Any) -> str:
    """The states of these facts, whatever the release says; in the order of the enum."""
    releases = product((False, True), repeat=3)
    found = {derive(Facts(**facts, current=c, machine=m, checked=k)) for c, m, k in releases}
    return " / ".join(state.value for state in TranslationState if state in found)


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    with override("en"):
        return {
            "states.md": states(),
            "translation-states.md": translation_states(),
            "environment.md": environment(),
            "registries.md": registries(),
        }


class Command(BaseCommand):
    help = "Write docs/reference/; --check only tells whether it is current."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail when something is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with the names of stale pages when only checking."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        stale = [
            name
            for name, text in pages().items()
            if not (FOLDER / name).exists() or (FOLDER / name).read_text() != text
        ]
        if options["check"] and stale:
            raise CommandError(f"Out of date: {', '.join(stale)}. Renew with: python manage.py write_reference")
        for name in stale:
            (FOLDER / name).write_text(pages()[name])
            self.stdout.write(f"written: docs/reference/{name}")
