"""What translators outside get: every sentence once, with all they need to know."""

import io
import json
import shutil
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.models import ModelLogEntry
from wagtail_localize.models import StringTranslation

from cms.jobs.registry import find
from cms.translation.exchange.export import ExportObstacle, ExportRefused, export, obstacle_to_export, sheet_of
from cms.translation.exchange.jobs import forget_files
from cms.translation.exchange.scope import MENU, PAGES, piece, pieces
from cms.translation.exchange.sheets import Trust
from cms.translation.models import Exchange, Term
from cms.users.roles import EDITOR
from tests.make.exchange import BODY, make_offer, row_of, sheets_in, unpacked, with_unit
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_organisation_text, make_page, publish, translated

pytestmark = pytest.mark.usefixtures("in_english")


def exported(*chosen: tuple[Any, str], format: str = "po") -> Exchange:
    return export(chosen, format, by=make_staff(EDITOR), at=timezone.now())


@pytest.mark.parametrize("format", ["po", "xliff"])
def test_every_sentence_goes_out_in_marks_with_notes(db: None, format: str) -> None:
    page = make_offer()

    [sheet] = sheets_in(exported((page, "ar"), format=format))

    assert (sheet.key, sheet.code, sheet.title) == (str(page.translation_key), "ar", "Kommen Sie vorbei")
    assert [(unit.german, unit.text, unit.trust) for unit in sheet.units] == [
        ("Kommen Sie vorbei", "", Trust.OPEN),
        ("Für {{alle}}.", "", Trust.OPEN),
        ("Fragen? {1}Schreiben{/1} Sie {2}uns{/2}.", "", Trust.OPEN),
        ("Montag bis Donnerstag.", "", Trust.OPEN),
    ]
    with override("de"):
        link, bold = gettext("link to %(target)s") % {"target": "bamf.de"}, gettext("bold")
        longest = gettext("At most %(count)d characters") % {"count": 255}
    assert sheet.units[0].note.splitlines()[1:] == [longest]
    assert sheet.units[2].note.splitlines()[1:] == [f"{{1}}{{/1}} {link}", f"{{2}}{{/2}} {bold}"]
    assert all(unit.note.splitlines()[0] for unit in sheet.units)


def test_machine_text_and_broken_text_go_out_as_unsure(db: None) -> None:
    page = make_offer()
    translated(page, "ar")
    machine, broken = row_of(page, "ar", "Montag bis Donnerstag."), row_of(page, "ar", "Für {alle}.")
    machine.translation_type = StringTranslation.TRANSLATION_TYPE_MACHINE
    machine.save()
    broken.data = "<script>x</script>"
    broken.save()

    [sheet] = sheets_in(exported((page, "ar")))

    assert [(unit.german, unit.trust) for unit in sheet.units] == [
        ("Kommen Sie vorbei", Trust.CHECKED),
        ("Für {{alle}}.", Trust.DRAFT),
        ("Fragen? {1}Schreiben{/1} Sie {2}uns{/2}.", Trust.CHECKED),
        ("Montag bis Donnerstag.", Trust.DRAFT),
    ]


def test_changed_sentence_goes_out_with_its_former_words(db: None) -> None:
    page = make_offer()
    translated(page, "ar")
    page.body = [("paragraph", BODY.replace("Donnerstag", "Freitag"))]
    _keep_block(page)
    publish(page)

    po_unit = with_unit(sheets_in(exported((page, "ar"))), "Montag bis Freitag.")
    xliff_unit = with_unit(sheets_in(exported((page, "ar"), format="xliff")), "Montag bis Freitag.")

    assert (po_unit.previous, po_unit.text, po_unit.trust) == (
        "Montag bis Donnerstag.",
        "ar: Montag bis Donnerstag.",
        Trust.DRAFT,
    )
    assert (xliff_unit.text, xliff_unit.trust) == ("", Trust.OPEN)
    with override("de"):
        before = gettext("Before: %(german)s") % {"german": "Montag bis Donnerstag."}
        words = gettext("Translation before: %(text)s") % {"text": "ar: Montag bis Donnerstag."}
    assert xliff_unit.note.splitlines()[-2:] == [before, words]


def _keep_block(page: Any) -> None:
    """The same paragraph with other words: its block keeps its id, as in the editor."""
    kept = type(page).objects.get(pk=page.pk).body.raw_data[0]["id"]
    raw = [dict(block) for block in page.body.raw_data]
    raw[0]["id"] = kept
    page.body = type(page).body.field.to_python(json.dumps(raw))


def test_glossary_stands_in_the_notes(db: None) -> None:
    page = make_page(title="Kommen Sie vorbei", lead="Ein Integrationskurs ist für Sie da.")
    term = Term(german="Integrationskurs", term="Integrationskurs", keep_german=True, locale=locale("de"), live=False)
    term.save()
    publish(term)

    unit = with_unit(sheets_in(exported((page, "ar"))), "Ein Integrationskurs ist für Sie da.")

    with override("de"):
        expected = gettext("Glossary: “%(word)s” stays German") % {"word": "Integrationskurs"}
    assert expected in unit.note.splitlines()


@pytest.mark.parametrize("format", ["po", "xliff"])
def test_same_words_at_the_same_place_go_out_once(db: None, format: str) -> None:
    page = make_page(title="Zeiten", lead="Wann.", body=[("paragraph", "<p>Nach Vereinbarung.</p>" * 3)])

    [sheet] = sheets_in(exported((page, "fr"), format=format))

    assert [unit.german for unit in sheet.units] == ["Zeiten", "Wann.", "Nach Vereinbarung."]


