"""What a file brings is taken over once, and never over newer words of a person."""

from typing import Any

import polib
import pytest
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import StringTranslation

from cms.jobs import runs
from cms.translation.differences import previous_of
from cms.translation.exchange.applying import ApplyObstacle, ApplyRefused, apply_exchange
from cms.translation.exchange.incoming import Choice, choose, preview_of
from cms.translation.exchange.preview import Verdict
from cms.translation.exchange.reports import file_lines
from cms.translation.models import Exchange
from cms.translation.sentences import sentences_of
from cms.users.models import User
from tests.make.exchange import (
    HTML,
    LINK,
    fill,
    make_offer,
    po_of,
    row_of,
    sent,
    stored_words,
    taken_over,
    translated_po,
    verdicts,
    with_other_words,
)
from tests.make.translation import locale, publish, translated

pytestmark = pytest.mark.usefixtures("in_english")


def verdicts_of(result: dict[str, Any]) -> list[str]:
    return [row["verdict"] for row in result["rows"]]


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
