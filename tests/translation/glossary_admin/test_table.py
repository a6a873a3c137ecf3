"""The table of all words: out, in again, and what it may and may not change."""

from dataclasses import replace

import pytest
from django.utils import timezone

from cms.jobs import runs
from cms.translation.glossary_admin.applying import start
from cms.translation.glossary_admin.comparing import Fault, Verdict, compare
from cms.translation.glossary_admin.newest import Cells, newest_words
from cms.translation.glossary_admin.table import BETWEEN_FORMS, Line, NotATable, heading, lines_of, read, row_of
from cms.translation.models import Term, TermAlias
from cms.translation.review import open_review
from cms.ui.exports import csv_lines
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.glossary import make_form, make_term, translate_term
from tests.make.people import make_staff
from tests.make.translation import locale

pytestmark = pytest.mark.django_db


def table() -> str:
    """The table as it is downloaded."""
    return "".join(csv_lines(heading(), map(row_of, newest_words())))


def of_cells(**cells: str) -> str:
    """A table with one line."""
    return f"{';'.join(cells)}\n{';'.join(cells.values())}\n"


def verdicts(text: str) -> dict[str, object]:
    """What becomes of each language of the first line."""
    row = compare(lines_of(text), newest_words())[0]
    return {part.code: part.fault or part.verdict for part in row.parts if part.verdict is not Verdict.SAME}


def take_over(text: str, *groups: str) -> list[str]:
    """Send a table; the notes of the run."""
    run = start(text, by=make_staff(*groups or (PUBLISHER,)), at=timezone.now())
    return runs.work(run).notes


def make_words() -> None:
    term = make_term("Jobcenter", 'Ein Amt; für "alle", auch\nSie.', forms=("Jobcenters", "=1+1"), keep_german=True)
    translate_term(term, "ar", "مركز العمل Jobcenter", "مكتب لمن يبحث عن عمل.")
    make_form(term, "مركز العمل", "ar")
    make_term("Kita", "-Haus für Kinder & Eltern", machine_protect=False)
    make_term("Später", live=False)


@pytest.mark.acceptance("T16")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_table_reads_back_as_the_same_words(encoding: str) -> None:
    make_words()
    before = newest_words()

    rows = compare(read(table().removeprefix("\ufeff").encode(encoding)), before)

    assert [row.is_taken for row in rows] == [False, False, False]
    assert [{part.code: part.theirs for part in row.parts} for row in rows] == [word.cells for word in before]


@pytest.mark.acceptance("T16")
def test_table_of_another_house_makes_the_same_words() -> None:
    make_words()
    Term.objects.filter(german="Später").delete()
    text, before = table(), newest_words()
    Term.objects.all().delete()
    TermAlias.objects.all().delete()

    notes = take_over(text)

    assert table() == text
    assert [replace(word, key=old.key) for word, old in zip(newest_words(), before, strict=True)] == before
    assert len(notes) == 1


def test_no_cell_of_the_table_is_a_formula() -> None:
    make_words()

    cells = [cell for line in table().splitlines() for cell in line.split(";")]

    assert [cell for cell in cells if cell.lstrip('"').startswith(("=", "+", "-", "@"))] == []
    assert "'-Haus für Kinder & Eltern" in cells


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_table_of_any_spreadsheet_is_read(delimiter: str) -> None:
    rows = [["german", "explanation_de", "other_forms_de"], ["Übergang", '"Von hier, nach; dort."', "a | b |a"], []]
    text = "\r\n".join(delimiter.join(row) for row in rows)

    lines = read(text.encode("cp1252"))

    expected = Cells("", "Von hier, nach; dort.", ("a", "b"))
    assert [(line.number, line.german, line.cells["de"]) for line in lines] == [(2, "Übergang", expected)]


NOT_TABLES = {
    "empty": b"",
    "no column": b"word;meaning\nKita;Haus\n",
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "broken encoding": b"german\nK\x81\x8d\n",
    "half utf-16": b"\xff\xfeg",
    "open cell": b'german;x\n"' + b"a" * 200_000,
    "too big": b"german\n" + b"Kita\n" * 500_000,
    "too many lines": b"german\n" + b"Kita\n" * 3_001,
}


@pytest.mark.parametrize("kind", NOT_TABLES)
def test_what_is_no_table_is_refused_with_a_sentence(kind: str) -> None:
    with pytest.raises(NotATable, match=r"\w+.*\."):
        read(NOT_TABLES[kind])


def test_nul_and_lone_quotes_are_read() -> None:
    lines = read(b'german;term_de\nKi\x00ta;a"b\n')

    assert [(line.german, line.cells["de"].term) for line in lines] == [("Kita", 'a"b')]


# ---------------------------------------------------------------- comparing
def test_new_changed_and_same_words_are_told_apart() -> None:
    make_term("Kita", "Haus für Kinder.")

    found = [
        verdicts(of_cells(german="Schule", explanation_de="Zum Lernen.")),
        verdicts(of_cells(german="KITA", explanation_de="Haus.")),
        verdicts(of_cells(german="Kita", explanation_de="Haus für Kinder.")),
        verdicts(of_cells(german="Kita", other_forms_de="Kitas | Kitaplatz")),
    ]

    assert found == [{"de": Verdict.NEW}, {"de": Verdict.CHANGED}, {}, {"de": Verdict.FORMS}]


