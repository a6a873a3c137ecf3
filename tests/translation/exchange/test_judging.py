"""Blank, unsure, broken and machine-made entries of a file, each judged for what it is."""

from typing import Any

import polib
import pytest
from django.utils import timezone
from wagtail_localize.models import StringTranslation

from cms.translation.exchange.export import export
from cms.translation.exchange.incoming import Choice, choose
from cms.translation.exchange.preview import Verdict
from cms.users.models import User
from tests.make.exchange import (
    HTML,
    LINK,
    make_offer,
    po_of,
    row_of,
    sent,
    stored_words,
    taken_over,
    translated_po,
    unpacked,
    verdicts,
)
from tests.make.translation import translated

pytestmark = pytest.mark.usefixtures("in_english")


def test_blank_entries_delete_nothing(staff: User) -> None:
    page = make_offer()
    translated(page, "ar")
    before = stored_words(page, "ar")

    result = taken_over(
        staff, sent(staff, translated_po(po_of(staff, page), lambda entry: setattr(entry, "msgstr", " ")))
    )

    assert (result["counts"], stored_words(page, "ar")) == ({"blank": 4}, before)


def test_fuzzy_entries_are_not_taken_over_as_finished_work(staff: User) -> None:
    page = make_offer()

    def unsure(entry: polib.POEntry) -> None:
        entry.msgstr, entry.flags = f"vielleicht: {entry.msgid}", ["fuzzy"]

    result = taken_over(staff, sent(staff, translated_po(po_of(staff, page), unsure)))

    assert (result["counts"], result["taken"], stored_words(page, "ar")) == ({"draft": 4}, {}, {})
    assert result["rows"][0]["words"] == "vielleicht: Kommen Sie vorbei"


def test_fuzzy_entries_are_taken_as_drafts_where_somebody_wants_that(staff: User) -> None:
    page = make_offer()
    translated(page, "ar")
    row_of(page, "ar", HTML).delete()

    def unsure(entry: polib.POEntry) -> None:
        entry.msgstr, entry.flags = f"vielleicht: {entry.msgid}", ["fuzzy"]

    upload = sent(staff, translated_po(po_of(staff, page), unsure))
    choose(upload, "ar.po", Choice(drafts=True))
    result = taken_over(staff, upload)

    assert result["taken"] == {"draft": 1}
    assert row_of(page, "ar", HTML).translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
    assert stored_words(page, "ar")["Für {alle}."] == "ar: Für {alle}."


def machine_row(page: Any, german: str) -> StringTranslation:
    row = row_of(page, "ar", german)
    row.translation_type = StringTranslation.TRANSLATION_TYPE_MACHINE
    row.save()
    return row


def test_person_beats_machine_whatever_is_newer(staff: User) -> None:
    page = make_offer()
    translated(page, "ar")
    content = translated_po(po_of(staff, page), lambda entry: setattr(entry, "msgstr", f"Datei: {entry.msgid}"))
    machine_row(page, "Für {alle}.")

    upload = sent(staff, content)
    shown = verdicts(upload)
    taken_over(staff, upload)

    row = row_of(page, "ar", "Für {alle}.")
    assert shown["Für {{alle}}."] is Verdict.MACHINE
    assert (row.data, row.translation_type) == ("Datei: Für {alle}.", "manual")


def test_machine_text_that_somebody_confirmed_in_poedit_is_confirmed(staff: User) -> None:
    page = make_offer()
    translated(page, "ar")
    machine_row(page, "Für {alle}.")
    machine_row(page, "Montag bis Donnerstag.")

    def confirm(entry: polib.POEntry) -> None:
        if entry.msgid == "Für {{alle}}.":
            entry.flags = []

    upload = sent(staff, translated_po(po_of(staff, page), confirm))
    shown = verdicts(upload)
    taken_over(staff, upload)

    assert (shown["Für {{alle}}."], shown["Montag bis Donnerstag."]) == (Verdict.CONFIRMED, Verdict.SAME)
    assert row_of(page, "ar", "Für {alle}.").translation_type == "manual"
    assert row_of(page, "ar", "Montag bis Donnerstag.").translation_type == "machine"


def test_machine_text_that_omegat_marks_by_itself_is_not_confirmed(staff: User) -> None:
    page = make_offer()
    translated(page, "ar")
    machine_row(page, "Für {alle}.")
    [content] = unpacked(export([(page, "ar")], "xliff", by=staff, at=timezone.now())).values()
    by_omegat = content.replace(b"needs-review-translation", b"translated")
    by_hand = content.replace(b"needs-review-translation", b"final")

    assert verdicts(sent(staff, by_omegat, "ar.xlf"), "ar.xlf")["Für {{alle}}."] is Verdict.SAME
    assert verdicts(sent(staff, by_hand, "ar.xlf"), "ar.xlf")["Für {{alle}}."] is Verdict.CONFIRMED


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Fragen ohne Marken", "The mark {1}…{/1} is missing (link to bamf.de). Put it where it belongs."),
        ("{1}a{2}b{/1}c{/2}", "{2} begins inside {1}, so it must end first."),
        ("{1}a{/1} {2}b{/2} {3}c{/3}", "The German sentence has no mark {3}. Take it out."),
        ("{1}a{/1} {2}b{/2} <script>alert(1)</script>", None),
        ("{1}a{/1} {2}b{/2} <p onclick=x>c</p>", None),
        ("{1}a{/1} {2}b{/2} }", "A single } stands in the text. Write it twice."),
    ],
)
def test_broken_words_are_named_with_their_line_and_change_nothing(staff: User, words: str, reason: str | None) -> None:
    page = make_offer()
    content = translated_po(
        po_of(staff, page), lambda entry: setattr(entry, "msgstr", words if entry.msgid == LINK else "gut")
    )
    line = next(n for n, text in enumerate(content.decode().splitlines(), 1) if text.startswith(f'msgid "{LINK}'))

    result = taken_over(staff, sent(staff, content))

    [broken] = [row for row in result["rows"] if row["verdict"] == Verdict.BROKEN]
    assert (broken["words"], broken["taken"]) == (words, False)
    assert line - 6 <= broken["line"] <= line
    assert reason is None or broken["reason"] == reason
    assert broken["reason"]
    assert stored_words(page, "ar") == {
        "Kommen Sie vorbei": "gut",
        "Für {alle}.": "gut",
        "Montag bis Donnerstag.": "gut",
    }


def test_words_that_are_too_long_are_refused(staff: User) -> None:
    page = make_offer()
    content = translated_po(po_of(staff, page), lambda entry: setattr(entry, "msgstr", "ä" * 300))

    shown = verdicts(sent(staff, content))

    assert shown["Kommen Sie vorbei"] is Verdict.BROKEN
