"""What comes back from translators is shown first, and then changes what it should and nothing else."""

from datetime import datetime
from typing import Any

import polib
import pytest
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import StringTranslation

from cms.jobs import runs
from cms.translation.differences import previous_of
from cms.translation.exchange.applying import ApplyObstacle, ApplyRefused, apply_exchange, obstacle_to_apply
from cms.translation.exchange.export import export
from cms.translation.exchange.faults import Fault
from cms.translation.exchange.incoming import Choice, choose, discard, preview_of, receive
from cms.translation.exchange.preview import Verdict, Wanted
from cms.translation.exchange.reports import file_lines, report_lines
from cms.translation.models import Exchange, ExchangeState
from cms.translation.review import submit
from cms.translation.sentences import sentences_of
from cms.users.models import User
from cms.users.roles import EDITOR
from tests.make.exchange import (
    BODY,
    make_offer,
    packed,
    row_of,
    stored_words,
    translated_po,
    translated_xliff,
    unpacked,
)
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_page, publish, translated

pytestmark = pytest.mark.usefixtures("in_english")
LINK = "Fragen? {1}Schreiben{/1} Sie {2}uns{/2}."
HTML = 'Fragen? <a id="a1">Schreiben</a> Sie <b>uns</b>.'


@pytest.fixture
def staff(db: None) -> User:
    return make_staff(EDITOR)


def po_of(staff: User, page: Any, code: str = "ar", *, at: datetime | None = None) -> bytes:
    [content] = unpacked(export([(page, code)], "po", by=staff, at=at or timezone.now())).values()
    return content


def sent(staff: User, content: bytes, name: str = "ar.po", **wanted: str) -> Exchange:
    return receive(name, content, wanted=Wanted(**wanted), by=staff, at=timezone.now())


def verdicts(upload: Exchange, name: str = "ar.po") -> dict[str, Verdict]:
    """What becomes of each German sentence."""
    found = preview_of(upload, name, by=upload.by, at=timezone.now())
    return {row.unit.german: row.verdict for row in found.rows}


def taken_over(staff: User, upload: Exchange) -> dict[str, Any]:
    """The result of the only file."""
    run = runs.work(apply_exchange(upload, by=staff, at=timezone.now()))
    assert (run.failed, run.notes) == (0, [])
    upload.refresh_from_db()
    [result] = upload.report["results"].values()
    return result


def fill(entry: polib.POEntry) -> None:
    """As a person would: an open or unsure entry gets words, and is not unsure any more."""
    if not entry.msgstr or entry.fuzzy:
        entry.msgstr = f"ar: {entry.msgid}"
        entry.flags = []


def test_new_words_are_taken_over(staff: User) -> None:
    page = make_offer()

    upload = sent(staff, translated_po(po_of(staff, page), fill))
    before = stored_words(page, "ar")
    result = taken_over(staff, upload)

    assert before == {}
    assert set(verdicts_of(result)) == {Verdict.NEW}
    assert stored_words(page, "ar") == {
        "Kommen Sie vorbei": "ar: Kommen Sie vorbei",
        "Für {alle}.": "ar: Für {alle}.",
        HTML: f"ar: {HTML}",
        "Montag bis Donnerstag.": "ar: Montag bis Donnerstag.",
    }
    row = row_of(page, "ar", HTML)
    assert (row.translation_type, row.tool_name, row.last_translated_by, row.has_error) == (
        "manual",
        "file: ar.po",
        staff,
        False,
    )
    assert PageLogEntry.objects.get(action="translation.apply_exchange").data == {
        "language": "ar",
        "file": "ar.po",
        "sentences": 4,
    }


def verdicts_of(result: dict[str, Any]) -> list[str]:
    return [row["verdict"] for row in result["rows"]]


def test_piece_that_nobody_has_begun_gets_a_draft(staff: User) -> None:
    page = make_offer()

    taken_over(staff, sent(staff, translated_po(po_of(staff, page), fill)))

    row = Page.objects.get(translation_key=page.translation_key, locale=locale("ar"))
    assert (row.live, row.alias_of) == (False, None)


@pytest.mark.acceptance("T2")
def test_live_row_is_not_touched(staff: User) -> None:
    page = make_offer()
    row = translated(page, "ar")
    columns = dict(type(row).objects.filter(pk=row.pk).values()[0])

    def reword(entry: polib.POEntry) -> None:
        entry.msgstr = f"{entry.msgstr} (neu)"

    result = taken_over(staff, sent(staff, translated_po(po_of(staff, page), reword)))

    after = dict(type(row).objects.filter(pk=row.pk).values()[0])
    changed = {name for name, value in columns.items() if after[name] != value}
    assert verdicts_of(result) == [Verdict.DIFFERENT] * 4
    assert changed <= {"draft_title", "latest_revision_id", "has_unpublished_changes"}


