"""What a page of the desk costs: as many queries for forty sentences as for ten, and help where it is needed next."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.translation.composing import ensure_row
from tests.make.translation import locale, make_page, publish, translated
from tests.make.translators import make_translator
from tests.translation.desk.visiting import Visit, browser_of, stored

pytestmark = pytest.mark.django_db


def visit_of(number: int) -> Visit:
    """A translator at a text with so many sentences, all of them open."""
    page = make_page(title="Kita", live=False)
    page.body = [("paragraph", "".join(f"<p>Regel {one} gilt immer.</p>" for one in range(1, number)))]
    publish(page)
    ensure_row(page, locale("ar"))
    return Visit(browser_of(make_translator("ar")), page)


def test_similar_sentences_come_with_the_next_three_and_for_others_on_request() -> None:
    translated(make_page(title="Hilfe", lead="Regel 99 gilt immer."), "ar")
    seen = visit_of(8).open()
    cards = seen.page.select("[data-sentence]")
    at_once = [card["id"] for card in cards if card.select(".suggestion")]
    on_request = [card["id"] for card in cards if card.select("[value^=similar]")]

    seen.press("similar:Regel 7 gilt immer.", typed={"Kita": "روضة"})

    card = seen.card("Regel 7 gilt immer.")
    assert (len(at_once) <= 3, card["id"] in on_request) == (True, True)
    assert ([one.text for one in card.select(".suggestion [lang=ar]")], card.details.has_attr("open")) == (
        ["ar: Regel 99 gilt immer."],
        True,
    )
    assert stored(seen.source, "Kita") == "روضة"


def test_queries_do_not_grow_with_the_sentences() -> None:
    few, many = (queries_of(visit_of(number)) for number in (11, 41))

    assert (few == many, many <= 40) == (True, True)  # ten of them are the frame, which is kept outside of tests


def queries_of(seen: Visit) -> int:
    seen.open()
    with CaptureQueriesContext(connection) as captured:
        seen.client.get(seen.address())
    return len(captured)
