"""One text at the desk, without a script: what is shown, what is saved, and that nothing typed is lost."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cms.translation.composing import ensure_row
from cms.translation.reviews import open_review
from cms.translation.sentences import sentences_of
from cms.users import roles
from tests.journeys.walking import address, plain
from tests.make.glossary import make_term
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_page, publish, translated
from tests.make.translators import make_translator, save
from tests.translation.desk.visiting import Visit, browser_of, stale_page, stored

pytestmark = pytest.mark.django_db
NEW = "Was die Kita jetzt kostet."
NAMES = ("piece", "preview", "review", "sentence", "submit", "take_back")


def visit(source: Any, user: Any = None, **options: Any) -> Visit:
    return Visit(browser_of(user or make_translator("ar")), source, **options)


def draft_page(*leads: str, title: str = "Kita") -> Any:
    """A page that was begun in Arabic and has no translation yet."""
    page = make_page(title=title, lead=leads[0] if leads else "Was die Kita kostet.")
    ensure_row(page, locale("ar"))
    return page


# ---------------------------------------------------------------- who may come
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["no role", "another language", "role has ended"])
def test_piece_of_a_stranger_is_not_there(name: str, who: str) -> None:
    page = stale_page()
    user = make_user() if who == "no role" else make_translator("uk" if who == "another language" else "ar")
    if who == "role has ended":
        user.translator_roles.update(valid_until="2020-12-31")
    client = browser_of(user)
    path = address(f"translation:{name}", "en", "ar", page.translation_key)

    status = (client.post if name in NAMES[3:] else client.get)(path).status_code

    assert status == 404


@pytest.mark.parametrize("case", ["unknown key", "German", "not begun", "German is not public"])
def test_piece_that_does_not_exist_is_not_there(case: str) -> None:
    page, code = stale_page(), "ar"
    key = page.translation_key
    if case == "unknown key":
        key = uuid4()
    if case == "not begun":
        code = "uk"
    if case == "German":
        code = "de"
    if case == "German is not public":
        page.unpublish()

    response = browser_of(make_translator("ar", "uk")).get(address("translation:piece", "en", code, key))

    assert response.status_code == 404


def test_editor_reaches_every_piece(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False

    seen = visit(stale_page(), make_staff(roles.EDITOR)).open()

    assert (seen.status, seen.shown) == (200, [NEW])


# ---------------------------------------------------------------- what is shown
@pytest.mark.acceptance("T5")
def test_only_the_changed_sentence_is_shown_with_the_difference_and_the_old_translation() -> None:
    seen = visit(stale_page()).open()

    card = seen.card(NEW)
    assert seen.shown == [NEW]
    assert [ins.get_text(" ") for ins in card.select("ins")] == ["new:  jetzt "]
    assert (card.select_one(".was dd").text, seen.text(NEW)) == ("Was die Kita kostet.", "ar: Was die Kita kostet.")
    assert "The old translation stands here." in seen.words
    assert [link.text for link in seen.page.select(".chips a")] == ["Only the 1 changed", "All 2 sentences"]


def test_all_sentences_are_one_link_away() -> None:
    seen = visit(stale_page()).open("?ansicht=alle")

    assert (seen.shown, seen.text("Kita")) == (["Kita", NEW], "ar: Kita")


def test_text_that_readers_do_not_have_yet_is_shown_whole() -> None:
    seen = visit(draft_page()).open()

    assert (seen.shown, seen.page.select(".chips a")) == (["Kita", "Was die Kita kostet."], [])


def test_ten_sentences_a_page_beginning_with_the_first_open_one() -> None:
    page = make_page(title="Kita", lead="Lead.", live=False)
    page.body = [("paragraph", "".join(f"<p>Satz {number}.</p>" for number in range(1, 25)))]
    publish(page)
    ensure_row(page, locale("ar"))
    user = make_translator("ar")
    for sentence in sentences_of(page, "ar")[:12]:
        save(page, sentence, "تم", by=user)

    seen = visit(page, user).open()

    assert (len(seen.shown), seen.shown[2]) == (10, "Satz 11.")
    assert seen.page.select_one(".pagination [aria-current]").text == "2"


def test_field_speaks_its_language_and_grows_with_the_sentence() -> None:
    page = draft_page("Bringen Sie bitte alle Briefe mit, die Sie nicht verstehen. " * 4)

    seen = visit(page).open()

    areas = seen.page.select("textarea[name^=text-]")
    assert [(area["lang"], area["dir"], int(area["rows"]) > 2) for area in areas] == [
        ("ar", "rtl", False),
        ("ar", "rtl", True),
    ]
    assert areas[0]["data-limit"] == "255"


def test_nothing_open_offers_to_look_and_to_correct() -> None:
    page = make_page(title="Kita", lead="Was die Kita kostet.")
    translated(page, "ar")

    seen = visit(page).open()

    assert ("Nothing is open in this text." in seen.words, "Found a mistake?" in seen.words) == (True, True)
    assert visit(page).open("?ansicht=alle").shown == ["Kita", "Was die Kita kostet."]


# ---------------------------------------------------------------- saving
def test_saving_stores_the_text_and_leads_to_the_next_open_sentence() -> None:
    seen = visit(draft_page()).open()

    seen.press("save:Kita", typed={"Kita": "روضة"})

    assert stored(seen.source, "Kita") == "روضة"
    assert seen.url.endswith(f"gespeichert={seen.ref('Kita')}#satz-{seen.ref('Was die Kita kostet.')}")
    assert ("Saved. 1 of 2." in seen.words, "1 of 2 sentences are done" in seen.words) == (True, True)


def test_everything_typed_is_saved_whichever_button_is_pressed() -> None:
    seen = visit(draft_page()).open()

    seen.press("save:Kita", typed={"Kita": "روضة", "Was die Kita kostet.": "كم تكلف الروضة"})

    assert (stored(seen.source, "Kita"), stored(seen.source, "Was die Kita kostet.")) == ("روضة", "كم تكلف الروضة")
    assert seen.url.endswith("#finish")


def test_old_translation_is_stored_only_when_somebody_says_so() -> None:
    page = stale_page()
    seen = visit(page).open("?ansicht=alle")

    seen.press("save:Kita", typed={"Kita": "روضة"})
    untouched = stored(page, NEW)
    seen.press(f"save:{NEW}")

    assert (untouched, stored(page, NEW)) == ("", "ar: Was die Kita kostet.")


def test_text_that_cannot_be_stored_stays_in_the_field_and_is_named_on_top() -> None:
    page = make_page(title="Kita", live=False)
    page.body = [("paragraph", '<p>Mehr beim <a href="https://bamf.de/x">BAMF</a>.</p>')]
    publish(page)
    ensure_row(page, locale("ar"))
    seen = visit(page).open()

    seen.press("save:Mehr beim BAMF.", typed={"Mehr beim BAMF.": "المزيد عند {1}BAMF", "Kita": "روضة"})

    ref = seen.ref("Mehr beim BAMF.")
    fault = "After {1} there is no {/1}."
    assert seen.faults == [(fault, f"#text-{ref}")]
    assert seen.text("Mehr beim BAMF.") == "المزيد عند {1}BAMF"
    area = seen.page.select_one(f"#text-{ref}")
    assert (area["aria-invalid"], area["aria-describedby"]) == ("true", f"text-{ref}_error")
    assert (stored(page, "Mehr beim BAMF."), stored(page, "Kita")) == ("", "روضة")
    assert "link to bamf.de" in seen.card("Mehr beim BAMF.").text


def test_emptied_field_without_a_translation_is_for_later() -> None:
    page = stale_page()
    seen = visit(page).open()

    seen.press("page:1", typed={NEW: ""})

    assert (seen.faults, seen.text(NEW)) == ([], "ar: Was die Kita kostet.")


@pytest.mark.acceptance("T11")
def test_two_translators_on_one_sentence_see_both_texts() -> None:
    page = draft_page()
    hers, his = visit(page, make_translator("ar", name="Samira Nasser")).open(), visit(page).open()

    hers.press("save:Kita", typed={"Kita": "روضة أطفال"})
    his.press("save:Kita", typed={"Kita": "حضانة"})

    card = his.card("Kita")
    assert (stored(page, "Kita"), his.text("Kita")) == ("روضة أطفال", "حضانة")
    assert card.select_one("[data-theirs]").text == "روضة أطفال"
    assert ("Samira saved this meanwhile:" in card.get_text(" "), len(his.faults)) == (True, 1)


@pytest.mark.parametrize(("button", "kept"), [("save", "حضانة"), ("theirs", "روضة أطفال")])
def test_person_decides_which_text_stays(button: str, kept: str) -> None:
    page = draft_page()
    hers, his = visit(page).open(), visit(page).open()
    hers.press("save:Kita", typed={"Kita": "روضة أطفال"})
    his.press("save:Kita", typed={"Kita": "حضانة"})

    his.press(f"{button}:Kita")

    assert (stored(page, "Kita"), his.faults, his.text("Kita")) == (kept, [], kept)


@pytest.mark.acceptance("T11")
def test_german_published_anew_in_the_middle_loses_nothing() -> None:
    page = draft_page()
    seen = visit(page).open()
    page.lead = "Was die Kita im Jahr kostet."
    publish(page)

    data = seen.fields()
    old = next(name for name in data if name.startswith("text-") and name != f"text-{seen.ref('Kita')}")
    seen.take(
        seen.client.post(
            seen.address("sentence"), data | {old: "كم تكلف", f"text-{seen.ref('Kita')}": "روضة"}, follow=True
        )
    )

    assert (stored(page, "Kita"), seen.text("Was die Kita im Jahr kostet.")) == ("روضة", "كم تكلف")
    assert "The German text was changed while you were working." in " ".join(seen.page.get_text(" ").split())
    again = visit(page).open()
    assert again.text("Was die Kita im Jahr kostet.") == "كم تكلف"
    assert [ins.get_text(" ", strip=True) for ins in again.card("Was die Kita im Jahr kostet.").select("ins")] == [
        "new: im Jahr"
    ]


# ---------------------------------------------------------------- help
def test_what_stands_in_the_way_is_listed_with_jump_links() -> None:
    seen = visit(draft_page()).open()

    seen.press("", typed={"Kita": "روضة"}, name="submit")

    ref = seen.ref("Was die Kita kostet.")
    assert seen.faults == [("1 sentence is not translated yet.", f"{seen.address()}?seite=1#satz-{ref}")]
    assert stored(seen.source, "Kita") == "روضة"


def test_sent_piece_can_only_be_read_until_it_is_taken_back() -> None:
    page = draft_page()
    user = make_translator("ar")
    seen = visit(page, user).open()
    both = {"Kita": "روضة", "Was die Kita kostet.": "كم تكلف"}

    seen.press("", typed=both, name="submit")
    at_home = "Thank you! A second person reads it now." in seen.page.get_text()
    seen.open()
    locked = (seen.page.select("textarea[name^=text-]"), "This text is being checked" in seen.words)
    seen.take(seen.client.post(seen.address("take_back"), follow=True))

    assert (at_home, locked) == (True, ([], True))
    assert (seen.text("Kita"), "You have it back" in seen.page.get_text()) == ("روضة", True)


def test_text_for_a_piece_that_was_sent_meanwhile_is_kept_and_shown() -> None:
    page = draft_page()
    hers, his = visit(page).open(), visit(page).open()
    hers.press("", typed={"Kita": "روضة", "Was die Kita kostet.": "كم تكلف"}, name="submit")

    his.press("save:Kita", typed={"Kita": "حضانة"})

    assert stored(page, "Kita") == "روضة"
    assert ("Your text is kept here حضانة" in his.words, his.page.select("textarea[name^=text-]")) == (True, [])


def test_anonymous_reader_cannot_see_that_a_piece_exists() -> None:
    page = stale_page()

    found = Client().get(address("translation:piece", "en", "ar", page.translation_key))
    unknown = Client().get(address("translation:piece", "en", "ar", uuid4()))

    assert (found.status_code, unknown.status_code) == (302, 302)


# ---------------------------------------------------------------- German words that must stay
def test_german_word_that_readers_must_recognise_is_missed_at_its_sentence() -> None:
    make_term("Jobcenter", keep_german=True)
    page = draft_page("Gehen Sie zum Jobcenter.")
    user = make_translator("ar")
    save(page, "Kita", "روضة", by=user)
    save(page, "Gehen Sie zum Jobcenter.", "اذهب إلى مركز العمل", by=user)

    seen = visit(page, user).open()

    card = seen.card("Gehen Sie zum Jobcenter.")
    assert [plain(one.text) for one in card.select(".sentence__finding")] == [
        "The German word “Jobcenter” is missing. Readers must recognise it."
    ]
    assert "Was Jobcenter ist." in card.select_one(".terms").text
    assert [link["href"].split("#")[1] for link in seen.page.select(".desk__finish .todo a")] == [card["id"]]


def test_lead_may_say_that_german_words_are_left_out_on_purpose(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    make_term("Jobcenter", keep_german=True)
    page = draft_page("Gehen Sie zum Jobcenter.")
    user = make_translator("ar")
    save(page, "Kita", "روضة", by=user)
    save(page, "Gehen Sie zum Jobcenter.", "اذهب إلى مركز العمل", by=user)
    hers, lead = visit(page, user).open(), visit(page, make_staff(roles.PUBLISHER)).open()
    offered = [bool(one.page.select("[name=confirm_terms]")) for one in (hers, lead)]

    lead.client.post(lead.address("submit"), lead.fields() | {"confirm_terms": "on"})

    assert (offered, open_review(page, "ar") is not None) == ([False, True], True)
