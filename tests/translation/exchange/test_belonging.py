"""A file that belongs elsewhere is named; what became of an upload is told."""

import polib
import pytest
from django.utils import timezone

from cms.jobs import runs
from cms.translation.exchange.applying import ApplyObstacle, apply_exchange, obstacle_to_apply
from cms.translation.exchange.faults import Fault
from cms.translation.exchange.incoming import Choice, choose, discard
from cms.translation.exchange.reports import file_lines, report_lines
from cms.translation.models import ExchangeState
from cms.translation.review import submit
from cms.users.models import User
from cms.users.roles import EDITOR
from tests.make.exchange import LINK, fill, make_offer, packed, po_of, sent, stored_words, taken_over, translated_po
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_page, translated

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.mark.acceptance("T19")
def test_file_of_another_page_is_named(staff: User) -> None:
    page, other = make_offer(), make_page(title="Kontakt")
    head = po_of(staff, page).decode()
    mixed_up = po_of(staff, other).decode().replace(str(other.translation_key), str(page.translation_key))

    meant = sent(staff, head.encode(), key=str(other.translation_key))
    mixed = sent(staff, mixed_up.encode())

    assert [str(line["problem"]) for upload in (meant, mixed) for line in file_lines(upload)] == [
        "This file belongs to the text “Kommen Sie vorbei”, not to “Kontakt”. Nothing of it is taken over.",
        "This file belongs to the text “Kontakt”, not to “Kommen Sie vorbei”. Nothing of it is taken over.",
    ]
    assert obstacle_to_apply(meant, staff) is ApplyObstacle.NOTHING


def test_file_without_any_sentence_of_ours_is_named(staff: User) -> None:
    page = make_offer()
    file = polib.pofile(po_of(staff, page).decode())
    for entry in file:
        entry.msgid, entry.occurrences, entry.msgstr = f"Fremd {entry.msgid}", [], "x"

    [line] = file_lines(sent(staff, str(file).encode()))

    assert line["problem"].fault is Fault.NO_SENTENCE_FITS


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("X-Language: ar", "X-Language: xx", Fault.UNKNOWN_LANGUAGE),
        ("X-Language: ar", "X-Language: de", Fault.UNKNOWN_LANGUAGE),
        ("X-Piece: ", "X-Piece: x", Fault.UNKNOWN_PIECE),
    ],
)
def test_file_of_an_unknown_text_or_language_is_named(staff: User, old: str, new: str, fault: Fault) -> None:
    content = po_of(staff, make_offer()).decode().replace(old, new)

    [line] = file_lines(sent(staff, content.encode()))

    assert line["problem"].fault is fault


def test_file_for_another_language_than_meant_is_named(staff: User) -> None:
    page = make_offer()

    [line] = file_lines(sent(staff, po_of(staff, page), key=str(page.translation_key), code="tr"))

    assert str(line["problem"]) == "This file is in the language العربية, not Türkçe. Nothing of it is taken over."


def test_text_written_by_hand_is_not_overwritten(staff: User) -> None:
    page = make_offer()
    content = translated_po(po_of(staff, page), fill)
    page.copy_for_translation(locale("ar"), copy_parents=True)

    [line] = file_lines(sent(staff, content))

    assert line["problem"].fault is Fault.OWN_TEXT


def test_translation_that_is_being_checked_is_not_changed(staff: User) -> None:
    page, translator = make_offer(), make_staff(EDITOR)
    translated(page, "ar")
    content = po_of(staff, page)
    upload = sent(staff, translated_po(content, lambda entry: setattr(entry, "msgstr", f"neu: {entry.msgid}")))
    before = stored_words(page, "ar")

    submit(page, "ar", by=translator, at=timezone.now())
    [refused] = file_lines(sent(staff, content))
    runs.work(apply_exchange(upload, by=staff, at=timezone.now()))
    upload.refresh_from_db()
    [line] = file_lines(upload)

    assert (refused["problem"].fault, line["problem"].fault) == (Fault.IN_REVIEW, Fault.IN_REVIEW)
    assert stored_words(page, "ar") == before


def test_same_text_twice_in_an_archive_is_read_once(staff: User) -> None:
    page = make_offer()
    content = po_of(staff, page)
    one = translated_po(content, lambda entry: setattr(entry, "msgstr", "eins"))
    two = translated_po(content, lambda entry: setattr(entry, "msgstr", "zwei"))

    upload = sent(staff, packed({"a.po": one, "b.po": two}), "back.zip")
    runs.work(apply_exchange(upload, by=staff, at=timezone.now()))

    assert [line["problem"] and line["problem"].fault for line in file_lines(upload)] == [None, Fault.TWICE]
    assert stored_words(page, "ar")["Für {alle}."] == "eins"


def test_file_that_was_left_out_changes_nothing(staff: User) -> None:
    page, other = make_offer(), make_page(title="Kontakt")
    files = {"a.po": translated_po(po_of(staff, page), fill), "b.po": translated_po(po_of(staff, other), fill)}
    upload = sent(staff, packed(files), "back.zip")

    choose(upload, "a.po", Choice(skip=True))
    runs.work(apply_exchange(upload, by=staff, at=timezone.now()))

    assert (stored_words(page, "ar"), len(stored_words(other, "ar"))) == ({}, 2)


def test_obstacles_to_taking_over(staff: User) -> None:
    page = make_offer()
    content = translated_po(po_of(staff, page), fill)
    waiting, discarded, gone = sent(staff, content), sent(staff, content), sent(staff, content)
    discard(discarded, by=staff)
    gone.content = None

    assert obstacle_to_apply(waiting, staff) is None
    assert obstacle_to_apply(waiting, make_user()) is ApplyObstacle.NO_RIGHT
    assert obstacle_to_apply(discarded, staff) is ApplyObstacle.DISCARDED
    assert obstacle_to_apply(gone, staff) is ApplyObstacle.GONE
    assert {obstacle.sentence for obstacle in ApplyObstacle if obstacle.sentence} == {
        obstacle.sentence for obstacle in ApplyObstacle
    }


def test_discarded_upload_takes_no_decision_and_no_second_discard(staff: User) -> None:
    upload = sent(staff, po_of(staff, make_offer()))

    first, second = discard(upload, by=staff), discard(upload, by=staff)

    assert (first, second, choose(upload, "ar.po", Choice(skip=True))) == (True, False, False)
    assert (upload.state, upload.content) == (ExchangeState.DISCARDED, None)


def test_report_says_what_became_of_every_sentence(staff: User) -> None:
    page = make_offer()

    def mixed(entry: polib.POEntry) -> None:
        entry.msgstr = {"Kommen Sie vorbei": "=1+1", LINK: "ohne Marken"}.get(entry.msgid, "")

    upload = sent(staff, translated_po(po_of(staff, page), mixed))
    taken_over(staff, upload)
    heading, lines = report_lines(upload)

    rows = [dict(zip(heading, line, strict=True)) for line in lines]
    assert [(row["File"], row["Text"], row["Language"], row["German"], row["In the file"]) for row in rows] == [
        ("ar.po", "Kommen Sie vorbei", "العربية", "Kommen Sie vorbei", "=1+1"),
        ("ar.po", "Kommen Sie vorbei", "العربية", LINK, "ohne Marken"),
    ]
    assert [(row["What it is"], row["Taken over"]) for row in rows] == [("new", "yes"), ("cannot be used", "no")]
    assert rows[1]["Reason"].startswith("The mark {1}")
