"""Inline HTML as translators see it, and back; invariant 15."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail_localize.strings import StringValue, validate_translation_links

from cms.translation.marks import BrokenMarks, Mark, from_marks, plain, to_marks

pytestmark = pytest.mark.usefixtures("in_english")

GERMAN = 'Fragen Sie <b>heute</b> im <a id="a1">Büro</a>.<br/>Danke.'
LEGEND = (Mark(1, "b"), Mark(2, "a", "a1", "bamf.de"), Mark(3, "br"))

words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\x00"), max_size=12) | st.sampled_from(
    ["{", "}", "{1}", "{{", "}}{", "{/2}", "{1/}", "<b>", "</a>", "&amp;", "&lt;", '<a id="a1">', "\u200c", "٣"]
)


@st.composite
def inline_html(draw: st.DrawFn) -> str:
    """What wagtail-localize may keep as a sentence: nested marks, each link with a name of its own, never in a link."""
    names = iter(f"a{number}" for number in range(1, 100))

    def inside(depth: int, *, linked: bool) -> str:
        pieces = []
        for _ in range(draw(st.integers(0, 3))):
            kind = draw(st.sampled_from(["words", "words", "br", "b", "strong", "i", "em", "code", "abbr", "a"]))
            if kind == "br":
                pieces.append("<br/>")
            elif kind == "words" or depth == 3 or (kind == "a" and linked):
                pieces.append(str(StringValue.from_plaintext(draw(words).replace("\n", " ")).data))
            else:
                name = f' id="{next(names)}"' if kind == "a" and draw(st.booleans()) else ""
                pieces.append(f"<{kind}{name}>{inside(depth + 1, linked=linked or kind == 'a')}</{kind}>")
        return "".join(pieces)

    return inside(0, linked=False)


@pytest.mark.acceptance("T12")
@given(inline_html())
def test_every_sentence_survives_marks_and_back(html: str) -> None:
    marked = to_marks(html)

    back = from_marks(marked.text, marked.legend)

    assert back == html
    assert str(StringValue.from_translated_html(back).data) == back
    validate_translation_links(html, back)


@given(inline_html())
def test_plain_words_are_those_that_readers_see(html: str) -> None:
    assert plain(html) == StringValue(html).render_text()


def test_marks_are_numbered_as_they_come() -> None:
    marked = to_marks(GERMAN, targets={"a1": "bamf.de"})

    assert marked.text == "Fragen Sie {1}heute{/1} im {2}Büro{/2}.{3/}Danke."
    assert marked.legend == LEGEND
    assert [mark.label for mark in marked.legend] == ["bold", "link to bamf.de", "new line"]


def test_literal_braces_are_doubled() -> None:
    marked = to_marks("Schreiben Sie {1} oder <b>{</b>")

    assert marked.text == "Schreiben Sie {{1}} oder {1}{{{/1}"
    assert from_marks(marked.text, marked.legend) == "Schreiben Sie {1} oder <b>{</b>"


def test_a_translation_has_the_numbers_of_the_german_in_its_own_order() -> None:
    translation = '<a id="a1">المكتب</a><br/><b>اليوم</b>'

    marked = to_marks(translation, LEGEND)

    assert marked.text == "{2}المكتب{/2}{3/}{1}اليوم{/1}"
    assert from_marks(marked.text, LEGEND) == translation


def test_marks_the_german_does_not_have_are_shown_after_its_own() -> None:
    marked = to_marks("<i>ja</i> <b>heute</b>", LEGEND)

    assert marked.text == "{4}ja{/4} {1}heute{/1}"
    assert marked.legend == (*LEGEND, Mark(4, "i"))


def test_arabic_digits_of_a_keyboard_are_understood() -> None:
    assert from_marks("{٢}المكتب{/٢}", [Mark(2, "a", "a1")]) == '<a id="a1">المكتب</a>'


@pytest.mark.acceptance("T12")
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{2}a{/2}{3/}", "The mark {1}…{/1} is missing (bold). Put it where it belongs."),
        ("{1}a{/1}{2}b{/2}", "The mark {3/} is missing (new line). Put it where it belongs."),
        ("{1}a{/1}{1}a{/1}{2}b{/2}{3/}", "The mark {1} stands there twice. Use it once."),
        ("{1}a{/1}{2}b{/2}{3/}{3/}", "The mark {3/} stands there twice. Use it once."),
        ("{1}a{/1}{2}b{/2}{3/}{7}", "The German sentence has no mark {7}. Take it out."),
        ("{1}a{/1}{2}b{/2}{3/}{/7}", "The German sentence has no mark {/7}. Take it out."),
        ("{1}a{2}b{/1}{/2}{3/}", "{2} begins inside {1}, so it must end first."),
        ("a{/1}{2}b{/2}{3/}", "Before {/1} there is no {1}."),
        ("{1}a{2}b{/2}{3/}", "After {1} there is no {/1}."),
        ("{1/}a{2}b{/2}{3/}", "The mark {1/} is written {1}…{/1} here."),
        ("{1}a{/1}{2}b{/2}{3}", "The mark {3} is written {3/} here."),
        ("{1}a{/1}{2}b{/2}{3/} {", "A single { stands in the text. Write it twice."),
        ("{1}a{/1}{2}b{/2}{3/} 1}", "A single } stands in the text. Write it twice."),
        ("{1}a{/1}{2}b{/2}{3/}{99999}", "A single { stands in the text. Write it twice."),
    ],
)
def test_a_broken_mark_is_named(text: str, fault: str) -> None:
    with pytest.raises(BrokenMarks) as refused:
        from_marks(text, LEGEND)

    assert str(refused.value) == fault


def test_a_link_in_a_link_is_refused() -> None:
    legend = [Mark(1, "a", "a1"), Mark(2, "a", "a2")]

    with pytest.raises(BrokenMarks) as refused:
        from_marks("{1}a{2}b{/2}{/1}", legend)

    assert str(refused.value) == "{2} and {1} are both links. One cannot stand inside the other."


@given(st.text(max_size=60) | st.lists(st.sampled_from("{}/123 <b>a&"), max_size=30).map("".join))
def test_whatever_is_typed_is_read_or_named(text: str) -> None:
    with suppress(BrokenMarks):
        assert to_marks(from_marks(text, LEGEND), LEGEND).legend == LEGEND


def test_broken_html_of_others_is_shown_and_not_lost() -> None:
    marked = to_marks("<script>a</b></script>")

    assert marked.text == "<script>a</b></script>"