@pytest.mark.acceptance("T19")
def test_words_of_a_person_that_are_newer_stay(staff: User) -> None:
    page = make_offer()
    translated(page, "ar")
    content = po_of(staff, page)
    ours = row_of(page, "ar", "Montag bis Donnerstag.")
    ours.data = "am Schreibtisch, danach"
    ours.save()

    def reword(entry: polib.POEntry) -> None:
        entry.msgstr = f"Datei: {entry.msgid}"

    upload = sent(staff, translated_po(content, reword))
    shown = verdicts(upload)
    taken_over(staff, upload)

    assert shown == {
        "Kommen Sie vorbei": Verdict.DIFFERENT,
        "Für {{alle}}.": Verdict.DIFFERENT,
        LINK: Verdict.DIFFERENT,
        "Montag bis Donnerstag.": Verdict.NEWER_HERE,
    }
    assert stored_words(page, "ar") == {
        "Kommen Sie vorbei": "Datei: Kommen Sie vorbei",
        "Für {alle}.": "Datei: Für {alle}.",
        HTML: f"Datei: {HTML}",
        "Montag bis Donnerstag.": "am Schreibtisch, danach",
    }


@pytest.mark.parametrize("said", ["", "nonsense", "2099-01-01T00:00:00+00:00", "2020-01-01"])
def test_file_that_does_not_say_its_age_counts_as_older(staff: User, said: str) -> None:
    page = make_offer()
    translated(page, "ar")
    file = polib.pofile(po_of(staff, page).decode())
    file.metadata["X-Exported"] = said
    file[0].msgstr = "anders"

    shown = verdicts(sent(staff, str(file).encode()))

    assert shown["Kommen Sie vorbei"] is Verdict.NEWER_HERE


def test_decision_holds_for_the_words_that_were_seen(staff: User) -> None:
    page = make_offer()
    translated(page, "ar")
    content = po_of(staff, page)
    for german in ("Kommen Sie vorbei", "Montag bis Donnerstag."):
        row = row_of(page, "ar", german)
        row.data = "unseres"
        row.save()
    upload = sent(staff, translated_po(content, lambda entry: setattr(entry, "msgstr", f"Datei: {entry.msgid}")))
    rows = {row.unit.german: row for row in preview_of(upload, "ar.po", by=staff, at=timezone.now()).rows}
    wins = {rows[german].ref: (True, rows[german].seen) for german in ("Kommen Sie vorbei", "Montag bis Donnerstag.")}
    loses = {rows["Für {{alle}}."].ref: (False, rows["Für {{alle}}."].seen)}

    choose(upload, "ar.po", Choice(rows={**wins, **loses}))
    later = row_of(page, "ar", "Montag bis Donnerstag.")
    later.data = "nach der Vorschau geändert"
    later.save()
    taken_over(staff, upload)

    words = stored_words(page, "ar")
    assert words["Kommen Sie vorbei"] == "Datei: Kommen Sie vorbei"
    assert words["Für {alle}."] == "ar: Für {alle}."
    assert words["Montag bis Donnerstag."] == "nach der Vorschau geändert"


@pytest.mark.acceptance("T19")
def test_second_import_changes_nothing(staff: User) -> None:
    page = make_offer()
    content = translated_po(po_of(staff, page), fill)
    taken_over(staff, sent(staff, content))
    before = list(StringTranslation.objects.order_by("pk").values())

    upload = sent(staff, content)
    shown = verdicts(upload)
    result = taken_over(staff, upload)

    assert set(shown.values()) == {Verdict.SAME}
    assert (result["taken"], result["rows"]) == ({}, [])
    assert list(StringTranslation.objects.order_by("pk").values()) == before


def test_second_click_changes_nothing(staff: User) -> None:
    page = make_offer()
    upload = sent(staff, translated_po(po_of(staff, page), fill))
    other_tab = Exchange.objects.get(pk=upload.pk)
    taken_over(staff, upload)
    row = row_of(page, "ar", HTML)
    row.data = 'danach <a id="a1">am</a> <b>Schreibtisch</b>'
    row.save()

    with pytest.raises(ApplyRefused) as refused:
        apply_exchange(other_tab, by=staff, at=timezone.now())

    assert refused.value.obstacle is ApplyObstacle.ALREADY
    assert stored_words(page, "ar")[HTML] == 'danach <a id="a1">am</a> <b>Schreibtisch</b>'


def test_step_that_runs_twice_takes_over_once(staff: User) -> None:
    page = make_offer()
    upload = sent(staff, translated_po(po_of(staff, page), fill))
    run = apply_exchange(upload, by=staff, at=timezone.now())
    items = list(run.items)
    runs.work(run)
    type(run).objects.filter(pk=run.pk).update(items=items, state="queued", finished_at=None)
    row = row_of(page, "ar", "Für {alle}.")
    row.data = "danach"
    row.save()

    run.refresh_from_db()
    runs.work(run)

    assert stored_words(page, "ar")["Für {alle}."] == "danach"


