"""Glossary words for readers: explained in pages without a script, all of them on their own page."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail.documents.models import Document

from cms.translation.glossary import address_of
from cms.translation.translating import publish_translation
from home.domain.words import anchor
from home.models import GlossaryPage
from tests.make.glossary import make_form, make_term, translate_term
from tests.make.pages import make_service
from tests.make.translation import in_words_of, make_front_page, make_page, make_public, translated

pytestmark = pytest.mark.django_db


def get(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def explained(soup: BeautifulSoup) -> list[tuple[str, str, str, str]]:
    """Each explained word: its words, its explanation, the language of the explanation, and what stands before it."""
    found = []
    for details in soup.select("main details.word"):
        before = details.find_parent("ul").find_previous_sibling()
        term, text = details.select_one("summary > span"), details.select_one("p > span")
        assert isinstance(term, Tag)
        term.select_one(".visually-hidden").decompose()
        assert isinstance(text, Tag)
        assert isinstance(before, Tag)
        found.append((words(term), words(text), language(text), words(before)))
    return found


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def language(tag: Tag) -> str:
    marked = tag if tag.has_attr("lang") else tag.find_parent(attrs={"lang": True})
    assert isinstance(marked, Tag)
    return f"{marked['lang']} {marked['dir']}"


def make_paragraphs(*texts: str) -> object:
    return make_page(title="Beratung", slug="beratung", body=[("paragraph", text) for text in texts])


@pytest.mark.acceptance("T16")
def test_word_is_explained_once_after_its_first_paragraph_without_a_script(client: Client) -> None:
    make_term("Jobcenter", "Ein Amt.", forms=("Jobcentern",))
    make_paragraphs("<h2>Jobcenter</h2><p>Hilfe.</p><p>In Jobcentern.</p><p>Das Jobcenter.</p>", "<p>Jobcenter</p>")

    soup = get(client, "/de/beratung/")

    assert explained(soup) == [("Jobcenter", "Ein Amt.", "de ltr", "In Jobcentern.")]


@pytest.mark.acceptance("T16")
def test_word_is_explained_in_the_language_of_the_reader(client: Client) -> None:
    make_public()
    term = make_term("Jobcenter", "Ein Amt.")
    translate_term(term, "ar", "مركز العمل", "مكتب لمن يبحث عن عمل.")
    make_form(term, "لمركز العمل", "ar")
    translated(make_front_page(), "ar")
    page = make_paragraphs("<p>Briefe vom Jobcenter.</p>")
    sentences = in_words_of(page, "ar") | {"Briefe vom Jobcenter.": "رسائل لمركز العمل"}
    publish_translation(page, "ar", sentences)

    arabic, turkish = get(client, "/ar/beratung/"), get(client, "/tr/beratung/")

    assert explained(arabic) == [("مركز العمل Jobcenter", "مكتب لمن يبحث عن عمل.", "ar rtl", "رسائل لمركز العمل")]
    assert explained(turkish) == [("Jobcenter", "Ein Amt.", "de ltr", "Briefe vom Jobcenter.")]


def test_words_of_lists_and_steps_are_explained_at_the_end(client: Client) -> None:
    make_term("Kita", "Ein Haus für Kinder.")
    make_term("Briefe", "Post vom Amt.")
    page = make_service()

    soup = get(client, page.url)

    assert [row[:2] for row in explained(soup)] == [("Kita", "Ein Haus für Kinder."), ("Briefe", "Post vom Amt.")]
    at_the_end = soup.select_one("main details.word:not(.prose *)").find_parent("section")
    assert [words(term) for term in at_the_end.select("summary > span")] == ["Briefe"]


def test_page_without_glossary_words_has_no_explanations(client: Client) -> None:
    make_paragraphs("<p>Guten Tag.</p>")

    soup = get(client, "/de/beratung/")

    assert soup.select(".words") == []


# ---------------------------------------------------------------- the page of all words
def entries(soup: BeautifulSoup) -> list[tuple[str, str, str]]:
    return [
        (str(row["id"]), words(row.select_one("dt")), words(row.select_one("dd"))) for row in soup.select("dl > div")
    ]


def test_all_words_stand_under_their_letters_with_an_address_each(client: Client) -> None:
    page = make_page(title="Wörter", slug="woerter", kind=GlossaryPage)
    make_term("Übergang", "Von hier nach dort.")
    term = make_term("Bürgergeld", "Geld.", related_page=make_page(title="Geld", slug="geld"))
    make_term("Unbekannt", live=False)

    soup = get(client, "/de/woerter/")

    assert entries(soup) == [
        ("wort-buergergeld", "Bürgergeld", "Geld. Geld"),
        ("wort-uebergang", "Übergang", "Von hier nach dort."),
    ]
    assert [letter.get_text() for letter in soup.select(".glossary h2")] == ["B", "U"]
    assert address_of(term.translation_key, "ar") == f"/ar/{page.slug}/#wort-buergergeld"


def test_words_are_in_the_order_of_the_reader_or_of_the_german_words(client: Client) -> None:
    make_public()
    make_page(title="Wörter", slug="woerter", kind=GlossaryPage)
    translate_term(make_term("Anmeldung"), "uk", "реєстрація", "Скажіть, де ви живете.")
    translate_term(make_term("Zeugnis"), "uk", "атестат", "Папір зі школи.")
    make_term("Kita", "Ein Haus für Kinder.")

    own, german = get(client, "/uk/woerter/"), get(client, "/uk/woerter/?ordnung=deutsch")

    assert [row[1] for row in entries(own)] == ["Kita", "атестат Zeugnis", "реєстрація Anmeldung"]
    assert [row[1] for row in entries(german)] == ["Anmeldung реєстрація", "Kita", "Zeugnis атестат"]
    kita = own.select_one("#wort-kita p")
    assert isinstance(kita, Tag)
    assert language(kita) == "de ltr"


def test_page_of_words_says_what_to_do_while_it_is_empty(client: Client) -> None:
    make_page(title="Wörter", slug="woerter", kind=GlossaryPage)

    soup = get(client, "/de/woerter/?ordnung=%00&ordnung=x")

    assert soup.select_one(".empty a")["href"] == "/de/anfrage/"


def test_recording_of_a_word_can_be_heard(client: Client) -> None:
    make_page(title="Wörter", slug="woerter", kind=GlossaryPage)
    recording = Document.objects.create(title="Kita", file="kita.mp3")
    make_term("Kita", audio=recording)

    soup = get(client, "/de/woerter/")

    assert soup.select_one("#wort-kita audio")["src"] == recording.url


@pytest.mark.parametrize(
    ("german", "expected"),
    [("Bürgergeld", "wort-buergergeld"), ("BAMF", "wort-bamf"), ("Kita-Platz (U3)", "wort-kitaplatz-u3")],
)
def test_each_word_has_an_anchor_of_latin_letters(german: str, expected: str) -> None:
    assert anchor(german) == expected
