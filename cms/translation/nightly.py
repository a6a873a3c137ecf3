"""The nightly look at everything translated: what a new version of the house broke, said before a reader meets it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms import jobs
from cms.translation import catalogues, translatable
from cms.translation.roots import roots
from cms.translation.sources import is_public, read_source, source_of


@dataclass(frozen=True)
class Report:
    """What was found: sources that were read again, text rows that no longer validate, aliases, open catalogues."""

    read_again: tuple[str, ...] = ()
    invalid: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    catalogues: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = (
            ("read again", self.read_again),
            ("no longer valid", self.invalid),
            ("aliases", self.aliases),
            ("catalogues not compiled", self.catalogues),
        )
        return "; ".join(f"{name}: {', '.join(found)}" for name, found in parts if found) or "all is well"


def look(at: datetime) -> Report:
    """Read outdated sources again and name what somebody has to mend; twice in a night does no harm."""
    return Report(
        read_again=tuple(_read_again(at)),
        invalid=tuple(_invalid_rows()),
        aliases=tuple(str(page) for page in Page.objects.exclude(alias_of=None).order_by("path")),
        catalogues=tuple(catalogues.uncompiled()),
    )


def _read_again(at: datetime) -> Iterator[str]:
    """Sources whose model has changed since they were frozen: their segments may be others now."""
    for frozen in TranslationSource.objects.filter(locale_id=roots().source.locale_id):
        if not frozen.schema_out_of_date():
            continue
        row = source_of(frozen.object_id)
        if row is not None and is_public(row):
            read_source(row, at=at)
            yield str(row)


def _invalid_rows() -> Iterator[str]:
    """Live text rows that the forms of today would refuse."""
    for model in (*translatable.page_models(), *(entry.model for entry in translatable.snippets())):
        rows: Any = model._default_manager.filter(live=True).exclude(locale_id=roots().source.locale_id)
        for row in rows.iterator():
            if fault := _fault(row):
                yield f"{row} ({row.language}): {fault}"


def _fault(row: Any) -> str:
    try:
        row.full_clean()
    except ValidationError as error:
        named = error.message_dict.items() if hasattr(error, "error_dict") else [("", error.messages)]
        return " ".join(f"{name}: {' '.join(messages)}".strip(": ") for name, messages in named)
    return ""


def run(at: datetime) -> str:
    """The job: a sentence for its log."""
    return str(look(at))


def register() -> None:
    """Tells the register of due jobs."""
    jobs.register(jobs.Job("translation.nightly", timedelta(days=1), run))
