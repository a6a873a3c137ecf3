"""An answer is stored only if it is complete, unharmed and fitting."""

import pytest
from bs4 import BeautifulSoup
from bs4.element import PreformattedString
from hypothesis import given
from hypothesis import strategies as st
from wagtail_localize.strings import INLINE_TAGS

from cms.translation.machine.accepting import Fault, Unusable, accept
from cms.translation.machine.masking import Masker

LINKED = 'Die AWO hilft <a id="a1">Eltern und Kindern</a>.<br/>Immer.'


def judged(german: str, answer: str, *, markup: bool = True, limit: int | None = None) -> str | Fault:
    """What is stored, or why nothing is."""
    try:
        return accept(german, Masker(["AWO"]).mask(german), answer, markup=markup, limit=limit)
    except Unusable as unusable:
        return unusable.fault


@pytest.mark.parametrize(
    ("german", "answer", "expected"),
    [
        ("Wir helfen Ihnen gern.", "Memnuniyetle yardımcı oluruz.", "Memnuniyetle yardımcı oluruz."),
        ("Wir helfen Ihnen gern.", " \n", Fault.EMPTY),
        ("Wir helfen Ihnen gern.", "\x00\u202e", Fault.EMPTY),
        ("Wir helfen Ihnen gern.", "<b></b>", Fault.MARK_LOST),
        ("Die AWO hilft.", "XQ1X yardım eder.", "AWO yardım eder."),
        ("Die AWO hilft.", "Yardım eder.", Fault.TOKEN_LOST),
        (
            LINKED,
            'XQ1X <a id="a1">ebeveynlere</a> yardım eder.<br>Her zaman.',
            'AWO <a id="a1">ebeveynlere</a> yardım eder.<br/>Her zaman.',
        ),
        (LINKED, "XQ1X ebeveynlere yardım eder.<br/>Her zaman.", Fault.MARK_LOST),
        (LINKED, 'XQ1X <a id="a2">ebeveynlere</a> yardım eder.<br/>Her zaman.', Fault.MARK_LOST),
        (LINKED, 'XQ1X <a id="a1"></a> ebeveynlere yardım eder.<br/>Her zaman.', Fault.MARK_LOST),
        (LINKED, 'XQ1X <a id="a1">ebeveynlere</a> yardım eder. Her zaman.', Fault.MARK_LOST),
        (LINKED, 'XQ1X <a id="a1" href="https://evil.example">x</a><br/>y', Fault.TAG),
        ("Wir helfen Ihnen gern.", "<script>alert(1)</script>Evet", Fault.TAG),
        ("Wir helfen Ihnen gern.", "<p>Evet</p>", Fault.TAG),
        ("Wir helfen Ihnen gern.", "&lt;b&gt;Evet&lt;/b&gt;", Fault.TAG),
        ("Wir helfen Ihnen gern.", "Evet <!-- gizli -->", Fault.TAG),
        ("Wir helfen Ihnen gern.", "wir  helfen ihnen GERN.", Fault.UNCHANGED),
        ("Familie und Schule", "Familie und Schule", "Familie und Schule"),
        ("Wir helfen Ihnen gern.", "می\u200cکنیم\u202e \ud800آن", "می\u200cکنیم آن"),
    ],
    ids=[
        "good",
        "blank",
        "only control characters",
        "empty mark",
        "token restored",
        "token lost",
        "marks kept",
        "link lost",
        "other link",
        "link without words",
        "line break lost",
        "foreign attribute",
        "script",
        "block",
        "tag as text",
        "comment",
        "German again",
        "short name",
        "joiners stay, overrides go",
    ],
)
def test_answer_as_html(german: str, answer: str, expected: str | Fault) -> None:
    assert judged(german, answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Çay & kahve", "Çay &amp; kahve"),
        ("<b>Çay</b>", Fault.TAG),
        ("Çay\nkahve", "Çay kahve"),
    ],
    ids=["escaped", "tag in plain text", "one line"],
)
def test_answer_as_plain_text(answer: str, expected: str | Fault) -> None:
    assert judged("Tee und Kaffee", answer, markup=False) == expected


@pytest.mark.parametrize(
    ("limit", "expected"), [(None, "Evet &amp; evet"), (11, "Evet &amp; evet"), (10, Fault.TOO_LONG)]
)
def test_answer_fits_its_field(limit: int | None, expected: str | Fault) -> None:
    assert judged("Ja &amp; ja", "Evet &amp; evet", limit=limit) == expected


def test_every_fault_has_words(in_english: None) -> None:
    assert all(str(fault.label) for fault in Fault)


# fmt: off
TAGS = st.sampled_from([
    "<b>", "</b>", '<a id="a1">', "</a>", "<br/>", "<script>", "</script>", "<img src=x onerror=y>", "&lt;b&gt;", "&",
    "<", ">", "XQ1X", "<!-- x -->", "<![CDATA[", "]]>", "<?php", '<a href="javascript:x">', "\x00", "\ud800", "\u202e",
])
# fmt: on


@given(st.lists(TAGS | st.text(max_size=6), max_size=10).map("".join), st.booleans())
def test_whatever_a_provider_answers_is_harmless_or_refused(answer: str, markup: bool) -> None:
    found = judged(LINKED, answer, markup=markup)

    if not isinstance(found, Fault):
        soup = BeautifulSoup(found, "html.parser")
        tags = soup.find_all(True)
        assert not any(isinstance(part, PreformattedString) for part in soup.descendants)
        assert {tag.name for tag in tags} <= set(INLINE_TAGS)
        assert all(set(tag.attrs) <= {"id"} for tag in tags)
        found.encode()
