"""The interface catalogues are built without gettext, and every gap has a name."""

from pathlib import Path
from typing import Any

import polib
import pytest
from django.core.management import CommandError, call_command

from cms.translation import catalogues
from cms.translation.catalogues import Problem
from cms.translation.languages import LANGUAGES


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """An empty place for catalogues."""
    settings.LOCALE_PATHS = [tmp_path]
    return tmp_path


def write(folder: Path, code: str, *entries: polib.POEntry) -> Path:
    path = folder / catalogues.folder_of(code) / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    po.extend(entries)
    po.save(str(path))
    return path


def entry(msgid: str, msgstr: str = "", **more: Any) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


def test_folder_of_leichte_sprache_is_the_one_django_looks_for() -> None:
    assert [catalogues.folder_of(code) for code in ("de", "de-simple")] == ["de", "de_Simple"]


def test_compiled_catalogue_says_what_its_source_says(folder: Path) -> None:
    path = write(folder, "ar", entry("Yes", "نعم"), entry("No"), entry("Maybe", "ربما", flags=["fuzzy"]))

    call_command("compile_catalogues")

    compiled = polib.mofile(str(path.with_suffix(".mo")))
    assert {message.msgid: message.msgstr for message in compiled} == {"Yes": "نعم"}
    assert "ar" not in catalogues.uncompiled()


def test_catalogue_that_was_changed_since_is_not_compiled(folder: Path) -> None:
    path = write(folder, "ar", entry("Yes", "نعم"))
    catalogues.compile_all()

    path.write_text(path.read_text().replace("نعم", "أجل"))

    assert catalogues.uncompiled() == list(LANGUAGES)


def test_every_fault_is_named(folder: Path) -> None:
    plural = {"msgid_plural": "%(count)d places", "msgstr_plural": {0: "مكان واحد", 1: "%(count)d أماكن"}}
    write(
        folder,
        "de",
        entry("Open", "Offen"),
        entry("Only in German", "Nur deutsch"),
        entry("Save", "Speichern", msgctxt="staff"),
    )
    write(
        folder,
        "ar",
        entry("Open"),
        entry("Hello %(name)s", "مرحبا %(nam)s"),
        entry("Closed", "مغلق", flags=["fuzzy"]),
        entry("Save", msgctxt="staff"),
        entry("%(count)d place", **plural),
    )

    faults = list(catalogues.problems("ar"))

    assert faults == [
        Problem("ar", "Open", "not translated"),
        Problem("ar", "Hello %(name)s", "placeholders differ in 'مرحبا %(nam)s'"),
        Problem("ar", "Closed", "fuzzy"),
        Problem("ar", "Only in German", "not in the catalogue"),
    ]
    assert catalogues.missing("ar") == ["Open", "Only in German"]


def test_german_needs_the_strings_of_the_staff_too(folder: Path) -> None:
    write(folder, "de", entry("Save", msgctxt="staff"))

    assert list(catalogues.problems("de")) == [Problem("de", "Save", "not translated")]


@pytest.mark.parametrize("code", ["en", "de-simple"])
def test_english_and_leichte_sprache_may_leave_strings_to_their_fallback(folder: Path, code: str) -> None:
    write(folder, "de", entry("Open", "Offen"))
    write(folder, code, entry("Open"), entry("Hello %(name)s", "Hallo"))

    assert [problem.message for problem in catalogues.problems(code)] == ["Hello %(name)s"]


def test_check_fails_and_lists(folder: Path) -> None:
    write(folder, "de", entry("Open"))

    with pytest.raises(CommandError, match="de: not translated: 'Open'"):
        call_command("compile_catalogues", "--check")
