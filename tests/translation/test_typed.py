"""What somebody typed or pasted: cleaned, pasted HTML refused by its name or read as the marks of the German."""

from contextlib import suppress
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.translation.marks import BrokenMarks, to_marks
from cms.translation.typed import ForbiddenTag, Typed, clean, read

pytestmark = pytest.mark.usefixtures("in_english")

GERMAN = to_marks('Fragen Sie <b>heute</b> im <a id="a1">Büro</a>.<br/>Danke.')
BARE = to_marks("Kinder &lt; 3 Jahre")


@pytest.mark.acceptance("T12")
@pytest.mark.parametrize(
    ("pasted", "tag"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<ScRiPt >alert(1)</ScRiPt>", "script"),
        ("< /script>", None),
        ("</script >", "script"),
        ("<b onclick=alert(1)>x</b>", "b onclick=alert(1)"),
        ('<a href="javascript:alert(1)">x</a>', 'a href="javascript:alert(1)"'),
        ('<a id="a1" href="javascript:alert(1)">x</a>', 'a id="a1"'),
        ('<i style="color:red">x</i>', 'i style="color:red"'),
        ("<img src=x onerror=alert(1)>", "img"),
        ("<svg/onload=alert(1)>", "svg"),
        ("<p>x</p>", "p"),
        ("<!-- x -->", "!"),
        ("<?php ?>", "?"),
        ("<my-tag>x</my-tag>", "my-tag"),
        ("<scr<script>ipt>", "script"),
    ],
)
def test_a_pasted_tag_is_refused_by_its_name(pasted: str, tag: str | None) -> None:
    if tag is None:
        assert read(pasted, BARE) == Typed("&lt; /script&gt;")
        return

    with pytest.raises(ForbiddenTag) as refused:
        read(pasted, BARE)

    assert refused.value.tag == tag
    assert str(refused.value) == f"<{tag}> is not allowed in a translation. Take it out, or write the words only."


@pytest.mark.parametrize(
    "text",
    [
        "اسأل {1}اليوم{/1} في {2}المكتب{/2}.{3/}شكرا.",
        "اسأل <b>اليوم</b> في <a>المكتب</a>.<br>شكرا.",
        'اسأل <B>اليوم</B> في <a id="a1">المكتب</a>.<br />شكرا.',
        "اسأل {1}اليوم{/1} في <a>المكتب</a>.{3/}شكرا.",
    ],
)
def test_a_pasted_tag_that_the_german_has_is_its_mark(text: str) -> None:
    assert read(text, GERMAN).html == 'اسأل <b>اليوم</b> في <a id="a1">المكتب</a>.<br/>شكرا.'


def test_a_pasted_tag_that_the_german_does_not_have_is_named() -> None:
    with pytest.raises(BrokenMarks) as refused:
        read("<b>x</b>", BARE)

    assert str(refused.value) == "The German sentence has no <b>. Take it out of your text."


def test_signs_that_are_no_tags_stay_words() -> None:
    assert read('a < b & c > d "e" <3', BARE).html == 'a &lt; b &amp; c &gt; d "e" &lt;3'


def test_a_tag_that_the_german_shows_as_words_stays_words() -> None:
    german = to_marks("Schreiben Sie &lt;script&gt; klein.")

    assert read("اكتب <script> بحروف صغيرة.", german).html == "اكتب &lt;script&gt; بحروف صغيرة."


@pytest.mark.acceptance("T12")
@pytest.mark.parametrize("sign", ["\x00", "\x07", "\ud800", "\u202a", "\u202e", "\u2066", "\u2069"], ids=ascii)
def test_signs_that_harm_are_removed_with_a_notice(sign: str) -> None:
    typed = read(f"a{sign}b", BARE)

    assert typed == Typed("ab", removed=True)
    assert typed.notice == "Invisible signs that would harm the page were removed from your text."


def test_joiners_stay() -> None:
    typed = read("می\u200cخواهم \u200d", BARE)

    assert typed == Typed("می\u200cخواهم \u200d", removed=False)
    assert typed.notice == ""


def test_a_tag_hidden_by_signs_that_are_removed_is_refused() -> None:
    with pytest.raises(ForbiddenTag):
        read("<scr\u202eipt>x</scr\x00ipt>", BARE)


def test_a_sentence_is_one_line() -> None:
    assert clean(" erste \r\n\r\n zweite\u2028dritte\t") == "erste zweite dritte"


def test_long_runs_of_anything_take_no_time() -> None:
    for sign in (" ", "<", "{", "<a ", "</", "\n", "{1}", "\u202e"):
        began = perf_counter()

        with suppress(BrokenMarks):
            read(sign * 30_000, GERMAN)

        assert perf_counter() - began < 2


snippets = st.sampled_from(
    ["<", ">", "</", "b", "a", "br", "script", ' id="a1"', "/>", "{", "}", "{1}", "{/1}", "{2}", "{/2}", "{3/}", "\x00",
     "\ud800", "\u202e", "\u200c", "&", "&lt;", "\r\n", " ", "onclick=", "javascript:"]
)  # fmt: skip


@pytest.mark.acceptance("T31")
@given(st.text(max_size=80) | st.lists(snippets, max_size=30).map("".join))
def test_whatever_is_typed_is_read_safely_or_refused(text: str) -> None:
    with suppress(BrokenMarks):
        typed = read(text, GERMAN)
        assert to_marks(typed.html, GERMAN.legend).legend == GERMAN.legend
        assert "<script" not in typed.html
        typed.html.encode()
