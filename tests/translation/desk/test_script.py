"""The desk in a browser with its script: saved on leaving, said aloud, nothing lost, and nothing pasted ever runs."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from cms.translation import review
from cms.translation.composing import ensure_row
from cms.translation.sentences import find
from tests.journeys.walking import Walk, address
from tests.make.translation import locale, make_page, make_public, publish
from tests.make.translators import make_translator, save
from tests.translation.desk.visiting import Visit, browser_of, stored

pytestmark = pytest.mark.django_db(transaction=True)
TITLE, LEAD = "Kita", "Was die Kita kostet."
PAYLOADS = [
    "<script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    '<b onclick="window.hit = 1">fett</b>',
    '<a href="javascript:window.hit = 1">Link</a>',
    '<b style="position:fixed">fett</b>',
    "<svg onload='window.hit = 1'>",
    "</textarea><script>window.hit = 1</script>",
    '"><script>window.hit = 1</script>',
    "{{ constructor.constructor('window.hit = 1')() }}",
    "&lt;script&gt;window.hit = 1&lt;/script&gt;",
    "<SCRIPT >window.hit = 1</SCRIPT>",
    "<iframe srcdoc='<script>parent.hit = 1</script>'></iframe>",
]


@pytest.fixture
def piece() -> Any:
    make_public("ar")
    page = make_page(title=TITLE, lead=LEAD)
    ensure_row(page, locale("ar"))
    return page


class Desk:
    """One translator with a script at one piece, in English."""

    def __init__(self, page: Any, source: Any, user: Any) -> None:
        self.walk, self.source = Walk(page, "en"), source
        self.page = page
        self.walk.sign_in_as(user)
        self.visit = Visit(browser_of(user), source)
        self.walk.go(self.visit.address())

    def ref(self, german: str) -> str:
        return self.visit.ref(german)

    def field(self, german: str) -> Any:
        return self.page.locator(f'[name="text-{self.ref(german)}"]')

    def note(self, german: str) -> Any:
        return self.page.locator(f"#satz-{self.ref(german)} [data-saved]")

    def type_and_leave(self, german: str, text: str) -> None:
        self.field(german).fill(text)
        self.page.locator("h1").click()
        self.page.wait_for_function("() => document.querySelector('[data-desk-status]').textContent !== ''")


@pytest.fixture
def desk(page: Any, piece: Any) -> Iterator[Desk]:
    found = Desk(page, piece, make_translator("ar"))
    yield found
    found.page.wait_for_load_state("networkidle")  # nothing is written while the database is put back
    assert found.walk.faults == []


def test_leaving_a_sentence_saves_it_and_says_so(desk: Desk) -> None:
    desk.type_and_leave(TITLE, "روضة")

    assert stored(desk.source, TITLE) == "روضة"
    assert desk.page.locator("[data-desk-status]").text_content() == "Saved. 1 of 2."
    assert desk.note(TITLE).inner_text().strip() == "Saved. 1 of 2."
    assert "1 of 2 sentences are done" in desk.page.locator("[data-desk-progress]").inner_text()


def test_what_is_typed_while_saving_is_never_replaced_and_is_saved_next(desk: Desk) -> None:
    more, field = "روضة أطفال", desk.field(TITLE)  # found here: the browser's own loop must not ask the database
    desk.page.route("**/satz/", lambda route: (field.fill(more), route.continue_()), times=1)

    desk.type_and_leave(TITLE, "روضة")
    first = (stored(desk.source, TITLE), desk.field(TITLE).input_value())
    with desk.page.expect_response("**/satz/"):
        desk.page.locator("h1").click()

    assert (first, stored(desk.source, TITLE)) == (("روضة", more), more)


def test_button_saves_in_place_and_leads_to_the_next_open_sentence(desk: Desk) -> None:
    desk.field(TITLE).fill("روضة")
    desk.page.locator(f'button[value="save:{desk.ref(TITLE)}"]').click()
    desk.note(TITLE).wait_for()

    assert desk.page.evaluate("document.activeElement.name") == f"text-{desk.ref(LEAD)}"
    assert (desk.walk.path, stored(desk.source, TITLE)) == (desk.visit.address(), "روضة")


def test_fault_is_said_at_the_field_and_the_text_stays(desk: Desk) -> None:
    desk.type_and_leave(TITLE, "روضة {7}")

    field = desk.field(TITLE)
    assert (field.input_value(), field.get_attribute("aria-invalid"), stored(desk.source, TITLE)) == (
        "روضة {7}",
        "true",
        "",
    )
    assert "has no mark {7}" in desk.walk.error_at(f"text-{desk.ref(TITLE)}")


def test_chip_puts_a_mark_around_what_is_chosen(page: Any) -> None:
    make_public("ar")
    source = make_page(title=TITLE, live=False)
    source.body = [("paragraph", '<p>Mehr beim <a href="https://bamf.de/x">BAMF</a>.</p>')]
    publish(source)
    ensure_row(source, locale("ar"))
    desk = Desk(page, source, make_translator("ar"))
    german = "Mehr beim BAMF."
    desk.field(german).fill("BAMF")
    desk.field(german).evaluate("field => field.setSelectionRange(0, 4)")

    page.locator(f"#satz-{desk.ref(german)} [data-insert]").click()

    assert desk.field(german).input_value() == "{1}BAMF{/1}"


def test_without_a_connection_the_text_stays_and_is_sent_later(desk: Desk) -> None:
    desk.page.context.set_offline(True)
    desk.field(TITLE).fill("روضة")
    desk.page.locator("h1").click()
    desk.note(TITLE).wait_for()
    told = desk.note(TITLE).inner_text()

    desk.page.context.set_offline(False)
    desk.page.evaluate("dispatchEvent(new Event('online'))")
    desk.page.locator(f"#satz-{desk.ref(TITLE)} .status--good").wait_for()

    assert (told.startswith("No connection."), stored(desk.source, TITLE)) == (True, "روضة")
    desk.walk.faults.clear()  # the browser itself reports the failed request


@pytest.mark.acceptance("T11")
def test_signed_out_meanwhile_the_script_leads_to_the_login_and_the_text_is_kept(desk: Desk) -> None:
    Session.objects.all().delete()

    desk.type_and_leave(TITLE, "روضة")

    link = desk.note(TITLE).locator("a")
    assert (link.inner_text(), "/konto/login/?next=" in link.get_attribute("href")) == ("Sign in", True)
    assert (desk.field(TITLE).input_value(), stored(desk.source, TITLE)) == ("روضة", "")
    kept = Session.objects.get().get_decoded()["translation_kept"]
    assert [text["text"] for texts in kept.values() for text in texts.values()] == ["روضة"]


@pytest.mark.acceptance("T11")
def test_somebody_else_was_faster_and_both_texts_are_there(desk: Desk) -> None:
    save(desk.source, TITLE, "حضانة", by=make_translator("ar", name="Nadia Saleh"))

    desk.type_and_leave(TITLE, "روضة")

    card = desk.page.locator(f"#satz-{desk.ref(TITLE)}")
    assert (desk.field(TITLE).input_value(), card.locator("[data-theirs]").inner_text()) == ("روضة", "حضانة")
    card.locator(f'button[value="theirs:{desk.ref(TITLE)}"]').click()
    card.locator("[data-theirs]").wait_for(state="detached")
    assert (desk.field(TITLE).input_value(), stored(desk.source, TITLE)) == ("حضانة", "حضانة")


@pytest.mark.acceptance("T12")
def test_nothing_pasted_runs_or_goes_live(desk: Desk, new_page: Callable[..., Any]) -> None:
    refused = 0
    for payload in PAYLOADS:
        desk.type_and_leave(TITLE, f"روضة {payload}")
        refused += find(desk.source, "ar", desk.ref(TITLE)).translation == ""
        assert desk.page.evaluate("window.hit") is None, payload
        desk.page.evaluate("document.querySelector('[data-desk-status]').textContent = ''")
    plain_words = PAYLOADS[9]
    user = make_translator("ar")
    for german, text in ((TITLE, f"روضة {plain_words}"), (LEAD, "كم تكلف")):
        sentence = find(desk.source, "ar", desk.ref(german))
        save(desk.source, sentence, text, by=user)
    review.submit(desk.source, "ar", by=user, at=timezone.now())
    review.approve(desk.source, "ar", by=make_translator("ar", review=True), at=timezone.now())

    live = desk.source.get_translation(locale("ar"))
    reader = new_page()
    reader.goto(f"/ar/{live.slug}/")

    assert refused >= 8
    assert (reader.evaluate("window.hit"), reader.locator("main script, main iframe, main img[onerror]").count()) == (
        None,
        0,
    )
    assert not any(tag in live.specific.title for tag in ("<script", "onerror", "onclick", "javascript:window"))


@pytest.mark.acceptance("T12")
def test_hidden_signs_are_taken_out_with_a_word_and_joiners_stay(desk: Desk) -> None:
    desk.type_and_leave(TITLE, "می\u200cروم\u202e\u2066 روضة")

    assert stored(desk.source, TITLE) == "می\u200cروم روضة"
    assert "Invisible signs that would harm the page were removed" in (
        desk.page.locator(f"#satz-{desk.ref(TITLE)}").inner_text()
    )


def test_keyboard_alone_reaches_field_save_and_next(desk: Desk) -> None:
    desk.field(TITLE).focus()
    desk.page.keyboard.type("روضة")
    desk.page.keyboard.press("Tab")
    focused = desk.page.evaluate("document.activeElement.value")
    desk.page.keyboard.press("Enter")
    desk.note(TITLE).wait_for()

    assert (focused, stored(desk.source, TITLE)) == (f"save:{desk.ref(TITLE)}", "روضة")
    assert desk.page.evaluate("document.activeElement.name") == f"text-{desk.ref(LEAD)}"


def test_script_is_loaded_at_the_desk_alone(page: Any, piece: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(address("account_login", "en"))

    assert not any("desk" in url and url.endswith(".js") for url in asked)
