"""Glossary words: found whole, the longest first, translated where they are, kept from machines, missed at the gate."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

from cms.translation.composing import ensure_translation
from cms.translation.glossary import Hit, dropped_terms, glossary, hits, protected_words
from cms.translation.models import Protected
from tests.make.glossary import make_form, make_term, translate_term
from tests.make.translation import locale, make_page

SENTENCES = {
    "plain": ("Gehen Sie zum Jobcenter.", ["Jobcenter"]),
    "other case": ("JOBCENTER und jobcenter", ["Jobcenter"]),
    "listed form": ("Zwei Aufenthaltserlaubnisse", ["Aufenthaltserlaubnis"]),
    "part of a word": ("Jobcenterchef, Integrationskursleiter", []),
    "inside bold": ("<b>Das Jobcenter</b> hilft.", ["Jobcenter"]),
    "after a line break": ("Hier:<br/>Jobcenter", ["Jobcenter"]),
    "inside a link": ('<a id="a1">zum Integrationskurs</a>', ["Integrationskurs"]),
    "entity": ("Jobcenter &amp; Stadt", ["Jobcenter"]),
    "of two words": ("Der Allgemeine Integrationskurs ist neu.", ["Allgemeiner Integrationskurs"]),
    "longest wins, rest found": (
        "Erst allgemeine Integrationskurs, dann Integrationskurs.",
        ["Allgemeiner Integrationskurs", "Integrationskurs"],
    ),
    "not across a sentence": ("Das ist Allgemeine. Integrationskurs", ["Integrationskurs"]),
    "middle dot": ("Das Job·center", ["Jobcenter"]),
    "soft hyphen": ("Das Job\u00adcenter", ["Jobcenter"]),
    "compound with hyphen": ("Der Integrations-Kurs", ["Integrationskurs"]),
    "reading order": ("Vom Integrationskurs zum Jobcenter", ["Integrationskurs", "Jobcenter"]),
    "empty": ("", []),
}


@pytest.fixture
def words(db: None) -> None:
    make_term("Jobcenter")
    make_term("Aufenthaltserlaubnis", forms=("Aufenthaltserlaubnisse",))
    make_term("Integrationskurs")
    make_term("Allgemeiner Integrationskurs", forms=("Allgemeine Integrationskurs",))
    make_term("Stadt", live=False)


@pytest.mark.parametrize("kind", SENTENCES)
def test_words_of_a_sentence_are_found_whole(words: None, kind: str) -> None:
    sentence, expected = SENTENCES[kind]

    found = hits(sentence, "ar")

    assert [hit.german for hit in found] == expected


@pytest.mark.acceptance("T16")
def test_hit_tells_translation_and_explanation_where_they_are_live(db: None) -> None:
    term = make_term("Jobcenter", "Ein Amt für Menschen ohne Arbeit.", keep_german=True)
    translate_term(term, "ar", "مركز العمل", "مكتب لمن يبحث عن عمل.")

    found = [hits("Das Jobcenter", code)[0] for code in ("ar", "tr")]

    assert found == [
        Hit(term.translation_key, "Jobcenter", "مركز العمل", "مكتب لمن يبحث عن عمل.", "ar", keep_german=True),
        Hit(term.translation_key, "Jobcenter", "", "Ein Amt für Menschen ohne Arbeit.", "de", keep_german=True),
    ]


def test_words_of_another_language_are_found_by_their_forms_and_in_german(db: None) -> None:
    term = make_term("Jobcenter", forms=("Jobcenters",))
    translate_term(term, "tr", "İş merkezi")
    make_form(term, "iş merkezine", "tr")

    known = glossary()

    assert [[term.german for term in known.named(text, "tr")] for text in TURKISH] == [["Jobcenter"]] * 3 + [[]]


TURKISH = ("Yarın iş merkezine gidin.", "İŞ MERKEZİ", "Jobcenter'e gidin", "Jobcenters")


def test_glossary_costs_no_query_until_a_word_changes(
    words: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hits("Jobcenter", "ar")

    with django_assert_num_queries(0):
        hits("Jobcenter", "ar")
        protected_words()

    make_term("Bürgergeld")
    assert [hit.german for hit in hits("Bürgergeld vom Jobcenter", "ar")] == ["Bürgergeld", "Jobcenter"]


def test_withdrawn_word_is_not_found(words: None) -> None:
    term = make_term("Bürgergeld")

    term.unpublish()

    assert hits("Bürgergeld", "ar") == []


@pytest.mark.acceptance("T16")
def test_machines_get_protected_words_with_their_forms_longest_first(db: None) -> None:
    make_term("Jobcenter", forms=("Jobcentern",))
    make_term("Kita", machine_protect=False)
    Protected.objects.create(text="IFAK e.V.")

    assert protected_words() == ["Jobcentern", "IFAK e.V.", "Jobcenter"]


def test_word_that_must_stay_german_is_missed_in_the_translation(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_term("Jobcenter", keep_german=True, forms=("Jobcenters",))
    make_term("Kita")
    page = make_page(title="Jobcenter", lead="Briefe des Jobcenters. Kita.")
    write(page, "ar", {"Jobcenter": "مركز العمل", "Briefe des Jobcenters. Kita.": "رسائل Jobcenter"})
    hits("Jobcenter", "ar")

    with django_assert_num_queries(2):
        dropped = dropped_terms(page, "ar")

    assert [term.german for term in dropped] == ["Jobcenter"]


def test_kept_words_and_open_sentences_miss_nothing(db: None) -> None:
    make_term("Jobcenter", keep_german=True)
    page = make_page(title="Das Jobcenter", lead="Briefe vom Jobcenter.")
    write(page, "ar", {"Das Jobcenter": "مكتب <b>JOBCENTER</b>"})

    assert dropped_terms(page, "ar") == []


def write(source: object, code: str, words: dict[str, str]) -> None:
    """Some sentences of a source, translated."""
    target: Locale = locale(code)
    translation = ensure_translation(source, target)
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string", "context"):
        if segment.string.data in words:
            StringTranslation.objects.create(
                translation_of=segment.string, context=segment.context, locale=target, data=words[segment.string.data]
            )
