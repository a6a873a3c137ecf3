"""PO and XLIFF: what is written is read back exactly, by us and by the programs of translators."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage import po as toolkit_po
from translate.storage import xliff as toolkit_xliff

from cms.translation.exchange import po, xliff
from cms.translation.exchange.sheets import Sheet, Trust, Unit, for_file

MOMENT = datetime(2026, 11, 24, 9, 30, 12, 345678, tzinfo=UTC)
SHEET = Sheet(
    key="6f1d6f0c-8a0a-4c39-9e1c-1f6b9d2a8c11",
    code="ar",
    digest="ab" * 32,
    exported_at=MOMENT,
    title="Kommen Sie vorbei",
    units=(
        Unit(
            ref="7-1",
            path="title",
            german="Kommen Sie vorbei",
            note="Titel der Seite\nHöchstens 255 Zeichen",
            limit=255,
        ),
        Unit(
            ref="7-2",
            path="body.2f0e",
            german="Fragen? {1}Rufen{/1} Sie {2}uns{/2} an.{3/}Wir {{helfen}} & <lachen>.",
            text="أسئلة؟ {2}اتصلوا{/2} {1}بنا{/1}.{3/}نساعد {{و}} نضحك.",
            trust=Trust.DONE,
            marks={1: "a", 2: "strong", 3: "br"},
        ),
        Unit(ref="7-3", path="lead", german="Von der Maschine.", text="من الآلة.", trust=Trust.DRAFT),
        Unit(
            ref="7-4",
            path="lead",
            german="Montag bis Freitag.",
            previous="Montag bis Donnerstag.",
            previous_text="من الاثنين إلى الخميس.",
        ),
    ),
)


def words_of(sheet: Sheet) -> list[tuple[str, str, str, str]]:
    return [(unit.ref, unit.path, unit.german, unit.text) for unit in sheet.units]


@pytest.mark.acceptance("T19")
def test_po_is_read_back_as_it_was_written() -> None:
    found = po.read(po.write(SHEET))

    assert replace(found, units=()) == replace(SHEET, units=())
    assert words_of(found)[:3] == words_of(SHEET)[:3]
    assert [unit.trust for unit in found.units] == [Trust.OPEN, Trust.CHECKED, Trust.DRAFT, Trust.DRAFT]
    assert found.units[0].note == "Titel der Seite\nHöchstens 255 Zeichen"
    assert (found.units[3].text, found.units[3].previous) == ("من الاثنين إلى الخميس.", "Montag bis Donnerstag.")


@pytest.mark.acceptance("T19")
def test_xliff_is_read_back_as_it_was_written() -> None:
    [found] = xliff.read(xliff.write(SHEET))

    assert replace(found, units=()) == replace(SHEET, units=())
    assert words_of(found) == words_of(SHEET)
    assert [unit.trust for unit in found.units] == [Trust.OPEN, Trust.CHECKED, Trust.DRAFT, Trust.OPEN]
    assert [unit.fault for unit in found.units] == [""] * 4


@pytest.mark.acceptance("T19")
@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed: apt-get install gettext")
def test_gettext_has_nothing_to_say_about_our_po(tmp_path: Path) -> None:
    file = tmp_path / "ar.po"
    file.write_bytes(po.write(SHEET))

    checked = subprocess.run(
        ["msgfmt", "--check", "--output-file=/dev/null", file], capture_output=True, text=True, check=False
    )

    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.acceptance("T19")
def test_polib_reads_our_po(tmp_path: Path) -> None:
    file = tmp_path / "ar.po"
    file.write_bytes(po.write(SHEET))

    found = polib.pofile(str(file))

    assert found.metadata["X-Piece"] == SHEET.key
    assert [(entry.msgctxt, entry.msgid, entry.msgstr, entry.flags) for entry in found][1:3] == [
        ("body.2f0e", SHEET.units[1].german, SHEET.units[1].text, []),
        ("lead", "Von der Maschine.", "من الآلة.", ["fuzzy"]),
    ]


@pytest.mark.acceptance("T19")
def test_translate_toolkit_reads_our_po() -> None:
    found = toolkit_po.pofile(io.BytesIO(po.write(SHEET)))

    units = [unit for unit in found.units if not unit.isheader()]
    assert [(str(unit.source), str(unit.target)) for unit in units][:3] == [
        (unit.german, unit.text) for unit in SHEET.units[:3]
    ]
    assert [unit.isfuzzy() for unit in units] == [False, False, True, True]
    assert found.parseheader()["X-Digest"] == SHEET.digest


@pytest.mark.acceptance("T19")
def test_translate_toolkit_reads_our_xliff() -> None:
    found = toolkit_xliff.Xliff1File.parsestring(xliff.write(SHEET))

    assert found.gettargetlanguage() == "ar"
    assert [(unit.getid().split("\x04")[-1], unit.isfuzzy(), unit.istranslated()) for unit in found.units] == [
        ("7-1", False, False),
        ("7-2", False, True),
        ("7-3", True, False),
        ("7-4", False, False),
    ]
    inline = found.units[1].rich_target[0].depth_first()
    assert [(type(part).__name__, part.id) for part in inline if part.id] == [
        ("G", "2"),
        ("G", "1"),
        ("X", "3"),
    ]
    assert found.units[0].getnotes() == SHEET.units[0].note


def test_two_sentences_that_look_the_same_in_marks_have_contexts_of_their_own(tmp_path: Path) -> None:
    twins = (
        Unit(ref="1-1", path="body", german="{1}Heute{/1} offen", marks={1: "b"}),
        Unit(ref="1-2", path="body", german="{1}Heute{/1} offen", marks={1: "i"}),
    )

    found = po.read(po.write(replace(SHEET, units=twins)))

    assert [(unit.ref, unit.path) for unit in found.units] == [("1-1", "body"), ("1-2", "body (2)")]


def test_leichte_sprache_is_a_variant_of_german_in_po() -> None:
    content = po.write(replace(SHEET, code="de-simple"))

    assert b"Language: de@simple" in content
    assert po.read(content).code == "de-simple"
    assert po.read(content.replace(b"X-Language: de-simple", b"X-Language: ")).code == "de-simple"


def test_what_poedit_adds_does_not_disturb() -> None:
    content = po.write(SHEET).decode()
    content = content.replace('"X-Piece', '"X-Generator: Poedit 3.6\\n"\n"X-Poedit-Bookmarks: 1\\n"\n"X-Piece')
    content = content.replace("\n", "\r\n")

    found = po.read(b"\xef\xbb\xbf" + content.encode())

    assert (found.key, words_of(found)[:3]) == (SHEET.key, words_of(SHEET)[:3])


def test_what_omegat_does_to_xliff_is_understood() -> None:
    content = xliff.write(SHEET).decode()
    content = content.replace(
        "<source>Montag bis Freitag.</source>",
        '<source>Montag bis Freitag.</source>\n<target state="translated">من الاثنين إلى الجمعة.</target>',
    )

    [found] = xliff.read(content.replace("UTF-8", "UTF-16").encode("utf-16"))

    assert (found.units[3].text, found.units[3].trust) == ("من الاثنين إلى الجمعة.", Trust.DONE)


def test_elements_of_other_programs_are_named() -> None:
    content = xliff.write(SHEET).decode().replace("من الآلة.", 'من <ph id="1">الآلة</ph>.')

    [found] = xliff.read(content.encode())

    assert (found.units[2].text, found.units[2].fault) == ("من الآلة.", "ph")


def test_translation_whose_marks_do_not_nest_stays_out_of_xliff() -> None:
    broken = replace(SHEET.units[1], text="{1}a{2}b{/1}c{/2}", trust=Trust.DRAFT)

    [found] = xliff.read(xliff.write(replace(SHEET, units=(broken,))))

    assert [(unit.german, unit.text) for unit in found.units] == [(broken.german, "")]


# ---- every text there can be

characters = st.characters(exclude_categories=["Cs"])
words = st.text(characters, min_size=1, max_size=40)


@st.composite
def marked(draw: st.DrawFn, numbers: list[int]) -> str:
    """Words with each mark once, well nested."""
    if not numbers:
        return draw(words).replace("{", "{{").replace("}", "}}")
    first, rest = numbers[0], numbers[1:]
    cut = draw(st.integers(0, len(rest)))
    before, inside, after = draw(marked([])), draw(marked(rest[:cut])), draw(marked(rest[cut:]))
    if draw(st.booleans()):
        return f"{before}{{{first}}}{inside}{{/{first}}}{after}"
    return f"{before}{{{first}/}}{inside}{after}"


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    count = draw(st.integers(1, 4))
    units = []
    for number in range(count):
        numbers = list(range(1, draw(st.integers(0, 3)) + 1))
        text = draw(st.just("") | marked(numbers))
        units.append(
            Unit(
                ref=f"{number}-1",
                path=draw(st.sampled_from(["title", "body.1", "steps.x.text"])),
                german=f"{number}{draw(marked(numbers))}",
                text=text,
                trust=draw(st.sampled_from([Trust.DRAFT, Trust.DONE])) if text else Trust.OPEN,
                note=draw(words),
                marks=dict.fromkeys(numbers, "b"),
            )
        )
    return Sheet(key=SHEET.key, code="fa", digest=SHEET.digest, exported_at=MOMENT, title="x", units=tuple(units))


def as_files_hold_it(sheet: Sheet) -> list[tuple[str, str, str]]:
    return [(unit.ref, for_file(unit.german), for_file(unit.text)) for unit in sheet.units]


@pytest.mark.acceptance("T19")
@settings(max_examples=150, deadline=None)
@given(sheets())
def test_no_text_is_changed_by_po_or_xliff(sheet: Sheet) -> None:
    from_po, [from_xliff] = po.read(po.write(sheet)), xliff.read(xliff.write(sheet))

    assert as_files_hold_it(from_po) == as_files_hold_it(sheet)
    assert as_files_hold_it(from_xliff) == as_files_hold_it(sheet)
