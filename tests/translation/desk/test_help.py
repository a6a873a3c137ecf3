"""What helps with a sentence at the desk: questions, machines, memory, German words that stay, remarks."""

from typing import Any

import pytest
from wagtail_localize.models import StringTranslation

from cms.translation.composing import ensure_row
from cms.translation.models import Question
from tests.make.machine import choose_provider, make_setting
from tests.make.translation import locale, make_page, translated
from tests.make.translators import make_translator, save
from tests.translation.desk.visiting import Visit, browser_of, stored

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


def test_question_is_asked_and_the_sentence_stays_open() -> None:
    page = draft_page()
    seen = visit(page).open()

    seen.press("ask:Kita", typed={"Was die Kita kostet.": "كم تكلف"})
    said_nothing = (Question.objects.count(), stored(page, "Was die Kita kostet."))
    seen.open().ask("Kita", "Ist die Krippe gemeint?")

    question = Question.objects.get()
    assert said_nothing == (0, "كم تكلف")
    assert (question.text, question.german, question.path) == ("Ist die Krippe gemeint?", "Kita", "title")
    assert (stored(page, "Kita"), "Ist die Krippe gemeint?" in seen.card("Kita").text) == ("", True)


def test_answer_is_read_by_translators_of_every_language() -> None:
    page = draft_page()
    ensure_row(page, locale("uk"))
    visit(page).open().ask("Kita", "Ist die Krippe gemeint?")
    Question.objects.update(answer="Nein, ab drei Jahren.", state="answered")

    seen = Visit(browser_of(make_translator("uk")), page, code="uk").open()

    assert "Nein, ab drei Jahren." in seen.card("Kita").text


def test_machine_sentence_waits_to_be_confirmed() -> None:
    page = draft_page()
    user = make_translator("ar")
    save(page, "Kita", "روضة", by=user)
    StringTranslation.objects.filter(data="روضة").update(translation_type="machine", tool_name="Pseudo")
    seen = visit(page, user).open()
    before = seen.card("Kita").select_one(".status").text

    seen.press("confirm:Kita")

    row = StringTranslation.objects.get(data="روضة")
    assert (before, row.translation_type, row.tool_name) == ("by machine", "manual", "confirmed: Pseudo")
    assert seen.open().card("Kita").select_one(".status").text == "translated"


def test_german_words_can_stay_as_they_are() -> None:
    seen = visit(draft_page(title="Offenes Haus")).open()

    seen.press("keep:Offenes Haus")

    assert stored(seen.source, "Offenes Haus") == "Offenes Haus"


def test_similar_sentence_is_a_text_to_begin_with() -> None:
    translated(make_page(title="Hilfe", lead="Bringen Sie bitte Ihren Ausweis mit."), "ar")
    page = draft_page("Bringen Sie bitte Ihren Pass mit.")
    seen = visit(page).open()
    german = "Bringen Sie bitte Ihren Pass mit."
    assert "Bringen Sie bitte Ihren Ausweis mit." in seen.card(german).text

    seen.take(
        seen.client.post(seen.address("sentence"), seen.fields() | {"do": f"take:{seen.ref(german)}:0"}, follow=True)
    )

    assert (stored(page, german), seen.text(german)) == ("", "ar: Bringen Sie bitte Ihren Ausweis mit.")
    seen.press("all")
    assert stored(page, german) == "ar: Bringen Sie bitte Ihren Ausweis mit."


@pytest.mark.django_db(transaction=True)
def test_machine_suggests_a_text_that_nobody_has_to_take(settings: Any) -> None:
    settings.MACHINE_TRANSLATION = make_setting()
    choose_provider()
    page = draft_page()
    seen = visit(page).open()

    seen.press("suggest:Kita")

    assert (stored(page, "Kita"), seen.text("Kita")[0], "A machine wrote this." in seen.words) == ("", "[", True)


def test_machine_is_not_offered_where_there_is_none() -> None:
    seen = visit(draft_page()).open()

    buttons = [button["value"].split(":")[0] for button in seen.card("Kita").select("button[name=do]")]
    seen.press("suggest:Kita")

    assert (buttons, stored(seen.source, "Kita")) == (["save", "keep", "ask"], "")


def test_remarks_of_plain_language_stand_at_the_sentence() -> None:
    page = make_page(title="Kita", lead="Was die Kita kostet.")
    ensure_row(page, locale("de-simple"))
    user = make_translator("de-simple")
    words = "Die Inanspruchnahme der Kindertagesbetreuungseinrichtung erfolgt unter Berücksichtigung des Einkommens."
    save(page, "Was die Kita kostet.", words, by=user, code="de-simple")

    seen = Visit(browser_of(user), page, code="de-simple").open()

    assert len(seen.card("Was die Kita kostet.").select(".sentence__finding")) > 0


# ---------------------------------------------------------------- sending