def test_translation_of_a_person_stays() -> None:
    term = make_term("Kita", "Haus für Kinder.")
    translate_term(term, "tr", "kreş", "Çocuklar için.")
    text = of_cells(german="Kita", term_tr="yuva", explanation_tr="Ev.", term_fr="crèche", explanation_fr="Maison.")

    before = verdicts(text)
    take_over(text)

    assert before == {"tr": Verdict.KEPT, "fr": Verdict.NEW}
    words = newest_words()[0]
    assert (words.of("tr").term, words.of("fr").term) == ("kreş", "crèche")


def test_empty_cells_delete_nothing() -> None:
    make_words()
    before = table()

    take_over(of_cells(german="Jobcenter", keep_german="", term_de="", explanation_ar="", other_forms_de=""))

    assert table() == before


FAULTS = {
    "half": (of_cells(german="Kita", term_tr="kreş"), {"tr": Fault.HALF}),
    "long explanation": (of_cells(german="Kita", explanation_de="a" * 301), {"de": Fault.LONG_EXPLANATION}),
    "long word": (of_cells(german="Kita", other_forms_de="a" * 121), {"de": Fault.LONG_TERM}),
    "not public": (of_cells(german="Später", term_tr="x", explanation_tr="y"), {"tr": Fault.NOT_PUBLIC}),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_faulty_cells_are_named_and_left_out(kind: str) -> None:
    make_term("Kita", "Haus für Kinder.")
    make_term("Später", live=False)
    before = table()
    text, expected = FAULTS[kind]

    found = verdicts(text)
    take_over(text)

    assert found == expected
    assert table() == before


def test_lines_without_a_word_and_double_lines_are_left_out() -> None:
    rows = compare([Line(2, ""), Line(3, "Kita"), Line(4, "kita")], [])

    assert [row.fault for row in rows] == [Fault.NO_WORD, None, Fault.TWICE]


# ---------------------------------------------------------------- taking over
def test_lead_publishes_german_words_and_a_second_person_checks_translations() -> None:
    text = of_cells(
        german="Kita",
        keep_german="ja",
        machine_protect="nein",
        explanation_de="Haus & Hof.",
        other_forms_de=f"Kitas{BETWEEN_FORMS}Kitaplatz",
        term_tr="kreş (Kita)",
        explanation_tr="Ev & bahçe.",
        other_forms_ar="حضانة",
    )

    notes = take_over(text)

    german, turkish = (Term.objects.get(locale=locale(code)) for code in ("de", "tr"))
    assert (german.live, german.term, german.explanation) == (True, "Kita", "Haus & Hof.")
    assert (german.keep_german, german.machine_protect) == (True, False)
    assert turkish.live is False
    assert open_review(german, "tr") is not None
    draft = turkish.get_latest_revision_as_object()
    assert (draft.term, draft.explanation) == ("kreş (Kita)", "Ev & bahçe.")
    forms = list(TermAlias.objects.order_by("pk").values_list("locale__language_code", "word"))
    assert forms == [("de", "Kitas"), ("de", "Kitaplatz"), ("ar", "حضانة")]
    assert len(notes) == 1


def test_translation_that_drops_a_german_word_stays_open_at_the_desk() -> None:
    text = of_cells(
        german="Jobcenter", keep_german="ja", explanation_de="Ein Amt.", term_tr="İş merkezi", explanation_tr="Daire."
    )

    notes = take_over(text)

    german = Term.objects.get(locale=locale("de"))
    assert (open_review(german, "tr"), len(notes)) == (None, 1)
    assert newest_words()[0].of("tr") == Cells("İş merkezi", "Daire.")


def test_whoever_may_not_publish_writes_drafts() -> None:
    editor = make_staff(EDITOR)
    editor.groups.get().permissions.remove(*editor.groups.get().permissions.filter(codename="publish_term"))
    make_term("Kita", "Haus für Kinder.")
    text = f"{of_cells(german='Kita', explanation_de='Haus.')}Schule;Zum Lernen.\n"

    runs.work(start(text, by=editor, at=timezone.now()))

    rows = {row.german: (row.live, row.explanation) for row in Term.objects.all()}
    assert rows == {"Kita": (True, "Haus für Kinder."), "Schule": (False, "Zum Lernen.")}
    assert {word.german: word.of("de").explanation for word in newest_words()} == {
        "Kita": "Haus.",
        "Schule": "Zum Lernen.",
    }


def test_second_time_changes_nothing() -> None:
    text = of_cells(german="Kita", explanation_de="Haus.", term_tr="kreş", explanation_tr="Ev.")
    take_over(text)
    before, revisions = table(), Term.objects.get(locale=locale("de")).revisions.count()

    take_over(text)

    assert table() == before
    assert Term.objects.get(locale=locale("de")).revisions.count() == revisions