def test_archive_lists_its_files_and_has_a_letter_in_two_languages(db: None) -> None:
    page, at = make_offer(), timezone.now()

    made = export([(page, "ar"), (page, "de-simple")], "xliff", by=make_staff(EDITOR), at=at)

    assert made.content is not None
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
        german, english = archive.read("LIESMICH.txt").decode(), archive.read("README.txt").decode()
    key = str(page.translation_key)
    assert names[3:] == [f"{code}/kommen-sie-vorbei-{key[:8]}.xlf" for code in ("ar", "de-simple")]
    assert (manifest["exported"], manifest["source"]) == (at.isoformat(), "de")
    assert [(file["file"], file["key"], file["language"]) for file in manifest["files"]] == [
        (names[3], key, "ar"),
        (names[4], key, "de-simple"),
    ]
    assert {file["digest"] for file in manifest["files"]} == {sheet_of(page, "ar", at=at).digest}
    assert {(file["sentences"], file["open"], file["words"]) for file in manifest["files"]} == {(4, 4, 12)}
    assert "{{so}}" in german
    assert "{{like this}}" in english


def test_export_is_written_in_the_log(db: None) -> None:
    made = exported((make_offer(), "ar"))

    entry = ModelLogEntry.objects.get(action="translation.export")

    assert (entry.object_id, entry.data) == (str(made.pk), {"languages": ["ar"], "files": 1})


def test_export_is_refused_without_right_or_pieces(db: None) -> None:
    page, staff = make_offer(), make_staff(EDITOR)

    with pytest.raises(ExportRefused):
        export([], "po", by=staff, at=timezone.now())

    assert obstacle_to_export([(page, "ar")], make_user()) is ExportObstacle.NO_RIGHT
    assert obstacle_to_export([], staff) is ExportObstacle.NOTHING
    assert obstacle_to_export([(page, "ar")] * 2001, staff) is ExportObstacle.TOO_MANY
    assert obstacle_to_export([(page, "ar")] * 2000, staff) is None
    assert not Exchange.objects.exists()


def test_number_of_queries_does_not_grow_with_the_sentences(db: None, django_assert_num_queries: Any) -> None:
    from django.db import connection

    short = make_page(title="Kurz", lead="Ein Satz.")
    long = make_page(
        title="Lang", lead="Ein Satz.", body=[("paragraph", "".join(f"<p>Satz {n}.</p>" for n in range(80)))]
    )
    sheet_of(short, "ar", at=timezone.now())

    with CaptureQueriesContext(connection) as few:
        sheet_of(short, "ar", at=timezone.now())
    with CaptureQueriesContext(connection) as many:
        sheet_of(long, "ar", at=timezone.now())

    assert (len(few) <= 8, len(many)) == (True, len(few))


@pytest.mark.acceptance("T19")
@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed: apt-get install gettext")
def test_gettext_has_nothing_to_say_about_an_archive(db: None, tmp_path: Path) -> None:
    page = make_offer()
    translated(page, "ar")

    files = unpacked(exported((page, "ar"), (page, "de-simple"), (page, "uk")))

    for number, content in enumerate(files.values()):
        file = tmp_path / f"{number}.po"
        file.write_bytes(content)
        checked = subprocess.run(
            ["msgfmt", "--check", "--output-file=/dev/null", file], capture_output=True, text=True, check=False
        )
        assert (checked.returncode, checked.stderr) == (0, "")


# ---- which texts


def test_scope_is_what_lacks_something(db: None) -> None:
    done, open_page, text = make_offer(), make_page(title="Offen"), make_organisation_text()
    home = done.get_parent().specific
    translated(done, "ar", by=None)
    draft = make_page(title="Entwurf", live=False)

    found = pieces(["ar", "tr"])

    assert [(str(source), code) for source, code in found] == [
        (str(home), "ar"),
        (str(home), "tr"),
        (str(done), "tr"),
        (str(open_page), "ar"),
        (str(open_page), "tr"),
        (str(text), "ar"),
        (str(text), "tr"),
    ]
    assert draft not in [source for source, _code in found]


def test_scope_can_be_an_area_or_everything(db: None) -> None:
    page, text = make_offer(show_in_menus=True), make_organisation_text()
    translated(page, "ar", by=None)

    assert [source for source, _code in pieces(["ar"], area=MENU)] == []
    assert [source for source, _code in pieces(["ar"], area=MENU, only_open=False)] == [page]
    assert [source for source, _code in pieces(["ar"], area="network.organisationtext")] == [text]
    assert text not in [source for source, _code in pieces(["ar"], area=PAGES, only_open=False)]


def test_texts_written_by_hand_stay_here(db: None) -> None:
    page = make_offer()
    own = page.copy_for_translation(locale("ar"), copy_parents=True)
    own.save_revision().publish()

    assert (page.translation_key, "ar") not in [(row.translation_key, code) for row, code in pieces(["ar"])]


@pytest.mark.parametrize("text", ["", "x", "x:ar", "00000000-0000-4000-8000-000000000000:ar", "{key}:de", "{key}:xx"])
def test_piece_that_is_none_is_not_found(db: None, text: str) -> None:
    page = make_page()

    assert piece(text.format(key=page.translation_key)) is None
    assert piece(f"{page.translation_key}:ar") == (page, "ar")


# ---- 30 days


def test_files_go_after_thirty_days_and_their_list_stays(db: None) -> None:
    at = timezone.now()
    old = export([(make_offer(), "ar")], "po", by=make_staff(EDITOR), at=at - timedelta(days=31))
    young = export([(make_offer(slug="b"), "ar")], "po", by=make_staff(EDITOR), at=at - timedelta(days=29))

    said = forget_files(at)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.content, young.content is not None, said) == (None, True, "1 old exchange files deleted.")
    assert [file["title"] for file in old.report["files"]] == ["Kommen Sie vorbei"]
    assert find("translation.old_exchange_files").every == timedelta(days=1)
