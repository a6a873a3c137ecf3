"""Where explanations of glossary words stand in running text."""

import pytest

from cms.translation.glossary import KnownTerm
from home.domain.explaining import explain
from tests.make.glossary import make_term

TEXTS = {
    "after the paragraph": ("<p>Im Jobcenter.</p><p>Dann.</p>", "<p>Im Jobcenter.</p>[Jobcenter]<p>Dann.</p>"),
    "first time only": ("<p>Jobcenter</p><p>Jobcenter</p>", "<p>Jobcenter</p>[Jobcenter]<p>Jobcenter</p>"),
    "two in one": ("<p>Kita, Jobcenter</p>", "<p>Kita, Jobcenter</p>[Kita Jobcenter]"),
    "after the list": (
        "<ul><li>Kita</li><li>Jobcenter</li></ul>",
        "<ul><li>Kita</li><li>Jobcenter</li></ul>[Kita Jobcenter]",
    ),
    "not for a heading": ("<h2>Jobcenter</h2><p>Text</p>", "<h2>Jobcenter</h2><p>Text</p>"),
    "not for a link": ('<p><a href="/x">Jobcenter</a></p>', '<p><a href="/x">Jobcenter</a></p>'),
    "heading first, then text": ("<h2>Kita</h2><p>Die Kita.</p>", "<h2>Kita</h2><p>Die Kita.</p>[Kita]"),
    "inside bold": ("<p>Das <b>Jobcenter</b>.</p>", "<p>Das <b>Jobcenter</b>.</p>[Jobcenter]"),
    "over a line break": ("<p>Das<br/>Jobcenter</p>", "<p>Das<br/>Jobcenter</p>[Jobcenter]"),
    "over lines": ("<p>\n\n Das\n</p>\n<p>Jobcenter</p>\n", "<p>\n\n Das\n</p>\n<p>Jobcenter</p>[Jobcenter]\n"),
    "entities stay": ("<p>A &amp; B &lt; Kita</p>", "<p>A &amp; B &lt; Kita</p>[Kita]"),
    "other line ends": ("<p>a\u2028b\x0c</p><p>Kita</p>", "<p>a\u2028b\x0c</p><p>Kita</p>[Kita]"),
    "open at the end": ("<p>Kita", "<p>Kita"),
    "stray end": ("</p><p>Kita</p>", "</p><p>Kita</p>[Kita]"),
    "plain": ("Kita", "Kita"),
    "empty": ("", ""),
}


def shown(terms: list[KnownTerm]) -> str:
    return f"[{' '.join(term.german for term in terms)}]"


@pytest.mark.parametrize("kind", TEXTS)
def test_words_are_explained_after_the_text_in_which_they_come_first(db: None, kind: str) -> None:
    make_term("Jobcenter")
    make_term("Kita")
    text, expected = TEXTS[kind]

    assert explain(text, "de", seen=set(), shown=shown) == expected


def test_words_already_explained_on_the_page_stay_quiet(db: None) -> None:
    make_term("Jobcenter")
    make_term("Kita")
    seen = {"Kita"}

    found = explain("<p>Kita und Jobcenter</p>", "de", seen=seen, shown=shown)

    assert found == "<p>Kita und Jobcenter</p>[Jobcenter]"
    assert seen == {"Kita", "Jobcenter"}


def test_word_without_explanation_explains_nothing(db: None) -> None:
    make_term("Kita", " ")

    assert explain("<p>Kita</p>", "de", seen=set(), shown=shown) == "<p>Kita</p>"