@pytest.mark.acceptance("T19")
def test_translation_of_a_sentence_that_changed_since_is_kept_as_a_suggestion(staff: User) -> None:
    page = make_offer()
    content = translated_po(po_of(staff, page), fill)
    with_other_words(page, "Donnerstag", "Freitag")

    upload = sent(staff, content)
    shown, [line] = verdicts(upload), file_lines(upload)
    taken_over(staff, upload)

    assert (line["german_changed"], line["later"], line["new"]) == (True, 1, 3)
    assert shown["Montag bis Donnerstag."] is Verdict.SUGGESTION
    [sentence] = [one for one in sentences_of(page, "ar") if one.german == "Montag bis Freitag."]
    previous = previous_of(page, "ar", sentence)
    assert (sentence.translation, previous.translation if previous else "") == ("", "ar: Montag bis Donnerstag.")


def with_other_words(page: Any, old: str, new: str) -> None:
    """The German is published with other words in the same paragraph."""
    raw = [dict(block) for block in type(page).objects.get(pk=page.pk).body.raw_data]
    raw[0]["value"] = BODY.replace(old, new)
    page.body = page.body.stream_block.to_python(raw)
    publish(page)


def test_title_that_is_gone_does_not_become_the_title_of_the_draft(staff: User) -> None:
    page = make_offer()
    content = translated_po(po_of(staff, page), fill)
    page.title = "Schauen Sie herein"
    publish(page)
    translated(page, "ar")

    taken_over(staff, sent(staff, content))

    row = Page.objects.get(translation_key=page.translation_key, locale=locale("ar"))
    assert row.draft_title == "ar: Schauen Sie herein"
    assert stored_words(page, "ar")["Kommen Sie vorbei"] == "ar: Kommen Sie vorbei"


def test_untouched_former_translation_is_not_taken_for_work(staff: User) -> None:
    page = make_offer()
    translated(page, "ar")
    with_other_words(page, "Donnerstag", "Freitag")

    shown = verdicts(sent(staff, po_of(staff, page)))

    assert shown["Montag bis Freitag."] is Verdict.BLANK
    assert set(shown.values()) == {Verdict.BLANK, Verdict.SAME}


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


# ---- files that do not belong


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


def replaced(old: str, new: str) -> Any:
    return lambda text: text.replace(old, new)


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


# ---- doors


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


# ---- three languages, 50 pieces


@pytest.mark.acceptance("T19")
def test_fifty_texts_in_three_languages_come_back(staff: User) -> None:
    pages = [make_page(title=f"Angebot {n}", lead=f"Kommen Sie am {n}. Tag.") for n in range(50)]
    codes = ["ar", "uk", "de-simple"]
    pieces = [(page, code) for page in pages for code in codes]
    made = [
        export(pieces[:75], "po", by=staff, at=timezone.now()),
        export(pieces[75:], "xliff", by=staff, at=timezone.now()),
    ]
    files = {name: worked_on(name, content) for archive in made for name, content in unpacked(archive).items()}
    translated(pages[0], "ar")
    pages[1].lead = "Ganz anders."
    publish(pages[1])

    upload = sent(staff, packed(files), "back.zip")
    lines = file_lines(upload)
    runs.work(apply_exchange(upload, by=staff, at=timezone.now()))
    upload.refresh_from_db()
    again = file_lines(sent(staff, packed(files), "back.zip"))

    numbers = {"new": 295, "changes": 0, "kept": 2, "later": 3, "unsure": 0, "unusable": 0, "same": 0, "blank": 0}
    assert {name: sum(line[name] for line in lines) for name in numbers} == numbers
    assert [line["problem"] for line in lines] == [None] * 150
    assert sum(line["taken"] for line in file_lines(upload)) == 298
    assert stored_words(pages[0], "ar") == {
        "Angebot 0": "ar: Angebot 0",
        "Kommen Sie am 0. Tag.": "ar: Kommen Sie am 0. Tag.",
    }
    assert stored_words(pages[49], "uk") == {
        "Angebot 49": "uk→ Angebot 49",
        "Kommen Sie am 49. Tag.": "uk→ Kommen Sie am 49. Tag.",
    }
    assert {name: sum(line[name] for line in again) for name in ("new", "kept", "same")} == {
        "new": 0,
        "kept": 2,
        "same": 298,
    }


def worked_on(name: str, content: bytes) -> bytes:
    """As Poedit and OmegaT write it."""
    code = name.partition("/")[0]
    if name.endswith(".po"):
        return translated_po(content, lambda entry: setattr(entry, "msgstr", f"{code}→ {entry.msgid}"))
    return translated_xliff(content, lambda source: f"{code}→ {source}")
