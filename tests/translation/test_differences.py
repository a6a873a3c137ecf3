"""What changed in a German sentence, and what the open one replaces."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.translation.differences import Change, Part, previous_for, previous_of, word_diff
from cms.translation.sentences import sentences_of
from tests.make.translation import make_page, publish, translated
from tests.make.translators import make_translator, save, sentence_of

SAME, REMOVED, ADDED = Change.SAME, Change.REMOVED, Change.ADDED


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("Wir helfen.", "Wir helfen.", [(SAME, "Wir helfen.")]),
        ("", "Wir", [(ADDED, "Wir")]),
        (
            "Offen am Montag um 9 Uhr.",
            "Offen am Dienstag um 10 Uhr.",
            [
                (SAME, "Offen am "),
                (REMOVED, "Montag"),
                (ADDED, "Dienstag"),
                (SAME, " um "),
                (REMOVED, "9"),
                (ADDED, "10"),
                (SAME, " Uhr."),
            ],
        ),
        (
            "Fragen Sie das Amt.",
            "Fragen Sie im Büro.",
            [(SAME, "Fragen Sie "), (REMOVED, "das Amt"), (ADDED, "im Büro"), (SAME, ".")],
        ),
        (
            "Im {1}Büro{/1}.",
            "Im Büro.",
            [(SAME, "Im "), (REMOVED, "{1}"), (SAME, "Büro"), (REMOVED, "{/1}"), (SAME, ".")],
        ),
    ],
    ids=["nothing", "all new", "words", "neighbours", "marks"],
)
def test_words_that_changed_are_told_apart(old: str, new: str, parts: list[tuple[Change, str]]) -> None:
    assert word_diff(old, new) == [Part(*part) for part in parts]


words = st.lists(
    st.sampled_from(["Wir", " ", "  ", "helfen", ".", "{1}", "{/1}", "heute", "-", "ä", "\n"]), max_size=12
)


@given(words.map("".join) | st.text(max_size=20), words.map("".join) | st.text(max_size=20))
def test_parts_make_both_texts_again(old: str, new: str) -> None:
    parts = word_diff(old, new)

    assert "".join(part.text for part in parts if part.change is not ADDED) == old
    assert "".join(part.text for part in parts if part.change is not REMOVED) == new
    assert all(part.text for part in parts)
    assert all(one.change is not two.change for one, two in pairwise(parts))


def changed(old: str, new: str, **fields: Any) -> Any:
    """A page that was translated into Arabic before its lead changed."""
    page = make_page(title="Hilfe", lead=old, **fields)
    translated(page, "ar")
    page.lead = new
    return publish(page)


@pytest.mark.acceptance("T5")
def test_an_open_sentence_shows_what_it_replaces(db: None) -> None:
    page = changed("Wir helfen Ihnen am Montag.", "Wir helfen Ihnen am Dienstag.")

    previous = previous_of(page, "ar", sentence_of(page, "Wir helfen Ihnen am Dienstag."))

    assert previous is not None
    assert (previous.german, previous.translation) == (
        "Wir helfen Ihnen am Montag.",
        "ar: Wir helfen Ihnen am Montag.",
    )
    assert previous.text == "ar: Wir helfen Ihnen am Montag."
    assert [part.text for part in previous.parts] == ["Wir helfen Ihnen am ", "Montag", "Dienstag", "."]
    assert round(previous.ratio, 2) == 0.89


@pytest.mark.parametrize(
    ("new", "code"),
    [("Kaffee, Kuchen und Musik!", "ar"), ("Wir helfen Ihnen am Dienstag.", "tr")],
    ids=["another sentence", "never translated"],
)
def test_a_sentence_that_replaces_nothing_shows_nothing(db: None, new: str, code: str) -> None:
    page = changed("Wir helfen Ihnen am Montag.", new)

    assert previous_of(page, code, sentence_of(page, new, code)) is None


def test_the_most_similar_of_all_that_stood_there_is_shown(db: None) -> None:
    page, samira = make_page(title="Hilfe", lead="Wir helfen am Montag."), make_translator()
    for lead in ("Wir helfen am Montag.", "Wir helfen Ihnen am Mittwoch.", "Alle helfen."):
        page.lead = lead
        page = publish(page)
        save(page, lead, f"AR {lead}", by=samira)
    page.lead = "Wir helfen Ihnen am Mittwoch gern."

    page = publish(page)

    assert previous_of(page, "ar", sentence_of(page, page.lead)).german == "Wir helfen Ihnen am Mittwoch."


@pytest.mark.parametrize(
    ("new", "text"),
    [
        ('<p>Fragen Sie uns <a href="https://bamf.de">heute</a>.</p>', "ar: Fragen Sie {1}heute{/1}."),
        ("<p>Fragen Sie uns heute.</p>", "ar: Fragen Sie heute."),
    ],
    ids=["same links", "link taken out"],
)
def test_the_text_to_start_from_has_the_marks_of_the_new_german(db: None, new: str, text: str) -> None:
    page = make_page(title="Hilfe", live=False)
    page.body = [("paragraph", '<p>Fragen Sie <a href="https://bamf.de">heute</a>.</p>')]
    page = publish(page)
    translated(page, "ar")
    page.body.raw_data[0] = {**page.body.raw_data[0], "value": new}

    page = publish(page)

    previous = previous_of(page, "ar", sentences_of(page, "ar")[-1])
    assert previous is not None
    assert previous.text == text


def test_many_sentences_cost_one_query(db: None, django_assert_num_queries: Any) -> None:
    page = changed("Wir helfen Ihnen am Montag.", "Wir helfen Ihnen am Dienstag.")
    found = sentences_of(page, "ar")

    with django_assert_num_queries(1):
        assert list(previous_for(page, "ar", found)) == [found[1].ref]
